"""Whichever way a household is identified, it is identified with those who came with its registration."""

import datetime

import pytest
from django.urls import reverse

from households.case_actions import write_standing
from households.models import HouseholdCase, Member
from kangle.audit.models import Entry
from tests.households.registering.brought import brought
from tests.procedures.walking import opened

pytestmark = pytest.mark.django_db
LATE = datetime.date(2015, 11, 20)


@pytest.fixture
def home(small_county):
    found = brought(small_county.gaolinwan, 1)
    Member.objects.filter(household=found).update(joined_on=LATE)
    Member.objects.filter(household=found, name="马四").update(joined_by="03")  # by marriage
    return found


def joined(home):
    return list(home.members.order_by("pk").values_list("joined_on", flat=True))


def test_in_the_records(home, people, as_person):
    sent = {"household": home.pk, "kind": "identified", "on": "2014-06-01", "why": "名册"}
    answer = as_person(people.county_officer).post(reverse("admin:households_statusevent_add"), sent)
    assert answer.status_code == 302
    day = datetime.date(2014, 6, 1)
    assert joined(home) == [day, day, day, LATE]
    assert Entry.objects.filter(model="households.member", act="change", reason="名册").count() == 3


def test_by_a_case(home, people):
    day = datetime.date(2015, 6, 1)
    case = opened(home, "9771", people.village_worker, effective_on=day)
    write_standing(HouseholdCase.objects.get(case=case), by=people.county_officer)
    assert joined(home) == [day, day, day, LATE]


def test_another_event_moves_nobody(home, people, as_person):
    home.events.create(kind="identified", on=datetime.date(2015, 12, 1))
    sent = {"household": home.pk, "kind": "exited", "on": "2015-12-20", "why": "达标"}
    assert as_person(people.county_officer).post(reverse("admin:households_statusevent_add"), sent).status_code == 302
    assert joined(home) == [LATE] * 4
