"""The queue, the batch, a case's page and a notice, as people use them."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from households.models import Household
from kangle.accounts.roles import Role
from kangle.audit.models import Entry
from kangle.procedures.actions import take
from kangle.procedures.codes import Act, State
from kangle.procedures.departments import left_of
from kangle.procedures.models import Case, Notice, Objection
from kangle.procedures.readiness import items_of
from tests import county as small
from tests.access.test_english import left_in_chinese, recorded
from tests.procedures.walking import ago, answered, hung, method, of_department, opened, ready, walk

pytestmark = pytest.mark.django_db
QUEUE = "/cases/queue/"


@pytest.fixture
def three(small_county, people):
    """Three removals before the township, the last one disputed."""
    homes = [small.household(small_county.gaolinwan, number, persons=1) for number in (11, 12, 13)]
    cases = [walk(ready(home, "removal", people), people, State.TOWNSHIP) for home in homes]
    Objection.objects.create(
        notice=cases[2].notices.get(), case=cases[2], who="村民", content="不实", on=ago(8), by_name="杨文斌"
    )
    return cases


def boxes(page):
    return re.findall(r'name="case" value="(\d+)\.(\d+)"', page)


def send(client, cases, act, **more):
    chosen = [f"{case.pk}.{case.turn}" for case in cases]
    return client.post(QUEUE, {"case": chosen, "act": act, **more}, follow=True).content.decode()


def states(cases):
    return [Case.objects.get(pk=case.pk).state for case in cases]


def test_each_office_finds_its_own_turn(three, people, as_person):
    take(three[0], act=Act.RETURNED, by=people.township_officer, reason="缺签字")
    take(three[1], act=Act.PASSED, by=people.township_officer)
    found = {
        name: sorted(int(pk) for pk, _turn in boxes(as_person(person).get(QUEUE).content.decode()))
        for name, person in vars(people).items()
    }
    assert found == {
        "village_worker": [three[0].pk],
        "department": [three[1].pk],
        "township_officer": [three[2].pk],
        "county_officer": [],
        "second_officer": [],
        "other_worker": [],
        "inspector": [],
    }


def test_the_nearest_limit_comes_first_and_filters_narrow(three, people, as_person):
    Case.objects.filter(pk=three[1].pk).update(due_on=ago(2))
    client = as_person(people.township_officer)
    page = client.get(QUEUE).content.decode()
    assert int(boxes(page)[0][0]) == three[1].pk
    assert [int(pk) for pk, _turn in boxes(client.get(QUEUE, {"objection": "yes"}).content.decode())] == [three[2].pk]
    assert not boxes(client.get(QUEUE, {"kind": "exit"}).content.decode())


def test_a_batch_does_what_it_can_and_says_for_each_why_not(three, people, as_person):
    page = send(as_person(people.township_officer), three, "passed")
    assert states(three) == ["departments", "departments", "township"]
    assert "已对 2 件办理“通过”" in page
    assert re.search(r"马一 \d+：没有办成，原样未动。公示异议还没有办结", page)
    assert three[2].steps.count() == 2


def test_a_batch_returns_with_one_reason_and_not_without(three, people, as_person):
    client = as_person(people.township_officer)
    page = send(client, three, "returned")
    assert page.count("“退回”须写明原因") == 1 and all(str(case) in page for case in three)
    assert re.search(r"3 件（清退 · 马一 \d+、[^）]+）：没有办成，原样未动。", page)
    assert states(three) == ["township"] * 3
    send(client, three, "returned", reason="统一补签字")
    assert states(three) == ["returned"] * 3
    assert {case.steps.last().reason for case in three} == {"统一补签字"}


def test_a_batch_leaves_alone_what_moved_since_the_page_was_read_and_what_lies_elsewhere(three, people, as_person, small_county):
    take(three[0], act=Act.RETURNED, by=people.township_officer, reason="缺签字")
    take(three[0], act=Act.SUBMITTED, by=people.village_worker)
    assert "没有生效" in send(as_person(people.township_officer), three[:1], "passed")
    far = small.household(small_county.fengtai, 1)
    other = opened(far, "removal", people.other_worker)
    page = send(as_person(people.village_worker), [other], "submitted")
    assert "还没有选中办件" in page
    assert states([other]) == ["village"]


@pytest.mark.parametrize("values", [["x"], ["1.y"], ["999999999999999999999.1"], []])
def test_a_batch_of_nonsense_is_answered_with_a_sentence(values, people, as_person):
    answer = as_person(people.township_officer).post(QUEUE, {"case": values, "act": "passed"}, follow=True)
    assert "还没有选中办件" in answer.content.decode()


def test_who_only_reads_is_offered_nothing_and_refused(three, people, as_person):
    client = as_person(people.inspector)
    assert 'id="batch"' not in client.get(QUEUE).content.decode()
    assert "您的角色不能这样办理" in send(client, three, "passed")


def said_at(name, page):
    """What stands beside a field of a page's form, from the field on."""
    return re.search(rf'name="{name}".*?</div>', page, re.S)[0]


