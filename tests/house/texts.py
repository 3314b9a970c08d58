"""Every sentence the code asks gettext for, read out of the Python modules and the templates, without gettext's own tools."""

import ast
import re
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
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
    """{(context or None, sentence, plural or None): the first file that asks for it}."""
    found = {}
    for path in sorted(ROOT.rglob("*")):
        if path.suffix not in {".py", ".html"} or APART & set(path.relative_to(ROOT).parts):
            continue
        text = path.read_text(encoding="utf-8")
        for key in _of_python(text) if path.suffix == ".py" else _of_template(text):
            found.setdefault(key, str(path.relative_to(ROOT)))
    return found


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
