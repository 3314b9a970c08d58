"""Households are written in one place: every test watches for another (tests/one_way.py), and this one that it would be seen."""

import pytest
from django.db import connection

from households.checks.actions import judged
from households.models import Doubt, Household, Member
from households.writing import acting
from kangle.audit.models import Entry
from tests import county as small
from tests.one_way import ROOT, AnotherWay

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PAST_IT = [
    "home.save()",
    "type(home).objects.filter(pk=home.pk).update(phone='')",
    "home.members.filter(relation='01').delete()",
    "audit.save(home, by=by)",
    "bulk.update_rows(type(home), ['phone'], [(home.pk, '')])",
]


@pytest.fixture
def home(small_county):
    return small.household(small_county.gaolinwan, 1, phone="19900001111", address="一社1号")


@pytest.mark.parametrize("line", PAST_IT)
def test_a_room_that_writes_past_it_is_seen(line, home, people):
    if "bulk" in line and connection.vendor == "postgresql":
        line = "type(home).objects.bulk_update([home], ['phone'])"  # COPY goes past the wrappers of Django; SQLite sees it
    from kangle.audit import actions as audit
    from kangle.common import bulk

    code = compile(line, f"{ROOT}/kangle/pages/elsewhere.py", "exec")
    with pytest.raises(AnotherWay, match="kangle/pages/elsewhere.py writes households_"):
        exec(code, {"home": home, "by": people.village_worker, "audit": audit, "bulk": bulk})  # noqa: S102


def test_what_is_written_together_stands_together_or_not_at_all(home, people):
    member = home.members.get(relation="01")
    with pytest.raises(ZeroDivisionError), acting(by=people.village_worker, reason="核查") as act:
        home.phone, member.name = "", "马改名"
        act.write(home)
        act.write(member)
        assert act.touched == {home.pk: {Household, Member}}
        raise ZeroDivisionError
    home.refresh_from_db()
    assert home.phone == "19900001111" and not Entry.objects.filter(reason="核查").exists()


def test_the_checks_speak_at_the_end_of_an_act_and_only_of_what_they_judge(home, people):
    with judged(by=people.village_worker, reason="核查") as act:
        home.phone = "12"
        with pytest.raises(Exception, match="电话"):
            act.write(home)
        home.phone = ""
        act.write(home)
        assert not Doubt.objects.filter(household=home).exists()
    assert Doubt.objects.standing().filter(household=home, subject=f"household:{home.pk}:phone").exists()


def test_nobody_writes_elsewhere_or_into_a_closed_year(home, people, small_county):
    other = small.household(small_county.banpo, 1)
    with pytest.raises(Exception, match="所在的地区之内"), judged(by=people.village_worker) as act:
        other.phone = "19900001112"
        act.write(other)
    small_county.period.state = "closed"
    small_county.period.save()
    event = home.events.get()
    event.on = event.on.replace(year=2015)
    with pytest.raises(Exception, match="2015 年度已关闭"), judged(by=people.county_officer) as act:
        act.write(event)
