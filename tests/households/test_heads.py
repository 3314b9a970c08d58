"""Who the head of a household is stands once: of two, which only a mistake makes, every page and file names the same."""

import datetime

import pytest
from django.urls import reverse

from households.models import Doubt, FamilyAct, Household, Member
from households.models.querysets import head_among
from households.workbook.book import BOOK
from tests import county as small

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def home(small_county):
    """Its first head came last: of two lists one went by the key, the other by the day."""
    home = small.household(small_county.gaolinwan, 1, persons=3)
    first, second, gone = home.members.order_by("pk")
    Member.objects.filter(pk=first.pk).update(name="马后来", joined_on=datetime.date(2015, 3, 1))
    Member.objects.filter(pk=second.pk).update(name="马先来", relation="01")
    gone_on = datetime.date(2015, 5, 1)
    Member.objects.filter(pk=gone.pk).update(name="马已去", relation="01", joined_on=gone_on, left_on=gone_on, left_by="death")
    return home


def test_everything_names_the_head_who_joined_last_and_has_not_left(home, as_person, people):
    on = datetime.date(2015, 6, 1)
    doubt = Doubt.objects.create(household=home, village=home.village, rule="household.no-head", subject="s", severity="hint")
    act = FamilyAct.objects.create(household=home, kind="head", on=on, by_name="杨文斌", persons=[])
    named = {
        "itself": str(Household.objects.get(pk=home.pk)),
        "list": Household.objects.with_head().get(pk=home.pk).head_name,
        "events": home.events.with_head().get().head_name,
        "doubts": Doubt.objects.with_head().get(pk=doubt.pk).head_name,
        "acts": FamilyAct.objects.with_names().get(pk=act.pk).household_name,
        "records read": head_among(reversed(home.members.all())).name,
        "workbook": next(iter(BOOK.rows(home.village)["members"]))["head_name"],
        "years": list(home.members.heads().values_list("name", flat=True))[0],
    }
    assert set(named.values()) == {"马后来"}, named
    page = as_person(people.village_worker).get(reverse("households:detail", args=[home.pk]))
    assert "马后来" in page.text[: page.text.index("</title>")]


def test_a_household_of_nobody_who_leads_has_none(home):
    home.members.update(relation="99")
    assert head_among(home.members.all()) is None and not home.members.heads().exists()
    assert (
        Household.objects.with_head().get(pk=home.pk).head_name is None and str(Household.objects.get(pk=home.pk)) == home.number
    )
