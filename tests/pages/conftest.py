"""A village with everything its sheet prints, and the small county scored."""

import datetime
from types import SimpleNamespace

import pytest

from funds.models import Allotment, Appropriation, Channel, Document, Expenditure
from kangle.scorecard.actions import recompute
from kangle.supervision.models import Finding, Zone, ZoneDuty
from projects.models import Progress, Project, Site, Step
from tests import county as small
from villages.models import Cadre, Facility, Post, Profile, Tier

DAY = datetime.date(2015, 3, 1)
YEAR_END = datetime.date(2015, 12, 31)


def cadre(area, name, **fields):
    return Cadre.objects.create(area=area, name=name, sex="male", unit="县扶贫办", phone="19912345678", **fields)


def project(area, number, name, *, planned=100, done=40, **fields):
    """A project of 2015 with one site at `area`, under way, `done` of `planned` units finished."""
    dates = {"planned_start_on": DAY, "planned_finish_on": YEAR_END}
    made = Project.objects.create(
        area=area, number=number, name=name, year=2015, works="water", authority="县水务局", **{**dates, **fields}
    )
    Step.objects.create(project=made, stage=Step.Stage.WORKS, on=DAY)
    site = Site.objects.create(project=made, area=area, planned=planned)
    Progress.objects.create(site=site, on=DAY, quantity=done)
    return made


@pytest.fixture
def furnished(small_county):
    """高林湾村 with a profile, works, two poor households and one exited, a project, money, cadres and a finding."""
    village = small_county.gaolinwan
    Profile.objects.create(
        village=village, year=2015, recorded_on=DAY, terrain="hill", households=300, persons=1200, rural_persons=1150,
        farmland_mu=2100, income_per_head_fen=321_000, collective_income_fen=5_000_000,
    )  # fmt: skip
    Tier.objects.create(village=village, year=2015, tier="guaranteed", strategy="牛羊养殖", rank=1, assigned_on=DAY)
    Facility.objects.create(village=village, kind="paved-road", on=DAY, have=1, of=1)
    Facility.objects.create(village=village, kind="clinic", on=DAY, have=0, of=1)
    Facility.objects.create(village=village, kind="tap-water", on=DAY, have=270, of=300)
    homes = [small.household(village, 1), small.household(village, 2), small.household(village, 3, exited_on=DAY)]
    document = Document.objects.create(
        area=small_county.county, number="康财农〔2015〕8号", title="财政专项扶贫资金", issuer="县财政局", on=DAY
    )
    channel = Channel.objects.create(code="central", name="中央财政专项", group="fiscal")
    allotment = Allotment.objects.create(document=document, channel=channel, area=village, on=DAY, amount_fen=1_000_000_00)
    water = project(village, "622922-2015-001", "高林湾村安全饮水")
    appropriated = Appropriation.objects.create(
        allotment=allotment, project=water, on=DAY, amount_fen=800_000_00, spent_fen=200_000_00
    )
    Expenditure.objects.create(appropriation=appropriated, on=DAY, amount_fen=200_000_00, payee="某建筑公司")
    secretary = cadre(village, "线永林")
    Post.objects.create(cadre=secretary, area=village, kind="first-secretary", batch=1, since=DAY)
    watcher = cadre(small_county.county, "石片长")
    zone = Zone.objects.create(area=small_county.county, name="南片", leader=watcher)
    ZoneDuty.objects.create(zone=zone, cadre=watcher, township=small_county.fucheng, since=DAY)
    finding = Finding.objects.create(
        area=village,
        item="funds",
        content="到户资金拨付偏慢",
        found_on=DAY,
        due_on=datetime.date(2015, 4, 1),
        responsible=secretary,
    )
    return SimpleNamespace(village=village, homes=homes, project=water, secretary=secretary, finding=finding, document=document)


@pytest.fixture
def scored(furnished, small_county):
    """The small county's newest published snapshot, as of the last day of 2015."""
    return recompute(small_county.county, year=2015, as_of=YEAR_END)
