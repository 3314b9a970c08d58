"""A number that is registered already is answered alike by every way of entering; beyond one's area the question is on record."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from households.family.leaving import undo_leaving
from households.models import Member
from kangle.audit.models import Entry
from tests import county as small
from tests.households.entry.typing import Paper, fresh
from tests.households.test_presumed import BORN, HEALTH, JOINING, SECURITY, WHO, number
from tests.households.workbook.books import Typed, faults, sent

pytestmark = pytest.mark.django_db
WAYS = ("phone", "admin", "sheet")
ASKED = "登记在本地区以外"
# (document, what stands behind the eighteen characters of the card)
ANOTHER_OF_THE_CARD = [("identity-card", ""), ("disability-card", "43")]


@pytest.fixture
def home(small_county):
    return small.household(small_county.gaolinwan, 1, phone="19900001111", address="一社1号")


def bearer(village, serial):
    """Somebody of another household of a village who bears number 41."""
    other = small.household(village, serial, persons=1)
    other.members.update(name="祁外人", identity_number=number(41), sex="male", born_on=BORN, document="identity-card")
    return other.members.get()


def told(way, worker, as_person, home, **who):
    """What is answered to somebody who enters a person by one of the ways; nobody may be stored."""
    before = Member.objects.count()
    said = {**WHO, "name": "马新人", **who}
    text = {"phone": by_phone, "admin": by_admin, "sheet": by_sheet}[way](worker, as_person, home, said)
    assert Member.objects.count() == before
    return text


def by_phone(worker, as_person, home, said):
    answer = Paper(as_person(worker), reverse("households:member-step", args=[home.pk, fresh(), "who"])).send(**said)
    return " ".join(answer.context["form"].errors["identity_number"])


def by_admin(worker, as_person, home, said):
    client, address = as_person(worker), reverse("admin:households_member_add")
    form = client.get(address).context["adminform"].form
    sent = {name: "" if form[name].value() is None else str(form[name].value()) for name in form.fields}
    answer = client.post(address, {**sent, **HEALTH, **SECURITY, **JOINING, **said, "household": home.pk})
    assert answer.status_code != 302
    return " ".join(answer.context["adminform"].form.errors["identity_number"])


def by_sheet(worker, _as_person, home, said):
    book = Typed()
    document = {"identity-card": "居民身份证", "disability-card": "残疾人证"}[said["document"]]
    book.member(户编号=home.number, 证件号码=said["identity_number"], 姓名=said["name"], 与户主关系="其他", 加入原因="婚入",
                证件类型=document)  # fmt: skip
    return " ".join(fault[3] for fault in faults(sent(book.xlsx(sheets=["成员"]), worker)))


@pytest.mark.parametrize(("document", "more"), ANOTHER_OF_THE_CARD)
@pytest.mark.parametrize("way", WAYS)
def test_a_card_registered_beyond_ones_area_is_told_so_and_the_question_is_on_record(
    way, document, more, home, people, as_person, small_county
):
    bearer(small_county.banpo, 1)
    text = told(way, people.village_worker, as_person, home, document=document, identity_number=number(41) + more)
    assert "已在别处登记" in text
    assert "半坡" not in text and "祁外人" not in text
    assert Entry.objects.filter(act=Entry.Act.LOOK, reason__contains=ASKED).count() == 1


@pytest.mark.parametrize(("document", "more"), ANOTHER_OF_THE_CARD)
@pytest.mark.parametrize("way", WAYS)
def test_a_card_of_somebody_in_ones_own_village_is_told_where(way, document, more, home, people, as_person, small_county):
    bearer(small_county.gaolinwan, 2)
    text = told(way, people.village_worker, as_person, home, document=document, identity_number=number(41) + more)
    assert "已登记" in text and "高林湾村" in text
    assert not Entry.objects.filter(reason__contains=ASKED).exists()


@pytest.mark.parametrize("way", WAYS)
def test_the_disability_card_of_somebody_of_the_household_makes_no_second_person(way, home, people, as_person):
    head = home.members.get(relation="01")
    told(way, people.village_worker, as_person, home, document="disability-card", identity_number=head.identity_number + "43",
         sex=head.sex, born_on=head.born_on.isoformat())  # fmt: skip


def test_the_admin_asks_of_nobody_who_stays_as_he_was(home, people, as_person, small_county):
    member = home.members.get(relation="01")
    bearer(small_county.banpo, 1)
    Member.objects.filter(name="祁外人").update(identity_number=member.identity_number + "43")  # an old mistake
    client, address = as_person(people.village_worker), reverse("admin:households_member_change", args=[member.pk])
    form = client.get(address).context["adminform"].form
    sent = {name: "" if form[name].value() is None else str(form[name].value()) for name in form.fields}
    assert client.post(address, {**sent, "name": "马改名", "why": "录错了"}).status_code == 302
    assert not Entry.objects.filter(reason__contains=ASKED).exists()


def test_that_somebody_who_left_lives_elsewhere_by_now_stays_on_record_though_nothing_is_undone(home, people, small_county):
    member = home.members.exclude(relation="01").first()
    Member.objects.filter(pk=member.pk).update(left_on="2015-06-01", left_by="move")
    bearer(small_county.banpo, 1)
    Member.objects.filter(name="祁外人").update(identity_number=member.identity_number)
    with pytest.raises(ValidationError, match="已在别处登记"), transaction.atomic():
        try:
            undo_leaving(member, by=people.village_worker, relation=member.relation, reason="误报")
        finally:
            kept = Entry.objects.filter(reason__contains=ASKED).count()
    assert kept == 1
