"""What the queue marks, and what it offers again of a batch that was refused."""

import re

import pytest
from django.urls import reverse

from households.models import Doubt
from kangle.procedures.actions import take
from kangle.procedures.codes import Act, State
from kangle.procedures.models import Case
from tests import county as small
from tests.procedures.test_pages import QUEUE, send, states, three  # noqa: F401 - a fixture among them
from tests.procedures.walking import ago, hung, opened
from tests.villages.test_cases import opened as opened_for_village

pytestmark = pytest.mark.django_db


def ticked(page):
    return {int(key) for key in re.findall(r'name="case" value="(\d+)\.\d+" form="batch" checked', page)}


def reason_field(page):
    return re.search(r'<input id="batch-reason"[^>]*>', page).group()


def test_what_is_late_says_so_beside_its_limit(three, people, as_person):  # noqa: F811
    Case.objects.filter(pk=three[1].pk).update(due_on=ago(2))
    Case.objects.filter(pk=three[0].pk).update(due_on=ago(0))  # still in time on its last day
    client = as_person(people.township_officer)
    for address in (QUEUE, reverse("procedures:list")):
        page = client.get(address).content.decode()
        assert re.findall(r'([\d-]{10})<br><span class="badge poor"><i aria-hidden="true">✕</i>([^<]+)<', page) == [
            (f"{ago(2)}", "超期 2 天")
        ]


def test_a_return_without_a_reason_stands_as_it_was_sent_with_the_cursor_in_what_it_lacks(three, people, as_person):  # noqa: F811
    client = as_person(people.township_officer)
    page = send(client, three[:2], "returned")
    assert ticked(page) == {case.pk for case in three[:2]}
    assert 'aria-invalid="true"' in reason_field(page) and "autofocus" in reason_field(page)
    assert "请在这里写明原因" in page
    assert "data-bound" in page  # the phone's draft of it would say the same again
    again = client.get(QUEUE).content.decode()
    assert not ticked(again) and "autofocus" not in reason_field(again) and "data-bound" not in again


def test_of_a_batch_done_in_part_the_rest_is_offered_again_with_its_words(three, people, as_person):  # noqa: F811
    page = send(as_person(people.township_officer), three, "passed", reason="属实<>")
    assert states(three) == ["departments", "departments", "township"]
    assert ticked(page) == {three[2].pk}
    assert 'value="属实&lt;&gt;"' in reason_field(page) and "autofocus" not in reason_field(page)  # no reason lifts an objection


def test_what_moved_meanwhile_is_not_ticked_again(three, people, as_person):  # noqa: F811
    take(three[0], act=Act.RETURNED, by=people.township_officer, reason="缺签字")
    take(three[0], act=Act.SUBMITTED, by=people.village_worker)
    assert not ticked(send(as_person(people.township_officer), three[:1], "passed"))


def test_words_written_before_a_box_was_ticked_stay(three, people, as_person):  # noqa: F811
    page = send(as_person(people.township_officer), [], "returned", reason="统一补签字")
    assert 'value="统一补签字"' in reason_field(page)


def test_the_label_says_when_a_reason_is_asked(three, people, as_person):  # noqa: F811
    assert "与记录不一致的，往前办也须写明" in as_person(people.township_officer).get(QUEUE).content.decode()
    take(three[0], act=Act.RETURNED, by=people.township_officer, reason="缺签字")
    assert "（与记录不一致的，须写明理由" in as_person(people.village_worker).get(QUEUE).content.decode()


def test_a_village_leaves_the_list_where_a_household_leaves_poverty(small_county, people, as_person):
    village = small_county.gaolinwan
    village.events.create(kind="identified", on="2014-06-01")
    case = opened_for_village(village, "exit-village", people)
    assert str(case) == "贫困村退出 · 高林湾村"
    client = as_person(people.village_worker)
    queue = client.get(QUEUE).content.decode()
    assert ">贫困村退出</td>" in queue and ">脱贫</td>" not in queue
    notice = hung(case, people.village_worker)
    page = client.get(reverse("procedures:notice", args=[notice.pk])).content.decode()
    assert "高林湾村贫困村退出公示" in page and "“贫困村退出”的村予以公示" in page
    assert "贫困村退出" in client.get(reverse("procedures:notices")).content.decode()
    at_work = client.get(reverse("pages:village-at-work", args=[village.short_code])).content.decode()
    assert "贫困村退出还没有送审" in at_work and ">贫困村退出</a>" in at_work


