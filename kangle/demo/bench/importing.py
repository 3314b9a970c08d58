"""How fast a workbook of thirty thousand people is taken in, with every check, all errors and the full history.

The people are those of the demo county under other identity numbers, in new households of the same villages; one in a hundred has
a number with a wrong digit, so that rows come back too.
"""

import datetime
import io
import itertools
import time

from django.db import connection, transaction
from stdnum.cn import ric

from households.models import Member
from households.workbook.book import BOOK, CODE
from households.workbook.sheets import HEAD, HOUSEHOLDS, MEMBERS
from kangle.accounts.models import User
from kangle.areas.models import Area
from kangle.common.bulk import ready, reserve_keys, write_rows
from kangle.demo.bench.measuring import process
from kangle.demo.county import COUNTY
from kangle.exchange.intake import actions
from kangle.exchange.intake.origin import RECORD
from kangle.exchange.intake.writing import write_filled
from kangle.exchange.models import Import
from kangle.jobs.models import Run

PEOPLE = 30_000
WHO = "fupinban"
JOINED_ON = datetime.date(2015, 1, 5)
WRONG = 100  # one in so many


class Importing:
    """The one import, measured as a whole. The workbook's own making, its sending and its preview are not in the figures."""

    def __init__(self):
        self.seconds = self.megabytes = self.bare_seconds = None

    def rows_a_second(self):
        """People a second from the confirmation to the commit: read, matched, judged, written with history and doubts."""
        return PEOPLE / self._measured()

    def peak_megabytes(self):
        """The largest resident size of a worker that reads, judges and writes."""
        self._measured()
        return self.megabytes

    def over_copy(self):
        """How much longer it takes than a bare bulk insert of the same members, without any check or history."""
        return self._measured() / self.bare_seconds

    def _measured(self):
        if self.seconds is None:
            source = actions.take(workbook(), "三万人.xlsx", book=CODE, by=User.objects.get(username=WHO))
            _elapsed, reading = process("work", actions.KIND)
            source = actions.confirm(Import.objects.get(pk=source.pk), by=User.objects.get(username=WHO))
            _elapsed, writing = process("work", actions.KIND)
            source.refresh_from_db()
            self.megabytes = max(reading, writing)
            # From the moment the worker took it to its end: nothing of the process was warm.
            self.seconds = Run.objects.get(kind=actions.KIND, key=f"write-{source.pk}").took.total_seconds()
            if source.state != Import.State.DONE or source.count("new") < PEOPLE:
                raise SystemExit(f"the import ended {source.state} with {source.counts}")
            self.bare_seconds = _bare_insert(source)
        return self.seconds


def workbook():
    """The bytes of the workbook: 30 000 members in 25 columns, and their households."""
    members = list(itertools.islice(_members(), PEOPLE))
    heads = {member["number"]: member[HEAD] for member in members}
    homes = [home | {HEAD: heads[home["number"]]} for home in BOOK.rows(_county())[HOUSEHOLDS.code] if home["number"] in heads]
    told = {
        HOUSEHOLDS.code: [_new(home) | {"group": None} for home in homes],
        MEMBERS.code: [_new(member) for member in members],
    }
    target = io.BytesIO()
    write_filled(target, BOOK, told)
    return target.getvalue()


def _new(row):
    """A row of the demo county's as that of somebody who is not stored: without number and origin."""
    return {name: value for name, value in row.items() if name != RECORD} | {"number": None}


def _county():
    return Area.objects.by_code(COUNTY)


def _members():
    for position, member in enumerate(BOOK.rows(_county())[MEMBERS.code]):
        if not (_is_well_formed(member[HEAD]) and _is_well_formed(member["identity_number"])):
            continue  # the demo county has faults of its own
        number = _another(member["identity_number"])
        if position % WRONG == 0 and member["relation"] != "01":
            number = number[:17] + ("0" if number[17] != "0" else "1") + number[18:]
        told = {"identity_number": number, HEAD: _another(member[HEAD]), "joined_on": JOINED_ON, "joined_by": "registered"}
        yield member | told


def _is_well_formed(number):
    return bool(number) and number[:17].isdigit()


def _another(number):
    """The same person's number in a place that does not exist either."""
    card = f"622998{number[6:17]}"
    return card + ric.calc_check_digit(f"{card}0") + number[18:]


def _bare_insert(source):
    """The seconds in which the import's members are inserted again, under other numbers; then they are gone."""
    names = [field.name for field in Member._meta.concrete_fields]
    fields = [Member._meta.get_field(name) for name in names]
    new = Member.objects.filter(pk__in=source.outcomes.filter(sheet=MEMBERS.title, outcome="new").values("record"))
    rows = [[ready(field.value_from_object(member)) for field in fields] for member in new.iterator()]
    with transaction.atomic():
        number = names.index("identity_number")
        for row, key in zip(rows, reserve_keys(Member, len(rows)), strict=True):
            row[0], row[number] = key, f"-{row[number]}"
        began = time.perf_counter()
        write_rows(Member, names, rows)
        if connection.vendor == "postgresql":
            connection.check_constraints()
        seconds = time.perf_counter() - began
        transaction.set_rollback(True)
    return seconds
