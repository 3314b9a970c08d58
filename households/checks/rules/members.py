"""Each person: what must not be blank, kinship, school, health and work, allowances."""

from django.utils.translation import gettext_lazy as _

from households.ages import COMPULSORY_AGE
from households.checks.declaring import BLOCKS, EXPLAIN, HINT, Finding, Sheet
from households.codes import Education, Health, Joined, Labour, Political, Schooling, Sex
from households.codes import Relation as R
from households.exits import is_absent
from households.unasked import open_steps

SHEET = Sheet()
REQUIRED = (
    "name", "sex", "born_on", "identity_number", "relation", "ethnicity", "political", "education", "schooling", "health",
    "labour",
)  # fmt: skip
MALE = {
    *(R.SON, R.SON_IN_LAW, R.GRANDSON, R.DAUGHTERS_SON, R.FATHER),
    *(R.WIFES_FATHER, R.HUSBANDS_FATHER, R.GRANDFATHER, R.MOTHERS_FATHER),
}
FEMALE = {
    *(R.DAUGHTER, R.DAUGHTER_IN_LAW, R.GRANDDAUGHTER, R.DAUGHTERS_DAUGHTER, R.MOTHER),
    *(R.WIFES_MOTHER, R.HUSBANDS_MOTHER, R.GRANDMOTHER, R.MOTHERS_MOTHER),
}
YOUNGER = {R.SON, R.DAUGHTER, R.GRANDSON, R.GRANDDAUGHTER, R.DAUGHTERS_SON, R.DAUGHTERS_DAUGHTER}
OLDER = {R.FATHER, R.MOTHER, R.GRANDFATHER, R.GRANDMOTHER, R.MOTHERS_FATHER, R.MOTHERS_MOTHER}
WORKING_AGE = range(18, 60)
LEAGUE_AGE = 14  # from which somebody may join it; the Party's is the rule's threshold
# The ages at which somebody may be at a school; wide, for late entry and repeated years are common.
SCHOOL_AGES = {
    Schooling.KINDERGARTEN: range(2, 8),
    Schooling.PRIMARY: range(5, 15),
    Schooling.JUNIOR: range(10, 19),
    Schooling.SENIOR: range(13, 22),
    Schooling.VOCATIONAL: range(13, 26),
    Schooling.HIGHER_VOCATIONAL: range(16, 29),
    Schooling.COLLEGE: range(16, 31),
}
ABLE = {Labour.ORDINARY, Labour.SKILLED}
UNABLE = {Labour.LOST, Labour.NONE}


@SHEET.member("member.blank", _("成员的必填项空白"), BLOCKS, _("%(name)s的“%(field)s”没有填：请补填。"))
def blanks(member, case):
    return [Finding({"field": f"member.{name}"}, name) for name in REQUIRED if not getattr(member, name)]


@SHEET.member(
    "member.unfinished",
    _("成员没有填完"),
    EXPLAIN,
    _("%(name)s还没有填：%(of_member)s。请在手机上补填，一时问不到的，写明原因。"),
)
def unfinished(member, case):
    left = open_steps(member)
    return {"of_member": left} if left else None


# --- kinship ----------------------------------------------------------------------------------------------------------


def fits(relation, sex):
    """Whether a person of a sex can be this to the head."""
    return not (sex == Sex.FEMALE and relation in MALE or sex == Sex.MALE and relation in FEMALE)


@SHEET.member(
    "member.relation-sex",
    _("与户主关系同性别不符"),
    BLOCKS,
    _("%(name)s登记为%(sex)s，与户主关系却是“%(relation)s”：请改正其中写错的一个。"),
    field="relation",
)
def relation_against_sex(member, case):
    return None if fits(member.relation, member.sex) else {"sex": member.sex, "relation": member.relation}


@SHEET.member(
    "member.relation-age",
    _("与户主关系同年龄不符"),
    EXPLAIN,
    _("%(name)s是户主%(head)s的“%(relation)s”，年龄却不合（%(born_on)s 与 %(head_born_on)s）：请核对出生日期和与户主关系。"),
    field="relation",
)
def relation_against_age(member, case):
    head = case.head
    if head is None or not (member.born_on and head.born_on):
        return None
    too_old = member.relation in YOUNGER and member.born_on <= head.born_on
    if not too_old and not (member.relation in OLDER and member.born_on >= head.born_on):
        return None
    return {
        "relation": member.relation,
        "head": head.name,
        "born_on": member.born_on.isoformat(),
        "head_born_on": head.born_on.isoformat(),
    }


# --- school -----------------------------------------------------------------------------------------------------------


@SHEET.member(
    "member.school-age",
    _("年龄与在校生状况不符"),
    EXPLAIN,
    _("%(name)s %(age)d 岁，在校生状况却是“%(schooling)s”：请核对出生日期和在校生状况。"),
    field="schooling",
)
def age_against_school(member, case):
    ages = SCHOOL_AGES.get(member.schooling)
    age = case.age(member) if ages else None
    return None if age is None or age in ages else {"age": age, "schooling": member.schooling}


