"""Where a household stands: helped in time, still poor over the line, out of poverty by the standard of its year."""

from django.utils.translation import gettext_lazy as _

from households.ages import COMPULSORY_AGE
from households.checks.declaring import EXPLAIN, HINT, Finding, Sheet
from households.codes import Joined
from households.exits import READINGS, Test, out_of_school, uninsured

SHEET = Sheet()


def _days_since(case):
    return (case.today - case.owed_since).days


@SHEET.household(
    "household.unhelped",
    _("识别后无帮扶措施"),
    EXPLAIN,
    _("%(on)s %(event)s至今没有安排任何帮扶措施（应在 %(limit)d 天之内）：请按致贫原因安排，或者写明原因。"),
    threshold=30,
    unit=_("天"),
)
def unhelped(household, case):
    """What the old household was given stays with it: one that split off needs help of its own, counted from that day."""
    split = case.is_poor and case.stands_by_split
    if not (split or case.standing == "identified") or case.dossier.measures or _days_since(case) <= case.limit:
        return None
    return {"on": case.standing_on.isoformat(), "event": "split" if split else "identified", "limit": case.limit}


@SHEET.household(
    "household.returned-unhelped",
    _("返贫后无帮扶措施"),
    EXPLAIN,
    _("%(on)s 返贫至今没有安排帮扶措施（应在 %(limit)d 天之内）：请尽快安排，或者写明原因。"),
    threshold=30,
    unit=_("天"),
)
def returned_unhelped(household, case):
    if case.standing != "returned" or case.stands_by_split or _days_since(case) <= case.limit:
        return None
    since = [measure for measure in case.dossier.measures if measure.planned_on >= case.standing_on]
    return None if since else {"on": case.standing_on.isoformat(), "limit": case.limit}


@SHEET.household(
    "household.split-listed",
    _("分户后不久识别"),
    EXPLAIN,
    _(
        "%(split)s 才从原户分出，%(on)s 就识别为贫困户：9771 程序不许分户争当贫困户，"
        "请核实为什么分户、原户是否有能力供养，写明原因。"
    ),
    threshold=365,
    unit=_("天"),
)
def split_listed(household, case):
    """Where a household stands by its own identification, not by what it brought along from the one it split off."""
    listed = [event.on for event in case.events if event.kind == "identified" and not event.carried_from_id]
    split = [member.joined_on for member in case.living if member.joined_by == Joined.SPLIT]
    if not listed or not split or not 0 <= (min(listed) - max(split)).days <= case.limit:
        return None
    return {"split": max(split).isoformat(), "on": min(listed).isoformat()}


@SHEET.household(
    "household.still-listed",
    _("收入过线仍在册"),
    HINT,
    _("%(year)d 年人均纯收入 %(income_fen)s 元，已超过当年的贫困线 %(line_fen)s 元，却还没有脱贫：请看是否该列入脱贫计划。"),
)
def still_listed(household, case):
    record = case.last_record
    if not case.is_poor or record is None or not case.is_over_line(record):
        return None
    return {
        "year": record.year,
        "income_fen": case.income_per_head(record),
        "line_fen": case.frame.line(record.year),
    }


def _left_poverty(case):
    return case.standing == "exited" and not case.stands_by_split


def exit_record(case):
    """(the record of the year in which the household left poverty, those who lived in it that day); (None, []) if it did not.

    What a household brought along from the one it split off was decided by that one's records.
    """
    if not _left_poverty(case):
        return None, []
    of_year = [record for record in case.dossier.year_records if record.year == case.standing_on.year]
    return (of_year[0] if of_year else None), case.living_on(case.standing_on)


@SHEET.household(
    "household.exit-unrecorded",
    _("脱贫年度无年度记录"),
    EXPLAIN,
    _("%(on)s 脱贫，却没有 %(year)d 年的年度记录，无从证明达到标准：请补录，或者写明原因。"),
)
def exit_unrecorded(household, case):
    record, _living = exit_record(case)
    if not _left_poverty(case) or record is not None or case.was_decided_before:
        return None
    if case.standing_on.year in case.frame.closed_years:
        return None
    return {"on": case.standing_on.isoformat(), "year": case.standing_on.year}


def _outgrew_school(member, case):
    """Of who has come of age since the exit, today's schooling tells nothing of that day."""
    age = case.age(member)
    return age is not None and age >= COMPULSORY_AGE.stop and not member.out_of_school_reason


def _fails(test, details, field, at_record):
    """Judges one condition of the standard of the exit year by the reading it shares with the card and the scorecard."""

    def judges(household, case):
        record, living = exit_record(case)
        if test == Test.EDUCATION:
            living = [member for member in living if not _outgrew_school(member, case)]
        if record is None or not living or all(each.test != test for each in case.frame.conditions(record.year)):
            return None
        if (case.is_over_line(record) if test == Test.INCOME else READINGS[test](record, living, case.standing_on)) is not False:
            return None
        values = {"year": record.year, **details(record, living, case)}
        return [Finding(values, field, record if at_record else None)]

    return judges


SHEET.household(
    "household.exit-income",
    _("脱贫户收入未过线"),
    EXPLAIN,
    _("%(year)d 年脱贫，当年人均纯收入 %(income_fen)s 元，没有超过贫困线 %(line_fen)s 元：请核对；确实不达标的，按程序返贫。"),
)(
    _fails(
        Test.INCOME,
        lambda record, living, case: {
            "income_fen": case.income_per_head(record),
            "line_fen": case.frame.line(record.year),
        },
        "",
        True,
    )
)
SHEET.household(
    "household.exit-food",
    _("脱贫户吃穿不达标"),
    EXPLAIN,
    _("%(year)d 年脱贫，当年的年度记录却不是“不愁吃、不愁穿”：请核对记录；确实不达标的，按程序返贫。"),
)(_fails(Test.FOOD, lambda record, living, case: {}, "enough_food", True))
SHEET.household(
    "household.exit-water",
    _("脱贫户饮水不安全"),
    EXPLAIN,
    _("%(year)d 年脱贫，当年的年度记录却是饮水不安全：请核对记录；确实不达标的，解决饮水。"),
)(_fails(Test.WATER, lambda record, living, case: {}, "water_safe", True))
SHEET.household(
    "household.exit-education",
    _("脱贫户有人失学"),
    EXPLAIN,
    _("%(year)d 年脱贫，而%(names)s失学：请核对在校生状况；确实失学的，劝返复学。"),
)(
    _fails(
        Test.EDUCATION,
        lambda record, living, case: {"names": [m.name for m in out_of_school(living, case.standing_on)]},
        "",
        False,
    )
)
SHEET.household(
    "household.exit-medical",
    _("脱贫户有人未参合"),
    EXPLAIN,
    _("%(year)d 年脱贫，而%(names)s没有参加新农合：请核对参保；确实没有参加的，动员参加。"),
)(_fails(Test.MEDICAL, lambda record, living, case: {"names": [m.name for m in uninsured(living)]}, "", False))
SHEET.household(
    "household.exit-housing",
    _("脱贫户住房不安全"),
    EXPLAIN,
    _("%(year)d 年脱贫，当年住房却是%(grade)s：请核对鉴定等级；确实不达标的，解决住房。"),
)(_fails(Test.HOUSING, lambda record, living, case: {"grade": record.house_grade}, "house_grade", True))
