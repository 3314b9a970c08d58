"""我的村: what is left to do in a village, most urgent first, each thing with the page where it is done."""

import datetime
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone

from households.checks.actions import recheck
from households.models import Begun, Measure, Member, Pairing, Registration, StatusEvent, Visit, YearRecord
from kangle.pages.tasks import Kind, Work
from kangle.procedures.models import Case, Notice
from tests import county as small
from tests.facts import day, facts
from villages.models import Cadre

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2015, 6, 30)


@pytest.fixture
def cadre(small_county):
    return Cadre.objects.create(area=small_county.gaolinwan, name="线平安", sex="male", unit="县农牧局")


@pytest.fixture
def home(small_county, cadre):
    """A household for which everything is done."""
    made = small.household(small_county.gaolinwan, 1)
    Measure.objects.create(household=made, kind="training", planned_on=day(2, 1))
    Pairing.objects.create(household=made, cadre=cadre, since=day(1, 8))
    Visit.objects.create(household=made, cadre=cadre, on=day(6, 20))
    YearRecord.objects.create(household=made, year=2015, recorded_on=day(6, 1))
    return made


def left(small_county, on=TODAY):
    return [(task.kind, task.due) for task in Work(small_county.gaolinwan, small_county.period, on).tasks]


def test_nothing_is_left_where_everything_is_done(home, small_county):
    assert left(small_county) == []


def test_a_household_without_a_running_measure_is_late_a_month_after_identification(home, small_county):
    home.measures.update(stopped_on=day(6, 1))
    assert left(small_county) == [(Kind.NO_MEASURE, datetime.date(2014, 5, 31))]


def unvisited_of(small_county, as_person, people, on):
    """What the list of villages counts for 高林湾, the year being looked at on a day."""
    with mock.patch("kangle.pages.my_village.day_in_hand", lambda periods: on):
        table = as_person(people.county_officer).get(reverse("pages:my-village")).context["table"]
    column = next(column for name, column in table.listed if name == "unvisited")
    names = next(column for name, column in table.listed if name == "name")
    rows = table.rows_of([names, column])
    return next(row[column.lookup] for row in rows if row[names.lookup].startswith("高林湾"))


def test_what_was_decided_before_is_owed_from_the_day_it_was_put_down(home, small_county, as_person, people):
    put_down = Registration.objects.create(
        area=small_county.county, kind="identified", on=datetime.date(2014, 5, 1), document="名册", households=1, by_name="马志明"
    )
    Registration.objects.update(at=datetime.datetime(2015, 6, 3, 4, tzinfo=datetime.UTC))
    home.events.update(registration=put_down)
    home.measures.update(stopped_on=day(6, 1))
    home.visits.all().delete()
    assert left(small_county) == [(Kind.NO_MEASURE, day(7, 3)), (Kind.VISIT, day(7, 3))]
    assert unvisited_of(small_county, as_person, people, on=day(6, 30)) == 0
    assert unvisited_of(small_county, as_person, people, on=day(7, 3)) == 1


def test_a_household_nobody_answers_for(home, small_county):
    home.pairings.update(until=day(6, 29))
    assert left(small_county) == [(Kind.NO_HELPER, TODAY)]


def test_a_visit_is_due_as_often_as_the_year_says(home, small_county):
    home.visits.update(on=day(6, 6))
    assert left(small_county) == [(Kind.VISIT, day(7, 6))]  # within the week
    small_county.period.visit_days = 60
    assert left(small_county) == []


def test_what_is_done_after_the_last_years_end_is_done(home, small_county):
    home.visits.update(on=day(1, 6))
    home.measures.update(stopped_on=day(6, 1))
    assert {kind for kind, _due in left(small_county)} == {Kind.VISIT, Kind.NO_MEASURE}
    home.visits.update(on=timezone.localdate())
    home.measures.create(kind="relief", planned_on=timezone.localdate(), amount_fen=100_00)
    assert left(small_county) == []


def test_a_year_not_recorded_is_due_at_its_end(home, small_county):
    home.year_records.all().delete()
    assert left(small_county) == [(Kind.NO_RECORD, small_county.period.ends_on)]


