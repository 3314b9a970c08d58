"""Every list of facts as a workbook: it says what the table says, and LibreOffice prints it whole, page by page."""

import io
import re
import shutil
import subprocess
from collections import Counter

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from kangle.exchange import awaiting, export, exporting
from kangle.exchange.paper import WIDEST, wide
from tests.facts import facts
from tests.test_lists import LISTS

TIMES = 45  # so often each row is printed: every list is longer than a page
PAGES = {"supervision:findings": (238, 8), "villages:list": (153, 4)}  # rows, and the pages they may take


def page_of(name, person):
    return awaiting.asked_page(reverse(name), person)


def table_of(page):
    """(heads, rows) of a list as it is exported."""
    heads = [page.table.header(column) for column in page.export_columns()]
    return heads, [list(row) for row in export.exported_rows(page.table, page.export_columns())]


def read(content):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def plain(cell):
    """A cell as it reads, whether it is held as a number or as what it was made of."""
    if cell in (None, ""):
        return ""
    try:
        return f"{float(cell):.6f}"
    except (TypeError, ValueError):
        return str(cell)


@pytest.mark.parametrize("name", LISTS)
def test_a_workbook_holds_the_values_of_the_table(name, small_county, people):
    facts(small_county.gaolinwan)
    facts(small_county.fengtai)
    page = page_of(name, people.county_officer)
    heads, rows = table_of(page)
    lines = read(page.made("xlsx", None).file.read())
    head = lines.index(heads)
    found = lines[head + 1 : head + 1 + len(rows)]
    assert rows
    assert [[plain(cell) for cell in line] for line in found] == [[plain(cell) for cell in row] for row in rows]
    assert page.table.sums == {} or lines[head + 1 + len(rows)][0] == "合计"


@pytest.mark.processes
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_lists_print_whole_with_their_head_on_every_page(small_county, people, tmp_path):
    facts(small_county.gaolinwan)
    facts(small_county.fengtai)
    told = {}
    for name in LISTS:
        page = page_of(name, people.county_officer)
        heads, rows = table_of(page)
        rows = (rows * 200)[: PAGES[name][0]] if name in PAGES else rows * TIMES
        file = name.replace(":", "-")
        (tmp_path / f"{file}.xlsx").write_bytes(exporting.make(page.order("xlsx"), page.paper(), rows).file.read())
        told[file] = (heads, rows, PAGES.get(name, (0, 99))[1])
    assert len(told) >= 30
    printed(tmp_path)
    faults = [f"{file}: {fault}" for file, table in told.items() for fault in faults_of(tmp_path / f"{file}.pdf", *table)]
    assert not faults, "\n".join(faults)


def printed(folder):
    """Every workbook of a folder as PDF beside it, by one LibreOffice with a profile of its own."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    books = sorted(map(str, folder.glob("*.xlsx")))
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *books]
    subprocess.run(command, check=True, capture_output=True, timeout=600)


def faults_of(pdf, heads, rows, most):
    """What is wrong with a printed list, in words."""
    command = ["pdftotext", "-layout", str(pdf), "-"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    pages = [squeezed(page) for page in shown.split("\f")[:-1]]
    whole = "".join(pages)
    if len(pages) > most:
        yield f"{len(pages)} pages"
    for number, page in enumerate(pages, 1):
        # A page with columns split off lacks the others' heads; a head in two lines is found by its letters.
        lacking = [head for head in heads if Counter(squeezed(head)) - Counter(page)]
        if lacking:
            yield f"page {number} of {len(pages)} lacks the heads {lacking}"
    if "###" in whole:
        yield "a number has no room"
    for place, head in enumerate(heads[:3]):
        names = {row[place] for row in rows if isinstance(row[place], str) and wide(row[place]) <= WIDEST}
        if cut := [name for name in names if squeezed(name) not in whole]:
            yield f"{head} is cut: {cut[:3]}"
    if f"共{len(rows):,}行" not in whole:
        yield "its end is not there"


def squeezed(text):
    return re.sub(r"\s+", "", text)
