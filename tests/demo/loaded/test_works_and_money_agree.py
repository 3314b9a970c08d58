"""Dates lie in the time that has passed; works, money and posts agree with each other."""

import datetime

from django.db.models import Count, DateField, F, Max, Min, Sum
from django.utils import timezone

from funds.models import Allotment, Appropriation, Donation, Expenditure, Recovery
from households.models import Measure
from kangle.supervision.models import Mark, SheetItem
from projects.models import Beneficiary, Gap, Progress, Project, Site, Step
from tests.demo.loaded.counted import END
from villages.models import Attendance, Backing, Commitment, Facility, Organisation, ShowWork, Tier

# Days that were set for later: what is due, planned to be finished.
SET_FOR_LATER = {"planned_finish_on", "due_on"}


def test_nothing_is_dated_after_the_year(demo):
    late = []
    for model in demo.book.tables:
        for field in model._meta.concrete_fields:
            if isinstance(field, DateField) and field.name not in SET_FOR_LATER:
                last = model.objects.aggregate(last=Max(field.name))["last"]
                last = timezone.localdate(last) if isinstance(last, datetime.datetime) else last
                if last and last > END:
                    late.append((model.__name__, field.name, last))
    assert late == []


def test_what_was_paid_is_what_the_appropriation_says(demo):
    paid = dict(Expenditure.objects.values_list("appropriation").annotate(Sum("amount_fen")))
    kept = dict(Appropriation.objects.exclude(spent_fen=0).values_list("pk", "spent_fen"))
    assert paid == kept


def test_no_allotment_passes_down_more_than_it_has_and_none_before_it_came(demo):
    down = Allotment.objects.annotate(down=Sum("appropriations__amount_fen"))
    assert not down.filter(down__gt=F("amount_fen")).exists()
    assert not Appropriation.objects.filter(on__lt=F("allotment__received_on")).exists()
    assert not Expenditure.objects.filter(on__lt=F("appropriation__on")).exists()


def test_integrated_money_is_a_part_of_what_was_passed_down(demo):
    of_year = Appropriation.objects.filter(on__year=2015)
    integrated = of_year.filter(project__integrated=True).aggregate(total=Sum("amount_fen"))["total"]
    assert 400_000_000_00 < integrated < of_year.aggregate(total=Sum("amount_fen"))["total"]


def test_older_money_is_left_of_both_years_before(demo):
    for year in (2013, 2014):
        rows = Allotment.objects.filter(on__year=year).with_spent(END)
        assert sum(row.unspent_fen for row in rows) > 0


def test_work_is_done_between_its_beginning_and_its_acceptance(demo):
    begun = dict(Step.objects.filter(stage="09-works").values_list("project", "on"))
    accepted = dict(Step.objects.filter(stage="10-accepted").values_list("project", "on"))
    for project, first, last in Progress.objects.values_list("site__project").annotate(Min("on"), Max("on")):
        assert begun[project] <= first
        assert project not in accepted or last <= accepted[project]


def test_steps_of_a_project_come_in_their_order(demo):
    last = {}
    for project, stage, on in Step.objects.exclude(stage="99-withdrawn").order_by("stage").values_list("project", "stage", "on"):
        assert last.get(project, on) <= on, (project, stage)
        last[project] = on


def test_more_is_planned_than_done_and_some_projects_are_late_or_stopped(demo):
    planned = dict(Site.objects.filter(project__year=2015).values_list("project__works").annotate(Sum("planned")))
    done = dict(Progress.objects.filter(site__project__year=2015).values_list("site__project__works").annotate(Sum("quantity")))
    assert all(done[works] <= planned[works] for works in done)
    assert sum(done[works] < planned[works] for works in done) >= 8
    assert Step.objects.filter(stage="99-withdrawn").count() >= 2
    late = Step.objects.filter(stage="10-accepted", on__gt=F("project__planned_finish_on")).count()
    assert 20 < late < Project.objects.count() / 5