def test_what_was_begun_and_not_finished_is_due_today(home, small_county):
    Begun.objects.create(household=home, steps_left=["contact", "family"])
    assert left(small_county) == [(Kind.UNFINISHED, TODAY)]


def test_what_the_checks_found_leads_to_the_screen_where_it_is_mended(home, small_county):
    member = home.members.first()
    Member.objects.filter(pk=member.pk).update(sex="female", relation="03")
    recheck([home.pk])
    found = [task for task in Work(small_county.gaolinwan, small_county.period, TODAY).tasks if task.kind == Kind.DOUBT]
    assert reverse("households:member-step", args=[home.pk, member.pk, "who"]) in {task.url for task in found}
    assert all(task.what for task in found)


def test_a_case_that_came_back_and_a_notice_that_hangs(small_county):
    made = facts(small_county.gaolinwan)
    Case.objects.filter(pk=made.case.pk).update(state="returned", due_on=datetime.date(2015, 6, 1))
    Notice.objects.filter(pk=made.notice.pk).update(ends_on=timezone.localdate())
    tasks = {task.kind: task for task in Work(small_county.gaolinwan, small_county.period, TODAY).tasks}
    assert tasks[Kind.RETURNED].late > 0
    assert "退回" in tasks[Kind.RETURNED].what
    assert tasks[Kind.NOTICE].late == -1


def test_who_left_poverty_is_neither_visited_nor_helped_any_more_but_still_recorded(home, small_county):
    StatusEvent.objects.create(household=home, kind="exited", on=day(5, 5))
    for rows in (home.measures, home.pairings, home.visits, home.year_records):
        rows.all().delete()
    assert [kind for kind, _due in left(small_county)] == [Kind.NO_RECORD]


def test_the_most_urgent_comes_first(home, small_county):
    other = small.household(small_county.gaolinwan, 2)
    Begun.objects.create(household=home, steps_left=["family"])
    dues = [due for _kind, due in left(small_county)]
    assert dues == sorted(dues)
    assert {task.name for task in Work(small_county.gaolinwan, small_county.period, TODAY).tasks} == {str(home), str(other)}


def test_the_questions_do_not_grow_with_the_village(home, small_county, django_assert_max_num_queries):
    for number in range(2, 9):
        small.household(small_county.gaolinwan, number)
    with django_assert_max_num_queries(10):
        assert len(Work(small_county.gaolinwan, small_county.period, TODAY).tasks) > 20


def test_the_member_begins_the_day_there(people, as_person, home):
    worker = as_person(people.village_worker)
    assert worker.get("/").url == "/tasks/622922100200/"
    assert worker.get(reverse("pages:my-village")).url == "/tasks/622922100200/"
    page = worker.get("/tasks/622922100200/").content.decode()
    assert "今天没有要做的事" not in page  # a year later the household is to be visited again
    assert reverse("households:detail", args=[home.pk]) in page


def test_one_kind_of_things_can_be_looked_at_alone(people, as_person, home, small_county):
    Begun.objects.create(household=home, steps_left=["contact"])
    page = as_person(people.village_worker).get("/tasks/622922100200/?kind=unfinished").context
    assert [task.kind for task in page["tasks"]] == [Kind.UNFINISHED]


@pytest.fixture
def mine(people, small_county, cadre):
    """A second household, which the member himself answers for: less late than the first one's."""
    cadre.user = people.village_worker
    cadre.save()
    other = Cadre.objects.create(area=small_county.gaolinwan, name="杨文斌", sex="male", unit="县林业局")
    first, own = (small.household(small_county.gaolinwan, number) for number in (5, 6))
    Pairing.objects.create(household=first, cadre=other, since=day(1, 8))
    Pairing.objects.create(household=own, cadre=cadre, since=day(1, 8))
    Visit.objects.create(household=own, cadre=cadre, on=day(1, 8))
    return own


