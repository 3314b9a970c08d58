"""PDF by typst: a template of ours, fed with JSON. What people wrote is data to it, never source, so nothing in it can be run."""

import json
import re
import subprocess
import sys
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from unicodedata import category

import typst
from django.conf import settings

from kangle.common.glyphs import covered, has

# Families that hold the common Chinese characters, as their makers call them; the first that the machine has is taken.
CHINESE = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Microsoft YaHei"),
    *("WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Heiti SC", "SimHei", "HarmonyOS Sans SC", "Alibaba PuHuiTi 3.0"),
    *("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", "SimSun", "FangSong", "KaiTi"),
)
TYPESET = Path(__file__).with_name("typeset.py")
LONGEST = 120  # seconds; the largest village takes five
TEMPLATES = Path(settings.BASE_DIR) / "templates"
# typst breaks a line at blanks and between Chinese characters only; a longer run would leave its cell.
RUN = re.compile(r"[!-~]{24,}")


# From here on a character is one of a script that a machine may have no font for; all before it every font has.
RARE_FROM = "\u2e80"
# What stands in a PDF for a character that no font has, as printers always did: a box would be taken for a character.
LACKING = "〓"


class NoChineseFont(Exception):
    """The machine has no font that could print Chinese."""


@cache
def fonts():
    """The machine's fonts, looked for once a process."""
    return typst.Fonts()


def chinese_font():
    """The family to print in: the one named by the settings, else the first we know of that the machine has.

    Raises NoChineseFont.
    """
    have = {family.lower(): family for family in fonts().families()}
    for family in (settings.PDF_FONT, *CHINESE):
        if family.lower() in have:
            return have[family.lower()]
    raise NoChineseFont


def lacking(value):
    """The characters in the texts of `value` (a text, or records and lists of them) that no font of the machine has, in order.

    Raises NoChineseFont.
    """
    rare = {character for character in set().union(*_texts(value)) if character >= RARE_FROM and category(character) != "Mn"}
    font = chinese_font()  # asked first: where there is no font at all, it is not every character that is lacking
    faces = sorted((face for face in fonts().fonts() if face.path), key=lambda face: face.family != font)
    for face in faces:  # the one that prints first: few texts ask for a second
        if not rare:
            break
        rare = {character for character in rare if not has(covered(face.path, face.index), character)}
    return sorted(rare)


def within(value, characters):
    """Those of some characters that stand in the texts of `value`, in order; [] without looking where there are none."""
    return sorted(set().union(*_texts(value)).intersection(characters)) if characters else []


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
    elif is_dataclass(value):
        yield from _texts(vars(value))


def pdf(template, content, *, title, without):
    """The PDF (bytes) of a typst template, named by its path below `templates`, printing `content` (JSON-ready).

    The template reads `content.json`: `font`, `title` and what `content` holds; for one of the characters `without`, those that
    `lacking` found, it gets LACKING. Raises NoChineseFont.
    """
    told = {"font": chinese_font(), "title": title, **_mapped(content, _marked(without))}
    files = {
        "main.typ": (TEMPLATES / template).read_text(encoding="utf-8"),
        "content.json": json.dumps(_mapped(told, _breakable), ensure_ascii=False),
    }
    asked = json.dumps(files).encode()
    made = subprocess.run([sys.executable, "-I", str(TYPESET)], input=asked, capture_output=True, timeout=LONGEST)
    if made.returncode:
        raise RuntimeError(f"{template} could not be typeset: {made.stderr.decode(errors='replace')}")
    return made.stdout


def _breakable(text):
    """The same text with a place to break in every long run of Latin letters and figures."""
    return RUN.sub(lambda run: "\u200b".join(run[0]), text)


def _marked(characters):
    """What writes LACKING in place of some characters."""
    table = dict.fromkeys(map(ord, characters), LACKING)
    return lambda text: text.translate(table) if table else text


def _mapped(value, change):
    """The same value with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: _mapped(each, change) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(each, change) for each in value]
    return value
