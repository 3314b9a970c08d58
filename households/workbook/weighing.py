"""Weighing the rows of one household: what each would make of the record it is about, and whether it may be taken in.

A row is refused for what is wrong with it; the others of its household go in without it. What is wrong with the household as a
whole (two heads, nobody left to be its head) refuses all its rows that would change something. A fault that stands in the records
already refuses nothing: it is there with or without the workbook.
"""

import copy

from households import identity, presumed
from households.checks.bearers import Bearer
from households.checks.dossiers import Dossier
from households.checks.judging import judge
from households.codes import COMES_BY, Document, Joined
from households.models import Household, Member, YearRecord
from households.workbook.applying import apply
from households.workbook.older import settle_older
from households.workbook.sheets import VILLAGE
from kangle.areas.models import Group
from kangle.common.sayings import said as _
from kangle.programme.years import day_in_hand_of

WITHOUT_MEMBERS = ("household.empty", "household.no-head")  # rules that speak because members came back


class Scales:
    """What weighing needs from outside one household. `frame`: of the checks, with who bears which number already;
    `closed`: closed years; `keys`: gives a new record its key, {model: iterator}; `area`: within which places may be told;
    `covered`: the keys of the villages from whose records the workbook was made.

    `elsewhere`: the numbers somebody was told to be registered outside it.
    """

    def __init__(self, frame, closed, keys, area, covered=frozenset()):
        self.frame, self.closed, self.keys, self.area, self.covered = frame, closed, keys, area, covered
        self.groups, self.days, self.elsewhere = {}, {}, set()

    def day_in_hand(self, village):
        """The day in hand of a village's county, asked for once."""
        county = village.county
        if county not in self.days:
            self.days[county] = day_in_hand_of(village)
        return self.days[county]

    def is_covered(self, record, origin):
        """Whether a workbook would know a stored record, had it been there when the workbook was made."""
        home = record if isinstance(record, Household) else record.household
        return origin.made is not None and home.village_id in self.covered

    def group(self, village, name):
        """The key of a village's group by its name or number; None where the village has none such."""
        return self._groups(village)[0].get(name)

    def group_name(self, village, key):
        """The name of a village's group by its key; "" for none."""
        return self._groups(village)[1].get(key, "")

    def _groups(self, village):
        """({name or number: key}, {key: name}) of a village's groups, asked for once."""
        if village.pk not in self.groups:
            groups = list(Group.objects.filter(village=village).values_list("pk", "number", "name"))
            keys = {key: pk for pk, number, name in groups for key in (name, f"{number}", f"{number}社")}
            self.groups[village.pk] = keys, {pk: name for pk, _number, name in groups}
        return self.groups[village.pk]


def weigh(home, stored, scales):
    """Decide about the rows of a Home; `stored` is the household's Dossier, None for a new one. Returns the Faults of the
    household as it would then be, for its doubts; None where nothing of it is taken in.

    Every row gets its `record`, its `was` (None for a new record), the names it `changes`, and faults or none.
    """
    household = home.household = _own(home, stored, scales)
    if household is None:
        _refuse_with_household(home)
        return None
    stored = stored or Dossier(household)
    for row in list(home.members):
        _member(row, home, household, stored, scales)
    for row in list(home.years):
        _year(row, home, household, stored, scales)
    faults = _judged(home, stored, scales)
    if home.key is None and home.own.is_refused:
        _refuse_with_household(home)
        return None
    _make_known(home, household, scales)
    return faults


def _make_known(home, household, scales):
    """Who is taken in bears his number from now on: a later row that tells it again is refused."""
    village = household.village
    for row in home.members:
        if row.was is None and not row.is_refused:
            bearer = Bearer(row.record.pk, household.pk, village.path, village.short_name)
            scales.frame.bearers.add(row.record.identity_number[: identity.CARD], bearer)


def _refuse_with_household(home):
    for row in home.rows:
        if row is not home.own and not row.is_refused:
            row.refuse(_("这一户没有收下（见“户”表），所以这一行也退回。"))


# --- what a row makes of its record -------------------------------------------------------------------------------------


def _own(home, stored, scales):
    """The household as its own row makes it (or as it stands); None where it is new and cannot be taken in."""
    row = home.own
    if home.key is not None:
        household = stored.household
        if row is not None:
            if home.village is not None and home.village.pk != household.village_id:
                row.refuse(_("这一户登记在%(village)s：村不能在表里改。") % {"village": household.village.short_name}, VILLAGE)
            apply(row, copy.copy(household), household, scales)
        return household if row is None or row.is_refused else row.record
    if home.village is None:
        return None
    household = presumed.of_row(home.village)
    apply(row, household, None, scales)
    if row.is_refused:
        return None
    household.pk = next(scales.keys[Household])
    return household


def _member(row, home, household, stored, scales):
    number = row.values.get("identity_number")
    bearer = scales.frame.bearers.bearing(number) if number else None
    was = None
    if bearer is not None and bearer.number == number:
        was = next((member for member in stored.members if member.pk == bearer.member), None)
    then = row.sheet.origin.key_of(home.key, number)
    if settle_older(row, home, was, then, stored.members):
        return
    # Who bears the same card in this very household is told by the checks, or asked about as mistyped below.
    if bearer is not None and was is None and bearer.household != home.key:
        row.refuse(_registered(bearer, scales), "identity_number")
    if was is None:
        day = scales.day_in_hand(household.village)
        if not stored.events:  # he comes with the household, and was there when its year was taken
            day = min([day, *(taken for each in home.years if (taken := each.values.get("recorded_on")))])
        member = presumed.member(household, day=day, registered=bool(stored.events))
        if stored.events and "joined_by" not in row.values:
            row.refuse(_("这一户已经识别登记：新增成员要写加入原因（出生、婚入或迁入）。"), "joined_by")
        if row.values.get("joined_by", Joined.REGISTERED) not in {*COMES_BY, Joined.REGISTERED}:
            row.refuse(_("分户、并户要在农户卡上办理，不能在表里登记。"), "joined_by")
        _fill_in(row, number)
        _refuse_mistyped(row, number, stored)
    else:
        member = copy.copy(was)
    member.household = household
    apply(row, member, was, scales, then)
    if was is None and not row.is_refused:
        member.pk = next(scales.keys[Member])


