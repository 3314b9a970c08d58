"""Many rows at once: keys kept for them, and values of their own set in each."""

import datetime
from decimal import Decimal

import pytest

from households.models import Household, YearRecord
from kangle.common.bulk import ready, reserve_keys, update_rows, write_rows
from kangle.exchange.models import Import, ImportFile
from tests import county as small

pytestmark = pytest.mark.django_db


def test_reserved_keys_are_nobodys_and_not_given_again(small_county):
    home = small.household(small_county.gaolinwan, 1)
    keys = list(reserve_keys(Household, 3))
    assert len(set(keys)) == 3 and min(keys) > home.pk
    for number, key in enumerate(keys, 2):
        Household.objects.create(
            pk=key, village=small_county.gaolinwan, number=f"{number:010d}", kind="general", main_cause="land"
        )
    assert small.household(small_county.gaolinwan, 9).pk not in keys
    assert not set(reserve_keys(Household, 2)) & {*keys, home.pk}


def test_each_row_gets_its_own_values_and_no_other_is_touched(small_county):
    homes = [small.household(small_county.gaolinwan, number) for number in (1, 2, 3)]
    records = [YearRecord.objects.create(household=home, year=2015, recorded_on="2015-06-01", fuel="coal") for home in homes]
    values = [("2015-07-01", "1.5", True, 5), ("2015-08-01", "2.5", False, 7)]
    rows = [(record.pk, *row) for record, row in zip(records, values, strict=False)]
    assert update_rows(YearRecord, ["recorded_on", "farmland_mu", "toilet", "wages_fen"], rows) == 2
    found = YearRecord.objects.order_by("pk").values_list("recorded_on", "farmland_mu", "toilet", "wages_fen", "fuel")
    assert list(found) == [
        (datetime.date(2015, 7, 1), Decimal("1.5"), True, 5, "coal"),
        (datetime.date(2015, 8, 1), Decimal("2.5"), False, 7, "coal"),
        (datetime.date(2015, 6, 1), Decimal("0.0"), False, 0, "coal"),
    ]


def test_texts_travel_whole(small_county):
    home = small.household(small_county.gaolinwan, 1)
    address = "一社\t3\\号\n\"'，𠮷"
    update_rows(Household, ["address", "group"], [(home.pk, address, None)])
    home.refresh_from_db()
    assert (home.address, home.group) == (address, None)
    assert [ready(value) for value in (None, True, 3, Decimal("1.50"), datetime.date(2015, 3, 1))] == [
        None,
        True,
        3,
        "1.50",
        "2015-03-01",
    ]


def test_bytes_travel_whole(small_county):
    sent = Import.objects.create(area=small_county.gaolinwan, book="households", name="名册.xlsx", size=256, sent_by_id=1)
    content = bytes(range(256))
    for given in (content, memoryview(content)):
        write_rows(ImportFile, ["source", "content"], [(sent.pk, ready(given))])
        assert bytes(ImportFile.objects.get().content) == content
        ImportFile.objects.all().delete()
