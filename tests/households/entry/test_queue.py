"""What a phone's queue and the site say to each other; what a phone carries, and what it must not."""

import datetime
import json

import pytest
from django.urls import reverse

from households.entry.merging import fingerprint
from households.models import Begun, Household, Member, Pairing
from tests import county as small
from tests.households.entry.typing import Paper, fresh
from villages.models import Cadre

pytestmark = [pytest.mark.django_db, pytest.mark.both]
QUEUE = {"X-Kangle-Queue": "1"}


@pytest.fixture
def home(small_county):
    return small.household(small_county.gaolinwan, 1, phone="19900001111", bank="农业银行")


def sent(worker, home, **typed):
    """The site's answer to a queue that sends the screen of telephone and account."""
    paper = Paper(worker, reverse("households:step", args=[home.pk, "contact"]))
    return worker.post(paper.address, {"go": "hub", **paper.typed(why="核查后更正", **typed)}, headers=QUEUE)


def test_what_was_taken_in_is_answered_with_where_it_is(worker, home):
    answer = sent(worker, home, bank="农村信用社")
    assert answer.json()["answer"] == reverse("households:entry", args=[home.pk])


def test_what_was_refused_says_field_and_reason(worker, home):
    answer = sent(worker, home, phone="12")
    assert answer.status_code == 422
    assert [[name, label] for name, label, _sentence in answer.json()["said"]] == [["phone", "联系电话"]]


def test_an_ended_session_is_told_and_nothing_is_redirected(client, home):
    answer = client.post(reverse("households:step", args=[home.pk, "contact"]), {}, headers=QUEUE)
    assert answer.status_code == 401


def test_a_receipt_answers_only_its_sender(worker, home, people, as_person):
    key = str(fresh())
    assert sent(worker, home, bank="农村信用社", sending=key).status_code == 200
    other = as_person(people.county_officer)
    assert sent(other, home, bank="建设银行", sending=key).status_code == 200
    home.refresh_from_db()
    assert home.bank == "建设银行"


def test_other_words_under_an_old_key_are_taken_in(worker, home):
    """A page that was taken up again brings along the key under which its earlier words were sent."""
    key = str(fresh())
    for bank in ("农村信用社", "农村信用社", "建设银行"):
        assert sent(worker, home, bank=bank, sending=key).status_code == 200
    home.refresh_from_db()
    assert home.bank == "建设银行"


def test_no_full_number_is_carried(worker, home):
    member = home.members.first()
    carried = worker.get(reverse("households:pocket")).content.decode()
    assert "199****1111" in carried
    assert "19900001111" not in carried
    assert member.identity_number not in carried
    assert f"{member.identity_number[:6]}********{member.identity_number[-4:]}" in carried


def test_the_pocket_asks_as_often_for_ten_households_as_for_one(worker, home, small_county, django_assert_num_queries):
    for number in range(2, 12):
        small.household(small_county.gaolinwan, number)
    with django_assert_num_queries(9):  # session, person, households, members, records, what is begun, missed, day in hand, years
        found = worker.get(reverse("households:pocket")).json()
    assert len(found["households"]) == 11


def test_the_pocket_knows_what_is_still_to_be_filled_in(worker, home):
    Begun.objects.create(household=home, steps_left=["family"])
    found = worker.get(reverse("households:pocket")).json()["households"][0]
    assert found["left"] == ["family"]
    assert found["explain"] is False


def test_the_pocket_presumes_what_the_site_would(worker, home, small_county):
    cadre = Cadre.objects.create(area=small_county.gaolinwan, name="线平安", sex="male", unit="县农牧局")
    Pairing.objects.create(household=home, cadre=cadre, since=datetime.date(2015, 1, 8))
    alone = small.household(small_county.gaolinwan, 2)
    Member.objects.filter(household=alone).delete()
    found = {each["key"]: each["presumed"] for each in worker.get(reverse("households:pocket")).json()["households"]}
    for each, kind, name in ((home, "visits", "visit-step"), (home, "members", "member-step"), (alone, "members", "member-step")):
        form = Paper(worker, reverse(f"households:{name}", args=[each.pk, fresh(), kind[:-1].replace("member", "who")])).form
        told = {field: form[field].value() for field in found[each.pk][kind] if field in form.fields}
        assert told and told == {field: found[each.pk][kind][field] for field in told}
    assert found[home.pk]["visits"] == {"cadre": cadre.pk}
    assert found[home.pk]["members"]["ethnicity"] == home.members.first().ethnicity
    assert found[alone.pk]["members"]["relation"] == "01"


def test_numbers_not_typed_over_stay_as_they_are(worker, home):
    base = json.dumps({"bank": "农业银行", "account": "", "phone": fingerprint("19900001111")})
    assert sent(worker, home, bank="农村信用社", phone="", untouched="phone", base=base).status_code == 200
    home.refresh_from_db()
    assert (home.bank, home.phone) == ("农村信用社", "19900001111")


def test_untouched_keeps_numbers_only(worker, home):
    sent(worker, home, bank="", untouched="bank,phone")
    home.refresh_from_db()
    assert home.bank == ""


def test_a_number_changed_meanwhile_is_contested_though_the_phone_never_knew_it(worker, home):
    base = json.dumps({"bank": "农业银行", "phone": fingerprint("19900001111")})
    home.phone = "19900003333"
    home.save()
    answer = sent(worker, home, phone="19900002222", base=base)
    assert answer.status_code == 422
    assert answer.json()["contested"] == ["phone"]