def _registered(bearer, scales):
    """Where a number is registered already, never whose it is; of a place outside the area not even which."""
    if bearer.path.startswith(scales.area.path):
        return _("这个证件号码已登记在%(place)s的另一户：请核对号码，或先在那一户办理离开。") % {"place": bearer.village}
    scales.elsewhere.add(bearer.number)
    return identity.borne_elsewhere()


def _fill_in(row, number):
    """Birthday and sex as the number tells them, where the row leaves them blank."""
    for name, value in identity.told_by(number, row.values.get("document", Document.IDENTITY_CARD)).items():
        row.values.setdefault(name, value)


def _refuse_mistyped(row, number, stored):
    """A person already there under another number is not somebody new: the number is corrected where numbers are.

    Where the number of the row cannot be anybody's, that is what is wrong, and it is put right in the row.
    """
    name, born_on = row.values.get("name"), row.values.get("born_on")
    named = [each for each in stored.members if each.left_on is None and each.name == name] if number and name else []
    told = {part: row.values.get(part) for part in ("document", "sex", "born_on")}
    told["document"] = told["document"] or Document.IDENTITY_CARD
    fault = identity.fault_of(number, **told) if named else ""
    if fault:
        words = {"fault": fault, "name": name}
        row.refuse(
            _("%(fault)s这一户已有%(name)s：请把这一格改成系统里的号码；系统里的录错了，在农户卡上改。") % words,
            "identity_number",
        )
    elif any(each.born_on == born_on for each in named):
        row.refuse(
            _("这一户已有同名、同生日的%(name)s，证件号码不同：号码录错的，请在农户卡上改。") % {"name": name}, "identity_number"
        )
    elif named:
        words = {"name": name}
        sentence = _(
            "这一户已有同名的%(name)s，证件号码和生日都不同：请核对是不是同一个人，系统里可能更正过。照表里的会多一个人。"
        )
        row.is_left = not row.ask(sentence % words, "identity_number")


def _year(row, home, household, stored, scales):
    year = row.values.get("year")
    was = next((record for record in stored.year_records if record.year == year), None)
    then = row.sheet.origin.key_of(home.key, year)
    if settle_older(row, home, was, then, stored.year_records):
        return
    record = copy.copy(was) if was else YearRecord(household=household, year=year)
    record.household = household
    apply(row, record, was, scales, then)
    if was is None and not row.is_refused:
        record.pk = next(scales.keys[YearRecord])


# --- what the checks say of the household as it would be ---------------------------------------------------------------


def _judged(home, stored, scales):
    """The Faults of the household with the rows that are taken in; those that must not be refuse rows, until none is left."""
    before = None
    while True:
        dossier, rows = _as_it_would_be(home, stored)
        faults = judge(dossier, scales.frame)
        grave = [fault for fault in faults if fault.blocks]
        if grave and before is None:
            before = {(f.rule, f.subject) for f in judge(stored, scales.frame) if f.blocks} if home.key else set()
        grave = [fault for fault in grave if (fault.rule, fault.subject) not in before]
        refused = [_refuse_for(fault, rows, home) for fault in grave]  # all of them, so that all are told
        if not any(refused):
            break
        if home.key is None and home.own.is_refused:
            break
    for fault in faults:
        row = rows.get(id(fault.record))
        if row is not None and not fault.blocks and row.changes:
            row.hint(fault.sentence, fault.field if fault.field in row.sheet.form.by_name else None)
    return faults


def _as_it_would_be(home, stored):
    """The dossier with the records of the rows not refused, and {id of a record: its row}."""
    dossier, rows = copy.copy(stored), {}
    own = home.own
    if own is not None and not own.is_refused:
        dossier.household = own.record
        rows[id(own.record)] = own
    dossier.members, dossier.year_records = list(stored.members), list(stored.year_records)
    for mine, listed in ((home.members, dossier.members), (home.years, dossier.year_records)):
        places = {record.pk: place for place, record in enumerate(listed)}
        for row in mine:
            if row.is_refused:
                continue
            rows[id(row.record)] = row
            if row.was is None:
                listed.append(row.record)
            else:
                listed[places[row.was.pk]] = row.record
    dossier.typed = [row.record for row in home.members if not row.is_refused]
    return dossier, rows


def _refuse_for(fault, rows, home):
    """Refuse the row a fault lies in, or every row that changes something where it lies in none; whether any was refused."""
    row = rows.get(id(fault.record))
    if row is not None and row is not home.own and (row.changes or row.was is None):
        row.refuse(fault.sentence, fault.field if fault.field in row.sheet.form.by_name else None)
        return True
    concerned = [each for each in rows.values() if each.changes or each.was is None]
    back = "、".join(str(each.number) for each in home.members if each.is_refused)
    if back and fault.rule in WITHOUT_MEMBERS:
        sentence = _("成员表第 %(rows)s 行退回了，这一户就没有户主：改好后一起导入。") % {"rows": back}
    else:
        sentence = _("整户退回：%(sentence)s") % {"sentence": fault.sentence}
    for each in concerned:
        each.refuse(sentence)
    return bool(concerned)
