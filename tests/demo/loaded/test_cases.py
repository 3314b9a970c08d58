"""The demo's cases: something real in every queue, and nothing of it in the figures."""

from collections import Counter

from django.utils import timezone

from households.models import HouseholdCase, Revocation, StatusEvent
from kangle.accounts.models import User
from kangle.areas.models import Area
from kangle.procedures.codes import PENDING
from kangle.procedures.departments import left_of
from kangle.procedures.methods import unmanned
from kangle.procedures.models import Case, CaseStep, Notice, Objection
from kangle.procedures.readiness import items_of
from kangle.procedures.subjects import subject_of
from villages.models import VillageCase


def test_every_office_has_something_waiting(demo):
    compare = ("zhujianju", "gonganju", "gongshangju", "rensheju")  # what each of them keeps decides a removal
    for username in ("fucheng", "gaolinwan", "fengtai", "jiaotongju", "fupinban", *compare):
        assert Case.objects.waiting_for(User.objects.get(username=username)).exists(), username


def test_a_joint_review_waits_for_one_department_and_shows_the_others(demo):
    waiting = Case.objects.filter(state="departments")
    assert {len(left_of(case, items_of(case.method))) for case in waiting} == {1}
    mine = Case.objects.waiting_for(User.objects.get(username="jiaotongju"))
    assert {case.method.code for case in mine} == {"exit-village"}
    assert CaseStep.objects.filter(level="departments", act="passed", department="").count() == 0


def test_every_department_that_reviews_has_an_account(demo):
    assert unmanned(Area.objects.by_code("622922"), timezone.localdate()) == []


def test_there_is_one_at_each_stage_in_several_townships(demo):
    states = Counter(Case.objects.values_list("state", flat=True))
    assert set(states) == {*PENDING, "decided", "refused"}
    assert Case.objects.filter(state="township").values("area__parent").distinct().count() >= 5
    today = timezone.localdate()
    assert Case.objects.pending().filter(due_on__lt=today).exists()
    assert Notice.objects.running(today).exists()
    assert Counter(Objection.objects.values_list("upheld", flat=True)) == {None: 1, False: 1}


def test_they_agree_with_the_records(demo):
    assert HouseholdCase.objects.count() + VillageCase.objects.count() == Case.objects.count()
    assert not Revocation.objects.exists()
    decided = StatusEvent.objects.filter(case__isnull=False)
    assert decided.count() == Case.objects.filter(state="decided").count() > 10
    for event in decided.select_related("case__of_household"):
        assert (event.household_id, event.on) == (event.case.of_household.household_id, event.case.effective_on)
    pending = HouseholdCase.objects.filter(case__state__in=PENDING).values_list("household", flat=True)
    assert len(pending) == len(set(pending))
    for case in Case.objects.prefetch_related("steps"):
        days = [step.on for step in case.steps.all()]
        assert case.turn == len(days) and days == sorted(days) and days[-1] <= timezone.localdate()


def test_most_decisions_are_made_public_and_the_last_wait_for_their_notice(demo):
    office = User.objects.get(username="fupinban")
    owed = Case.objects.to_announce(office)
    assert 0 < owed.count() < Case.objects.filter(state="decided").count() / 4
    assert {case.kind for case in owed} == {"exit", "remove"}


def test_what_was_sent_up_met_the_standard_or_has_changed_since(demo):
    sent = HouseholdCase.objects.filter(case__kind="exit", case__state__in=["township", "county"])
    assert sent and all(each.facts["income_per_head_fen"] >= 2855_00 for each in sent)
    assert CaseStep.objects.filter(act="returned").exclude(reason="").exists()


def test_returns_agree_with_the_yearly_records_but_for_one(demo):
    """A first user's batch of returns goes through; one asks the county for its reason."""
    returns = Case.objects.pending().filter(kind="return")
    asked = [(case.state, subject_of(case).weighed(case)) for case in returns.select_related("of_household__household")]
    assert [state for state, weighed in asked if weighed.against] == ["county"]
    assert not any(weighed.lacks for _state, weighed in asked)
    assert Counter(state for state, _weighed in asked)["county"] >= 3 and len(asked) >= 5


def test_villages_ask_to_leave_and_to_come_on_the_list(demo):
    kept = VillageCase.objects.select_related("case__method", "village")
    assert Counter((each.case.kind, each.case.state) for each in kept) == Counter(
        [("exit", "village"), ("exit", "county"), ("exit", "departments"), ("identify", "township")]
    )
    for each in kept:
        assert each.case.title.startswith(str(each.village))
        assert each.facts or each.case.state == "village"
    asked = kept.get(case__state="county").case
    against = [each for each in subject_of(asked).contradictions(asked) if each.answer.note]
    assert [each.condition.test for each in against] == [
        "manual",
        "manual",
    ]  # the county has to say why, as those below have
    assert all(step.reason for step in asked.steps.all())
