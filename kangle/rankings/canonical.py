"""The canonical form of a published ranking: one text for one content, whatever machine writes it.

JSON in UTF-8 without spaces; keys ASCII and ordered by code point, so that every way of ordering agrees; numbers integers that
every reader of JSON holds exactly; no floats, no truth values. Beside the ranking the file carries digests: of the whole, and of
each of its parts, so that what was changed can be named.
"""

import hashlib
import json

# Beyond this a reader that holds numbers as doubles (RFC 8785, section 3.2.2.3) would change an integer silently.
LARGEST = 2**53 - 1
FORMAT = "kangle-ranking/1"
PART_DIGITS = 16


class NotCanonical(ValueError):
    """A content or a text that is not in the canonical form; the message says where."""


def dumps(content):
    """The canonical text of a content (dicts, lists, texts, integers, None); NotCanonical names the place of anything else."""
    _check(content, "")
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _check(content, place):
    if isinstance(content, dict):
        for key, value in content.items():
            if not (isinstance(key, str) and key.isascii()):
                raise NotCanonical(f"{place}: key {key!r}")
            _check(value, f"{place}.{key}" if place else key)
    elif isinstance(content, list):
        for number, value in enumerate(content):
            _check(value, f"{place}[{number}]")
    elif isinstance(content, bool) or not (content is None or isinstance(content, (int, str))):
        raise NotCanonical(f"{place}: {type(content).__name__}")
    elif isinstance(content, int) and abs(content) > LARGEST:
        raise NotCanonical(f"{place}: {content}")
    elif isinstance(content, str) and not content.isprintable() and any(0xD800 <= ord(each) < 0xE000 for each in content):
        raise NotCanonical(f"{place}: surrogate")


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def sm3(text):
    """The SM3 digest (GB/T 32905), '' where the machine's OpenSSL has it not."""
    try:
        return hashlib.new("sm3", text.encode()).hexdigest()
    except ValueError:
        return ""


def parts_of(ranking):
    """{name of a part: its canonical text}: the head, the rule, each unit's inputs, each row of the result."""
    head = {key: value for key, value in ranking.items() if key not in ("rule", "inputs", "result")}
    parts = {"head": dumps(head), "rule": dumps(ranking["rule"])}
    parts["inputs"] = dumps({key: value for key, value in ranking["inputs"].items() if key != "units"})
    parts |= {f"inputs.{unit['code']}": dumps(unit) for unit in ranking["inputs"]["units"]}
    return parts | {f"result.{row['code']}": dumps(row) for row in ranking["result"]}


def part_digests(ranking):
    return {name: sha256(text)[:PART_DIGITS] for name, text in parts_of(ranking).items()}


def carried(ranking):
    """(text of the file, SHA-256, SM3) of a ranking; both digests are those of the ranking's canonical text."""
    text = dumps(ranking)
    digests = {"sha256": sha256(text), "sm3": sm3(text), "parts": part_digests(ranking)}
    return dumps({"digests": digests, "ranking": ranking}), digests["sha256"], digests["sm3"]