def path(case):
    return reverse("procedures:case", args=[case.pk])


def test_a_case_is_walked_from_its_page_alone(home, people, as_person):
    case = opened(home, "removal", people.village_worker)
    village = as_person(people.village_worker)
    page = village.get(path(case)).content.decode()
    answers = dict.fromkeys(re.findall(r'name="(item-\d+)" value="yes"', page), "yes")
    assert len(answers) == 4
    village.post(path(case), {"do": "answers", **answers, **{f"{name}-note": "有记录" for name in answers}})
    said = village.post(path(case), {"do": "notice", "place": "村口", "starts_on": ago(10)}, follow=True).content.decode()
    assert "请在“补登原因”里写明" in said and not case.notices.exists()
    posted = {"do": "notice", "place": "村口", "starts_on": ago(10), "late_reason": "山上没有网络"}
    said = village.post(path(case), posted, follow=True).content.decode()
    assert "山上没有网络" in said and Entry.objects.filter(reason="山上没有网络").exists()
    assert f"已张贴公示，到 {ago(4)} 为止" in said
    assert f"{ago(0)} 补登" in said  # that it hung before it was on record stays to be seen
    village.post(path(case), {"do": "object", "who": "村民", "content": "不实", "on": ago(6)})
    said = village.post(path(case), {"do": "act", "act": "submitted", "seen": 1}, follow=True).content.decode()
    assert "公示异议还没有办结" in said
    township = as_person(people.township_officer)
    objection = case.objections.get()
    township.post(path(case), {"do": "settle", "objection": objection.pk, "upheld": "no", "outcome": "查无实据"})
    as_person(people.village_worker).post(path(case), {"do": "act", "act": "submitted", "seen": 1})
    as_person(people.township_officer).post(path(case), {"do": "act", "act": "passed", "seen": 2})
    for name in left_of(case, items_of(case.method)):
        as_person(of_department(people, name)).post(path(case), {"do": "act", "act": "passed", "seen": 3})
    decided = {"do": "act", "act": "decided", "seen": 7, "effective_on": "2015-12-30"}
    county = as_person(people.county_officer)
    # Neither is a day taken as it was proposed, nor anything decided in advance.
    for day, sentence in (("", "“生效日期”没有填"), (ago(-30), "还没有到：请核对日期")):
        refused = county.post(path(case), {**decided, "effective_on": day})
        assert refused.status_code == 422 and sentence in refused.text
    assert not home.events.filter(kind="removed").exists()
    county.post(path(case), decided)
    assert str(home.events.get(kind="removed").on) == "2015-12-30"


def test_paper_has_the_answers_in_place_of_the_boxes_they_are_given_in(home, people, as_person):
    village = as_person(people.village_worker)
    case = opened(home, "removal", people.village_worker)
    page = village.get(path(case)).content.decode()
    names = re.findall(r'name="(item-\d+)" value="yes"', page)
    village.post(path(case), {"do": "answers", names[0]: "yes", f"{names[0]}-note": "村民评议记录在案"})
    page = village.get(path(case)).content.decode()
    told = [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in re.findall(r'class="on-paper">(.*?)</span>', page)]
    assert told.count("—") == len(names) - 1 and any(each.startswith("村民评议记录在案 ") for each in told)
    assert page.count('<fieldset class="no-print">') == len(names) and "<fieldset>" not in page


def test_the_page_offers_each_reader_what_he_may_do(home, people, as_person):
    case = walk(ready(home, "removal", people), people, State.TOWNSHIP)
    offered = {}
    for name, person in vars(people).items():
        answer = as_person(person).get(path(case))
        found = re.findall(r'name="act" value="(\w+)"', answer.content.decode())
        offered[name] = found if answer.status_code == 200 else answer.status_code
    assert offered == {
        "village_worker": ["withdrawn"],
        "township_officer": ["passed", "returned", "refused"],
        "department": [],
        "county_officer": ["withdrawn"],
        "second_officer": ["withdrawn"],
        "inspector": [],
        "other_worker": 404,
    }


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"do": "erase"},
        {"do": "act", "act": "nonsense"},
        {"do": "notice"},
        {"do": "amend", "reason": "改", "effective_on": "9999-12-31"},
        {"do": "settle", "objection": "7", "upheld": "yes"},
    ],
)
def test_what_cannot_be_understood_is_answered_with_a_sentence(posted, home, people, as_person):
    case = ready(home, "removal", people)
    answer = as_person(people.village_worker).post(path(case), posted, follow=True)
    assert answer.status_code == 422 and re.search('class="error(list)?"', answer.content.decode())
    assert states([case]) == ["village"]


