"""A closed year refuses what would change it, and nothing else."""

import copy
import datetime

import pytest
from django.core.exceptions import ValidationError

from households.models import Measure, Visit
from kangle.programme.models import Period
from kangle.programme.years import ensure_record_open, years_touched
from projects.models import Project, Site
from tests import county as small
from villages.models import Cadre, Post, Training

pytestmark = pytest.mark.django_db


def day(year, month=6):
    return datetime.date(year, month, 1)


def changed(record, **fields):
    new = copy.copy(record)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


@pytest.fixture
def home(small_county):
    return small.household(small_county.gaolinwan, 1)


@pytest.fixture
def cadre(small_county):
    return Cadre.objects.create(area=small_county.gaolinwan, name="马志强", sex="male", unit="县水务局")


@pytest.fixture
def closed(small_county):
    Period.objects.update(state=Period.State.CLOSED)


def test_a_record_with_a_year_belongs_to_it_before_and_after():
    assert years_touched(Project(year=2014), Project(year=2015)) == {2014, 2015}


def test_a_happening_belongs_to_its_day(small_county):
    held = Training(area=small_county.fucheng, held_on=day(2015), persons=20)
    assert years_touched(None, held) == {2015}
    assert years_touched(held, None) == {2015}
    assert years_touched(held, changed(held, persons=30)) == {2015}
    assert years_touched(held, changed(held, held_on=day(2016))) == {2015, 2016}


def test_what_was_planned_in_one_year_may_be_done_in_the_next():
    planned = Measure(kind="relief", planned_on=day(2015), amount_fen=100)
    assert years_touched(planned, changed(planned, done_on=day(2016), content="已发放")) == {2016}
    assert years_touched(planned, changed(planned, amount_fen=200)) == {2015}


def test_a_standing_record_is_described_as_it_is_now(home, cadre):
    member = home.members.first()
    assert years_touched(member, changed(member, health="chronic")) == set()
    assert years_touched(home, changed(home, phone="19912345678")) == set()
    post = Post(cadre=cadre, area=cadre.area, since=day(2014))
    assert years_touched(post, changed(post, batch=3)) == set()
    assert years_touched(cadre, changed(cadre, unit="县教育局")) == set()


def test_moving_a_standing_records_end_touches_the_years_between():
    post = Post(since=day(2013), until=day(2014))
    assert {2015, 2016} <= years_touched(post, changed(post, until=day(2016)))
    assert 2013 not in years_touched(post, changed(post, until=day(2016)))


def test_a_part_belongs_to_the_year_of_its_whole(small_county):
    project = Project(year=2015, area=small_county.county)
    assert years_touched(None, Site(project=project, area=small_county.gaolinwan)) == {2015}


def test_a_closed_year_refuses_with_a_sentence(home, cadre, closed):
    visit = Visit(household=home, cadre=cadre, on=day(2015))
    with pytest.raises(ValidationError) as refused:
        ensure_record_open(None, visit)
    assert "2015 年度已关闭" in refused.value.messages[0]
    ensure_record_open(None, changed(visit, on=day(2016)))


def test_an_open_year_refuses_nothing(home, cadre):
    ensure_record_open(None, Visit(household=home, cadre=cadre, on=day(2015)))


def test_another_countys_closed_year_does_not_matter(home, cadre, small_county):
    other = small.area("622923", "永靖县", "county")
    Period.objects.create(area=other, year=2015, state=Period.State.CLOSED)
    ensure_record_open(None, Visit(household=home, cadre=cadre, on=day(2015)))


def test_a_part_moved_to_another_whole_bears_on_the_years_of_both(small_county):
    old, new = Project(year=2014), Project(year=2015)
    assert years_touched(Site(project=old, area=small_county.fucheng), Site(project=new, area=small_county.fucheng)) == {
        2014,
        2015,
    }
