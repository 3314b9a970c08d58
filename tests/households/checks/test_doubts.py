"""Doubts as they are stored: found, kept, changed, cleared; explained by somebody, and what becomes of the explanation."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from households.checks.actions import explain, recheck, recheck_villages, withdraw_explanation
from households.checks.frames import frame_for, rules_in_force
from households.checks.sheet import RULES, say
from households.models import CheckRule, Doubt, Member
from kangle.audit.models import Entry
from tests import county as small
from villages.models import Profile, VillageEvent

pytestmark = pytest.mark.django_db
REASON = "智力残疾，残疾证正在办理"


@pytest.fixture
def home(small_county):
    """A household of one, whose records say wrongly that he cannot work and that he has no telephone."""
    made = small.household(small_county.gaolinwan, 1, persons=1, main_cause="money", address="一社", planned_exit_year=2016)
    made.head = made.members.get()
    Member.objects.filter(pk=made.head.pk).update(labour="lost", born_on=datetime.date(1980, 1, 1), identity_number=number(1))
    CheckRule.objects.filter(code__in=["household.unhelped", "household.no-helper"]).update(off_since="2014-01-01")
    recheck([made.pk])
    return made


def number(serial):
    return small.identity_number(serial, "male", datetime.date(1980, 1, 1))


def standing(home):
    return {doubt.rule: doubt for doubt in home.doubts.standing()}


def change(home, **fields):
    Member.objects.filter(household=home).update(**fields)
    recheck([home.pk])


def test_what_is_wrong_is_found_once_however_often_it_is_looked_for(home):
    found = standing(home)
    assert set(found) == {"household.blank", "member.healthy-unable"}
    assert recheck([home.pk]).found == 0
    assert {doubt.pk for doubt in standing(home).values()} == {doubt.pk for doubt in found.values()}


def test_a_doubt_knows_whose_it_is_and_speaks_both_languages(home):
    doubt = standing(home)["member.healthy-unable"]
    assert (doubt.household, doubt.member, doubt.village) == (home, home.head, home.village)
    assert doubt.sentence.startswith("马一 35 岁，健康")
    with translation.override("en"):
        assert doubt.sentence.startswith("马一 is 35 years old, healthy")


def test_a_doubt_that_is_put_right_is_gone_and_leaves_nothing_where_it_stood_no_day(home):
    change(home, labour="ordinary")
    assert set(standing(home)) == {"household.blank"}
    assert not Doubt.objects.filter(rule="member.healthy-unable").exists()


def test_what_stood_for_days_stays_on_record_with_the_day_it_was_cleared(home):
    Doubt.objects.update(found_on="2015-03-01")
    change(home, labour="ordinary")
    gone = Doubt.objects.get(rule="member.healthy-unable")
    assert gone.cleared_on is not None
    march, today = datetime.date(2015, 3, 1), datetime.date.today() + datetime.timedelta(days=1)
    assert gone in Doubt.objects.standing(march) and gone not in Doubt.objects.standing(march - datetime.timedelta(days=1))
    assert gone not in Doubt.objects.standing(today)


def test_an_explanation_is_on_record_and_holds_while_the_record_stays_as_it_is(home, people):
    doubt = explain(standing(home)["member.healthy-unable"], by=people.village_worker, reason=f"  {REASON} ")
    assert (doubt.is_explained, doubt.explained_by, doubt.reason) == (True, "杨文斌", REASON)
    entry = Entry.objects.get(model="households.doubt")
    assert (entry.actor_name, entry.reason, entry.area_path) == ("杨文斌", REASON, home.village.path)
    recheck([home.pk])
    assert standing(home)["member.healthy-unable"].is_explained


def test_an_explanation_lapses_when_what_it_explained_changes(home, people):
    old = explain(standing(home)["member.healthy-unable"], by=people.village_worker, reason=REASON)
    change(home, labour="none")
    new = standing(home)["member.healthy-unable"]
    assert (new.is_explained, new.values["labour"]) == (False, "none")
    old.refresh_from_db()
    assert old.cleared_on is not None and old.reason == REASON


def test_without_explanation_a_doubt_takes_the_new_values_and_keeps_its_day(home):
    Doubt.objects.update(found_on="2015-03-01")
    old = standing(home)["member.healthy-unable"]
    change(home, labour="none")
    new = standing(home)["member.healthy-unable"]
    assert (new.pk, new.values["labour"], new.found_on.isoformat()) == (old.pk, "none", "2015-03-01")


def test_what_must_be_obeyed_cannot_be_explained(home, people):
    change(home, identity_number=number(2)[:-1] + ("1" if number(2)[-1] != "1" else "2"))
    doubt = standing(home)["member.identity-checksum"]
    with pytest.raises(ValidationError, match="必须改正"):
        explain(doubt, by=people.village_worker, reason=REASON)
    assert not Doubt.objects.get(pk=doubt.pk).is_explained


def test_an_explanation_lapses_when_the_county_makes_the_rule_binding(home, people):
    explain(standing(home)["member.healthy-unable"], by=people.village_worker, reason=REASON)
    CheckRule.objects.filter(code="member.healthy-unable").update(severity="blocks")
    recheck([home.pk])
    doubt = standing(home)["member.healthy-unable"]
    assert (doubt.is_explained, doubt.severity) == (False, "blocks")


def test_an_explanation_needs_a_reason_and_a_doubt_that_stands(home, people):
    doubt = standing(home)["member.healthy-unable"]
    with pytest.raises(ValidationError, match="原因"):
        explain(doubt, by=people.village_worker, reason="  ")
    Doubt.objects.filter(pk=doubt.pk).update(cleared_on=datetime.date.today())
    with pytest.raises(ValidationError, match="已经不在"):
        explain(doubt, by=people.village_worker, reason=REASON)


def test_an_explanation_withdrawn_leaves_the_doubt_open_and_itself_on_record(home, people):
    old = explain(standing(home)["member.healthy-unable"], by=people.village_worker, reason=REASON)
    new = withdraw_explanation(old, by=people.village_worker)
    old.refresh_from_db()
    assert (new.is_explained, new.pk != old.pk, old.cleared_on is not None) == (False, True, True)
    assert [entry.actor_name for entry in Entry.objects.filter(model="households.doubt")] == ["杨文斌", "杨文斌"]
    with pytest.raises(ValidationError, match="不用撤回"):
        withdraw_explanation(new, by=people.village_worker)


def test_a_doubt_whose_explanation_is_withdrawn_was_found_when_it_first_was(home, people):
    days = [timezone.localdate() - datetime.timedelta(days=ago) for ago in (30, 20, 10, 0)]
    found, explained, _between, today = days
    doubt = standing(home)["member.healthy-unable"]
    Doubt.objects.filter(pk=doubt.pk).update(found_on=found)
    explain(doubt, by=people.village_worker, reason=REASON)
    Doubt.objects.filter(pk=doubt.pk).update(explained_on=explained)
    again = withdraw_explanation(doubt, by=people.village_worker)
    assert again.found_on == found
    # Of every day one stood, and it was explained on the days on which it was.
    rows = Doubt.objects.filter(household=home, rule="member.healthy-unable")
    assert [rows.standing(day).count() for day in days] == [1, 1, 1, 1]
    assert [rows.standing(day).unexplained(day).count() for day in days] == [1, 0, 0, 1]
    assert rows.standing(today).get() == again


def test_a_rule_switched_off_is_not_judged_from_that_day_on(home):
    day = datetime.date(2015, 6, 1)
    CheckRule.objects.filter(code="member.healthy-unable").update(off_since=day)

    def is_on(on):
        return "member.healthy-unable" in {each.rule.code for each in rules_in_force(on)["member"]}

    assert is_on(day - datetime.timedelta(days=1)) and not is_on(day)
    CheckRule.objects.filter(code="member.healthy-unable").update(on_since=day, off_since=None)
    assert is_on(day) and not is_on(day - datetime.timedelta(days=1))


def test_a_rule_switched_off_takes_its_doubts_away(home):
    CheckRule.objects.filter(code="household.blank").update(off_since="2015-06-01")
    recheck([home.pk])
    assert set(standing(home)) == {"member.healthy-unable"}


def test_the_county_sets_threshold_and_severity(small_county):
    CheckRule.objects.filter(code="year-record.farmland").update(threshold=30, severity="hint")
    setting = frame_for(small_county.county).setting("year-record.farmland")
    assert (setting.threshold, setting.severity) == (30, "hint")


def test_the_rules_shipped_are_those_declared(db):
    declared = {rule.code: (str(rule.name), str(rule.severity), rule.threshold, rule.on_since) for rule in RULES}
    shipped = {row.code: (row.name, row.severity, row.threshold, row.on_since) for row in CheckRule.objects.all()}
    assert shipped == declared
    assert len(declared) == len(RULES)


def test_a_rule_that_is_no_more_still_has_its_doubts_said():
    assert say("member.of-old", {}) == "member.of-old"


@pytest.fixture
def village(small_county):
    """A village out of the list in December 2015, its profile without collective income."""
    VillageEvent.objects.create(village=small_county.fengtai, kind="identified", on="2014-06-01")
    VillageEvent.objects.create(village=small_county.fengtai, kind="exited", on="2015-12-01")
    Profile.objects.create(
        village=small_county.fengtai,
        year=2015,
        recorded_on="2015-12-20",
        terrain="hill",
        households=9,
        persons=9,
        rural_persons=9,
    )
    return small_county.fengtai


def test_a_village_that_left_without_collective_income_is_in_doubt(village, small_county):
    recheck_villages(small_county.county, frame=frame_for(small_county.county))
    doubt = Doubt.objects.get()
    assert (doubt.rule, doubt.village, doubt.household) == ("village.no-collective-income", village, None)
    assert "2015-12-01" in doubt.sentence


@pytest.mark.parametrize("change", ["earns", "came back", "never left"])
def test_a_village_that_earns_or_is_on_the_list_is_not(village, small_county, change):
    if change == "earns":
        Profile.objects.update(collective_income_fen=1)
    elif change == "came back":
        VillageEvent.objects.create(village=village, kind="returned", on="2015-12-20")
    else:
        VillageEvent.objects.filter(kind="exited").delete()
    recheck_villages(small_county.county, frame=frame_for(small_county.county))
    assert not Doubt.objects.exists()
