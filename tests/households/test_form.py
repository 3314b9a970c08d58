"""Every field of the national form stands wherever the form says that it is told: a new one is forgotten nowhere."""

import csv
import datetime
import io
import re

import pytest
from django.urls import reverse

from households import booklet, card
from households.form import FORM, in_order, lines
from households.lives import lives_of
from households.models import Begun, Household, Member, YearRecord
from households.tables import HouseholdTable, MemberTable, YearRecordTable
from households.workbook.sheets import SHEETS
from kangle.areas.models import Group
from tests import county as small
from tests.pages.sayings import sayings

pytestmark = pytest.mark.django_db
DAY = datetime.date(2015, 12, 31)
# Set by acts, or what says whose a record is.
NOT_ASKED = {
    Household: {"id", "village"},
    Member: {"id", "household", "left_on", "left_by"},
    YearRecord: {"id", "household", "year"},
}
EVERY = [(model, name) for model in FORM for name in lines(model)]
# Other values than those of `home`, by field; of all others what their kind of field gives.
OTHERWISE = {
    "number": "6229221002009999", "phone": "19900002222", "account": "6222020000001234567", "planned_exit_year": 2019,
    "identity_number": small.identity_number(77, "female", datetime.date(1981, 2, 3)), "born_on": datetime.date(1950, 1, 1),
    "joined_on": datetime.date(2015, 2, 2), "joined_by": "marriage", "months_worked": 7,
    "recorded_on": datetime.date(2015, 11, 3),
}  # fmt: skip
# What is told of a person only beside something else: a place of work of one who works.
MOVES = {"wants_relocation": True}
BESIDE = {
    "work_place": {"months_worked": 3}, "joined_on": {"joined_by": "marriage"},
    "relocation_mode": MOVES, "relocation_place": MOVES,
}  # fmt: skip


def test_each_field_of_the_records_is_one_line():
    for model in FORM:
        stored = {field.name for field in model._meta.concrete_fields} - NOT_ASKED[model]
        assert stored == set(lines(model)), f"a line in households/form.py for each field of {model.__name__}"


def test_the_workbook_and_the_files_have_a_column_of_each():
    for form, table in zip(SHEETS, (HouseholdTable, MemberTable, YearRecordTable), strict=True):
        assert {line.name for line in in_order(form.model)} <= set(form.by_name)
        assert {line.name for line in in_order(form.model)} <= set(table.base_columns)


@pytest.fixture
def home(small_county):
    home = small.household(small_county.gaolinwan, 1, persons=2, phone="19900001111", bank="信用社", account="62220200000")
    home.members.exclude(relation="01").update(relation="02")
    YearRecord.objects.create(household=home, year=2015, recorded_on=datetime.date(2015, 11, 2), wages_fen=900_00)
    Group.objects.get_or_create(village=home.village, number=1, defaults={"name": "一社"})
    return home


def record_of(model, home, name):
    """The household, its second person or its year, as it stands where the field can be told at all."""
    rows = {Household: Household.objects, Member: home.members.filter(relation="02"), YearRecord: home.year_records}[model]
    record = rows.get()
    for beside, value in BESIDE.get(name, {}).items():
        setattr(record, beside, value)
    record.save()
    return record


def otherwise(record, name):
    """Another value of a field than a record has."""
    field, value = record._meta.get_field(name), getattr(record, name)
    if name in OTHERWISE:
        return OTHERWISE[name]
    if field.related_model is Group:
        return Group.objects.filter(village=record.village).first()
    if field.choices:
        return next(code for code, _label in reversed(field.flatchoices) if code not in (value, "", "01"))
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return "另外的话"
    return datetime.date(2014, 3, 4) if value is None else 7


@pytest.mark.parametrize(("model", "name"), EVERY, ids=[f"{model._meta.model_name}-{name}" for model, name in EVERY])
def test_the_card_tells_each_field(model, name, home, as_person, people):
    client, address = as_person(people.village_worker), reverse("households:detail", args=[home.pk])
    record = record_of(model, home, name)
    told = _main(client.get(address).text)
    setattr(record, name, otherwise(record, name))
    record.save()
    assert _main(client.get(address).text) != told


@pytest.mark.parametrize(("model", "name"), EVERY, ids=[f"{model._meta.model_name}-{name}" for model, name in EVERY])
def test_the_booklet_tells_each_field_that_it_is_said_to(model, name, home):
    record = record_of(model, home, name)
    told = _booklet(home)
    setattr(record, name, otherwise(record, name))
    record.save()
    assert (_booklet(home) != told) == lines(model)[name].booklet


def _booklet(home):
    (life,) = lives_of(Household.objects.filter(pk=home.pk), DAY)
    living, last = life.living(DAY), life.records[-1]
    blocks = [booklet.basics(life), booklet.people(living, DAY), booklet.needs(life, living, DAY), booklet.holdings(last)]
    return sayings([*blocks, booklet.income(life, {})])


def _main(page):
    """What the page itself says, without what is another at every look."""
    return re.sub(r"<[^>]*>", "", page[page.index("<main") : page.index("</main")])


def test_a_file_of_years_says_what_the_national_form_does(home, as_person, people):
    record = home.year_records.get()
    record.irrigated_mu, record.toilet, record.water_hard_to_get, record.km_to_road = "3.5", True, True, "1.25"
    record.save()
    Begun.objects.create(household=home, year_record=record, steps_left=["house"])
    answer = as_person(people.village_worker).get(reverse("households:year-records"), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    head = next(row for row in rows if "年度" in row and "有效灌溉（亩）" in row)
    (told,) = [
        dict(zip(head, row, strict=True)) for row in rows[rows.index(head) + 1 :] if len(row) == len(head) and "2015" in row
    ]
    assert (told["有效灌溉（亩）"], told["有卫生厕所"], told["饮水困难"]) == ("3.5", "是", "是")
    assert (told["与村主干路距离（公里）"], told["林地（亩）"]) == ("1.25", "0.0")
    assert told["住房面积（平方米）"] == "", "nobody was asked: no 0"


def test_land_that_is_nothing_takes_no_room_on_the_card(home):
    record = home.year_records.with_steps_left().get()
    told = {str(label): words for label, words in card.holdings(record)}
    assert told["林地、林果、草地和水面"] == ["无"] and told["耕地"] == ["0.0 亩"]
    record.farmland_mu, record.irrigated_mu, record.orchard_mu = 5, 2, 1
    told = {str(label): words for label, words in card.holdings(record)}
    assert told["耕地"] == ["5 亩", "有效灌溉 2 亩"] and told["林地、林果、草地和水面"] == ["林果 1 亩"]


def test_a_no_that_was_said_is_told_as_one(home):
    told = {str(label): words for label, words in card.holdings(home.year_records.with_steps_left().get())}
    assert (told["用电"], told["饮水"], told["卫生厕所"]) == (["未通电"], ["饮水不安全"], ["无"])