def test_answers_to_what_is_not_asked_are_left_out(home, people, as_person):
    case = opened(home, "removal", people.village_worker)
    other = method("9771").groups.first().items.first()
    posted = {"do": "answers", "condition-999999": "yes", f"item-{other.pk}": "yes", "item-x": "yes"}
    assert as_person(people.village_worker).post(path(case), posted).status_code == 302
    assert not case.answers.exists()


def test_a_notice_prints_whose_cases_it_lists_with_numbers_masked(small_county, people, as_person):
    homes = [small.household(small_county.gaolinwan, number) for number in (21, 22)]
    cases = [opened(home, "removal", people.village_worker) for home in homes]
    client = as_person(people.village_worker)
    form = client.get(path(cases[0])).context["notice_form"]
    assert list(form.others) == [cases[1]]
    client.post(path(cases[0]), {"do": "notice", "place": "村口", "starts_on": ago(0), "telephone": "", "with": [cases[1].pk]})
    page = client.get(reverse("procedures:notice", args=[Notice.objects.get().pk])).content.decode()
    for home in homes:
        number = home.members.get(relation="01").identity_number
        assert number not in page and f"{number[:6]}********{number[-4:]}" in page
    assert "高林湾村清退公示" in page and "还有 7 天" in page and "＿＿＿＿" in page


def test_a_notice_hangs_only_with_a_telephone_that_can_be_called(home, people, as_person):
    case, client = opened(home, "removal", people.village_worker), as_person(people.village_worker)
    posted = {"do": "notice", "place": "村口", "starts_on": ago(0)}
    answer = client.post(path(case), {**posted, "telephone": "问村支书"}, follow=True)
    assert "电话只写数字" in said_at("telephone", answer.content.decode()) and not Notice.objects.exists()
    client.post(path(case), {**posted, "telephone": "0930-4421234"})
    assert Notice.objects.get().telephone == "0930-4421234"


def test_a_township_hangs_one_notice_for_several_villages_and_each_finds_itself(small_county, people, as_person):
    chengnan = small_county.chengnan
    neighbour = small.person("ma.xiulan", "马秀兰", Role.TASK_FORCE, chengnan)
    homes = [
        Household.objects.create(village=v, number=f"62292210{n}", kind="general", main_cause="skill")
        for n, v in enumerate((small_county.gaolinwan, chengnan), 11)
    ]
    cases = []
    for home, worker in zip(homes, (people.village_worker, neighbour), strict=True):
        case = opened(home, "9771", worker)
        answered(case, worker)
        hung(case, worker)
        take(case, act=Act.SUBMITTED, by=worker)
        cases.append(case)
    notice = hung(cases, people.township_officer)
    assert notice.area == small_county.fucheng
    for worker, case in zip((people.village_worker, neighbour), cases, strict=True):
        client = as_person(worker)
        assert notice in Notice.objects.visible_to(worker)
        assert client.get(reverse("procedures:notice", args=[notice.pk])).context["listed"] == [case]
    assert not Notice.objects.visible_to(people.other_worker).exists()


