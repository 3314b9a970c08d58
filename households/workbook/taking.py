"""Going through all rows of a workbook: weighing them household by household, and, where they are taken in, writing them."""

import itertools

from households.checks.actions import settle
from households.checks.dossiers import gather
from households.checks.frames import frame_for
from households.codes import Relation
from households.models import Begun, Household, Member, YearRecord
from households.models.querysets import head_among
from households.numbering import free_numbers
from households.workbook import finding
from households.workbook.applying import fills_in
from households.workbook.sheets import HOUSEHOLDS, MEMBERS, SHEETS
from households.workbook.weighing import Scales, weigh
from kangle.accounts.models import User
from kangle.audit.actions import record, snapshot
from kangle.audit.changes import masked_changes
from kangle.audit.many import Many
from kangle.audit.models import Entry
from kangle.common.bulk import portions, ready, reserve_keys
from kangle.common.sayings import said as _
from kangle.exchange.intake.reading import LATE
from kangle.exchange.models import WRITTEN, ImportRow
from kangle.programme.years import closed_years

BATCH = 250  # households
MODELS = (Household, Member, YearRecord)
KEPT = {form.code: frozenset(column.name for column in form.written) for form in SHEETS}
Outcome = ImportRow.Outcome


def go_through(sheets, source, *, by=None, beat=lambda: None):
    """Decide about every row of `sheets`; with `by` (a user) write what is taken in, within the caller's transaction.

    `source` is the Import: its area bounds what a row may name. Yields the rows decided, a batch at a time; each has its
    `outcome` and what is told of it (`told`: name, key of the household, `masked_changes`).
    """
    _answer(sheets, source.answers, LATE if by is not None else "")
    homes = finding.homes(sheets, source.area)
    homed = {id(row) for home in homes for row in home.rows}
    yield _decided([row for sheet in sheets for row in sheet.rows if id(row) not in homed])
    numbers = [row.values["identity_number"] for home in homes for row in home.members if "identity_number" in row.values]
    frame, keys = frame_for(source.area, numbers=numbers), _keys(sheets, writing=by is not None)
    scales = Scales(frame, closed_years(), keys, source.area, _covered(sheets))
    given = {home.own.values["number"] for home in homes if home.key is None and home.own and "number" in home.own.values}
    writer = Writer(source, by, given) if by is not None else None
    # Those stored first and by their keys: two imports at once lock them in one order.
    homes.sort(key=lambda home: (home.key is None, home.key or 0))
    while homes:
        beat()
        # What is done is let go: a workbook of a county is held once, as its rows.
        some, homes = homes[:BATCH], homes[BATCH:]
        rows = _batch(some, scales, writer)
        yield rows
        for row in rows:
            row.let_go()
    if scales.elsewhere and by is None:
        _put_on_record(source, len(scales.elsewhere))


def _answer(sheets, answers, unanswered):
    """What somebody chose for rows that had to be asked about: {(title of a sheet, row): answer}."""
    for sheet in sheets:
        for row in sheet.rows:
            row.answer = answers.get((sheet.form.title, row.number), unanswered)


def _covered(sheets):
    """The keys of the villages of the households from which a workbook was made, as far as they are kept."""
    homes = sorted({home for sheet in sheets for home in sheet.origin.homes})
    found = set()
    for some in portions(homes):
        found.update(Household.objects.filter(pk__in=some).order_by().values_list("village_id", flat=True).distinct())
    return found


def _put_on_record(source, numbers):
    """Who sent the workbook was told that numbers are registered outside his area: that is a question about people, on record."""
    by = User.objects.filter(pk=source.sent_by_id).first() or source.sent_by
    reason = _("用表格查到 %(numbers)d 个证件号码登记在本地区以外") % {"numbers": numbers}
    record(by=by, act=Entry.Act.LOOK, on=source, reason=reason)


def _keys(sheets, *, writing):
    """{model: iterator of keys for new records}: real ones where they are written, else some that no record has."""
    rows = {sheet.form.model: len(sheet.rows) for sheet in sheets}
    if not writing:
        return {model: itertools.count(-1, -1) for model in MODELS}
    return {model: iter(reserve_keys(model, rows.get(model, 0))) for model in MODELS}


def _batch(homes, scales, writer):
    keys = [home.key for home in homes if home.key is not None]
    if writer is not None:
        _lock(keys)
    stored = {dossier.household.pk: dossier for dossier in gather(_households(keys))}
    judged = [(home, weigh(home, stored.get(home.key), scales)) for home in homes]
    rows = _decided([row for home in homes for row in home.rows])
    for home in homes:
        _tell(home, stored.get(home.key))
    if writer is not None:
        writer.write([(home, faults) for home, faults in judged if any(row.outcome in WRITTEN for row in home.rows)])
    return rows


