"""Every kind of record that bears a year is carried into the next one, or is named here as having nothing to carry."""

import datetime
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from kangle.programme.carrying import registered
from kangle.programme.models import Period
from villages.models import Tier

# The carrier of each kind of record with a year.
CARRIED = {
    "villages.Target": "targets",
    "villages.Tier": "tiers",
    "villages.Backing": "tiers",
    "villages.Commitment": "tiers",
    "villages.ShowWork": "tiers",
    "households.Household": "exit-plans",
}
# What stays with its year, and why the next one does not take it over.
STAYS = {
    "programme.Period": "the year itself",
    "programme.PovertyLine": "fixed by a document for each year; the page that opens a year says where it is lacking",
    "programme.WorkCalendar": "the days off of each year are published anew",
    "programme.ExitStandard": "the last one holds until another is set",
    "programme.PlanLine": "the last plan is followed until another is made public",
    "villages.Classing": "the decision; what it decided is carried with the tiers",
    "villages.Profile": "the last one recorded is read",
    "households.YearRecord": "collected anew; the phone offers the last year's numbers",
    "households.Paper": "handed out anew",
    "households.HouseholdCase": "a case's own plan, decided with it",
    "projects.Project": "belongs to the plan of its year and is finished there, whenever that is",
    "funds.Budget": "set anew by the county's budget",
    "supervision.Round": "held in its year; findings stay open by themselves",
    "supervision.AcceptanceTeam": "formed anew",
    "exchange.Export": "a receipt",
    "scorecard.Snapshot": "computed",
    "scorecard.Reported": "what a document said of its year",
    "scorecard.ManualScore": "given anew",
    "rankings.Publication": "published of its year",
    "bulletins.Bulletin": "issued of its year",
}


def test_every_kind_of_record_with_a_year_has_its_carrier_or_is_named_as_having_none():
    yearly = {
        model._meta.label
        for model in apps.get_models()
        if any(field.name in ("year", "period") or field.name.endswith("_year") for field in model._meta.concrete_fields)
    }
    assert yearly == {*CARRIED, *STAYS}
    assert set(CARRIED.values()) <= {carrier.code for carrier in registered()}


@pytest.fixture
def key_villages(small_county):
    for village, tier in ((small_county.gaolinwan, "guaranteed"), (small_county.banpo, "other")):
        Tier.objects.create(village=village, year=2015, tier=tier, strategy="牛羊", assigned_on=datetime.date(2015, 3, 1))
    return small_county


def opened(*arguments):
    printed = StringIO()
    call_command("open_period", "--year", "2016", *arguments, stdout=printed)
    return printed.getvalue()


@pytest.mark.django_db
def test_a_year_opened_on_the_server_takes_the_tiers_over(key_villages):
    assert "村级分类 2" in opened()
    assert Tier.objects.filter(year=2016).count() == 2


@pytest.mark.django_db
def test_a_year_opened_without_them_says_so_on_the_server_and_on_its_page(key_villages, people, as_person):
    assert "没有结转“村级分类”：上年有 2 个" in opened("--nothing-carried")
    assert Period.objects.filter(year=2016).exists() and not Tier.objects.filter(year=2016).exists()
    assert "2016 年度没有“村级分类”，上年有 2 个" in as_person(people.county_officer).get("/years/").content.decode()
