"""Identity numbers: whether one can be the bearer's, and whether somebody else bears it.

In which village is not said: whoever enters would learn by typing where anybody is registered. Who may look up full numbers finds
the other one by the search, and that is on record.
"""

from django.utils.translation import gettext_lazy as _

from households.checks.declaring import BLOCKS, EXPLAIN, Finding, Sheet

SHEET = Sheet()
NUMBER = "identity_number"


@SHEET.member(
    "member.identity-length",
    _("证件号码位数不对"),
    BLOCKS,
    _("%(name)s的证件号码应当是 %(right)s 位，现在是 %(found)d 位：请对照证件重新填写。"),
    field=NUMBER,
)
def length(member, case):
    return case.number_problems(member).get("length")


@SHEET.member(
    "member.identity-letters",
    _("证件号码有不该有的字符"),
    BLOCKS,
    _("%(name)s的证件号码只能是数字，第 18 位可以是大写的 X：请对照证件重新填写。"),
    field=NUMBER,
)
def letters(member, case):
    return [Finding({})] if "letters" in case.number_problems(member) else None


@SHEET.member(
    "member.identity-checksum",
    _("证件号码校验码不对"),
    BLOCKS,
    _("%(name)s的证件号码校验码不对，多半是抄错了一位：请对照证件逐位核对。"),
    field=NUMBER,
)
def checksum(member, case):
    return [Finding({})] if "checksum" in case.number_problems(member) else None


@SHEET.member(
    "member.identity-birth-date",
    _("证件号码与出生日期不符"),
    BLOCKS,
    _("%(name)s的证件号码里出生日期是 %(told)s，所填的是 %(born_on)s：请改正其中写错的一个。"),
    field="born_on",
)
def birth_date(member, case):
    told = case.number_problems(member).get("birth-date")
    return told and {**told, "born_on": member.born_on.isoformat() if member.born_on else "—"}


@SHEET.member(
    "member.identity-sex",
    _("证件号码与性别不符"),
    BLOCKS,
    _("%(name)s的性别填的是%(sex)s，证件号码里是%(other_sex)s：请改正其中写错的一个。"),
    field="sex",
)
def sex(member, case):
    if "sex" in case.number_problems(member):
        return {"sex": member.sex, "other_sex": "female" if member.sex == "male" else "male"}
    return None


def nearest(member, case):
    """The nearest other bearer of the member's number, and how many digits of the area's code they share; or (None, 0)."""
    here = case.household.village.path
    found = [(_shared(here, bearer), bearer) for bearer in case.others_with_number(member)]
    shared, bearer = max(found, key=lambda each: each[0], default=(0, None))
    return bearer, shared


def _shared(here, bearer):
    """99 in the same household, else 6, 4 or 0: the digits of the county, prefecture or nothing that two villages share."""
    if not bearer.village:
        return 99
    return next((digits for digits in (6, 4) if here[:digits] == bearer.path[:digits]), 0)


@SHEET.member(
    "member.duplicate-household",
    _("证件号码在本户内重复"),
    BLOCKS,
    _("%(name)s的证件号码与本户另一名成员相同：请核对是谁的号码抄错了，或者同一个人登记了两次。"),
    field=NUMBER,
)
def in_household(member, case):
    bearer, shared = nearest(member, case)
    return [Finding({})] if bearer and shared == 99 else None


@SHEET.member(
    "member.duplicate-county",
    _("证件号码在本县内重复"),
    BLOCKS,
    _("%(name)s的证件号码在本县的另一户已经登记：抄错的请改正；没有抄错的请乡镇核对，重复的一户办理离开。"),
    field=NUMBER,
)
def in_county(member, case):
    bearer, shared = nearest(member, case)
    return [Finding({})] if bearer and shared == 6 else None


@SHEET.member(
    "member.duplicate-prefecture",
    _("证件号码在本州市内重复"),
    EXPLAIN,
    _("%(name)s的证件号码在本州市的另一个县已经登记：抄错的请改正；没有抄错的请县上核对，或写明原因。"),
    field=NUMBER,
)
def in_prefecture(member, case):
    bearer, shared = nearest(member, case)
    return [Finding({})] if bearer and shared == 4 else None


@SHEET.member(
    "member.duplicate-province",
    _("证件号码在省内外重复"),
    EXPLAIN,
    _("%(name)s的证件号码在另一个州市已经登记：抄错的请改正；没有抄错的请县上核对，或写明原因。"),
    field=NUMBER,
)
def in_province(member, case):
    bearer, shared = nearest(member, case)
    return [Finding({})] if bearer and shared == 0 else None
