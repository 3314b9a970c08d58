"""PDF by typst: a template of ours, fed with JSON. What people wrote is data to it, never source, so nothing in it can be run."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import typst
from django.conf import settings

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


def pdf(template, content, *, title):
    """The PDF (bytes) of a typst template, named by its path below `templates`, printing `content` (JSON-ready).

    The template reads `content.json`: `font`, `title` and what `content` holds. Raises NoChineseFont.
    """
    told = {"font": chinese_font(), "title": title, **content}
    files = {
        "main.typ": (TEMPLATES / template).read_text(encoding="utf-8"),
        "content.json": json.dumps(_breakable(told), ensure_ascii=False),
    }
    asked = json.dumps(files).encode()
    made = subprocess.run([sys.executable, "-I", str(TYPESET)], input=asked, capture_output=True, timeout=LONGEST)
    if made.returncode:
        raise RuntimeError(f"{template} could not be typeset: {made.stderr.decode(errors='replace')}")
    return made.stdout


def _breakable(value):
    """The same value with a place to break in every long run of Latin letters and figures."""
    if isinstance(value, str):
        return RUN.sub(lambda run: "\u200b".join(run[0]), value)
    if isinstance(value, dict):
        return {name: _breakable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_breakable(each) for each in value]
    return value
