"""A county small enough to be checked by hand: two townships, three villages and a community, five people.

Plain functions that create rows; a test makes of them exactly what it counts.

    康乐县 622922
    ├── 附城镇 622922100
    │   ├── 城南社区 622922100004
    │   └── 高林湾村 622922100200
    └── 苏集镇 622922101
        ├── 丰台村 622922101200
        └── 半坡村 622922101208
"""

import datetime
from types import SimpleNamespace

from households import codes
from households.models import Household, Member, StatusEvent
from kangle.accounts.models import User
from kangle.accounts.roles import Role
from kangle.areas.models import Area, Group, Name
from kangle.programme.models import Period

EDITION = 2018
YEAR = 2015
PASSWORD = "康乐-for-tests-663"

DIVISIONS = [
    ("province", "62", "甘肃省", Area.Kind.PROVINCE),
    ("prefecture", "6229", "临夏回族自治州", Area.Kind.PREFECTURE),
    ("county", "622922", "康乐县", Area.Kind.COUNTY),
    ("fucheng", "622922100", "附城镇", Area.Kind.TOWN),
    ("chengnan", "622922100004", "城南社区居委会", Area.Kind.COMMUNITY),
    ("gaolinwan", "622922100200", "高林湾村委会", Area.Kind.VILLAGE),
    ("suji", "622922101", "苏集镇", Area.Kind.TOWN),
    ("fengtai", "622922101200", "丰台村委会", Area.Kind.VILLAGE),
    ("banpo", "622922101208", "半坡村委会", Area.Kind.VILLAGE),
]


def area(code, name, kind):
    """One division of the published list under its parent, which must stand already."""
    return areas([(code, name, kind)])[0]


def areas(listed):
    """Divisions of the published list, level by level, each under its parent: (code, name, kind) each."""
    lengths = {length: level for level, length in Area.CODE_LENGTH.items()}
    parent_of = {code: code[: Area.CODE_LENGTH.get(lengths[len(code)] - 1, 0)] for code, _name, _kind in listed}
    made = {each.path: each for each in Area.objects.filter(path__in=parent_of.values())}
    for level in sorted({lengths[len(code)] for code in parent_of}):
        of_level = [
            Area(
                code=code.ljust(12, "0"), edition=EDITION, path=code, name=name, level=level, kind=kind,
                parent=made.get(parent_of[code]),
            )
            for code, name, kind in listed if lengths[len(code)] == level
        ]  # fmt: skip
        made |= {each.path: each for each in Area.objects.bulk_create(of_level)}
    Name.objects.bulk_create(Name(area=made[code], edition=EDITION, name=name) for code, name, _kind in listed)
    return [made[code] for code, _name, _kind in listed]


def small_county():
    """The divisions above by their names in `DIVISIONS`, two groups in each village, and the open year 2015 as `period`."""
    made = dict(zip((key for key, *_division in DIVISIONS), areas([division for _key, *division in DIVISIONS]), strict=True))
    villages = made["gaolinwan"], made["fengtai"], made["banpo"]
    Group.objects.bulk_create(
        Group(village=each, number=number, name=f"{'一二'[number - 1]}社") for each in villages for number in (1, 2)
    )
    return SimpleNamespace(**made, period=Period.objects.create(area=made["county"], year=YEAR))


def person(username, name, role, where, **fields):
    """An account that may sign in with PASSWORD at once."""
    return User.objects.create_user(username, PASSWORD, name=name, role=role, area=where, must_change_password=False, **fields)


def five_people(county):
    """The five every test knows: two of one township, one of another, two of the county."""
    return SimpleNamespace(
        county_officer=person("ma.zhiming", "马志明", Role.POVERTY_OFFICE, county.county),
        township_officer=person("wang.xiulan", "王秀兰", Role.TOWNSHIP, county.fucheng),
        village_worker=person("yang.wenbin", "杨文斌", Role.TASK_FORCE, county.gaolinwan),
        other_worker=person("ma.haixia", "马海霞", Role.TASK_FORCE, county.fengtai),
        inspector=person("shi.jianguo", "石建国", Role.INSPECTOR, county.county),
    )


def household(village, number, *, persons=4, identified_on=datetime.date(2014, 5, 1), exited_on=None, **fields):
    """A poor household of `persons` members (the first is the head), identified and perhaps exited on the days given."""
    made = Household.objects.create(
        village=village,
        number=f"{village.code}{number:04d}",
        standard=fields.pop("standard", codes.Standard.NATIONAL),
        kind=fields.pop("kind", codes.HouseholdKind.GENERAL),
        main_cause=fields.pop("main_cause", codes.Cause.ILLNESS),
        **fields,
    )
    Member.objects.bulk_create(_member(made, position, joined_on=identified_on) for position in range(1, persons + 1))
    StatusEvent.objects.create(household=made, kind=StatusEvent.Kind.IDENTIFIED, on=identified_on)
    if exited_on:
        StatusEvent.objects.create(household=made, kind=StatusEvent.Kind.EXITED, on=exited_on)
    return made


def member(home, position, **fields):
    """One person of a household, invented: grown up, healthy and able to work unless the test says otherwise."""
    made = _member(home, position, **fields)
    made.save()
    return made


def _member(home, position, *, sex=codes.Sex.MALE, born_on=None, **fields):
    born_on = born_on or datetime.date(1970, 1, 1) + datetime.timedelta(days=home.pk % 9000)
    defaults = {
        "name": f"马{'一二三四五六七八九十'[(position - 1) % 10]}",
        "relation": codes.Relation.HEAD if position == 1 else codes.Relation.OTHER,
        "identity_number": identity_number(home.pk % 47 * 10 + position, sex, born_on),
        "ethnicity": codes.Ethnicity.HUI,
        "education": codes.Education.PRIMARY,
        "political": codes.Political.MASSES,
        "schooling": codes.Schooling.NONE,
        "health": codes.Health.HEALTHY,
        "joined_by": codes.Joined.REGISTERED,
        "labour": codes.Labour.ORDINARY,
        "joined_on": datetime.date(2014, 5, 1),
    }
    return Member(household=home, sex=sex, born_on=born_on, **{**defaults, **fields})


def identity_number(serial, sex, born_on):
    """The well-formed identity number of nobody (622999 was never assigned); `serial` < 500 tells those of one birthday apart."""
    digits = f"622999{born_on:%Y%m%d}{serial * 2 + (sex == codes.Sex.MALE):03d}"
    weights = [2**power % 11 for power in range(17, 0, -1)]
    return digits + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11]