def test_every_stage_speaks_english(three, people, client, small_county):
    take(three[1], act=Act.PASSED, by=people.township_officer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    left = {}
    home = small.household(small_county.gaolinwan, 31)
    mine = opened(home, "removal", people.village_worker)
    hung(mine, people.village_worker, starts_on=ago(2))
    free = small.household(small_county.gaolinwan, 32)
    pages = {
        people.village_worker: [QUEUE, path(mine), reverse("households:open-case", args=[free.pk, "exit"])],
        people.township_officer: [QUEUE, path(three[0]), path(three[2])],
        people.department: [QUEUE, path(three[1])],
    }
    for person, paths in pages.items():
        client.force_login(person, backend="kangle.accounts.backends.PostBackend")
        names = recorded()
        for each in paths:
            if found := left_in_chinese(client.get(each).content.decode(), names):
                left[each] = found
    client.force_login(people.township_officer, backend="kangle.accounts.backends.PostBackend")
    said = send(client, three, "passed")
    assert "not done, left as it was" in said
    assert not left


def test_the_page_leads_to_the_case_that_waits_next(three, people, as_person):
    Case.objects.filter(pk=three[1].pk).update(due_on=ago(2))
    client = as_person(people.township_officer)
    assert client.get(path(three[0])).context["following"] == three[1]
    assert client.get(path(three[1])).context["following"] == three[0]


def test_a_case_page_asks_as_much_for_a_long_history_as_for_a_short_one(home, people, as_person, django_assert_max_num_queries):
    case = ready(home, "removal", people)
    client = as_person(people.village_worker)
    with django_assert_max_num_queries(40) as few:
        client.get(path(case))
    for _ in range(3):
        take(case, act=Act.SUBMITTED, by=people.village_worker)
        take(case, act=Act.RETURNED, by=people.township_officer, reason="再补")
        hung(case, people.village_worker)
    with django_assert_max_num_queries(len(few)):
        client.get(path(case))


REFUSALS = {
    "late_reason": ({"do": "notice", "place": "村口", "starts_on": ago(10)}, "请在“补登原因”里写明", "notice"),
    "place": ({"do": "notice", "place": "", "starts_on": ago(0)}, "“张贴地点”还没有填", "notice"),
    "effective_on": ({"do": "amend", "reason": "改过的理由", "effective_on": ""}, "“生效日期”", "amend"),
    "content": ({"do": "object", "who": "村民马某", "on": ago(9), "content": ""}, "“反映内容”还没有填", "object"),
    "on": ({"do": "object", "who": "村民马某", "on": ago(-3), "content": "不实"}, "反映日期应在公示开始之后", "object"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_is_refused_stands_at_its_form_beside_the_field_with_what_was_typed(name, home, people, as_person):
    posted, sentence, key = REFUSALS[name]
    case, client = opened(home, "removal", people.village_worker), as_person(people.village_worker)
    if key == "object":
        hung(case, people.village_worker)
    answer = client.post(path(case), posted)
    page = answer.content.decode()
    assert answer.status_code == 422 and "没有办成" in page
    form = re.search(rf'data-held="{key}" data-bound>.*?</form>', page, re.S)[0]
    assert sentence in said_at(name, form) and "autofocus" in re.search(rf'<\w+ [^>]*name="{name}"[^>]*>', form)[0]
    assert all(str(value) in form for each, value in posted.items() if each != "do")
    assert '<details class="more-acts no-print" open>' in page and 'class="messages"' not in page


def test_an_act_and_a_settling_that_are_refused_stand_at_their_forms(home, people, as_person):
    case = walk(ready(home, "removal", people), people, State.TOWNSHIP)
    client = as_person(people.township_officer)
    page = client.post(path(case), {"do": "act", "act": "returned", "seen": case.turn, "reason": ""}).content.decode()
    form = re.search('aria-label="退回" data-bound>.*?</form>', page, re.S)[0]
    assert "“退回”须写明原因" in form and "autofocus" in form and 'class="messages"' not in page
    raised = Objection.objects.create(
        notice=case.notices.get(), case=case, who="村民", content="不实", on=ago(8), by_name="杨文斌"
    )
    posted = {"do": "settle", "objection": raised.pk, "upheld": "", "outcome": "查无实据"}
    page = client.post(path(case), posted).content.decode()
    form = re.search(f'data-held="settle-{raised.pk}" data-bound>.*?</form>', page, re.S)[0]
    assert "“异议是否成立”还没有选" in form and "查无实据" in form and "autofocus" in form


def test_what_is_refused_of_a_form_that_is_gone_is_said_at_the_top(home, people, as_person):
    case = walk(ready(home, "removal", people), people, State.TOWNSHIP)
    client, seen = as_person(people.township_officer), case.turn
    take(case, act=Act.RETURNED, by=people.township_officer, reason="缺签字")
    page = client.post(path(case), {"do": "act", "act": "passed", "seen": seen}).content.decode()
    assert "您的操作没有生效" in page and 'class="error"' in page


def test_a_sentence_that_names_a_part_of_the_page_leads_there_and_counts_what_it_counts(home, people, as_person):
    new = Household.objects.create(village=home.village, number="6229221099", kind="general", main_cause="skill")
    case, client = opened(new, "9771", people.village_worker), as_person(people.village_worker)
    page = client.get(path(case)).content.decode()
    for anchor, name in (("items", "逐项核对"), ("notices", "公示和异议")):
        assert f'“<a href="#{anchor}">{name}</a>”' in page and f'id="{anchor}"' in page
    lines = len(set(re.findall(r'name="(item-\d+)"', page)))
    missing, open_ = re.search(r"还有 (\d+) 项没有核对.*?另有 (\d+) 项优先情形", page).groups()
    assert int(missing) + int(open_) == lines and int(open_) == 9 and page.count("没有可以不填") == 9


def test_what_was_kept_at_the_opening_is_called_so_until_the_case_is_submitted(home, people, as_person):
    case = opened(home, "removal", people.village_worker)
    case.of_household.facts = {"size": 4}
    case.of_household.save()
    client = as_person(people.village_worker)
    page = client.get(path(case)).content.decode()
    assert "立件时" in page and "提交时" not in page
    answered(case, people.village_worker)
    hung(case, people.village_worker)
    take(case, act=Act.SUBMITTED, by=people.village_worker, reason="如实")
    page = client.get(path(case)).content.decode()
    assert "提交时" in page and "立件时" not in page
