"""The county's menu of help: what may be chosen when, who keeps it, how many took what."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from households.menu import new_version, offered_in, refuse_menu_item
from households.models import Measure, MenuItem
from kangle.areas.models import Area
from kangle.audit.models import Entry
from tests import county as small
from tests.menus import angelica, sheep

pytestmark = pytest.mark.django_db
SPRING = datetime.date(2015, 3, 1)


def take(home, item, quantity=5, **fields):
    amount = item.reckon(quantity)
    defaults = {"kind": item.kind, "industry": item.industry, "planned_on": SPRING, "amount_fen": amount}
    return Measure.objects.create(household=home, item=item, quantity=quantity, **{**defaults, **fields})


def listed(client, **asked):
    page = client.get(reverse("households:menu"), asked)
    return {row.split(",")[0]: row for row in page.getvalue().decode("utf-8-sig").splitlines()} if asked.get("export") else page


def test_the_amount_is_quantity_times_subsidy_up_to_what_the_limit_leaves(small_county):
    item = sheep(small_county.county)
    assert [item.reckon(quantity) for quantity in (3, 10, 11)] == [600_00, 2_000_00, 2_000_00]
    assert [item.reckon(5, received) for received in (1_000_00, 1_500_00, 2_500_00)] == [1_000_00, 500_00, 0]
    assert angelica(small_county.county).reckon("2.5") == 750_00


def test_the_newest_version_that_has_begun_is_offered(small_county):
    first = sheep(small_county.county)
    assert list(offered_in(small_county.gaolinwan)) == [first]
    second = sheep(small_county.county, version=2, since=datetime.date(2015, 7, 1))
    assert list(MenuItem.objects.in_force(SPRING)) == [first]
    assert list(offered_in(small_county.gaolinwan)) == [second]
    second.until = datetime.date(2015, 9, 30)
    second.save()
    assert list(MenuItem.objects.in_force(datetime.date(2015, 10, 1))) == [first]


def test_every_village_reads_its_countys_menu_and_no_other(small_county, people, as_person):
    sheep(small_county.county)
    away = small.area("622921", "临夏县", Area.Kind.COUNTY)
    angelica(away)
    page = listed(as_person(people.village_worker)).content.decode()
    assert "肉羊养殖" in page
    assert "当归种植" not in page


def test_the_list_counts_the_households_of_the_readers_own_area(small_county, people, as_person):
    item = sheep(small_county.county)
    home = small.household(small_county.gaolinwan, 1)
    take(home, item)
    take(home, item, 2)
    take(small.household(small_county.gaolinwan, 2), item, stopped_on=datetime.date(2015, 4, 1))
    take(small.household(small_county.fengtai, 3), item)
    own = as_person(people.village_worker)
    assert ",1,1400" in listed(own, export="csv")["肉羊养殖"]
    assert ",2,2400" in listed(as_person(people.county_officer), export="csv")["肉羊养殖"]
    page = listed(own).content.decode()
    assert f"?item={item.pk}" in page
    measures = own.get(reverse("households:measures"), {"item": item.pk}).content.decode()
    assert "5 只" in measures


def test_a_version_in_use_may_end_and_not_be_altered(small_county, people):
    item = sheep(small_county.county)
    take(small.household(small_county.gaolinwan, 1), item)
    changed = MenuItem.objects.get(pk=item.pk)
    changed.until = datetime.date(2015, 12, 31)
    refuse_menu_item(item, changed)
    changed.subsidy_fen = 1
    with pytest.raises(ValidationError, match="另立新版本"):
        refuse_menu_item(item, changed)
    made = new_version(item, by=people.county_officer)
    assert (made.name, made.version, made.subsidy_fen, made.until) == ("肉羊养殖", 2, 200_00, None)
    assert Entry.objects.of(made).get().actor_name == "马志明"


def test_the_poverty_office_keeps_the_menu_in_the_records_and_a_village_does_not(small_county, people, as_person):
    asked = {
        "area": small_county.county.pk, "kind": "industry", "industry": "livestock", "name": "土鸡养殖", "unit": "只",
        "subsidy_fen": "20", "limit_fen": "", "since": "2015-01-01",
    }  # fmt: skip
    address = reverse("admin:households_menuitem_add")
    office = as_person(people.county_officer)
    assert office.post(address, asked | {"area": small_county.gaolinwan.pk}).status_code == 200
    assert not MenuItem.objects.exists()
    assert office.post(address, asked).status_code == 302
    kept = MenuItem.objects.get()
    assert (kept.subsidy_fen, kept.limit_fen, kept.version) == (20_00, None, 1)
    assert as_person(people.village_worker).get(address).status_code == 403


def test_a_new_version_is_made_from_the_list_of_records(small_county, people, as_person):
    item = sheep(small_county.county)
    chosen = {"action": "make_new_version", "_selected_action": [item.pk]}
    as_person(people.county_officer).post(reverse("admin:households_menuitem_changelist"), chosen)
    assert sorted(MenuItem.objects.values_list("version", flat=True)) == [1, 2]