def test_what_was_written_on_a_blank_screen_meets_what_was_filled_in_meanwhile(worker, home):
    """The phone saw no record: what stands there by now is put before the person, and what is blank there is taken."""
    answer = sent(worker, home, bank="农村信用社", phone="", base="{}")
    assert (answer.status_code, answer.json()["contested"]) == (422, ["bank"])
    home.refresh_from_db()
    assert (home.bank, home.phone) == ("农业银行", "19900001111")
    Household.objects.filter(pk=home.pk).update(bank="")
    assert sent(worker, home, bank="农村信用社", phone="", base="{}").status_code == 200
    home.refresh_from_db()
    assert (home.bank, home.phone) == ("农村信用社", "19900001111")


def test_screens_without_a_record_hold_nobodys_words(worker, home, small_county):
    for part, step in (("household", "contact"), ("member", "who"), ("year", "income")):
        page = worker.get(reverse("households:blank-step", args=[part, step])).content.decode()
        assert home.members.first().name not in page
        assert "19900001111" not in page
    groups = worker.get(reverse("households:blank-step", args=["household", "cause"])).content.decode()
    assert groups.count("<option") > 20


def test_a_screen_that_is_not_there(worker):
    assert worker.get(reverse("households:blank-step", args=["member", "nowhere"])).status_code == 404
    assert worker.get(reverse("households:blank-step", args=["nobody", "who"])).status_code == 404


def test_a_queue_is_told_what_stands_there_now_and_no_full_number(worker, home):
    paper = Paper(worker, reverse("households:step", args=[home.pk, "contact"]))
    answer = worker.post(paper.address, {"go": "hub", **paper.typed(phone="19900004444", why="换了手机")}, headers=QUEUE).json()
    assert answer["base"]["bank"] == home.bank
    assert answer["base"]["phone"] == fingerprint("19900004444") and "19900004444" not in str(answer)


def test_a_refusal_is_a_sentence_and_no_page(worker, home, small_county):
    address = reverse("households:step", args=[home.pk, "contact"])
    home.village = small_county.fengtai
    home.save()
    gone = worker.post(address, {"go": "hub"}, headers=QUEUE)
    assert (gone.status_code, gone.json()["said"][0][2]) == (404, "没有这一户，或者它不在您的地区。")


def test_no_later_page_begins_a_household(worker):
    """The first page was refused, or is still on its way: what follows it has nothing to belong to, and is not lost."""
    key = fresh()
    answer = worker.post(reverse("households:step", args=[key, "contact"]), {"go": "hub", "number": "62"}, headers=QUEUE)
    assert (answer.status_code, answer.json()["said"][0][2]) == (
        404,
        "要先有“住哪里、为什么贫困”：那一页保存以后，再保存这一页。",
    )
    assert not Begun.objects.filter(key=key).exists()


@pytest.mark.parametrize(
    ("address", "step", "first"),
    [("member-step", "security", "这是谁"), ("year-step", "land", "收入和支出"), ("measure-step", "carrying", "安排什么")],
)
def test_no_later_page_begins_a_record_of_a_household(worker, home, address, step, first):
    home.year_records.all().delete()
    which = 2015 if address == "year-step" else fresh()
    before = home.members.count()
    answer = worker.post(reverse(f"households:{address}", args=[home.pk, which, step]), {"go": "hub"}, headers=QUEUE)
    assert (answer.status_code, answer.json()["said"][0][2]) == (404, f"要先有“{first}”：那一页保存以后，再保存这一页。")
    assert (home.members.count(), home.year_records.count(), home.measures.count()) == (before, 0, 0)


def test_what_a_phone_sent_is_confirmed_by_name(worker, home):
    head = home.members.first()
    head.name = "马海"
    head.save()
    sent(worker, home, bank="农村信用社")
    assert "已保存“马海 · 联系方式和银行账号”。" in worker.get(reverse("pages:outbox")).content.decode()


def test_a_number_left_blank_stays_the_one_the_site_gave(worker, home):
    number = home.number
    assert sent(worker, home, number="").status_code == 200
    home.refresh_from_db()
    assert home.number == number


def test_words_entered_by_one_person_are_not_taken_from_another(worker, home, people):
    address = reverse("households:step", args=[home.pk, "contact"])
    other = QUEUE | {"X-Kangle-Person": str(people.county_officer.pk)}
    answer = worker.post(address, {"go": "hub", "bank": "农村信用社"}, headers=other)
    assert answer.status_code == 409
    assert "杨文斌" in answer.json()["said"][0][2] and "本人登录" in answer.json()["said"][0][2]
    home.refresh_from_db()
    assert home.bank == "农业银行"


def test_the_sender_is_taken_at_his_word(worker, home, people):
    paper = Paper(worker, reverse("households:step", args=[home.pk, "contact"]))
    own = QUEUE | {"X-Kangle-Person": str(people.village_worker.pk)}
    typed = paper.typed(bank="农村信用社", why="核查后更正")
    assert worker.post(paper.address, {"go": "hub", **typed}, headers=own).status_code == 200


def test_who_must_choose_a_password_first_sends_nothing(worker, home, people):
    people.village_worker.must_change_password = True
    people.village_worker.save()
    answer = worker.post(reverse("households:step", args=[home.pk, "contact"]), {"go": "hub"}, headers=QUEUE)
    assert answer.status_code == 401


def test_who_may_no_longer_enter_is_told_so(as_person, people, home):
    refused = as_person(people.inspector).post(
        reverse("households:step", args=[home.pk, "contact"]), {"go": "hub"}, headers=QUEUE
    )
    assert refused.status_code == 403 and "督查员" in refused.json()["said"][0][2]
