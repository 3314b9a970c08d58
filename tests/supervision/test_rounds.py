"""A round's ranking with its ties, and how long a finding has waited."""

import datetime

import pytest
from django.urls import reverse

from kangle.areas.models import Area
from kangle.programme.models import Period
from kangle.rankings.kinds.rounds import freeze
from kangle.scorecard.actions import recompute
from kangle.scorecard.models import Value
from kangle.supervision.models import Finding, Inspection, Mark, Round, SheetItem
from kangle.supervision.ranking import places_of, ranks
from tests import county
from tests.facts import day, facts

TODAY = datetime.date(2026, 1, 1)


@pytest.fixture
def here(small_county):
    return facts(small_county.gaolinwan)


def test_equals_share_a_place_and_the_next_is_left_out():
    assert ranks([90_00, 95_00, 90_00, 80_00]) == [2, 1, 2, 4]
    assert ranks([]) == []


def a_round(small, number, points):
    """A round of the county in which each area got the points given (None: inspected, not marked)."""
    made = Round.objects.create(area=small.county, year=2015, number=number, basis="县督查方案", started_on=day(number))
    item = SheetItem.objects.create(round=made, number=1, content="建档立卡", weight=100)
    for area, got in points.items():
        visit = Inspection.objects.create(round=made, area=area, on=day(number, 9), team="一组", households_sampled=20)
        if got is not None:
            Mark.objects.create(inspection=visit, item=item, points=got)
    return made


def test_a_round_ranks_by_its_marks_and_says_who_moved(small_county):
    first = a_round(small_county, 1, {small_county.fucheng: 80_00, small_county.suji: 90_00})
    second = a_round(small_county, 2, {small_county.fucheng: 95_00, small_county.suji: 85_00})
    places = places_of(second, first)
    assert [(place.area.name, place.rank, place.moved) for place in places] == [("附城镇", 1, 1), ("苏集镇", 2, -1)]
    assert [place.tied for place in places] == [False, False]


def test_equal_townships_are_marked_as_a_tie_and_the_unmarked_come_last(small_county):
    third = county.area("622922102", "胭脂镇", Area.Kind.TOWN)
    made = a_round(small_county, 1, {small_county.fucheng: 80_00, small_county.suji: 80_00, third: None})
    places = places_of(made, None)
    assert [(place.rank, place.tied) for place in places] == [(1, True), (1, True), (None, False)]
    assert places[0].moved is None


def test_a_village_visited_in_a_round_is_no_township_of_it(small_county, people, as_person):
    made = a_round(small_county, 1, {small_county.fucheng: 80_00, small_county.banpo: 95_00})
    assert [(place.area, place.rank) for place in places_of(made, None)] == [(small_county.fucheng, 1)]
    assert Round.objects.with_counts().get().townships_inspected == 1
    page = as_person(people.county_officer).get(reverse("supervision:round", args=[made.pk])).content.decode()
    assert "半坡村" not in page
    made.finished_on = day(1, 20)
    _rule, inputs = freeze(made)
    assert [unit["name"] for unit in inputs["units"]] == ["附城镇"]
    snapshot = recompute(small_county.county, year=2015, as_of=datetime.date(2015, 12, 31))
    values = Value.objects.filter(snapshot=snapshot, indicator="supervision.townships-inspected")
    assert values.get(area=small_county.county).numerator == 1
    assert values.get(area=small_county.banpo).numerator == 0


def test_a_township_reads_its_own_place_of_all_and_no_other(small_county, people, as_person):
    made = a_round(small_county, 1, {small_county.fucheng: 80_00, small_county.suji: 90_00})
    url = reverse("supervision:round", args=[made.pk])
    page = as_person(people.township_officer).get(url).content.decode()
    table = page[page.index("<tbody") : page.index("</tbody>")]
    assert "附城镇" in table
    assert "苏集镇" not in table
    assert ">2<" in table
    whole = as_person(people.inspector).get(url).content.decode()
    assert "苏集镇" in whole[whole.index("<tbody") : whole.index("</tbody>")]


