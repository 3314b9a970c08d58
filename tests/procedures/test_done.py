"""What the items of a method tell of the levels above the village: what was done, when, by whom."""

import pytest
from django.urls import reverse

from kangle.procedures.actions import take
from kangle.procedures.codes import Act, State
from kangle.procedures.models import Case
from kangle.programme.models import Period
from tests import county as small
from tests.procedures.walking import ago, hung, opened, ready, review_jointly, walk

pytestmark = pytest.mark.django_db


def told(case, client):
    """{text of an item: (its word, what was said, by whom)} of the case's page."""
    page = client.get(reverse("procedures:case", args=[case.pk]))
    rows = [row for _group, rows in page.context["groups"] for row in rows]
    return {item.text: done and (str(done.word), done.said, done.who) for item, _answer, asked, done in rows if not asked}


def test_a_step_that_was_taken_says_by_whom_and_when(home, people, as_person):
    case = walk(ready(home, "removal", people), people, State.TOWNSHIP)
    client = as_person(people.inspector)
    notice = ("已公示满", f"村务公开栏 {ago(10)} – {ago(4)}", "杨文斌")
    later = {"部门比对房产、车辆、工商、财政供养信息": None, "县级审定": None, "县级公告": None}
    assert told(case, client) == {"村内公示": notice, "乡镇审核": ("待办", "", ""), **later}
    take(case, act=Act.PASSED, by=people.township_officer, reason="走访属实")
    found = told(case, client)
    assert found["乡镇审核"] == ("已办", "走访属实", f"王秀兰 {ago(0)}")
    assert found["部门比对房产、车辆、工商、财政供养信息"][0] == "0 / 4 个部门已通过"
    review_jointly(Case.objects.get(pk=case.pk), people)
    found = told(case, client)
    assert found["部门比对房产、车辆、工商、财政供养信息"] == ("已办", "4 个部门都已通过", str(ago(0)))
    assert found["县级审定"] == ("待办", "", "")
    take(case, act=Act.DECIDED, by=people.county_officer)
    assert told(case, client)["县级审定"] == ("已办", "", f"马志明 {ago(0)}")


def test_what_came_back_is_told_as_sent_back_and_is_open_again_later(home, people, as_person):
    case = walk(ready(home, "removal", people), people, State.TOWNSHIP)
    client = as_person(people.inspector)
    take(case, act=Act.RETURNED, by=people.township_officer, reason="缺签字")
    assert told(case, client)["乡镇审核"] == ("退回", "缺签字", f"王秀兰 {ago(0)}")
    take(case, act=Act.SUBMITTED, by=people.village_worker)
    assert told(case, client)["乡镇审核"] == ("待办", "", "")


def test_a_notice_that_is_lacking_is_missed_where_the_case_lies(home, people, as_person):
    case = opened(home, "removal", people.village_worker)
    client = as_person(people.inspector)
    assert told(case, client)["村内公示"] == ("未公示", "", "")
    hung(case, people.village_worker, starts_on=ago(2))
    assert told(case, client)["村内公示"][0] == "公示中"


def test_the_countys_notice_is_owed_until_it_is_put_up_and_by_nobody_else(home, people, small_county, as_person):
    other = small.household(small_county.gaolinwan, 8)
    case, beside = (walk(ready(each, "removal", people), people, State.DECIDED) for each in (home, other))
    page = reverse("procedures:case", args=[case.pk])
    queue, owed = reverse("procedures:queue"), reverse("procedures:list") + "?announcement=owed"
    village = reverse("pages:village-at-work", args=[small_county.gaolinwan.short_code])
    officer, township = people.county_officer, people.township_officer

    def got(person, address):
        return as_person(person).get(address)

    def tasks(person):
        return [task.url for task in got(person, village).context["tasks"] if "县级公告" in task.what]

    assert got(officer, queue).context["owed"] == 2 and got(township, queue).context["owed"] == 0
    assert {row.pk for row in got(officer, owed).context["table"].queryset} == {case.pk, beside.pk}
    assert page in tasks(officer) and not tasks(township)
    assert "还没有张贴县级公告" in got(township, page).content.decode()
    assert [each.pk for each in got(officer, page).context["notice_form"].others] == [beside.pk]  # one sheet for both
    hung([case, beside], people.county_officer, starts_on=ago(0))
    assert got(officer, queue).context["owed"] == 0 and not tasks(officer)
    assert "还没有张贴县级公告" not in got(township, page).content.decode()


def test_what_the_county_hangs_is_an_announcement_on_every_page(home, people, as_person):
    case = ready(home, "removal", people)
    page, client = reverse("procedures:case", args=[case.pk]), as_person(people.village_worker)
    assert "张贴公示：7 天（自然日）" in client.get(page).content.decode()
    walk(case, people, State.DECIDED)
    client = as_person(people.county_officer)
    form = client.get(page).content.decode().split("<summary>张贴公告：7 天（自然日）</summary>")[1].split("</details>")[0]
    assert "公告起" in form and "公示" not in form
    sent = {"do": "notice", "place": "政务公开栏", "starts_on": ago(0)}
    assert "已张贴公告，到" in client.post(page, sent, follow=True).content.decode()
    notice = case.notices.get(level="county")
    paper = client.get(reverse("procedures:notice", args=[notice.pk])).content.decode()
    paper = paper.split('<article class="card proclaimed">')[1].split("</article>")[0]
    assert "清退公告" in paper and "予以公告" in paper and "公示" not in paper
    assert told(case, client)["县级公告"][0] == "公告中"


def test_a_closed_year_and_a_method_without_it_owe_no_notice(home, people, small_county, as_person):
    case = walk(ready(home, "removal", people), people, State.DECIDED)
    Period.objects.filter(pk=small_county.period.pk).update(state="closed")
    assert not Case.objects.to_announce(people.county_officer).exists()
    Period.objects.filter(pk=small_county.period.pk).update(state="open")
    case.method.groups.get(items__text="县级公告").items.filter(text="县级公告").delete()
    assert not Case.objects.to_announce(people.county_officer).exists()
    assert as_person(people.county_officer).get(reverse("procedures:case", args=[case.pk])).context["owed"] is None
