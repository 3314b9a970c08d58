"""The household as a whole: what must not be blank, who is its head, why it is poor, what it is entitled to, who helps it."""

from django.utils.translation import gettext_lazy as _

from households.checks.declaring import BLOCKS, EXPLAIN, Finding, Sheet
from households.codes import Cause, Health, HouseholdKind, Relation, Schooling
from households.unasked import open_steps, unasked

SHEET = Sheet()
REQUIRED = ("address", "phone", "kind", "main_cause")


@SHEET.household("household.blank", _("户的必填项空白"), EXPLAIN, _("户的“%(field)s”没有填：请补填；确实没有的，写明原因。"))
def blanks(household, case):
    return [Finding({"field": f"household.{name}"}, name) for name in REQUIRED if not getattr(household, name)]


@SHEET.household(
    "household.unfinished",
    _("户没有填完"),
    EXPLAIN,
    _("户的情况还没有填：%(of_household)s。请在手机上补填，一时问不到的，写明原因。"),
)
def unfinished(household, case):
    left = open_steps(household)
    return {"of_household": left} if left else None


# --- who lives here ---------------------------------------------------------------------------------------------------


@SHEET.household("household.empty", _("没有在户成员"), BLOCKS, _("这一户没有在户成员：请登记成员；整户消亡或迁出的，办理销号。"))
def empty(household, case):
    return [Finding({})] if not case.living else None


@SHEET.household("household.no-head", _("没有户主"), BLOCKS, _("这一户没有户主：请把一名成员的“与户主关系”改为户主。"))
def no_head(household, case):
    return [Finding({})] if case.living and not case.heads else None


@SHEET.household(
    "household.two-heads", _("户主不止一人"), BLOCKS, _("%(names)s都登记为户主：一户只有一名户主，请改正其他人与户主的关系。")
)
def two_heads(household, case):
    return {"names": [member.name for member in case.heads]} if len(case.heads) > 1 else None


@SHEET.household(
    "household.head-child",
    _("户主未满16周岁"),
    EXPLAIN,
    _("户主%(head)s只有 %(age)d 岁（应满 %(limit)d 周岁）：请核对出生日期；家里有成年人的，办理更换户主；没有的，写明由谁监护。"),
    threshold=16,
    unit=_("周岁"),
)
def head_child(household, case):
    age = case.age(case.head) if case.head else None
    if age is None or age >= case.limit:
        return None
    return [Finding({"head": case.head.name, "age": age, "limit": case.limit}, "relation", case.head)]


@SHEET.household(
    "household.spouses-one-sex",
    _("夫妻同性别"),
    BLOCKS,
    _("户主%(head)s与配偶%(spouse)s登记为同一性别（%(sex)s）：请改正性别或与户主关系。"),
)
def spouses_of_one_sex(household, case):
    if case.head is None:
        return None
    alike = [m for m in case.living if m.relation == Relation.SPOUSE and m.sex and m.sex == case.head.sex]
    return [Finding({"head": case.head.name, "spouse": spouse.name, "sex": spouse.sex}, "sex", spouse) for spouse in alike]


# --- why it is poor ---------------------------------------------------------------------------------------------------


def _unfounded(cause, is_founded):
    """Judges whether a household names a cause though no living member bears it out; the values name the cause."""

    def judges(household, case):
        field = next((name for name in household.causes if getattr(household, name) == cause), None)
        if field is None or not case.living or any(map(is_founded, case.living)):
            return None
        return [Finding({}, field)]

    return judges


SHEET.household(
    "household.cause-illness",
    _("因病致贫而无人患病"),
    EXPLAIN,
    _("致贫原因写的是“因病”，家里却没有人患病：请核对成员的健康状况，或者改正致贫原因。"),
)(_unfounded(Cause.ILLNESS, lambda member: member.health != Health.HEALTHY))

SHEET.household(
    "household.cause-disability",
    _("因残致贫而无人残疾"),
    EXPLAIN,
    _("致贫原因写的是“因残”，家里却没有残疾人：请核对成员的健康状况，或者改正致贫原因。"),
)(_unfounded(Cause.DISABILITY, lambda member: member.health == Health.DISABLED))

SHEET.household(
    "household.cause-schooling",
    _("因学致贫而无在校生"),
    EXPLAIN,
    _("致贫原因写的是“因学”，家里却没有在校生：请核对成员的在校生状况，或者改正致贫原因。"),
)(_unfounded(Cause.SCHOOLING, lambda member: member.schooling != Schooling.NONE))


@SHEET.household(
    "household.cause-repeated",
    _("致贫原因重复"),
    BLOCKS,
    _("致贫原因“%(cause)s”写了两次：其他致贫原因应当与主要原因不同，请改正或留空。"),
)
def cause_repeated(household, case):
    return [Finding({"cause": cause}, name) for name, cause in household.repeated_causes().items()]


# --- what it is entitled to -------------------------------------------------------------------------------------------


@SHEET.household(
    "household.dibao-kind",
    _("低保户属性与成员不符"),
    EXPLAIN,
    _("贫困户属性与成员不符：%(reason)s。请改正属性，或者改正成员的低保。"),
    field="kind",
)
def dibao_kind(household, case):
    recipients = [member.name for member in case.living if member.dibao]
    if household.kind == HouseholdKind.DIBAO and case.living and not recipients and not _unknown("dibao", case):
        return {"reason": "dibao-nobody"}
    if household.kind == HouseholdKind.GENERAL and recipients:
        return {"reason": "dibao-somebody"}
    return None


@SHEET.household(
    "household.extreme-poverty-kind",
    _("特困户属性与成员不符"),
    EXPLAIN,
    _("贫困户属性与成员不符：%(reason)s。请改正属性，或者改正成员的特困供养。"),
    field="kind",
)
def extreme_poverty_kind(household, case):
    recipients = [member.name for member in case.living if member.extreme_poverty]
    if household.kind == HouseholdKind.WUBAO and case.living and not recipients and not _unknown("extreme_poverty", case):
        return {"reason": "extreme-nobody"}
    if household.kind != HouseholdKind.WUBAO and recipients:
        return {"reason": "extreme-somebody"}
    return None


def _unknown(name, case):
    """Whether somebody living there has not been asked about an allowance."""
    return any(name in unasked(member) for member in case.living)


# --- who answers for it -----------------------------------------------------------------------------------------------


@SHEET.household(
    "household.no-helper", _("没有帮扶责任人"), EXPLAIN, _("这一户还没有帮扶责任人：请尽快结对；暂时没有的，写明原因。")
)
def no_helper(household, case):
    return [Finding({})] if case.is_poor and not _helpers(case) else None


@SHEET.household(
    "household.helper-listed-poor",
    _("帮扶责任人本身是贫困户"),
    EXPLAIN,
    _("帮扶责任人%(helper)s与一名建档立卡户的成员同村同名，或者电话相同：请核对是否同一人，是的请另行结对。"),
)
def helper_listed(household, case):
    listed = [pairing.cadre for pairing in _helpers(case) if pairing.cadre_id in case.frame.listed_helpers]
    return {"helper": listed[0].name} if listed and case.is_poor else None


def _helpers(case):
    """The pairings in force on the day."""
    today = case.today
    return [p for p in case.dossier.pairings if p.since <= today and (p.until is None or p.until >= today)]
