"""A list's conditions as the page shows them: the form, what is wrong in it, whether anything is chosen."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from kangle.common.prepared import Kept


@dataclass(frozen=True)
class Toolbar:
    """The form's markup, the sentences about conditions that cannot be understood, and whether any condition narrows the list."""

    html: str
    sentences: tuple
    chosen: bool


# A form of ten fields takes Django as long as the rest of the page; it depends on the address and the language alone.
_kept = Kept()


def toolbar(key, filterset, context):
    """The toolbar of `filterset()`; `context` is what parts/filters.html needs beside it.

    `key` names everything the form depends on; None where that is more than can be named.
    """
    found = _kept.get(key) if key else None
    if found:
        return found
    asked = filterset()
    html = render_to_string("parts/filters.html", {**context, "filterset": asked})
    found = Toolbar(html, tuple(asked.sentences), asked.chosen)
    return _kept.put(key, found) if key else found
