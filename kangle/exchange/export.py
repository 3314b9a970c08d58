"""A list as a file: the same columns, conditions, order and masking as the page, in CSV or as a workbook."""

import csv
import datetime
import tempfile
from decimal import Decimal
from urllib.parse import quote

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

CHUNK = 2000
BOM = "\ufeff"
# A text that starts with one of these is run as a formula by a spreadsheet; the full-width ones by some Asian editions.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LARGEST_SHEET = 1_048_575  # rows of a worksheet below its head

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# What a spreadsheet may skip before it looks for a formula: spaces of every width, marks that take none.
SKIPPED = " \u3000\u00a0\u200b\u200c\u200d\u2060\ufeff\x00\x0b\x0c"


def safe_text(text):
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(SKIPPED).startswith(FORMULA_STARTS) else text


def exported_rows(table, columns):
    """The rows' exported values, read from the database in chunks: a list as long as `columns` for each row."""
    for row in table.rows_of(columns).iterator(chunk_size=CHUNK):
        yield [column.exported(column.value(row)) for column in columns]


def csv_text(value):
    """One exported value as a CSV field."""
    if value is None:
        return ""
    return safe_text(value) if isinstance(value, str) else str(value)


class _Line:
    """What csv.writer writes to: it hands each line back."""

    def write(self, line):
        return line


def csv_lines(table, columns):
    """The lines of the CSV file; the byte order mark makes Excel read the Chinese as UTF-8."""
    writer = csv.writer(_Line())
    yield BOM + writer.writerow([safe_text(table.header(column)) for column in columns])
    batch = []
    for row in exported_rows(table, columns):
        batch.append(writer.writerow([csv_text(value) for value in row]))
        if len(batch) == CHUNK:
            yield "".join(batch)
            batch.clear()
    yield "".join(batch)


def write_workbook(target, table, columns, *, title, notes):
    """Write the list to `target` (a file) as a workbook; `notes` are (name, text) pairs for its second sheet."""
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_sheet_name(title))
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F3EDE6", "text_wrap": True, "valign": "vcenter"})
    formats = {
        "money": book.add_format({"num_format": "#,##0.00"}),
        "share": book.add_format({"num_format": "0.0%"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, table.header(column), head)
    sheet.freeze_panes(1, 1)
    last = 0
    for last, row in enumerate(exported_rows(table, columns), start=1):  # noqa: B007
        for number, value in enumerate(row):
            _write_cell(sheet, last, number, value, columns[number].kind, formats)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    about = book.add_worksheet(_sheet_name(_("说明")))
    about.set_column(0, 0, 14)
    about.set_column(1, 1, 60)
    for number, (name, text) in enumerate(notes):
        about.write_string(number, 0, str(name), head)
        about.write_string(number, 1, str(text))
    book.close()


def _write_cell(sheet, line, number, value, kind, formats):
    if value is None or value == "":
        return
    if isinstance(value, datetime.datetime):
        sheet.write_datetime(line, number, value, formats["moment"])
    elif isinstance(value, datetime.date):
        sheet.write_datetime(line, number, value, formats["date"])
    elif isinstance(value, (int, float, Decimal)):
        sheet.write_number(line, number, value, formats.get(kind))
    else:
        sheet.write_string(line, number, value)


def _sheet_name(title):
    return "".join(letter for letter in str(title) if letter not in "[]:*?/\\'")[:31] or "1"


def file_name(title, ending):
    """农户-20151231.csv, as the day is in Shanghai."""
    cleaned = "".join(letter for letter in str(title) if letter.isalnum() or letter in "-_ ").strip() or "export"
    return f"{cleaned}-{timezone.localdate():%Y%m%d}.{ending}"


def disposition(name):
    """The header that keeps a Chinese file name whole (RFC 5987) and gives older programs an ASCII one."""
    ending = name.rsplit(".", 1)[-1]
    return f"attachment; filename=\"export.{ending}\"; filename*=UTF-8''{quote(name)}"


def csv_response(table, columns, *, title):
    """The list as a CSV file, streamed."""
    response = StreamingHttpResponse(csv_lines(table, columns), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = disposition(file_name(title, "csv"))
    return response


def xlsx_response(table, columns, *, title, notes):
    """The list as a workbook, written to disk in constant memory and then sent."""
    target = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    write_workbook(target, table, columns, title=title, notes=notes)
    target.seek(0)
    response = FileResponse(target, content_type=XLSX)
    response["Content-Disposition"] = disposition(file_name(title, "xlsx"))
    return response