def test_neighbours_in_rank_are_told_apart_as_in_the_bulletin(small_county, people, as_person):
    made = a_round(small_county, 1, {small_county.fucheng: 94_25, small_county.suji: 94_31})
    page = as_person(people.inspector).get(reverse("supervision:round", args=[made.pk])).content.decode()
    assert ">94.25<" in page and ">94.31<" in page


def test_a_township_is_told_how_many_homes_and_interviews_were_its_own(small_county, people, as_person):
    made = a_round(small_county, 1, {small_county.fucheng: 80_00, small_county.suji: 90_00})
    made.interviews_required = 3
    made.save()
    url = reverse("supervision:round", args=[made.pk])
    own = as_person(people.township_officer).get(url).context
    assert (own["sampled"], own["interviews_due"]) == (20, 0)
    whole = as_person(people.inspector).get(url).context
    assert (whole["sampled"], whole["interviews_due"]) == (40, 3)


def state(finding, on=TODAY):
    return Finding.objects.with_state(on).get(pk=finding.pk).state


def test_a_finding_is_open_until_its_day_and_then_overdue(here):
    assert state(here.finding, day(5, 10)) == "open"
    assert state(here.finding, day(5, 11)) == "overdue"


def test_being_overdue_is_measured_at_the_end_of_the_year_found(here):
    here.finding.due_on = day(1, 20, 2016)
    here.finding.save()
    assert state(here.finding) == "open"
    here.finding.due_on = day(12, 31)
    here.finding.save()
    assert state(here.finding) == "open"
    here.finding.due_on = day(12, 30)
    here.finding.save()
    assert state(here.finding) == "overdue"


def test_what_the_last_year_left_is_overdue_in_the_next_one(here, small_county):
    here.finding.due_on = day(12, 31)
    here.finding.save()
    Period.objects.create(area=small_county.county, year=2016)
    assert state(here.finding, day(12, 31)) == "open"
    assert state(here.finding, day(1, 1, 2016)) == "overdue"
    here.finding.due_on = day(1, 20, 2016)
    here.finding.save()
    assert state(here.finding, day(1, 20, 2016)) == "open"
    assert state(here.finding, day(1, 21, 2016)) == "overdue"


@pytest.mark.parametrize(("on", "word"), [(day(5, 10), "rectified"), (day(5, 11), "rectified-late")])
def test_a_rectified_finding_was_put_right_in_time_or_late(on, word, here):
    here.finding.rectified_on = on
    here.finding.save()
    assert state(here.finding) == word
    assert state(here.finding, day(5, 9)) == "open"


def test_a_mark_is_chosen_from_the_sheet_of_its_round(small_county, people, as_person):
    first = a_round(small_county, 1, {small_county.fucheng: 80_00})
    second = a_round(small_county, 2, {small_county.fucheng: 90_00})
    mark = Mark.objects.get(inspection__round=first)
    client = as_person(people.inspector)
    for address, prefix in (
        (reverse("admin:supervision_inspection_change", args=[mark.inspection_id]), "marks-0-item"),
        (reverse("admin:supervision_mark_change", args=[mark.pk]), "item"),
    ):
        page = client.get(address).content.decode()
        box = page[page.index(f'name="{prefix}"') :]
        offered = box[: box.index("</select>")]
        assert f'value="{mark.item_id}"' in offered
        assert f'value="{second.items.get().pk}"' not in offered


def test_a_mark_for_an_item_of_another_round_is_refused_in_a_sentence(small_county, people, as_person):
    first = a_round(small_county, 1, {small_county.fucheng: None})
    second = a_round(small_county, 2, {small_county.fucheng: 90_00})
    sent = {"inspection": first.inspections.get().pk, "item": second.items.get().pk, "points": "10000", "why": "评分"}
    answer = as_person(people.inspector).post(reverse("admin:supervision_mark_add"), sent)
    assert "不在这次督查那一轮的评分表里" in answer.content.decode()
    assert not Mark.objects.filter(inspection__round=first).exists()
