"""Judging everything: asked for at night, done by whoever holds the shard, harmless when done twice; and by command."""

import datetime
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from households.checks import actions
from households.checks.nightly import KIND, ask_for_night
from households.models import Doubt, Household, Member
from households.tasks import check
from kangle.jobs.actions import LeaseLost, claim, recover
from kangle.jobs.kinds import do_for
from kangle.jobs.models import Run, Shard
from kangle.jobs.work import work_off
from tests import county as small

pytestmark = pytest.mark.django_db
TONIGHT = datetime.date(2016, 1, 2)


@pytest.fixture
def homes(small_county):
    return [small.household(small_county.gaolinwan, number, persons=2) for number in range(1, 8)]


def stored():
    return sorted(Doubt.objects.values_list("rule", "subject", "found_on", "cleared_on"))


def test_a_night_judges_every_household_and_the_second_message_finds_the_first_run(homes):
    check()
    check()
    assert Run.objects.get().shards.count() == 1
    assert work_off(KIND) == 1
    run = Run.objects.with_progress().get()
    assert (run.state, run.rows) == ("done", 7)
    assert Doubt.objects.filter(rule="household.blank", household__in=homes).count() == 14


def test_a_night_without_households_asks_for_nothing(small_county):
    assert ask_for_night(by="定时任务", today=TONIGHT) is None


def test_a_worker_killed_half_way_leaves_the_rest_to_another_and_nothing_twice(homes, monkeypatch):
    ask_for_night(by="定时任务", today=TONIGHT)
    shard = claim(KIND, "甲")
    monkeypatch.setattr(actions, "BATCH", 3)

    class Killed(BaseException):
        pass

    class Dying:
        """A lease whose holder dies at the second batch."""

        batches = 0

        def beat(self):
            self.batches += 1
            if self.batches == 2:
                raise Killed

        def confirm(self):
            pass

    monkeypatch.setattr(actions.recheck_many, "__kwdefaults__", {**actions.recheck_many.__kwdefaults__, "batch": 3})
    with pytest.raises(Killed):
        do_for(KIND)(shard, Dying())
    half = Doubt.objects.values("household").distinct().count()
    Shard.objects.filter(pk=shard.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    recover()
    assert work_off(KIND) == 1

    assert half == 3
    assert Doubt.objects.values("household").distinct().count() == 7
    whole = stored()
    ask_for_night(by="定时任务", today=TONIGHT + timedelta(days=1))
    work_off(KIND)
    assert stored() == whole


def test_who_lost_the_lease_writes_nothing_more(homes):
    ask_for_night(by="定时任务", today=TONIGHT)
    shard = claim(KIND, "甲")

    class Lost:
        def beat(self):
            pass

        def confirm(self):
            raise LeaseLost("over")

    with pytest.raises(LeaseLost):
        do_for(KIND)(shard, Lost())
    assert not Doubt.objects.exists()


def test_the_command_judges_a_county_or_a_village_and_is_in_the_ledger(homes, small_county):
    small.household(small_county.fengtai, 1, persons=1)
    said = StringIO()
    call_command("check_records", area="622922101200", stdout=said)
    assert "丰台村：校验 1 户 1 人" in said.getvalue()
    call_command("check_records", stdout=said)
    assert "康乐县：校验 8 户 15 人" in said.getvalue()
    assert set(Run.objects.values_list("kind", "state")) == {(KIND, "done")}


@pytest.mark.parametrize("area", ["62", "123", "622999"])
def test_the_command_refuses_what_is_no_county_or_below(homes, area):
    with pytest.raises(CommandError) as refused:
        call_command("check_records", area=area)
    assert refused.value.returncode == 2


def test_the_command_says_that_there_is_nothing_to_judge_yet(small_county):
    with pytest.raises(CommandError, match="还没有登记农户") as refused:
        call_command("check_records")
    assert refused.value.returncode == 2 and "--area" not in str(refused.value)


def test_a_record_kept_in_the_admin_is_judged_at_once(homes, people, as_person):
    home, client = homes[0], as_person(people.village_worker)
    member = home.members.first()
    page = reverse("admin:households_member_change", args=[member.pk])
    form = client.get(page).context["adminform"].form
    values = {field.html_name: field.value() for field in form}
    sent = {name: str(value) for name, value in values.items() if value is not None and not isinstance(value, bool)}
    answer = client.post(page, {**sent, "labour": "lost", "why": "核对"})
    assert answer.status_code == 302
    assert home.doubts.standing().filter(rule="member.healthy-unable", member=member).exists()


def test_a_member_deleted_takes_the_doubts_of_the_household_with_it(homes, people, as_person):
    home, client = homes[0], as_person(people.village_worker)
    Member.objects.filter(household=home).update(labour="lost")
    actions.recheck([home.pk])
    gone = home.members.last()
    client.post(reverse("admin:households_member_delete", args=[gone.pk]), {"post": "yes", "reason": "录错了"})
    assert not Member.objects.filter(pk=gone.pk).exists()
    assert home.doubts.standing().filter(rule="member.healthy-unable").count() == 1
    assert Household.objects.filter(pk=home.pk).exists()
