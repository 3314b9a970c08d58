"""A county with fifteen townships inspected in two rounds, sixty faults in the second; and who drafts and who signs."""

import datetime
from types import SimpleNamespace

import pytest

from kangle.accounts.roles import Role
from kangle.areas.models import Area
from kangle.bulletins.actions import draft
from kangle.rankings.actions import Frozen, publish
from kangle.rankings.kinds import rounds
from kangle.supervision.models import Finding, Inspection, Interview, Mark, Round, SheetItem
from tests import county as small
from tests.facts import day
from villages.models import Cadre

AS_OF = datetime.date(2015, 7, 31)
SHEET = (("工作谋划", 40), ("措施到户", 60))


@pytest.fixture
def inspected(small_county):
    """`first` and `second`, the rounds; `townships`, the fifteen in order of code."""
    others = [small.area(f"6229222{n:02}", f"第{'甲乙丙丁戊己庚辛壬癸子丑寅'[n]}乡", Area.Kind.TOWNSHIP) for n in range(13)]
    townships = [small_county.fucheng, small_county.suji, *others]
    first = a_round(small_county, 1, townships, faults=1)
    second = a_round(small_county, 2, townships, faults=4)
    Finding.objects.filter(inspection__round=first).exclude(area=small_county.suji).update(
        rectified_on=day(4, 20), rectification="已整改"
    )
    return SimpleNamespace(county=small_county.county, first=first, second=second, townships=townships)


def a_round(county, number, townships, *, faults):
    """A closed round: the townships lose more from first to last, the second and third equal; each has so many faults."""
    month = 3 * number
    made = Round.objects.create(
        area=county.county, year=2015, number=number, basis=f"县委办〔2015〕{number}1号", started_on=day(month, 1),
        finished_on=day(month, 20), interviews_required=1,
    )  # fmt: skip
    items = [SheetItem.objects.create(round=made, number=n, content=text, weight=w) for n, (text, w) in enumerate(SHEET, 1)]
    for place, township in enumerate(townships):
        lost = (0, 150, 150)[place] if place < 3 else 100 * place
        visit = Inspection.objects.create(
            round=made, area=township, on=day(month, 1 + place), team=f"县督查{1 + place % 3}组", households_sampled=20 + place
        )
        Mark.objects.create(inspection=visit, item=items[0], points=4000)
        Mark.objects.create(inspection=visit, item=items[1], points=6000 - lost)
        head, _new = Cadre.objects.get_or_create(area=township, name=f"{township.name[1]}乡长", sex="male", unit=township.name)
        for fault in range(faults):
            Finding.objects.create(
                inspection=visit, area=township, item="measures", content=f"有{fault + 2}户措施没有落实", evidence="入户记录",
                responsible=head, found_on=day(month, 1 + place), due_on=day(month + 2, 15),
            )  # fmt: skip
    last = Cadre.objects.get(area=townships[-1])
    Interview.objects.create(
        round=made, area=townships[-1], cadre=last, required_on=day(month, 25), held_on=day(month, 28), reason="排名末位"
    )
    return made


@pytest.fixture
def hands(small_county):
    """`inspector` and `office` draft, `leader` signs, `station` reads."""
    return SimpleNamespace(
        inspector=small.person("ducha", "张国栋", Role.INSPECTOR, small_county.county),
        office=small.person("fupin", "杨秀英", Role.POVERTY_OFFICE, small_county.county),
        leader=small.person("lingdao", "马建国", Role.OFFICIAL, small_county.county),
        station=small.person("suji", "苏集站", Role.TOWNSHIP, small_county.suji),
    )


@pytest.fixture
def drafted(inspected, hands):
    """The bulletin of the second round as the inspector drafted it."""
    return draft(by=hands.inspector, round_=inspected.second, as_of=AS_OF)


def published(inspected, by, round_=None):
    """The ranking of a round (the second where none is named), published."""
    round_ = round_ or inspected.second
    head = (inspected.county, "round", f"round-{round_.number}", str(round_), "township", 2015, round_.finished_on)
    return publish(Frozen(*head, *rounds.freeze(round_)), by=by, title=f"2015年第{round_.number}轮督查排名")


def text_at(bulletin, key):
    return next(block["text"] for block in bulletin.blocks if block["key"] == key)