@SHEET.member(
    "member.out-of-school",
    _("适龄儿童不在校而无失学原因"),
    EXPLAIN,
    _("%(name)s %(age)d 岁，正是上义务教育的年龄，却是非在校生，也没有写失学原因：请核对在校生状况，或者补填失学原因。"),
    field="out_of_school_reason",
)
def out_of_school(member, case):
    if member.out_of_school_reason or not is_absent(member, case.today):
        return None
    return {"age": case.age(member)}


@SHEET.member(
    "member.child-education",
    _("年龄与文化程度不符"),
    EXPLAIN,
    _("%(name)s %(age)d 岁，文化程度却是“学龄前儿童”：请改正。"),
    field="education",
)
def grown_preschooler(member, case):
    if member.education != Education.PRESCHOOL:
        return None
    age = case.age(member)
    return {"age": age} if age is not None and age >= COMPULSORY_AGE.stop else None


# --- joining -----------------------------------------------------------------------------------------------------------


@SHEET.member(
    "member.joined-by-birth",
    _("出生加入的日期同生日相差太多"),
    HINT,
    _("%(name)s登记为因“出生”加入，加入日期是 %(joined_on)s，出生日期却是 %(born_on)s：请核对这两个日期和加入原因。"),
    field="joined_on",
    threshold=365,
    unit=_("天"),
)
def joined_long_after_birth(member, case):
    """A birth may be registered late, by months; who came years later came by another way."""
    if member.joined_by != Joined.BIRTH or not (member.born_on and member.joined_on):
        return None
    if abs((member.joined_on - member.born_on).days) <= case.limit:
        return None
    return {"joined_on": member.joined_on.isoformat(), "born_on": member.born_on.isoformat()}


# --- politics ----------------------------------------------------------------------------------------------------------


@SHEET.member(
    "member.political-age",
    _("政治面貌同年龄不符"),
    BLOCKS,
    _("%(name)s %(age)d 岁，政治面貌却是“%(political)s”（要满 %(least)d 周岁）：请核对出生日期和政治面貌，改正写错的一个。"),
    field="political",
    threshold=18,
    unit=_("周岁"),
)
def too_young_for_the_party(member, case):
    least = {Political.PARTY: case.limit, Political.PROBATIONARY: case.limit, Political.LEAGUE: LEAGUE_AGE}.get(member.political)
    age = case.age(member) if least else None
    return {"age": age, "political": member.political, "least": least} if age is not None and age < least else None


# --- health and work --------------------------------------------------------------------------------------------------


@SHEET.member(
    "member.healthy-unable",
    _("健康的青壮年没有劳动能力"),
    EXPLAIN,
    _("%(name)s %(age)d 岁，健康，又不是在校生，劳动能力却是“%(labour)s”：请核对健康状况和劳动能力，或者写明原因。"),
    field="labour",
)
def healthy_and_unable(member, case):
    if member.labour not in UNABLE or member.health != Health.HEALTHY or member.schooling != Schooling.NONE:
        return None
    age = case.age(member)
    return {"age": age, "labour": member.labour} if age is not None and age in WORKING_AGE else None


@SHEET.member(
    "member.months-range",
    _("务工月数超出 0–12"),
    BLOCKS,
    _("%(name)s的务工月数是 %(months)d，一年里只能是 0 至 12：请改正。"),
    field="months_worked",
)
def months_out_of_range(member, case):
    months = member.months_worked
    return {"months": months} if months is not None and not 0 <= months <= 12 else None


@SHEET.member(
    "member.place-without-months",
    _("有务工地点而无月数"),
    EXPLAIN,
    _("%(name)s写了务工地点（%(place)s），务工月数却是 0：请补填月数，或者去掉地点。"),
    field="months_worked",
)
def place_without_months(member, case):
    return {"place": member.work_place} if member.work_place and not member.months_worked else None


@SHEET.member(
    "member.months-without-place",
    _("有务工月数而无地点"),
    EXPLAIN,
    _("%(name)s务工 %(months)d 个月，却没有写务工地点：请补填地点，或者改正月数。"),
    field="work_place",
)
def months_without_place(member, case):
    return {"months": member.months_worked} if member.months_worked and not member.work_place else None


# --- allowances -------------------------------------------------------------------------------------------------------


@SHEET.member(
    "member.two-allowances",
    _("同时享受低保和特困供养"),
    BLOCKS,
    _("%(name)s同时登记了低保和特困供养：两样只能享受一样，请改正。"),
    field="extreme_poverty",
)
def two_allowances(member, case):
    return [Finding({})] if member.dibao and member.extreme_poverty else None


@SHEET.member(
    "member.extreme-poverty-able",
    _("特困供养人员有劳动能力"),
    EXPLAIN,
    _("%(name)s %(age)d 岁，享受特困供养，劳动能力却是“%(labour)s”：请核对劳动能力和特困供养，或者写明原因。"),
    field="labour",
)
def extreme_poverty_and_able(member, case):
    if not member.extreme_poverty or member.labour not in ABLE:
        return None
    age = case.age(member)
    return {"age": age, "labour": member.labour} if age is not None and age in WORKING_AGE else None
