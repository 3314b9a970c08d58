"""The rows of a village as its workbook shows them: every household, who lives there now, its yearly records."""

from django.db.models import F

from households.models import Household, Member, YearRecord
from households.unasked import unasked_of
from households.workbook.sheets import HEAD, HEAD_NAME, HOUSEHOLDS, MEMBERS, VILLAGE, VILLAGE_NAME, YEARS
from kangle.exchange.intake.origin import HOME, RECORD

CHUNK = 2000
LEFT = "steps_left"


def rows(area):
    """{code of a sheet: iterator of dicts of stored values by column name} of the households within an area that are kept.

    Identity numbers stand in them in full: whoever asks puts that on record. What nobody was asked about is None.
    """
    # Of two heads the first counts, as everywhere: it is put in last.
    found = list(Member.objects.within(area).heads().values_list("household_id", "identity_number", "name"))[::-1]
    heads, names = ({row[0]: row[at] for row in found} for at in (1, 2))
    return {
        HOUSEHOLDS.code: _households(area, heads),
        MEMBERS.code: _members(area, heads, names),
        YEARS.code: _years(area, heads),
    }


def _households(area, heads):
    found = Household.objects.within(area).with_head().with_steps_left().order_by("number")
    found = found.annotate(village_code=F("village__code"), village_name=F("village__name"), group_name=F("group__name"))
    names = [column.name for column in HOUSEHOLDS.written if column.name != "group"]
    for row in _told(Household, found.values("pk", *names, "head_name", "village_code", "village_name", "group_name", LEFT)):
        told = {HEAD: heads.get(row["pk"]), HEAD_NAME: row["head_name"], RECORD: row["pk"]}
        place = {VILLAGE: row["village_code"], VILLAGE_NAME: row["village_name"], "group": row["group_name"]}
        yield row | told | place


def _members(area, heads, head_names):
    found = Member.objects.within(area).filter(left_on__isnull=True).with_steps_left()
    names = [column.name for column in MEMBERS.written]
    found = found.order_by("household__number", "relation", "pk").annotate(number=F("household__number"))
    for row in _told(Member, found.values("pk", "household_id", "number", *names, LEFT)):
        key = row["household_id"]
        yield row | {HEAD: heads.get(key), HEAD_NAME: head_names.get(key), RECORD: row["pk"], HOME: key}


def _years(area, heads):
    found = YearRecord.objects.within(area).with_head().with_steps_left().order_by("household__number", "-year")
    names = [column.name for column in YEARS.written]
    found = found.annotate(number=F("household__number"))
    for row in _told(YearRecord, found.values("pk", "household_id", "number", "head_name", *names, LEFT)):
        told = {HEAD: heads.get(row["household_id"]), HEAD_NAME: row["head_name"]}
        yield row | told | {RECORD: row["pk"], HOME: row["household_id"]}


def _told(model, rows):
    """The rows of a queryset of dicts without what nobody was asked about: a default must not stand in a form as an answer."""
    for row in rows.iterator(CHUNK):
        left = row.pop(LEFT)
        yield row | dict.fromkeys(unasked_of(model, left, row.get)) if left else row
