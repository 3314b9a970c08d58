"""Several lists in one question: the same rows, in the same order and of the same types as each asked for by itself."""

import datetime
from decimal import Decimal

import pytest
from django.db.models import Max
from django.db.models.functions import ExtractYear

from households.models import Household, Measure, Member, YearRecord
from kangle.audit.actions import record
from kangle.audit.models import Entry
from kangle.common import together
from kangle.programme.models import PovertyLine
from tests.facts import facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(small_county):
    made = facts(small_county.gaolinwan)
    for day in range(1, 25):
        on = datetime.date(2015, 1, day)
        Measure.objects.create(household=made.household, kind="training", planned_on=on, amount_fen=10**15 + day)
    made.record.km_to_road, made.record.farmland_mu = Decimal("2.15"), Decimal("7.5")
    made.record.save()
    record(by="杨文斌", act=Entry.Act.CHANGE, on=made.household, before={"phone": "一"}, after={"phone": None}, reason='"引号\\')
    return made


def lists(home):
    return [
        Measure.objects.filter(household=home).order_by("-planned_on", "pk").values_list("planned_on", "amount_fen", "done_on"),
        Member.objects.filter(household=home).order_by("relation", "pk"),
        Member.objects.none().values_list("name"),
        YearRecord.objects.filter(household=home).with_income_per_head().order_by("year"),
        Entry.objects.of(home)[:20],
        Household.objects.filter(pk=home.pk).values_list("martyr_family", "planned_exit_year", "members__left_on"),
        PovertyLine.objects.order_by("year").values_list("year").annotate(Max("amount_fen")),
        Measure.objects.filter(household=home).order_by("pk").values_list(ExtractYear("planned_on"))[:3],
    ]


def test_the_rows_are_those_of_each_list_alone(here, django_assert_num_queries):
    PovertyLine.objects.create(year=2015, kind="national", amount_fen=2855_00, source="国家统计局")
    asked = lists(here.household)
    with django_assert_num_queries(1):
        found = together.read(*asked)
    for rows, queryset in zip(found, asked, strict=True):
        assert rows == list(queryset)
        assert [type(value) for row in rows if isinstance(row, tuple) for value in row] == [
            type(value) for row in queryset if isinstance(row, tuple) for value in row
        ]


def test_a_record_is_whole(here):
    _measures, _members, _none, records, entries, *_rest = together.read(*lists(here.household))
    alone = YearRecord.objects.with_income_per_head().get(household=here.household)
    for name in ("recorded_on", "water_safe", "km_to_road", "farmland_mu", "net_income_fen", "income_per_head_fen", "persons"):
        assert repr(getattr(records[0], name)) == repr(getattr(alone, name))
    entry = Entry.objects.get()
    assert (entries[0].at, entries[0].before, entries[0].after, entries[0].reason) == (
        entry.at, entry.before, entry.after, entry.reason
    )  # fmt: skip


def test_nothing_is_asked_where_nothing_can_be_found(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert together.read(Member.objects.none()) == [[]]
