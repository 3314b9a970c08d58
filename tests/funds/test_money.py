"""A document's yuan traced down, and who sees which part."""

import pytest
from django.urls import reverse

from funds.models import Allotment, Appropriation, Document, Expenditure
from funds.trace import trace
from projects.models import Beneficiary
from tests.facts import day, facts
from tests.test_lists import body


@pytest.fixture
def here(small_county):
    return facts(small_county.gaolinwan)


def traced(document):
    given = Appropriation.objects.filter(allotment__document=document)
    return trace(document.allotments.all(), given, Beneficiary.objects.all())


def test_every_yuan_is_vouched_for_or_with_a_project_or_unexplained(here):
    found = traced(here.document)
    assert (found.allotted, found.received, found.appropriated, found.spent) == (100_000_00, 100_000_00, 80_000_00, 30_000_00)
    assert (found.vouched, found.with_projects, found.unexplained) == (30_000_00, 50_000_00, 20_000_00)
    assert found.vouched + found.with_projects + found.unexplained == found.allotted
    assert (found.projects, found.households) == (1, 1)


def test_money_paid_without_a_voucher_is_unexplained(here):
    Expenditure.objects.create(appropriation=here.appropriation, on=day(7), amount_fen=5_000_00, payee="无凭证")
    assert traced(here.document).unexplained == 25_000_00


def test_a_document_nobody_passed_down_is_wholly_unexplained(small_county, here):
    document = Document.objects.create(area=small_county.county, number="甘财1号", title="a", issuer="b", on=day(1))
    Allotment.objects.create(
        document=document, channel=here.allotment.channel, area=small_county.gaolinwan, on=day(1), amount_fen=7_00
    )
    assert traced(document).unexplained == 7_00


def test_the_page_names_the_unexplained_and_the_rows(here, people, as_person):
    page = as_person(people.county_officer).get(reverse("funds:document", args=[here.document.pk])).content.decode()
    for told in ("去向未说明", "20,000元", here.project.name, here.expenditure.payee):
        assert told in page


def test_a_county_document_shows_a_village_only_its_own_part(small_county, here, people, as_person):
    there = facts(small_county.fengtai)
    document = Document.objects.create(area=small_county.county, number="甘财2号", title="a", issuer="b", on=day(1))
    Allotment.objects.update(document=document)
    page = as_person(people.other_worker).get(reverse("funds:document", args=[document.pk])).content.decode()
    assert "只列出本地区的部分" in page
    assert there.project.name in page
    assert here.project.name not in page
    assert "100,000元" in page
    assert "200,000元" not in page


def test_a_donor_is_told_by_the_donations_one_may_see(small_county, here, people, as_person):
    donation = here.donor.donations.create(
        area=small_county.fengtai, form="goods", content="化肥", pledged_on=day(3), pledged_fen=1_000_00
    )
    donation.deliveries.create(on=day(4), amount_fen=400_00)
    url = reverse("funds:donor", args=[here.donor.pk])
    page = as_person(people.other_worker).get(url).content.decode()
    assert "化肥" in page
    assert here.donation.content not in page
    assert "20,000元" not in page
    assert "21,000元" in as_person(people.county_officer).get(url).content.decode()


def test_a_donor_without_a_donation_here_is_not_there(small_county, here, people, as_person):
    assert as_person(people.other_worker).get(reverse("funds:donor", args=[here.donor.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "query", "found"),
    [
        ("funds:list", {"left": "yes"}, 1),
        ("funds:list", {"left": "no"}, 0),
        ("funds:list", {"received": "no"}, 0),
        ("funds:list", {"group": "fiscal"}, 1),
        ("funds:list", {"group": "sector"}, 0),
        ("funds:documents", {"left": "yes"}, 1),
        ("funds:appropriations", {"left": "no"}, 0),
        ("funds:expenditures", {"settled": "no"}, 1),
        ("funds:expenditures", {"settled": "yes"}, 0),
        ("funds:donations", {"pending": "yes"}, 1),
        ("funds:donations", {"pending": "no"}, 0),
    ],
)
def test_a_condition_finds_its_money(name, query, found, here, people, as_person):
    assert len(body(as_person(people.county_officer).get(reverse(name), query).content.decode())) == found
