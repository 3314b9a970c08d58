"""One record of each kind that a bound speaks of, every one at its limit; and records that go beyond it."""

import datetime

import pytest

from funds.models import Allotment, Appropriation, Channel, Document, Donation, Donor, Expenditure
from households.models import Measure
from kangle.supervision.models import (
    AcceptanceTeam,
    HouseholdAcceptance,
    Inspection,
    Mark,
    Round,
    SheetItem,
    VillageAcceptance,
    Zone,
)
from projects.models import Beneficiary, Progress, Project, Site
from tests import county as small
from villages.models import Cadre, Post, Profile


def day(month, number=1):
    return datetime.date(2015, month, number)


@pytest.fixture
def here(small_county):
    """One record of each kind, every one at its limit: {name: record}."""
    village, county = small_county.gaolinwan, small_county.county
    cadre = Cadre.objects.create(area=village, name="线永林", sex="male", unit="县扶贫办")
    document = Document.objects.create(area=county, number="康财农〔2015〕8号", title="专项资金", issuer="县财政局", on=day(3))
    channel = Channel.objects.create(code="central", name="中央", group="fiscal")
    allotment = Allotment.objects.create(document=document, channel=channel, area=village, on=day(3), amount_fen=100_00)
    dates = {"planned_start_on": day(3), "planned_finish_on": day(12)}
    project = Project.objects.create(
        area=village, number="P1", name="饮水", year=2015, works="water", authority="水务局", **dates
    )
    handed = Appropriation.objects.create(allotment=allotment, project=project, on=day(3), amount_fen=100_00, spent_fen=100_00)
    spent = Expenditure.objects.create(appropriation=handed, on=day(4), amount_fen=100_00, payee="公司", settled_on=day(4))
    site = Site.objects.create(project=project, area=village, planned=10)
    home = small.household(village, 1)
    donor = Donor.objects.create(name="企业", kind="enterprise")
    donation = Donation.objects.create(donor=donor, area=village, form="money", content="建房", pledged_on=day(5), pledged_fen=1)
    held = Round.objects.create(area=county, year=2015, number=1, basis="方案", started_on=day(6), finished_on=day(7))
    item = SheetItem.objects.create(round=held, number=1, content="对象", weight=60)
    inspected = Inspection.objects.create(round=held, area=small_county.fucheng, on=day(6), team="一组")
    other = Round.objects.create(area=county, year=2015, number=2, basis="方案", started_on=day(6), finished_on=day(7))
    late = Inspection.objects.create(round=other, area=small_county.suji, on=day(6, 20), team="一组")
    zone = Zone.objects.create(area=county, name="南片", leader=cadre)
    post = Post.objects.create(cadre=cadre, area=village, kind="first-secretary", since=day(1))
    team = AcceptanceTeam.objects.create(area=county, year=2015, number=1, leader=cadre, formed_on=day(6))
    return {
        "document": document, "allotment": allotment, "handed": handed, "spent": spent, "site": site, "item": item,
        "project": project, "donation": donation, "round": held, "inspected": inspected, "zone": zone, "post": post,
        "next": other, "late": late,
        "progress": Progress.objects.create(site=site, on=day(5), quantity=10),
        "mark": Mark.objects.create(inspection=inspected, item=item, points=6000),
        "team": team, "home": home, "other home": small.household(village, 2),
        "measure": Measure.objects.create(household=home, kind="relief", planned_on=day(3)),
        "cadre": cadre, "village": village, "channel": channel,
        "township": small_county.fucheng, "county": county,
        "profile": Profile.objects.create(
            village=village, year=2015, recorded_on=day(3), terrain="hill", households=9, persons=40, rural_persons=40
        ),
    }  # fmt: skip


def new_handed(it, **fields):
    told = {"allotment": it["allotment"], "project": it["project"], "on": day(3), "amount_fen": 1}
    return Appropriation(**{**told, **fields})


def check(it, **fields):
    return HouseholdAcceptance(team=it["team"], household=it["home"], on=day(8), **{"passed": True, **fields})


def another_allotment(it, **fields):
    told = {"document": it["document"], "channel": it["channel"], "area": it["village"], "on": day(3), "amount_fen": 1}
    return Allotment.objects.create(**told, **fields)


def served(it, kept=False, **fields):
    made = Beneficiary(**{"project": it["project"], "household": it["home"], "since": day(5), **fields})
    if kept:
        made.save()
    return made


def village_check(it, kept=False, **fields):
    made = VillageAcceptance(**{"team": it["team"], "village": it["village"], "on": day(8), "passed": True, **fields})
    if kept:
        made.save()
    return made


def changed(record, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    return record
