"""Looking at printed papers as their readers do: pages, words with their places, typefaces; DOCX through LibreOffice."""

import re
import shutil
import subprocess
from dataclasses import dataclass

from pytest import skip

MM = 25.4 / 72


@dataclass(frozen=True)
class Word:
    """A run of characters on a page, its edges in millimetres from the page's left and upper edge."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


def run(tool, *arguments):
    """What a tool prints; skips the test on a machine without it."""
    if not shutil.which(tool):
        skip(f"no {tool} on this machine")
    return subprocess.run([tool, *map(str, arguments)], check=True, capture_output=True, timeout=120).stdout.decode()


def kept(content, path):
    path.write_bytes(content)
    return path


def words(path):
    """[Word] of a PDF, page by page."""
    found, page = [], 0
    for line in run("pdftotext", "-bbox", path, "-").splitlines():
        page += line.strip().startswith("<page ")
        if match := re.search(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*)</word>', line):
            found.append(Word(page, *(round(float(each) * MM, 2) for each in match.groups()[:4]), match[5]))
    return found


def pages(path):
    """[the text of each page]"""
    return run("pdftotext", "-layout", path, "-").split("\f")[:-1]


def typefaces(path):
    """The names of the fonts in a PDF."""
    return {line.split()[0].partition("+")[2] for line in run("pdffonts", path).splitlines()[2:]}


def by_libreoffice(path):
    """The PDF that LibreOffice makes of a file, beside it."""
    home = f"-env:UserInstallation=file://{path.parent}/office"
    run("soffice", "--headless", home, "--convert-to", "pdf", "--outdir", path.parent, path)
    return path.with_suffix(".pdf")