def _households(keys):
    return list(Household.objects.filter(pk__in=keys).with_steps_left().select_related("village"))


def _lock(keys):
    """Nobody else writes these households until the import has: what is read now is what is written over."""
    Household.objects.filter(pk__in=keys).lock()
    for model in (Member, YearRecord):
        list(model.objects.select_for_update().filter(household__in=keys).order_by("pk").values_list("pk"))


def _decided(rows):
    for row in rows:
        if row.is_refused:
            row.outcome = Outcome.REFUSED
        elif row.is_left:
            row.outcome = Outcome.SAME
        elif row.is_asked and (row.changes or row.was is None):
            row.outcome = Outcome.ASKED
        else:
            row.outcome = Outcome.NEW if row.was is None else Outcome.CHANGED if row.changes or fills_in(row) else Outcome.SAME
    return rows


def _tell(home, stored):
    """What the page says of each row: whose it is, and what it changes."""
    head = _head_name(home, stored)
    for row in home.rows:
        name = head
        if row.sheet.form is MEMBERS:
            name = row.values.get("name") or getattr(row.was, "name", "")
        elif row.sheet.form is not HOUSEHOLDS:
            name = f"{head} {row.values.get('year', '')}".strip()
        changes = {}
        if row.outcome in (Outcome.CHANGED, Outcome.ASKED) and row.was is not None:
            before, after = ({each: _stored(record, each) for each in row.changes} for record in (row.was, row.record))
            changes = masked_changes(before, after)
        elif row.outcome == Outcome.NEW:  # whoever confirms sees what will be created, and into what a quantity was converted
            changes = masked_changes({}, _given(row))
        row.told = (name, home.key, changes)


def _given(row):
    """{field: value} of what a row gives its new record; what only says whose the row is is no value of its own."""
    kept = KEPT[row.sheet.form.code]
    given = {name: value for name, value in row.values.items() if name in kept and value is not None and value != ""}
    return given | {"group": row.record.group_id} if "group" in given else given


def _stored(record, name):
    return ready(record._meta.get_field(name).value_from_object(record))


def _head_name(home, stored):
    for row in home.members:
        if row.values.get("relation") == Relation.HEAD and row.values.get("name"):
            return row.values["name"]
    head = head_among(stored.members) if stored else None
    return head.name if head else ""


class Writer:
    """Writes batch after batch: records, their history, their doubts. `given`: the numbers that new households bring along."""

    def __init__(self, source, by, given):
        self.source, self.by, self.given, self.numbers = source, by, given, {}

    def write(self, judged):
        """`judged`: [(Home, its Faults)] of the households of which something is taken in."""
        many = Many(self.source.key, by=self.by)
        for home, _faults in judged:
            if home.key is None:
                self._number(home)
            for row in home.rows:
                if row.outcome in WRITTEN:
                    self._put(many, row, home)
        many.write()
        _fill_in([row.record for home, _faults in judged for row in home.rows if row.outcome in WRITTEN and fills_in(row)])
        settle([(home.household, faults) for home, faults in judged])
        for home, _faults in judged:
            for row in home.rows:
                row.told = (row.told[0], home.household.pk, row.told[2])

    def _number(self, home):
        """Give a new household its number, unless it brings one."""
        household = home.household
        if household.number:
            return
        village = household.village
        if village.pk not in self.numbers:
            self.numbers[village.pk] = (number for number in free_numbers(village) if number not in self.given)
        household.number = next(self.numbers[village.pk])

    def _put(self, many, row, home):
        words = {"file": self.source.name, "sheet": row.sheet.form.title, "row": row.number}
        reason = _("导入“%(file)s”（%(sheet)s 第 %(row)d 行）") % words
        told = {"called": row.told[0] or str(row.record.pk), "path": home.household.village.path, "reason": reason}
        if row.was is None:
            many.create(row.record, **told)
        else:
            many.change(row.record, snapshot(row.was), **told)


def _fill_in(records):
    """Put down which screens of the phone's form are still left of records of which a workbook says all of some."""
    left = {(type(record), record.pk): record.steps_left for record in records}
    homes = {record.pk if isinstance(record, Household) else record.household_id for record in records}
    begun = list(Begun.objects.filter(household__in=homes)) if homes else []
    for each in begun:
        kept = (Member, each.member_id), (YearRecord, each.year_record_id), (Household, each.household_id)
        key = next(key for key in kept if key[1] is not None)
        each.steps_left = left.get(key, each.steps_left)
    Begun.objects.bulk_update(begun, ["steps_left"])
