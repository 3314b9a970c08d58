"""While a case about a household is under way, the records' admin does not alter what the case is about."""

import datetime

import pytest
from django.urls import reverse

from households.admin import HouseholdFactAdmin
from households.models import StatusEvent
from kangle.procedures.actions import take
from kangle.procedures.codes import Act, State
from tests import county as small
from tests.procedures.walking import ready, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(home, people):
    return ready(home, "removal", people)


def filled(client, record, **fields):
    """What the form of a record sends as it stands, but for some fields."""
    page = client.get(reverse(f"admin:households_{record._meta.model_name}_change", args=[record.pk]))
    form = page.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in values.items() if value is not None and value is not False}
    return sent | {"why": "录错"} | fields


def refused(client, record, **fields):
    """The sentence with which a change of a record comes back."""
    address = reverse(f"admin:households_{record._meta.model_name}_change", args=[record.pk])
    errors = client.post(address, filled(client, record, **fields)).context["adminform"].form.errors
    assert set(errors) == set(fields)
    return next(iter(errors.values()))[0]


def test_no_standing_is_entered_beside_the_case(case, home, people, as_person):
    client = as_person(people.county_officer)
    sent = {"household": home.pk, "kind": "exited", "on": "2015-11-01"}
    answer = client.post(reverse("admin:households_statusevent_add"), sent)
    assert f"办件“{case}”还在办" in answer.context["adminform"].form.errors["kind"][0]
    assert StatusEvent.objects.filter(household=home).count() == 1


def test_no_standing_is_moved_or_deleted(case, home, people, as_person):
    client, event = as_person(people.county_officer), home.events.get()
    answer = client.post(reverse("admin:households_statusevent_change", args=[event.pk]), filled(client, event, on="2014-06-01"))
    assert "还在办" in answer.context["adminform"].form.errors["kind"][0]
    client.post(reverse("admin:households_statusevent_delete", args=[event.pk]), {"post": "yes", "reason": "录错"})
    assert home.events.get().on == datetime.date(2014, 5, 1)


@pytest.mark.parametrize("by", ["its own page", "the list"])
def test_a_case_opened_while_somebody_reads_what_would_go_stops_the_deleting(by, case, home, people, as_person, monkeypatch):
    """The page that asked has seen no case: what is refused only while it is written is said, and nothing is half done."""
    monkeypatch.setattr(HouseholdFactAdmin, "get_deleted_objects", lambda self, objs, request: (["它"], {}, set(), []))
    client, event, other = as_person(people.county_officer), home.events.get(), small.household(home.village, 2).events.get()
    if by == "the list":
        sent = {"action": "delete_selected", "_selected_action": [other.pk, event.pk], "post": "yes", "reason": "录错"}
        answer = client.post(reverse("admin:households_statusevent_changelist"), sent, follow=True)
    else:
        address = reverse("admin:households_statusevent_delete", args=[event.pk])
        answer = client.post(address, {"post": "yes", "reason": "录错"}, follow=True)
    assert answer.status_code == 200 and f"办件“{case}”还在办" in answer.text
    assert StatusEvent.objects.filter(pk__in=[event.pk, other.pk]).count() == 2


def test_neither_the_household_nor_its_people_are_moved(case, home, people, small_county, as_person):
    client, other = as_person(people.county_officer), small.household(small_county.fengtai, 2)
    assert "再把这一户改到别的村" in refused(client, home, village=small_county.fengtai.pk)
    assert f"办件“{case}”还在办" in refused(client, home.members.last(), household=other.pk)


def test_the_decision_writes_its_own_and_then_the_records_are_free(case, home, people, as_person):
    walk(case, people, State.COUNTY, reason="照办")
    case.refresh_from_db()
    take(case, act=Act.DECIDED, by=people.county_officer, reason="会议研究")
    assert home.events.last().kind == "removed"
    client, event = as_person(people.county_officer), home.events.get(kind="identified")
    address = reverse("admin:households_statusevent_change", args=[event.pk])
    assert client.post(address, filled(client, event, on="2014-06-01")).status_code == 302
