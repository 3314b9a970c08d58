"""A household with more to tell than two sheets hold: fourteen people, thirty measures, long and rare and hostile texts."""

import datetime

from households.models import LookBack, Measure, Member, Pairing, StatusEvent, Visit, YearRecord
from kangle.supervision.models import AcceptanceTeam, HouseholdAcceptance
from projects.models import Beneficiary, Project, Step
from tests import county as small
from villages.models import Cadre

HOSTILE = '#panic("x") $x^2$ *粗* _斜_ <script>alert(1)</script> `码` \\ " \' @a [b] {c} //d /*e*/ ~ -- {{ 7 }}'
RARE = "𠮷野㐂䶮"
LONG_NAME = "阿卜杜拉·穆罕默德·买买提·伊布拉音·艾山江·吐尔逊"


def crowded(village, number=900, *, people=14, measures=30, text=HOSTILE):
    """The household; every free text of it is filled to its length with `text`."""
    home = small.household(
        village, number, persons=people, address=(text * 9)[:80], bank=(text * 9)[:40], phone="19912345678",
        account="6222020000001234567", second_cause="schooling", third_cause="skill", wants_relocation=True,
        relocation_mode="concentrated", relocation_place=(text * 9)[:60], cannot_build=True, martyr_family=True,
        only_child_family=True, two_daughter_family=True,
    )  # fmt: skip
    members = home.members.all()
    members.update(
        name=LONG_NAME, schooling="higher-vocational", health="chronic", months_worked=11, work_place="county",
        critical_insurance=True, pension=True, dibao=True, extreme_poverty=True, public_post=True,
        out_of_school_reason=(text * 9)[:40],
    )  # fmt: skip
    first = members.order_by("pk").first()
    Member.objects.filter(pk=first.pk).update(name=RARE)
    cadre = Cadre.objects.create(area=village, name=LONG_NAME, sex="male", unit=(text * 9)[:60], rank=(text * 9)[:30])
    Pairing.objects.create(household=home, cadre=cadre, since=_day(1))
    for year in range(2011, 2016):
        parts = ("wages", "business", "property", "family_planning", "dibao", "extreme_poverty", "pension", "ecological")
        amounts = {f"{part}_fen": 123_456_789 for part in (*parts, "other_transfers")}
        recorded = datetime.date(year, 12, 1)
        YearRecord.objects.create(household=home, year=year, recorded_on=recorded, house_grade="C", **amounts)
    for position in range(measures):
        Measure.objects.create(
            household=home, member=first, kind="industry", industry="livestock", content=(f"{position}{text}" * 9)[:80],
            planned_on=_day(1, 1 + position % 28), done_on=_day(6), amount_fen=4_999_999, responsible=cadre,
            result=(text * 9)[:120],
        )  # fmt: skip
        Visit.objects.create(
            household=home, cadre=cadre, on=_day(7, 1 + position % 28) if position < 28 else _day(8, position - 27)
        )
    _results(home, text)
    for position in range(12):
        project = Project.objects.create(
            area=village, number=f"C{home.pk}-{position}", name=(f"{position}{text}" * 9)[:80], year=2015, works="primary-school",
            authority="县", planned_start_on=_day(1), planned_finish_on=_day(9),
        )  # fmt: skip
        Step.objects.create(project=project, stage="07-planned", on=_day(2))
        Beneficiary.objects.create(project=project, household=home, since=_day(3))
    return home


def _results(home, text):
    for month, kind in enumerate(("exited", "returned", "exited", "returned"), start=5):
        StatusEvent.objects.create(household=home, kind=kind, on=_day(month), reason=(text * 9)[:120])
    for month in range(1, 7):
        LookBack.objects.create(household=home, on=_day(month), conforms=False, reason=(text * 9)[:120], checked_by="某")
    team, _new = AcceptanceTeam.objects.get_or_create(
        area=home.village, year=2015, number=9, defaults={"leader": Cadre.objects.first(), "formed_on": _day(1)}
    )
    for month in range(1, 5):
        HouseholdAcceptance.objects.create(team=team, household=home, on=_day(month), passed=False, reason=(text * 9)[:120])


def _day(month, number=1):
    return datetime.date(2015, month, number)
