"""Lists, files, figures and the records' admin say nothing of what nobody was asked: no 否, no 0, no income of half its parts."""

import csv
import datetime
import io

import pytest
from django.urls import reverse

from households.entry.steps import YEAR
from households.evidence import evidence_of
from households.models import Begun, YearRecord, querysets
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.measures import At
from tests import county as small

pytestmark = [pytest.mark.django_db, pytest.mark.both]
DAY = datetime.date(2015, 12, 20)


@pytest.fixture
def home(small_county):
    return small.household(small_county.gaolinwan, 1, persons=4)


@pytest.fixture
def record(home):
    """Wages of 9 000 yuan; allowances, land, living and house nobody has asked about."""
    made = YearRecord.objects.create(household=home, year=2015, recorded_on="2015-11-20", wages_fen=9000_00)
    Begun.objects.create(household=home, year_record=made, steps_left=["transfers", "land", "living", "house"])
    return made


@pytest.fixture
def asked(small_county):
    """Another household's record, all asked: no safe water, no allowances."""
    home = small.household(small_county.gaolinwan, 2, persons=2)
    return YearRecord.objects.create(household=home, year=2015, recorded_on="2015-11-20", wages_fen=4000_00)


@pytest.fixture
def rows_of(people, as_person):
    """A function: the rows of a list as its file has them, by household number."""

    def read(name, **query):
        answer = as_person(people.village_worker).get(reverse(name), {"export": "csv", **query})
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        return {row.get("户编号") or row.get("编号"): row for row in rows}

    return read


def test_the_screens_of_an_income_are_those_of_the_form():
    fields = {step.code: step.fields for step in YEAR}
    for screen, parts in querysets.INCOME_SCREENS.items():
        assert set(parts) == set(fields[screen]) & set(querysets.INCOME_PARTS)


def test_a_list_of_yearly_records_leaves_blank_what_nobody_was_asked(home, record, asked, rows_of):
    rows = rows_of("households:year-records")
    half, whole = rows[home.number], rows[asked.household.number]
    unknown = [name for name in half if name.startswith(("饮水安全", "不愁吃", "低保金", "耕地", "家庭纯收入", "人均纯收入"))]
    assert len(unknown) == 6
    assert {half[name] for name in unknown} == {""}
    assert "" not in {whole[name] for name in unknown} and whole["饮水安全"] == "否"
    assert next(value for name, value in half.items() if name.startswith("工资性收入")) == "9000.00"


def test_an_income_of_which_a_part_was_not_asked_stands_in_no_list_and_no_sum(home, record, asked, rows_of, people, as_person):
    rows = rows_of("households:list")
    (heading,) = [name for name in rows[home.number] if name.startswith("人均纯收入")]
    assert {number: row[heading] for number, row in rows.items()} == {home.number: "", asked.household.number: "2000.00"}
    page = as_person(people.village_worker).get(reverse("households:year-records")).content.decode()
    assert "4,000" in page.partition("<tfoot")[2] and "13,000" not in page


@pytest.mark.parametrize(("answer", "found"), [("no", "asked"), ("unknown", "record"), ("yes", None)])
def test_a_filter_tells_no_from_not_asked(record, asked, rows_of, answer, found):
    wanted = {"asked": asked, "record": record}.get(found)
    rows = rows_of("households:year-records", water_safe=answer)
    assert list(rows) == ([wanted.household.number] if wanted else [])


def test_a_list_of_members_leaves_blank_what_nobody_was_asked(home, rows_of):
    member = home.members.first()
    home.members.exclude(pk=member.pk).delete()
    Begun.objects.create(household=home, member=member, steps_left=["security"])
    insured = str(type(member)._meta.get_field("medical_insurance").verbose_name)
    assert rows_of("households:members")[home.number][insured] == ""
    assert rows_of("households:members", medical_insurance="no") == {}
    assert list(rows_of("households:members", medical_insurance="unknown")) == [home.number]


def test_growth_compares_the_years_that_are_filled_in(home, record, asked, small_county):
    for household, fen in ((home, 12000_00), (asked.household, 3000_00)):
        YearRecord.objects.create(household=household, year=2014, recorded_on="2014-11-20", wages_fen=fen)
    growth = CATALOGUE["outcomes.income-growth"].measures
    rows = growth["numerator"].source.rows(At(2015, DAY))
    assert set(rows.values_list("household", flat=True)) == {asked.household_id}
    Begun.objects.filter(year_record=record).update(steps_left=[])
    assert rows.values("household").distinct().count() == 2


def test_evidence_of_a_case_says_that_the_income_is_not_whole(home, record):
    said = evidence_of(home, DAY)[1].said
    assert "2015 年人均纯收入 2,250元" in said[0] and "收入还没有填完" in said
    Begun.objects.update(steps_left=[])
    assert "收入还没有填完" not in evidence_of(home, DAY)[1].said


def test_the_records_page_shows_no_income_of_half_its_parts(record, people, as_person):
    page = as_person(people.village_worker).get(reverse("admin:households_yearrecord_changelist")).content.decode()
    assert "9,000" not in page and "icon-unknown" in page
    Begun.objects.update(steps_left=[])
    page = as_person(people.village_worker).get(reverse("admin:households_yearrecord_changelist")).content.decode()
    assert "9,000" in page and "icon-no" in page
