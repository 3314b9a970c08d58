"""交办: who may give what to whom, what the one who was given it does, and what the leader sees of it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kangle.accounts.roles import Role
from kangle.areas.models import Name
from kangle.assignments.actions import act, give
from kangle.assignments.giving import holders_of
from kangle.assignments.models import Assignment
from kangle.assignments.states import Act, State
from kangle.audit.models import Entry
from kangle.supervision.models import Finding
from tests import county as small
from villages.actions import tie
from villages.models import Cadre

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + datetime.timedelta(days=7)


@pytest.fixture
def finding(small_county):
    cadre = Cadre.objects.create(area=small_county.gaolinwan, name="线永林", sex="male", unit="县农牧局")
    return Finding.objects.create(
        area=small_county.gaolinwan, item="funds", content="到户资金拨付偏慢", found_on=datetime.date(2015, 3, 1),
        due_on=datetime.date(2015, 4, 1), responsible=cadre,
    )  # fmt: skip


@pytest.fixture
def leader(small_county):
    return small.person("leader", "县领导", Role.OFFICIAL, small_county.county)


@pytest.fixture
def given(people, finding, leader):
    return give(finding, to=people.village_worker, due_on=SOON, word="查清原因，拨付到户", by=leader)


def sentences(refused):
    return " ".join(refused.value.messages)


# --- who, what, to whom ------------------------------------------------------------------------------------------------------


def test_a_leader_gives_it_to_whoever_can_see_the_record_nearest_first(people, finding, leader, small_county):
    names = [each.name for each in holders_of(finding, leader)]
    assert names[0] == "杨文斌" and names[1] == "王秀兰"
    assert set(names) == {"杨文斌", "王秀兰", "马志明", "石建国"}, "another village's task force cannot see it"
    township = [each.name for each in holders_of(finding, people.township_officer)]
    assert township == ["杨文斌"], "a township station gives within its township alone"


def test_an_administrator_reads_no_facts_and_is_given_none(finding, leader, small_county):
    small.person("admin", "管理员", Role.ADMINISTRATOR, small_county.county)
    assert "管理员" not in [each.name for each in holders_of(finding, leader)]


@pytest.mark.parametrize("field", [{"is_active": False}, {"access_until": TODAY - datetime.timedelta(days=1)}])
def test_who_can_sign_in_no_more_is_given_nothing(field, people, finding, leader):
    for name, value in field.items():
        setattr(people.village_worker, name, value)
    people.village_worker.save()
    with pytest.raises(ValidationError) as refused:
        give(finding, to=people.village_worker, due_on=SOON, word="查", by=leader)
    assert "不能交给杨文斌" in sentences(refused)


def test_another_village_is_refused(people, finding, leader):
    with pytest.raises(ValidationError):
        give(finding, to=people.other_worker, due_on=SOON, word="查", by=leader)


@pytest.mark.parametrize(
    ("day", "said"), [(TODAY - datetime.timedelta(days=1), "已经过了"), (TODAY + datetime.timedelta(days=367), "一年以后")]
)
def test_the_limit_lies_between_today_and_a_year_ahead(day, said, people, finding, leader):
    with pytest.raises(ValidationError) as refused:
        give(finding, to=people.village_worker, due_on=day, word="查", by=leader)
    assert said in sentences(refused)
    give(finding, to=people.village_worker, due_on=TODAY, word="查", by=leader)


def test_a_word_is_asked_for(people, finding, leader):
    with pytest.raises(ValidationError) as refused:
        give(finding, to=people.village_worker, due_on=SOON, word="  ", by=leader)
    assert "请写一句话" in sentences(refused)


def test_the_same_is_not_given_to_the_same_person_twice_while_it_is_open(given, people, finding, leader):
    with pytest.raises(ValidationError) as refused:
        give(finding, to=people.village_worker, due_on=SOON, word="再查", by=leader)
    assert "已经有这一件" in sentences(refused)
    again = give(finding, to=people.village_worker, due_on=SOON, word="查清原因，拨付到户", by=leader)
    assert again == given and given.steps.count() == 1, "a button pressed twice is no second assignment, and no error"
    act(given, Act.TAKEN_BACK, by=leader, word="交错了")
    give(finding, to=people.village_worker, due_on=SOON, word="再查", by=leader)


# --- its way -----------------------------------------------------------------------------------------------------------------


def test_it_is_answered_returned_answered_again_and_accepted(given, people, leader):
    done = act(given, Act.DONE, by=people.village_worker, word="已拨付 12 户")
    assert (done.state, done.answered_on) == (State.DONE, TODAY)
    back = act(given, Act.RETURNED, by=leader, word="还差 3 户", due_on=SOON + datetime.timedelta(days=3))
    assert (back.state, back.answered_on, back.due_on) == (State.RETURNED, None, SOON + datetime.timedelta(days=3))
    act(given, Act.DONE, by=people.village_worker, word="全部拨付")
    closed = act(given, Act.ACCEPTED, by=leader)
    assert (closed.state, closed.closed_on) == (State.ACCEPTED, TODAY)
    assert [step.act for step in given.steps.all()] == ["given", "done", "returned", "done", "accepted"]
    assert Entry.objects.of(given).count() == 5


def test_a_no_is_an_answer_too_and_needs_its_reason(given, people, leader):
    with pytest.raises(ValidationError):
        act(given, Act.CANNOT, by=people.village_worker, word="")
    assert act(given, Act.CANNOT, by=people.village_worker, word="户主外出，年底才回").state == State.CANNOT
    assert act(given, Act.ACCEPTED, by=leader).state == State.ACCEPTED


def test_only_the_holder_answers_and_only_the_givers_side_decides(given, people, leader):
    for who in (leader, people.township_officer):
        with pytest.raises(ValidationError) as refused:
            act(given, Act.DONE, by=who, word="办了")
        assert "由本人答复" in sentences(refused)
    act(given, Act.DONE, by=people.village_worker, word="办了")
    for who in (people.village_worker, people.township_officer, people.inspector):
        with pytest.raises(ValidationError):
            act(given, Act.ACCEPTED, by=who)
    assert act(given, Act.ACCEPTED, by=people.county_officer).state == State.ACCEPTED, "another of the county who may give"


def test_nobody_accepts_his_own_answer_though_he_may_give(people, finding, leader, as_person):
    made = give(finding, to=people.county_officer, due_on=SOON, word="查清原因", by=leader)
    act(made, Act.DONE, by=people.county_officer, word="查过了")
    assert "现在可以办理" not in as_person(people.county_officer).get(made.get_absolute_url()).text
    with pytest.raises(ValidationError) as refused:
        act(made, Act.ACCEPTED, by=people.county_officer)
    assert "由交办人或上级办理" in sentences(refused)
    assert act(made, Act.ACCEPTED, by=leader).state == State.ACCEPTED


def test_what_is_closed_stays_closed_and_an_old_page_is_told(given, people, leader):
    with pytest.raises(ValidationError) as refused:
        act(given, Act.DONE, by=people.village_worker, word="办了", seen=3)
    assert "又有人办理过" in sentences(refused)
    act(given, Act.TAKEN_BACK, by=leader, word="不用办了")
    with pytest.raises(ValidationError) as refused:
        act(given, Act.DONE, by=people.village_worker, word="办了")
    assert "已收回" in sentences(refused)


def test_a_return_after_its_day_asks_for_a_new_one(given, people, leader):
    past = {"given_on": TODAY - datetime.timedelta(days=9), "due_on": TODAY - datetime.timedelta(days=2)}
    Assignment.objects.filter(pk=given.pk).update(**past)
    act(given, Act.DONE, by=people.village_worker, word="办了")
    with pytest.raises(ValidationError) as refused:
        act(given, Act.RETURNED, by=leader, word="再办")
    assert "已经过了" in sentences(refused)
    assert act(given, Act.RETURNED, by=leader, word="再办", due_on=SOON).state == State.RETURNED


def test_handing_over_takes_it_back_from_the_first(given, people, finding, leader):
    other = give(finding, to=people.township_officer, due_on=SOON, word="请督办", by=leader, instead=given)
    given.refresh_from_db()
    assert (given.state, other.state) == (State.TAKEN_BACK, State.GIVEN)
    assert given.steps.last().word == "改交王秀兰"


# --- the pages ---------------------------------------------------------------------------------------------------------------


def test_a_row_of_a_list_offers_it_to_leaders_alone(people, finding, leader, as_person):
    address = reverse("assignments:give", args=["supervision.finding", finding.pk])
    for who, offered in ((leader, True), (people.township_officer, True), (people.inspector, False)):
        assert (address in as_person(who).get("/supervision/findings/").content.decode()) is offered, who
        assert (address in as_person(who).get(f"/supervision/findings/{finding.pk}/").content.decode()) is offered, who
    exported = as_person(leader).get("/supervision/findings/?export=csv").getvalue().decode("utf-8-sig")
    assert "交办" not in exported and "办理" not in exported.splitlines()[0]


def test_the_form_offers_first_who_answers_for_it_and_says_where_nobody_can(people, finding, leader, as_person):
    client = as_person(leader)
    address = reverse("assignments:give", args=["supervision.finding", finding.pk])
    assert "线永林没有可以登录的账号" in client.get(address).content.decode()
    tie(finding.responsible, people.village_worker, by=people.county_officer)
    page = client.get(address).content.decode()
    assert f'<option value="{people.village_worker.pk}" selected>' in page and "没有可以登录的账号" not in page


def test_what_is_given_already_says_so_in_the_list_and_above_the_form(people, finding, leader, as_person, given):
    client = as_person(leader)
    listed = client.get("/supervision/findings/").text
    assert f'<a href="{given.get_absolute_url()}">已交杨文斌</a>' in listed
    page = client.get(reverse("assignments:give", args=["supervision.finding", finding.pk])).text
    assert "已经交给杨文斌" in page and given.get_absolute_url() in page


def test_a_finding_at_a_township_goes_to_its_station_or_its_villages_else_an_account_is_asked_for(
    people, finding, leader, as_person, small_county
):
    type(finding).objects.filter(pk=finding.pk).update(area=small_county.fucheng)
    finding.refresh_from_db()
    names = [each.name for each in holders_of(finding, leader)]
    assert names[:2] == ["王秀兰", "杨文斌"]
    address = reverse("assignments:give", args=["supervision.finding", finding.pk])
    assert "请系统管理员" not in as_person(leader).get(address).text
    type(people.township_officer).objects.filter(area__path__startswith=small_county.fucheng.path).update(is_active=False)
    assert "请系统管理员在“用户”里建一个" in as_person(leader).get(address).text


def test_it_is_given_answered_and_seen_on_every_page_it_should_stand_on(people, finding, leader, as_person):
    client = as_person(leader)
    address = reverse("assignments:give", args=["supervision.finding", finding.pk])
    asked = {"to": people.village_worker.pk, "due_on": SOON.isoformat(), "word": "查清原因", "next": "/supervision/findings/"}
    answer = client.post(address, asked)
    assert (answer.status_code, answer.url) == (302, "/supervision/findings/")
    made = Assignment.objects.get()

    client = as_person(people.village_worker)
    village = client.get(reverse("pages:village-at-work", args=["622922100200"])).content.decode()
    assert "县领导交办：查清原因" in village and made.get_absolute_url() in village
    assert "查清原因" in client.get(reverse("procedures:queue")).content.decode()
    page = client.post(made.get_absolute_url(), {"act": "done", "word": "已拨付", "seen": 0})
    assert page.status_code == 302
    assert "县领导交办" not in client.get(reverse("pages:village-at-work", args=["622922100200"])).content.decode()

    client = as_person(leader)
    assert "已拨付" in client.get("/assignments/?progress=answered&whose=given").content.decode()
    assert client.post(made.get_absolute_url(), {"act": "accepted", "seen": 1}).status_code == 302
    page = client.get(made.get_absolute_url()).content.decode()
    assert "已办结" in page and "逾期未改" in page and "请在记录上登记" in page, "the record itself stands as it stood"
    type(finding).objects.filter(pk=finding.pk).update(rectified_on=datetime.date(2015, 3, 20))
    page = client.get(made.get_absolute_url()).content.decode()
    assert "已整改" in page and "请在记录上登记" not in page


@pytest.mark.parametrize("ending", ["", "csv"])
def test_the_list_says_in_words_who_is_gone_and_what_a_place_was_given_for(
    ending, people, leader, small_county, as_person, given
):
    """A place given is a village, a township or a county, and what is asked of it stands where another has its title."""
    give(small_county.fucheng, to=people.township_officer, due_on=SOON, word="评分最低，请到村督促", by=leader)
    client = as_person(leader)
    told = client.get("/assignments/", {"export": ending} if ending else {})
    text = b"".join(told.streaming_content).decode() if told.streaming else told.text
    assert "False" not in text and "行政区划" not in text and "已不能登录" not in text
    row = next(line for line in text.split("\n" if ending else "<tr ") if "评分最低" in line)
    assert "乡镇" in row and row.count("评分最低，请到村督促") >= 2
    type(people.township_officer).objects.filter(pk=people.township_officer.pk).update(is_active=False)
    assert "已不能登录" in client.get("/assignments/").text
    assert "乡镇：" in client.get(reverse("assignments:give", args=["areas.area", small_county.fucheng.pk])).text


def test_a_refused_act_keeps_the_words_and_says_what_is_wrong(given, people, as_person):
    page = as_person(people.village_worker).post(given.get_absolute_url(), {"act": "done", "word": " ", "seen": 0})
    assert page.status_code == 422 and "请写一句话" in page.content.decode()
    page = as_person(people.village_worker).post(given.get_absolute_url(), {"act": "cannot", "word": "修路封村", "seen": 7})
    assert page.status_code == 422 and "修路封村" in page.content.decode()
    assert as_person(people.village_worker).post(given.get_absolute_url(), {"act": "nonsense"}).status_code == 422


def test_those_it_does_not_concern_do_not_find_it(given, people, small_county, as_person):
    department = small.person("dept", "水务局", Role.DEPARTMENT, small_county.county)
    for who in (department, people.inspector, people.other_worker, people.township_officer):
        assert as_person(who).get(given.get_absolute_url()).status_code == 404, who
        assert "到户资金拨付偏慢" not in as_person(who).get("/assignments/").content.decode()
    assert as_person(people.county_officer).get(given.get_absolute_url()).status_code == 200


def test_what_is_late_is_told_to_both(given, people, leader, as_person):
    Assignment.objects.update(given_on=TODAY - datetime.timedelta(days=9), due_on=TODAY - datetime.timedelta(days=2))
    assert "已超期 2 天" in as_person(people.village_worker).get(given.get_absolute_url()).content.decode()
    page = as_person(leader).get("/assignments/?progress=overdue").content.decode()
    assert "共 1 条" in page and "逾期未答复" in page
    assert "共 0 条" in as_person(leader).get("/assignments/?progress=given").content.decode()


def test_an_account_that_ends_is_told_to_the_leader_who_hands_it_over(given, people, leader, finding, as_person):
    people.village_worker.is_active = False
    people.village_worker.save()
    client = as_person(leader)
    assert "共 1 条" in client.get("/assignments/?lost=yes").content.decode()
    page = client.get(given.get_absolute_url()).content.decode()
    assert "看不到这一件了" in page and "改交别人" in page
    address = f"{reverse('assignments:give', args=['supervision.finding', finding.pk])}?instead={given.pk}"
    assert "杨文斌手里的那一件收回" in client.get(address).content.decode()
    client.post(address, {"to": people.township_officer.pk, "due_on": SOON.isoformat(), "word": "请接办"})
    given.refresh_from_db()
    assert given.state == State.TAKEN_BACK


def test_an_assignment_outlives_its_record(given, finding, people, leader, as_person):
    finding.delete()
    page = as_person(people.village_worker).get(given.get_absolute_url()).content.decode()
    assert "到户资金拨付偏慢" in page and "已经不在" in page
    act(given, Act.CANNOT, by=people.village_worker, word="问题已撤销")
    assert act(given, Act.ACCEPTED, by=leader).state == State.ACCEPTED


def test_what_is_no_record_of_ours_cannot_be_given(leader, people, as_person):
    client = as_person(leader)
    for model, key in (("supervision.finding", 999), ("accounts.user", leader.pk), ("nonsense", 1)):
        assert client.get(reverse("assignments:give", args=[model, key])).status_code == 404


def test_another_site_is_no_way_back(people, finding, leader, as_person):
    address = reverse("assignments:give", args=["supervision.finding", finding.pk])
    asked = {"to": people.village_worker.pk, "due_on": SOON.isoformat(), "word": "查", "next": "https://evil.example/"}
    assert as_person(leader).post(address, asked).url == Assignment.objects.get().get_absolute_url()


@pytest.mark.parametrize("wrong", [{"to": ""}, {"due_on": "2015-01-01"}, {"due_on": "x"}, {"word": ""}])
def test_a_wrong_form_comes_back_with_its_sentence(wrong, people, finding, leader, as_person):
    address = reverse("assignments:give", args=["supervision.finding", finding.pk])
    asked = {"to": people.village_worker.pk, "due_on": SOON.isoformat(), "word": "查清楚", **wrong}
    page = as_person(leader).post(address, asked)
    assert page.status_code == 422 and not Assignment.objects.exists()
    assert "errorlist" in page.content.decode()


def test_a_matter_of_a_place_is_found_by_what_the_place_was_called_before(given, finding, leader, as_person):
    Name.objects.create(area=finding.area, edition=2013, name="下庄村委会")
    for typed, found in (("下庄", True), ("高林湾", True), ("丰台", False)):
        page = as_person(leader).get(reverse("assignments:list"), {"q": typed}).content.decode()
        assert (reverse("assignments:assignment", args=[given.pk]) in page) is found, typed