def test_a_notice_lists_households_or_villages_not_both(small_county, people, as_person):
    village = small_county.gaolinwan
    village.events.create(kind="identified", on="2014-06-01")
    home = small.household(village, 1)
    cases = [opened_for_village(village, "exit-village", people), opened(home, "exit-household", people.village_worker)]
    client = as_person(people.village_worker)
    address = reverse("procedures:case", args=[cases[0].pk])
    assert list(client.get(address).context["notice_form"].others) == []
    posted = {"do": "notice", "place": "村口", "starts_on": ago(0), "with": [cases[1].pk]}
    assert "一张公示只能列同一乡镇" in client.post(address, posted, follow=True).content.decode()
    assert not cases[0].notices.exists()


def test_a_household_proposed_is_named_by_its_head_else_by_where_it_lives(small_county, people, as_person):
    village = small_county.gaolinwan
    home = village.poor_households.create(number="6229221002000991", kind="general", main_cause="skill", address="下川社12号")
    case = opened(home, "9771", people.village_worker)
    assert case.title == "下川社12号 6229221002000991"
    client = as_person(people.village_worker)
    at_work = reverse("pages:village-at-work", args=[village.short_code])
    assert "新识别 · 下川社12号" in client.get(at_work).content.decode()
    small.member(home, 1, name="马新")
    assert "新识别 · 马新" in client.get(at_work).content.decode()
    assert case.state == State.VILLAGE


def test_an_empty_queue_tells_only_who_opens_cases_how_they_are_opened(people, as_person):
    def told(person):
        return as_person(person).get(QUEUE).content.decode()

    assert "在农户卡片上可以立件" in told(people.village_worker)
    for person, words in ((people.township_officer, "没有等您办理的办件；"), (people.inspector, "您的角色只查阅")):
        page = told(person)
        assert words in page and "立件；" not in page and "可以立件" not in page


def test_a_villages_page_says_how_many_of_its_households_have_cases_under_way(three, people, as_person, small_county):  # noqa: F811
    client = as_person(people.village_worker)
    page = client.get(reverse("pages:village-at-work", args=[small_county.gaolinwan.short_code]))
    number, address = page.context["cases"]["of_homes"]
    assert number == Case.objects.filter(area=small_county.gaolinwan).pending().count() > 0
    assert f"农户的办件：{number} 件在办" in page.content.decode()
    assert client.get(address).context["total"] == number


def test_more_conditions_are_offered_where_there_are_some(people, as_person):
    client = as_person(people.county_officer)
    assert "更多条件" in client.get(QUEUE).content.decode()
    assert "更多条件" not in client.get(reverse("pages:my-village")).content.decode()  # it asks for a name alone


def test_a_remark_for_several_answers_no_doubt_of_one(three, people, as_person):  # noqa: F811
    with_doubt = three[1]
    home = with_doubt.of_household.household
    rule = {"rule": "household.no-helper", "severity": "explain", "values": {}, "subject": f"household:{home.pk}:"}
    Doubt.objects.create(household=home, village=home.village, **rule)
    client = as_person(people.township_officer)
    page = client.get(QUEUE).content.decode()
    assert re.findall(r'<a href="([^"]+#doubts)">1</a>', page) == [f"{reverse('procedures:case', args=[with_doubt.pk])}#doubts"]
    page = send(client, three[:2], "passed", reason="同意")
    assert states(three[:2]) == ["departments", "township"]
    assert "已对 1 件办理" in page and f"{with_doubt}：没有办成，原样未动。还有没有说明的疑点" in page
    take(with_doubt, act=Act.PASSED, by=people.township_officer, reason="干部正在调整，已另行安排")
    assert states([with_doubt]) == ["departments"]


def test_a_case_with_a_doubt_may_be_returned_with_others(three, people, as_person):  # noqa: F811
    home = three[0].of_household.household
    rule = {"rule": "household.no-helper", "severity": "explain", "values": {}, "subject": f"household:{home.pk}:"}
    Doubt.objects.create(household=home, village=home.village, **rule)
    send(as_person(people.township_officer), three[:2], "returned", reason="缺签字")
    assert states(three[:2]) == ["returned", "returned"]
