"""A list without records says who enters them, and leads whoever may to where that is done."""

import pytest
from django.urls import resolve, reverse

from kangle.accounts.keeping import keepers
from kangle.accounts.records import RECORDS
from kangle.accounts.roles import Role
from kangle.areas.models import Group
from tests import county as small
from tests.access.test_door import closed_links
from tests.test_lists import LISTS

pytestmark = pytest.mark.django_db


def page_of(name):
    return resolve(reverse(name)).func.view_class


# Areas are loaded, and what is to be recovered follows from other records.
ENTERED = [name for name in LISTS if page_of(name).model._meta.label_lower in RECORDS.keys() - {"areas.area"}]
ENTERED = [name for name in ENTERED if getattr(page_of(name), "is_entered", True)]


@pytest.fixture
def people_of(small_county):
    """A function: the person of a role at the county, of which nothing is on record."""
    Group.objects.all().delete()
    return lambda role: small.person(role.value, role.label, role, small_county.county)


@pytest.mark.parametrize("name", ENTERED)
def test_an_empty_list_leads_its_keepers_to_a_new_record_and_names_them_to_others(name, people_of, as_person):
    model, led = page_of(name).model, set()
    for role in set(Role) - {Role.ADMINISTRATOR}:
        person = people_of(role)
        answer = as_person(person).get(reverse(name))
        assert f"由{keepers(model)}录入" in answer.content.decode()
        assert closed_links(answer, person) == []
        address = answer.context["entering"].address
        if address:
            assert f'<a class="button main" href="{address}">' in answer.content.decode()
            assert as_person(person).get(address).status_code == 200
            led.add(str(role.label))
    assert led == set(keepers(model).split("、"))


def test_conditions_are_to_be_cleared_only_where_there_is_something_without_them(people_of, small_county, as_person):
    client = as_person(people_of(Role.POVERTY_OFFICE))
    address = reverse("villages:targets") + "?year=2015"
    page = client.get(address).content.decode()
    assert "还没有下达任务" in page
    assert "请放宽或清除条件再查" not in page
    small_county.gaolinwan.targets.create(year=2014, kind="exit-persons", quantity=5, set_on="2014-02-01")
    page = client.get(address).content.decode()
    assert "请放宽或清除条件再查" in page
    assert 'href="/admin/villages/target/add/"' in page


def test_what_follows_from_other_records_is_entered_by_nobody(people_of, as_person):
    page = as_person(people_of(Role.FINANCE)).get(reverse("funds:due"))
    assert page.context["entering"] is None


def test_a_household_is_registered_on_its_own_page(people_of, as_person):
    page = as_person(people_of(Role.POVERTY_OFFICE)).get(reverse("households:list")).content.decode()
    assert f'<a class="button main" href="{reverse("households:new")}">登记新户</a>' in page
    assert "请按识别程序在“记录维护”里登记" not in page