def test_a_village_work_is_recorded_on_the_day_its_project_finished(demo):
    for kind in ("clinic", "stage", "village-office", "power", "broadband"):
        built = Facility.objects.filter(kind=kind, on__year=2015)
        days = set(Progress.objects.filter(site__project__works=kind).values_list("site__area", "on"))
        assert {(row.village_id, row.on) for row in built} <= days, kind


def test_most_gaps_have_a_project_that_reaches_the_village(demo):
    matched = Gap.objects.exclude(project=None)
    sites = set(Site.objects.values_list("project", "area", "project__works"))
    assert all((gap.project_id, gap.village_id, gap.works) in sites for gap in matched)
    assert matched.count() > Gap.objects.count() / 2


def test_a_benefit_is_the_households_own_measure(demo):
    other = Beneficiary.objects.exclude(measure=None).exclude(measure__household=F("household"))
    assert not other.exists()
    assert Beneficiary.objects.filter(measure__kind="renovation").count() == Measure.objects.filter(
        kind="renovation", done_on__year=2015
    ).count()  # fmt: skip


def test_recovered_is_never_more_than_was_received(demo):
    received = dict(Measure.objects.exclude(stopped_on=None).values_list("household").annotate(Sum("amount_fen")))
    assert Recovery.objects.count() > 400
    assert all(row.amount_fen <= received[row.household_id] for row in Recovery.objects.all())


def test_sheets_add_up_and_no_mark_exceeds_its_weight(demo):
    assert set(SheetItem.objects.values_list("round").annotate(total=Sum("weight")).values_list("total", flat=True)) == {100}
    assert not Mark.objects.filter(points__gt=F("item__weight") * 100).exists()


def test_ranks_run_from_the_poorest_up(demo):
    tiers = Tier.objects.exclude(tier="demonstration").order_by("rank")
    assert [tier.rank for tier in tiers] == [1 + sum(other.points > tier.points for other in tiers) for tier in tiers]
    assert len(tiers) == 76 and tiers[75].rank == 76
    otherwise = [tier for tier in tiers if tier.tier != tier.proposed]
    assert [(tier.proposed, tier.tier) for tier in otherwise] == [
        ("guaranteed", "whole-village"),
        ("whole-village", "guaranteed"),
    ]
    assert all(bool(tier.reason) == (tier in otherwise) for tier in tiers)
    named = Tier.objects.filter(village__code__in=("622922205204", "622922201209")).values_list("tier", flat=True)
    assert list(named) == ["guaranteed", "guaranteed"]


def test_every_guaranteed_village_but_one_says_who_carries_what(demo):
    guaranteed = set(Tier.objects.filter(tier="guaranteed").values_list("village", flat=True))
    assert set(Backing.objects.values_list("village", flat=True)) == guaranteed
    parties = {party: set(Commitment.objects.filter(party=party).values_list("village", flat=True)) for party in Commitment.Party}
    assert parties["government"] == guaranteed and len(guaranteed - parties["enterprise"]) == 1
    shown = set(ShowWork.objects.values_list("village", flat=True))
    assert shown == set(Tier.objects.filter(tier="demonstration").values_list("village", flat=True)) and len(shown) == 3


def test_the_community_has_no_task_force_and_every_month_is_counted_once(demo):
    assert not Organisation.objects.filter(kind="task-force", area__kind="community").exists()
    assert not Attendance.objects.filter(month__lt=F("post__since")).exists()


def test_agencies_help_with_projects_only(demo):
    forms = Donation.objects.filter(donor__kind="agency").values_list("form").annotate(Count("pk"))
    assert list(forms) == [("project", 40)]


def test_what_was_taken_from_the_menu_is_worth_what_the_menu_gives(demo):
    taken = Measure.objects.exclude(item=None).select_related("item")
    assert len(taken) > 3000
    assert {measure.pk for measure in taken if measure.amount_fen != measure.item.reckon(measure.quantity)} == set()
    assert all((measure.kind, measure.industry) == (measure.item.kind, measure.item.industry) for measure in taken)
    assert all(measure.item.holds_on(measure.planned_on) for measure in taken)
