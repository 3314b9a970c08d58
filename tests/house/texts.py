"""Every sentence the code asks gettext for, read out of the Python modules and the templates, without gettext's own tools."""

import ast
import re
import tomllib
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
# From the ground up: a sentence that several rooms ask for stands once, in the lowest of them.
ROOMS = [room.strip().replace(".", "/") for layer in reversed(LAYERS) for room in layer.split("|")]
APART = {"tests", "docs", "var", ".venv", "migrations"}
# function → (position of the context, of the sentence, of the plural)
ASKING = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "_": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
STRING = r"u?(?:'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")"
CALL = re.compile(rf"\b(?:n?p?gettext|_)\({STRING}(?:, {STRING})*(?:, count)?\)")


def asked():
    """{(context or None, sentence, plural or None): the first file of the lowest room that asks for it, from the root}."""
    found = {}
    for path in sorted(ROOT.rglob("*")):
        if path.suffix not in {".py", ".html"} or APART & set(path.relative_to(ROOT).parts):
            continue
        text = path.read_text(encoding="utf-8")
        for key in _of_python(text) if path.suffix == ".py" else _of_template(text):
            found.setdefault(key, []).append(path.relative_to(ROOT))
    return {key: min(paths, key=lambda path: ROOMS.index(room_of(path))) for key, paths in found.items()}


def room_of(path):
    """The room, as a folder from the root, whose texts hold what the file at `path` asks for: a template belongs to the room of
    its folder; what no room owns (the base template, the settings) is read on every page and lies in kangle/common."""
    parts = path.parts[1:] if path.parts[0] == "templates" else path.parts
    names = {"admin": "kangle/audit"}.get(parts[0], parts[0])
    found = {names, "/".join(parts[:2])}
    return next((room for room in ROOMS if {room, room.removeprefix("kangle/")} & found), "kangle/common")


def home_of(room):
    """Where the English of a room lies."""
    return ROOT / room / "locale/en/LC_MESSAGES/django.po"


def _of_template(text):
    """Django turns a template into calls of gettext among blanked-out letters; each call is read as Python."""
    for call in CALL.findall(templatize(text)):
        yield from _of_python(call)


def _of_python(text):
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in ASKING:
            yield tuple(None if place is None else _sentence(node, place) for place in ASKING[name])


def _sentence(call, place):
    argument = call.args[place]
    if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
        raise AssertionError(f"gettext takes a sentence, not an expression: {ast.unparse(call)}")
    return argument.value