def test_what_is_due_for_ones_own_households_comes_first(people, mine, small_county):
    tasks = Work(small_county.gaolinwan, small_county.period, TODAY, people.village_worker).tasks
    due = [task.own for task in tasks if task.late >= 0]
    assert due == sorted(due, reverse=True)
    assert {True, False} == set(due)
    assert [task.late >= 0 for task in tasks] == sorted([task.late >= 0 for task in tasks], reverse=True)
    assert not any(task.own for task in Work(small_county.gaolinwan, small_county.period, TODAY).tasks)


def test_the_member_looks_at_his_own_households_alone(people, as_person, mine):
    worker = as_person(people.village_worker)
    page = worker.get("/tasks/622922100200/")
    assert "我帮扶的 1 户" in page.content.decode()
    own = worker.get("/tasks/622922100200/?own=1").context
    assert [home.pk for home in own["households"]] == [mine.pk]
    assert {task.name for task in own["tasks"]} == {str(mine)}
    assert all("own=1" in url for _kind, _count, url, _here in own["kinds"])
    of_kind = worker.get("/tasks/622922100200/" + own["kinds"][0][2]).context
    assert {task.own for task in of_kind["tasks"]} == {True}


def test_who_is_tied_to_no_cadre_sees_the_whole_village(people, as_person, mine, cadre):
    cadre.user = None
    cadre.save()
    page = as_person(people.village_worker).get("/tasks/622922100200/?own=1")
    assert "我帮扶的" not in page.content.decode()
    assert len(page.context["households"]) == 2


def test_the_township_sees_its_villages_and_what_each_lacks(people, as_person, home):
    home.pairings.all().delete()
    page = as_person(people.township_officer).get(reverse("pages:my-village"))
    assert page.status_code == 200
    assert "高林湾村" in page.content.decode()
    assert "丰台村" not in page.content.decode()
    row = as_person(people.township_officer).get(reverse("pages:my-village"), {"export": "csv"})
    assert b"".join(row.streaming_content).decode("utf-8-sig").splitlines()[2].split(",")[2:] == [
        "1",
        "1",
        "0",
        "1",
        "1",
        "0",
        "0",
    ]
    assert "年度记录按 2015 年度数；走访按截至 2015-12-31 的 30 天一访" in page.text


def test_whom_the_progress_counts_is_said_where_the_village_has_others(home, small_county, people, as_person):
    client, address = as_person(people.village_worker), reverse("pages:village-at-work", args=[small_county.gaolinwan.short_code])
    page = client.get(address).content.decode()
    assert "建档立卡户有2015年度记录 <b>1 / 1 户</b>" in page and "不算在进度里" not in page
    small.household(small_county.gaolinwan, 2).events.all().delete()
    page = client.get(address).content.decode()
    assert "建档立卡户有2015年度记录 <b>1 / 1 户</b>" in page and "本村农户里有 1 户现在不是建档立卡户" in page


def test_a_past_year_says_of_no_day_but_today_that_it_is_today(people, as_person, home):
    """The work page of 2015, opened later: three days stood on it, and 今天 was the last of 2015."""
    home.pairings.all().delete()
    page = as_person(people.village_worker).get("/tasks/622922100200/").content.decode()
    today = timezone.localdate()
    assert "：今天要做的事" not in page and f"本村进度 <small>截至 {today}" in page
    assert "超期几天算到 2015-12-31，2015 年度的年底" in page
    assert "</i> 今天<" not in page and "</i> 该办了<" in page, "a helper is still to be found"


def test_the_count_of_visits_says_what_it_counts(home, small_county):
    work = Work(small_county.gaolinwan, small_county.period, datetime.date(2015, 12, 31))
    since = datetime.date(2015, 12, 31) - datetime.timedelta(days=small_county.period.visit_days - 1)
    assert work.progress[-1][0] == f"{since} 以来走访过"
    before = work.progress[-1][1]
    home.visits.update(on=timezone.localdate())
    assert Work(small_county.gaolinwan, small_county.period, datetime.date(2015, 12, 31)).progress[-1][1] == before + 1, (
        "a visit of today counts"
    )
