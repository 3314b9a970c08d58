"""Files that are no workbook, or more than one: refused with a sentence, before anything is read into memory."""

import io
import tracemalloc
import zipfile

import pytest
import xlsxwriter

from kangle.exchange.intake.opening import Unreadable, check


def book(fill=lambda sheet: sheet.write_string(0, 0, "姓名")):
    target = io.BytesIO()
    made = xlsxwriter.Workbook(target)
    fill(made.add_worksheet("成员"))
    made.close()
    return target.getvalue()


def with_part(content, name, body):
    """The workbook with one part replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, body)
    return target.getvalue()


SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
ROW = b'<row r="%d"><c r="%s%d"><v>1</v></c></row>'


def sheet_with(rows):
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + rows
        + b"</sheetData></worksheet>"
    )


def test_a_workbook_and_a_text_are_told_apart():
    assert check(book()) == "xlsx"
    assert check("姓名,性别\n".encode()) == "csv"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "密码"),
        (b"PK\x03\x04junk", "损坏"),
        (book()[:400], "损坏"),
        (with_part(book(), "xl/workbook.xml", b"")[:-30], "损坏"),
    ],
)
def test_what_is_no_workbook_is_told_so(content, said):
    with pytest.raises(Unreadable) as fault:
        check(content)
    assert said in str(fault.value)


def test_another_archive_is_no_workbook():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("照片.jpg", b"x")
    with pytest.raises(Unreadable, match="不是 Excel"):
        check(target.getvalue())


def test_too_large_a_file_is_refused(settings):
    settings.IMPORT_LARGEST_BYTES = 1 << 20
    with pytest.raises(Unreadable, match="1 MB"):
        check(b"x" * ((1 << 20) + 1))


def test_a_bomb_is_not_unpacked():
    """Half a gigabyte of blanks in half a megabyte: found out a piece at a time."""
    bomb = with_part(book(), "xl/media/blank.bin", b" " * (500 << 20))
    assert len(bomb) < 1 << 20
    tracemalloc.start()
    with pytest.raises(Unreadable, match="太大"):
        check(bomb)
    assert tracemalloc.get_traced_memory()[1] < 30 << 20
    tracemalloc.stop()


@pytest.mark.parametrize("cell", [(1_048_576, b"Z"), (400, b"XFD"), (300_000, b"AA")])
def test_one_cell_far_away_is_not_made_room_for(cell):
    row, column = cell
    with pytest.raises(Unreadable, match=f"{column.decode()}{row}"):
        check(with_part(book(), SHEET, sheet_with(ROW % (row, column, row))))


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="1048576"/>',
        b'<row r="1048576"><c r="XFD1048576" s="1"/></row>',
        b"<row r='1048576'><c r='XFD1048576' s='1'></c></row>",
        ROW % (7, b"BA", 7),
    ],
)
def test_what_counts_is_cells_that_hold_something(row):
    assert check(with_part(book(), SHEET, sheet_with(row))) == "xlsx"


def test_one_long_text_in_very_many_cells_is_refused():
    rows = sheet_with(b"".join(b'<row><c t="s"><v>0</v></c></row>' for _number in range(80_000)))
    texts = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>' + b"x" * 40_000 + b"</t></si></sst>"
    with pytest.raises(Unreadable, match="特别长"):
        check(with_part(with_part(book(), SHEET, rows), TEXTS, texts))
