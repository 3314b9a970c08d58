"""Days of one record follow one another, whatever writes it; what the programme does is not older than the register."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from households.models import Measure, Member, Pairing, StatusEvent, Visit
from households.ordered import refuse_order
from households.writing import REFUSALS
from kangle.procedures.actions import take
from kangle.procedures.codes import Act, State
from kangle.programme.days import ensure_plausible
from kangle.programme.writing import ensure_writable
from tests import county as small
from tests.procedures.walking import ready, walk
from villages.models import Cadre

pytestmark = pytest.mark.django_db


def on(text):
    return datetime.date.fromisoformat(text)


def record(model, **days):
    return model(**{name: on(text) for name, text in days.items()})


@pytest.mark.parametrize(
    ("written", "field", "said"),
    [
        (record(Member, born_on="2015-03-02", joined_on="2015-03-01"), "joined_on", "“加入日期” 2015-03-01 早于“出生日期”"),
        (record(Measure, planned_on="2015-03-01", stopped_on="2015-02-28"), "stopped_on", "早于“安排日期” 2015-03-01"),
        (record(Measure, planned_on="2015-03-01", done_on="2015-05-01", stopped_on="2015-04-01"), "stopped_on", "“落实日期”"),
        (record(Pairing, since="2015-03-01", until="2015-01-01"), "until", "“止” 2015-01-01 早于“起” 2015-03-01"),
    ],
)
def test_a_day_before_the_one_it_follows_is_refused_where_it_is_written(written, field, said):
    assert refuse_order in REFUSALS[type(written)]
    with pytest.raises(ValidationError) as caught:
        refuse_order(None, written)
    assert list(caught.value.message_dict) == [field] and said in caught.value.message_dict[field][0]
    refuse_order(written, written)  # what stood there keeps nobody from correcting something else


def test_one_day_may_hold_both():
    refuse_order(None, record(Pairing, since="2015-03-01", until="2015-03-01"))
    refuse_order(None, record(Member, born_on="2015-03-01", joined_on="2015-03-01"))


@pytest.mark.parametrize(
    ("written", "field"),
    [
        (record(Visit, on="2009-03-01"), "on"),
        (record(StatusEvent, on="2011-12-31"), "on"),
        (record(Pairing, since="1999-03-01"), "since"),
        (record(Measure, planned_on="2009-03-01"), "planned_on"),
    ],
)
def test_nothing_was_done_for_a_household_before_there_was_a_register(written, field):
    with pytest.raises(ValidationError, match="不能早于 2012-01-01") as caught:
        ensure_plausible(None, written)
    assert list(caught.value.message_dict) == [field]


def test_the_records_admin_says_it_at_the_day(home, people, as_person):
    cadre = Cadre.objects.create(name="李干部", area=home.village, sex="male", unit="县水务局")
    sent = {"household": home.pk, "cadre": cadre.pk, "since": "2015-03-01", "until": "2015-01-01"}
    answer = as_person(people.county_officer).post(reverse("admin:households_pairing_add"), sent)
    assert "早于“起”" in answer.context["adminform"].form.errors["until"][0] and not Pairing.objects.exists()


def test_a_removal_stops_no_measure_before_it_was_carried_out_and_an_undoing_starts_it_again(home, people):

    case = walk(ready(home, "removal", people), people, State.COUNTY, reason="照办")
    late = case.effective_on + datetime.timedelta(days=3)
    help_ = Measure.objects.create(household=home, kind="relief", planned_on=on("2015-01-05"), done_on=late)
    take(case, act=Act.DECIDED, by=people.county_officer, reason="会议研究")
    help_.refresh_from_db()
    assert help_.stopped_on == late
    take(case, act=Act.REVOKED, by=people.county_officer, reason="查明有误", on=late)
    help_.refresh_from_db()
    assert help_.stopped_on is None


def test_a_birthday_far_from_the_day_of_joining_by_birth_is_a_hint_and_not_refused(home):
    child = small.member(home, 6, born_on=on("2010-01-01"), joined_on=on("2015-01-01"), joined_by="birth")
    ensure_writable(None, child, REFUSALS[Member])
