"""What a new record is taken to be where nobody says otherwise is the same by every way that makes one."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from households.codes import Joined
from households.models import Household, Member
from households.refusals import refuse_member
from tests import county as small
from tests.households.entry.typing import Paper
from tests.households.workbook.books import Typed, taken_in

pytestmark = pytest.mark.django_db
IN_HAND = datetime.date(2015, 12, 31)  # the last day of the county's last year, long past
BORN = datetime.date(1990, 3, 8)
# What is said of the person, by every way alike; nothing of when or as what he comes.
WHO = {"name": "马得福", "sex": "male", "born_on": BORN.isoformat(), "relation": "99", "ethnicity": "03"}
HEALTH = {"education": "02", "schooling": "none", "health": "healthy", "labour": "ordinary"}
SECURITY = {"months_worked": "0", **dict.fromkeys(
    ("medical_insurance", "critical_insurance", "pension", "dibao", "extreme_poverty"), "False"
)}  # fmt: skip
JOINING = {"public_post": "False", "political": "masses", "joined_by": "marriage"}
OWN = {"id", "name", "identity_number"}  # what tells one person from another


@pytest.fixture
def home(small_county):
    return small.household(small_county.gaolinwan, 1, phone="19900001111", address="一社1号")


def number(serial):
    return small.identity_number(serial, "male", BORN)


def by_phone(client, home):
    key = uuid.uuid4()
    who = {**WHO, "identity_number": number(41)}
    for code, said in (("who", who), ("health", HEALTH), ("security", SECURITY), ("joining", JOINING)):
        address = reverse("households:member-step", args=[home.pk, key, code])
        answer = Paper(client, address).send(**said)
        assert answer.status_code == 302, answer.context["form"].errors
    return home.members.get(begun__key=key)


def by_sheet(worker, home):
    book = Typed()
    told = {"姓名": "马得禄", "与户主关系": "其他", "加入原因": "婚入", "新农合": "否", "城乡居民养老保险": "否"}
    del book.member(户编号=home.number, 证件号码=number(42), **told)["证件类型"]
    source = taken_in(book.xlsx(sheets=["成员"]), worker)
    assert source.refused == 0, [row.faults for row in source.outcomes.all()]
    return home.members.get(identity_number=number(42))


def by_admin(client, home):
    """As the page of a new record stands there, with what is said typed into it."""
    address = reverse("admin:households_member_add")
    form = client.get(address).context["adminform"].form
    sent = {name: "" if form[name].value() is None else str(form[name].value()) for name in form.fields}
    said = {**WHO, **HEALTH, **SECURITY, **JOINING, "name": "马得寿", "identity_number": number(43), "household": home.pk}
    answer = client.post(address, {**sent, **said})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    return home.members.get(identity_number=number(43))


def told(member):
    return {field.name: getattr(member, field.name) for field in Member._meta.concrete_fields if field.name not in OWN}


def test_phone_sheet_and_admin_make_the_same_person_of_the_same_words(home, people, as_person):
    client = as_person(people.village_worker)
    made = {"phone": by_phone(client, home), "sheet": by_sheet(people.village_worker, home), "admin": by_admin(client, home)}
    records = {way: told(member) for way, member in made.items()}
    assert records["sheet"] == records["phone"] == records["admin"]
    assert records["phone"]["joined_on"] == IN_HAND


def test_whoever_comes_by_a_sheet_is_counted_in_the_year_that_is_worked_on(home, people):
    by_sheet(people.village_worker, home)
    assert Household.objects.with_size(IN_HAND).get(pk=home.pk).size == 5


def test_a_split_begins_on_the_day_on_which_the_others_join(home, people, as_person):
    client = as_person(people.village_worker)
    going = home.members.last()
    page = client.get(reverse("households:split", args=[home.pk]), {"members": going.pk, "head": going.pk})
    assert page.context["form"]["on"].value() == IN_HAND
    sent = {"members": going.pk, "head": going.pk, "on": IN_HAND, "reason": "成家另过", "address": "一社2号"}
    assert client.post(reverse("households:split", args=[home.pk]), sent).status_code == 302
    new = Member.objects.get(identity_number=going.identity_number, left_on__isnull=True)
    assert (new.joined_on, new.joined_by, new.document) == (IN_HAND, Joined.SPLIT, going.document)
    assert new.household.standard == home.standard


def test_how_somebody_came_to_a_registered_household_is_asked_by_every_way(home, people, as_person):
    client = as_person(people.village_worker)
    key = uuid.uuid4()
    sent = {**WHO, "identity_number": number(44)}
    Paper(client, reverse("households:member-step", args=[home.pk, key, "who"])).send(**sent)
    assert home.members.get(begun__key=key).joined_by == ""
    page = client.get(reverse("households:member-step", args=[home.pk, key, "joining"])).context["form"]
    assert not page["joined_by"].value() and not page["political"].value()
    assert not client.get(reverse("admin:households_member_add")).context["adminform"].form["joined_by"].value()


@pytest.mark.parametrize("way", ["split", "merge", "unmerge"])
def test_nobody_is_registered_as_come_by_an_act_that_was_not_done(home, way):
    with pytest.raises(ValidationError, match="农户卡上办理"):
        refuse_member(None, small.member(home, 9, joined_by=way))


def test_a_phone_without_signal_knows_the_day_in_hand(home, people, as_person):
    """Its own clock says 2026; the county's last year ended in 2015."""
    client = as_person(people.village_worker)
    page = client.get(reverse("households:blank-step", args=["member", "joining"])).content.decode()
    assert 'data-today="" data-in-hand="joined_on" data-ends="2015-12-31"' in page
    visit = client.get(reverse("households:blank-step", args=["visit", "visit"])).content.decode()
    assert 'data-today="on" data-in-hand=""' in visit
