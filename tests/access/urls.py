"""The whole URLconf as a flat list, and what of its answers is a page, for the tests of the door."""

from dataclasses import dataclass

from django.urls import URLResolver, get_resolver


@dataclass(frozen=True)
class Url:
    """One named URL: `name` with its namespaces, the namespaces alone, and the names of the arguments it takes."""

    name: str
    namespace: str
    arguments: tuple


def all_urls():
    """Every URL of the project in the order of its name; a URL without a name is listed by its route."""
    return sorted(_walk(get_resolver(), "", ()), key=lambda url: url.name)


def _walk(resolver, prefix, arguments):
    for entry in resolver.url_patterns:
        taken = arguments + tuple(entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _walk(entry, inner, taken)
        else:
            yield Url(prefix + (entry.name or f"(no name: {entry.pattern})"), prefix.rstrip(":"), taken)


def is_page(answer):
    """Whether an answer is a page that is read as a whole: no refusal, no file, no stream."""
    return answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html") and not answer.streaming
