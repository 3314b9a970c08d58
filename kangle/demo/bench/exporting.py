"""How fast lists leave: thirty thousand members in twelve columns beside a bare XlsxWriter, all members by a worker."""

import datetime
import functools
import io
from decimal import Decimal

import xlsxwriter
from django.urls import reverse

from households.models import Member
from kangle.accounts.models import User
from kangle.demo.bench.measuring import in_turn, process, seconds
from kangle.exchange import awaiting, export
from kangle.exchange.models import Export
from kangle.jobs.models import Run

ROWS, COLUMNS = 30_000, 12
WHO = "fupinban"
MEMBERS = "households:members"


def members_page(rows=None):
    """The list of members as its worker meets it; of the first `rows` in twelve columns where told."""
    page = awaiting.asked_page(reverse(MEMBERS), User.objects.select_related("area").get(username=WHO))
    if rows:
        last = Member.objects.order_by("pk").values_list("pk", flat=True)[rows - 1]
        page.rows = page.rows.filter(pk__lte=last)
        page.columns_for_export = list(dict(page.table.base_columns_bound()))[:COLUMNS]
    return page


def whole(ending):
    """Export the thirty thousand, from the question to the digest of the file."""
    page = members_page(ROWS)
    made = page.made(ending, None)
    made.file.close()
    if made.told.rows != ROWS:
        raise SystemExit(f"{made.told.rows} rows instead of {ROWS}")


def bare(rows):
    """XlsxWriter in constant memory merely writing the same prepared tuples."""
    book = xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True})
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    for line, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, place, value)
            elif isinstance(value, datetime.date):
                sheet.write_datetime(line, place, value, day)
            elif isinstance(value, (int, float, Decimal)):
                sheet.write_number(line, place, value)
    book.close()


def over_bare():
    """The whole export over the bare writing of the same tuples."""
    page = members_page(ROWS)
    rows = list(export.exported_rows(page.table, page.export_columns()))
    return in_turn(functools.partial(whole, "xlsx"), functools.partial(bare, rows), rounds=5)


def csv_seconds():
    return min(seconds(functools.partial(whole, "csv")) for _round in range(3))


class Members:
    """All members of the county, written by a worker: measured once."""

    def __init__(self):
        self.seconds = self.megabytes = None

    def took(self):
        """Seconds from the moment the worker took it to the receipt."""
        return self._measured()[0]

    def peak_megabytes(self):
        return self._measured()[1]

    def _measured(self):
        if self.seconds is None:
            page = members_page()
            receipt = awaiting.ask_for(page.order("xlsx"), page.paper(sums=False), page.table.total)
            _elapsed, self.megabytes = process("work", awaiting.KIND)
            receipt.refresh_from_db()
            if receipt.state != Export.State.READY:
                raise SystemExit(f"the export ended {receipt.state}")
            self.seconds = Run.objects.get(kind=awaiting.KIND, key=str(receipt.pk)).took.total_seconds()
        return self.seconds, self.megabytes
