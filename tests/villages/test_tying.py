"""A cadre and his account, tied by an administrator: one to one, on record, and never by the name."""

import pytest
from django.urls import reverse

from households.models import Pairing
from kangle.accounts.roles import Role
from kangle.audit.models import Entry
from tests import county as small
from tests.facts import day
from villages.actions import tie, untie
from villages.models import Cadre, Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(small_county):
    return small.person("li.xiaomei", "李晓梅", Role.ADMINISTRATOR, small_county.county)


@pytest.fixture
def office(keeper, as_person):
    return as_person(keeper)


@pytest.fixture
def cadre(small_county):
    """Of the account's own name, and of the county's bureau: nothing but the pairing brings him to the village."""
    return Cadre.objects.create(area=small_county.county, name="杨文斌", sex="male", unit="县农牧局")


def page_of(user):
    return reverse("accounts:cadre", args=[user.pk])


def test_an_administrator_ties_and_unties_and_both_histories_say_so(office, keeper, people, cadre):
    user = people.village_worker
    page = office.post(page_of(user), {"cadre": cadre.pk}, follow=True).content.decode()
    assert "杨文斌 的账号现在对应杨文斌（县农牧局）。" in page
    cadre.refresh_from_db()
    assert cadre.user == user
    assert Entry.objects.of(cadre).get().after == {"user": user.pk}
    assert "对应干部：杨文斌（县农牧局）" in office.get(reverse("accounts:history")).content.decode()
    assert "杨文斌（县农牧局）" in office.get(reverse("accounts:edit", args=[user.pk])).content.decode()
    office.post(page_of(user), {"do": "untie"})
    cadre.refresh_from_db()
    assert cadre.user is None
    assert [entry.actor_name for entry in Entry.objects.of(user)] == ["李晓梅", "李晓梅"]


def test_one_account_one_cadre(office, keeper, people, cadre):
    other = Cadre.objects.create(area=cadre.area, name="杨文斌", sex="male", unit="县林业局")
    tie(cadre, people.village_worker, by=keeper)
    page = office.post(page_of(people.other_worker), {"cadre": cadre.pk}, follow=True).content.decode()
    assert "杨文斌（县农牧局）已经对应账号 yang.wenbin：请先在那个账号上解除。" in page
    page = office.post(page_of(people.village_worker), {"cadre": other.pk}, follow=True).content.decode()
    assert "这个账号已经对应杨文斌（县农牧局）：请先解除。" in page
    assert list(Cadre.objects.filter(user__isnull=False)) == [cadre]


def test_asked_twice_it_is_one_act(keeper, people, cadre):
    for _again in range(2):
        tie(cadre, people.village_worker, by=keeper)
    assert Entry.objects.of(cadre).count() == 1
    assert untie(people.village_worker, by=keeper) == cadre
    assert untie(people.village_worker, by=keeper) is None
    assert Entry.objects.of(cadre).count() == 2


def test_offered_are_those_at_hand_and_nobody_is_chosen_by_his_name(office, people, cadre, small_county):
    home = small.household(small_county.gaolinwan, 1)
    Pairing.objects.create(household=home, cadre=cadre, since=day(1, 8))
    posted = Cadre.objects.create(area=small_county.county, name="线平安", sex="male", unit="县水务局")
    Post.objects.create(cadre=posted, area=small_county.gaolinwan, kind="task-force-member", since=day(1, 8))
    stranger = Cadre.objects.create(area=small_county.fengtai, name="外人", sex="male", unit="县财政局")
    offered = office.get(page_of(people.village_worker)).context
    assert {each.pk for each, _post in offered["cadres"]} == {cadre.pk, posted.pk}
    assert offered["tied"] is None
    found = office.get(page_of(people.village_worker), {"q": "外人 财政"}).context["cadres"]
    assert [each.pk for each, _post in found] == [stranger.pk]


def test_another_countys_cadre_and_account_are_not_there(office, people, small_county):
    elsewhere = small.area("622923", "永靖县", "county")
    foreign = Cadre.objects.create(area=elsewhere, name="杨文斌", sex="male", unit="县农牧局")
    assert office.post(page_of(people.village_worker), {"cadre": foreign.pk}).status_code == 404
    assert office.post(page_of(people.village_worker), {"cadre": "谁"}).status_code == 404
    user = small.person("yong.jing", "永靖", Role.OFFICIAL, elsewhere)
    assert office.get(page_of(user)).status_code == 404


def test_a_task_force_keeps_cadres_but_ties_nobody(people, as_person, cadre, small_county):
    worker = as_person(people.village_worker)
    assert worker.post(page_of(people.village_worker), {"cadre": cadre.pk}).status_code == 403
    own = Cadre.objects.create(area=small_county.gaolinwan, name="线平安", sex="male", unit="县农牧局")
    address = reverse("admin:villages_cadre_change", args=[own.pk])
    form = worker.get(address).context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields} | {"phone": "19900001111", "why": "登记"}
    worker.post(address, sent | {"user": people.village_worker.pk})
    own.refresh_from_db()
    assert (own.phone, own.user) == ("19900001111", None)
