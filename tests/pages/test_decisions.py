"""What needs a decision: every number of the overview is the number of rows its link opens, on the same day."""

import datetime
import html as markup
import re

import pytest
from django.core.cache import cache
from django.utils import timezone

from kangle.accounts.roles import Role
from kangle.assignments.models import Assignment
from kangle.bulletins.actions import send_back
from kangle.bulletins.models import Bulletin
from kangle.procedures.models import Case
from kangle.programme.models import Period
from kangle.scorecard.actions import recompute
from kangle.supervision.models import Finding, Interview
from tests import county as small
from tests.facts import facts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cold():
    cache.clear()


@pytest.fixture
def waiting(small_county):
    """Two of everything that waits, at two townships, of this year and of the next, beside what does not wait."""
    today = timezone.localdate()
    for village in (small_county.gaolinwan, small_county.fengtai):
        made = facts(village)
        small.household(village, 50, persons=3)  # poor, nobody answers for it
        made.notice.ends_on = today + datetime.timedelta(days=6)
        made.notice.save()
        Case.objects.create(
            method=made.case.method, area=village, kind="exit", title=f"待审定{village.short_name}", state="county",
            reason="收入达标", opened_on=today, opened_by="经办", effective_on=today, arrived_on=today, turn=3,
        )  # fmt: skip
    rectified = Finding.objects.get(area=small_county.fengtai)
    rectified.pk = None
    rectified.rectified_on = rectified.due_on
    rectified.save()
    Interview.objects.filter(area=small_county.fengtai).update(held_on=datetime.date(2015, 5, 1))
    recompute(small_county.county, year=2015, as_of=datetime.date(2015, 12, 31))
    return small_county


@pytest.fixture
def assigned(waiting, people):
    """Beside the two overdue ones of tests.facts: one overdue that the county's officer holds, and one answered."""
    first = Assignment.objects.first()
    for holder, state in ((people.county_officer, "given"), (people.inspector, "done")):
        first.pk, first.holder, first.state, first.giver = None, holder, state, people.county_officer
        first.save()


def chips(page):
    """[(number, address, text)] of every link of the overview's decisions."""
    card = page.split('<ul class="lights">')[1].split("</ul>")[0]
    links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', card)
    return [(int(re.search(r"(\d+)\D*$", text)[1]), markup.unescape(url), text) for url, text in links]


def rows_of(client, url):
    page = client.get(url).content.decode()
    found = re.search(r"共 ([\d,]+) 条", page)
    return int(found[1].replace(",", ""))


def test_every_chip_opens_exactly_its_rows(people, waiting, assigned, as_person):
    client = as_person(people.county_officer)
    found = chips(client.get("/").content.decode())
    assert {text: number for number, _url, text in found} == {
        "逾期未整改问题 2 个": 2, "附城镇 1": 1, "苏集镇 1": 1, "逾期未完项目 2 个": 2, "待约谈 1 人": 1,
        "等县级审定的办件 2 件": 2, "待县级公告 2 件": 2, "七天（自然日）内到期的公示 2 个": 2, "未脱贫又无责任人的户 2 户": 2,
        "交给我办的 1 件": 1, "交办逾期未答复 3 件": 3, "交办已答复待认可 1 件": 1,
        "退回修改的通报 0 份": 0,
    }  # fmt: skip
    assert [(text, rows_of(client, url)) for _number, url, text in found] == [(text, number) for number, _url, text in found]


def test_it_holds_when_the_next_year_was_opened_and_the_last_one_is_read(people, waiting, as_person):
    Period.objects.create(area=waiting.county, year=2016)
    client = as_person(people.county_officer)
    for address in ("/?period=2015", "/?period=2015&as_of=2015-12-31"):
        found = chips(client.get(address).content.decode())
        assert len(found) == 13
        for number, url, text in found:
            assert rows_of(client, url) == number, text


def test_who_sees_more_than_the_county_is_led_to_its_rows_alone(waiting, as_person):
    """The province's reader opens the county: the numbers and the lists are the county's."""
    prefecture = small.person("province", "省里的人", Role.OFFICIAL, waiting.prefecture)
    other = small.area("622923", "永靖县", "county")
    Finding.objects.create(
        area=other, item="funds", content="外县", found_on=datetime.date(2015, 6, 1), due_on=datetime.date(2015, 7, 1)
    )
    client = as_person(prefecture)
    found = chips(client.get(f"/?area={waiting.county.code}").content.decode())
    assert found[0][0] == 2
    assert all(rows_of(client, url) == number for number, url, _text in found)


def test_a_bulletin_waits_for_who_signs_and_comes_back_to_who_drafts(people, waiting, as_person):
    leader = small.person("lingdao", "马建国", Role.OFFICIAL, waiting.county)
    told = {"area": waiting.county, "year": 2015, "as_of": datetime.date(2015, 7, 31), "basis": "{}"}
    for state in ("draft", "returned"):  # two of tests.facts wait for a signature
        Bulletin.objects.create(title=f"通报{state}", state=state, **told)
    for person, waits, not_his in (
        (leader, ("等签发的通报 2 份", 2), "退回修改的通报"),
        (people.inspector, ("退回修改的通报 1 份", 1), "等签发的通报"),
        (people.county_officer, ("退回修改的通报 1 份", 1), "等签发的通报"),
    ):
        client = as_person(person)
        page = client.get("/").content.decode()
        assert [(text, rows_of(client, url)) for _number, url, text in chips(page) if "通报" in text] == [waits]
        assert not_his not in page
    made = Bulletin.objects.filter(state="submitted").first()
    send_back(made, by=leader, reason="写得太略")
    assert "退回修改的通报 2 份" in as_person(people.inspector).get("/").content.decode()  # a kept page is not shown again


def test_nothing_waits_where_nothing_is(people, small_county, as_person):
    small.household(small_county.gaolinwan, 1, exited_on=datetime.date(2015, 11, 20))
    recompute(small_county.county, year=2015, as_of=datetime.date(2015, 12, 31))
    page = as_person(people.county_officer).get("/").content.decode()
    assert {number for number, _url, _text in chips(page)} == {0}
    assert '<li class="poor">' not in page
