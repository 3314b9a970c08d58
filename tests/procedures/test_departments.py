"""The joint review: every department that the method names has its say, nobody else has, and each sees only what waits for it."""

import importlib

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse

from kangle.accounts.roles import Role
from kangle.procedures.actions import take
from kangle.procedures.codes import Act, State
from kangle.procedures.departments import asked_of, left_of, listed, names_of
from kangle.procedures.models import Case, Item, Method
from kangle.procedures.readiness import items_of
from tests import county as small
from tests.procedures.walking import method, of_department, opened, ready, walk

pytestmark = pytest.mark.django_db
HOUSING, POLICE, TRADE, STAFF = ASKED = ["县住房和城乡建设局", "县公安局", "县工商行政管理局", "县人力资源和社会保障局"]


@pytest.fixture
def case(home, people):
    return walk(ready(home, "removal", people), people, State.DEPARTMENTS)


def fresh(case):
    return Case.objects.get(pk=case.pk)


def passed_by(case, people, *names):
    for name in names:
        take(case, act=Act.PASSED, by=of_department(people, name), reason="核对无误")


def test_it_goes_on_when_the_last_one_has_passed_in_whatever_order(case, people):
    limit = case.due_on
    for done, name in enumerate((STAFF, HOUSING, TRADE), 1):
        passed_by(case, people, name)
        now = fresh(case)
        assert (now.state, now.due_on, len(left_of(now, items_of(now.method)))) == (State.DEPARTMENTS, limit, 4 - done)
    passed_by(case, people, POLICE)
    assert fresh(case).state == State.COUNTY


def test_a_department_that_is_not_asked_or_has_passed_is_told_so(case, people, small_county):
    roads = small.person("road", "路某", Role.DEPARTMENT, small_county.county, unit="县交通运输局")
    nobody = small.person("none", "无单位", Role.DEPARTMENT, small_county.county)
    for act in (Act.PASSED, Act.RETURNED, Act.REFUSED):
        with pytest.raises(ValidationError, match="您的账号属于“县交通运输局”，不在其中"):
            take(case, act=act, by=roads, reason="原因")
    with pytest.raises(ValidationError, match="您的账号属于“未填单位”"):
        take(case, act=Act.PASSED, by=nobody)
    passed_by(case, people, HOUSING)
    with pytest.raises(ValidationError, match=f"通过（石志强）；现在等的是{POLICE}、{TRADE}、{STAFF}"):
        passed_by(case, people, HOUSING)
    people.department.unit = POLICE
    people.department.save()
    with pytest.raises(ValidationError, match=f"您已代表{HOUSING}通过：同一个人不能替两个部门"):
        take(case, act=Act.PASSED, by=people.department)
    assert fresh(case).steps.filter(level="departments").count() == 1


@pytest.mark.parametrize(("act", "state"), [(Act.RETURNED, State.RETURNED), (Act.REFUSED, State.REFUSED)])
def test_one_of_them_sends_it_back_or_ends_it(case, people, act, state):
    passed_by(case, people, HOUSING)
    take(case, act=act, by=of_department(people, POLICE), reason="车辆信息不符")
    assert fresh(case).state == state


def test_what_is_sent_up_again_is_reviewed_again_by_all(case, people):
    passed_by(case, people, HOUSING)
    take(case, act=Act.RETURNED, by=of_department(people, POLICE), reason="车辆信息不符")
    case = walk(case, people, State.DEPARTMENTS)
    assert left_of(case, items_of(case.method)) == ASKED
    passed_by(case, people, HOUSING)
    assert left_of(case, items_of(case.method)) == [POLICE, TRADE, STAFF]


def test_two_who_read_the_page_at_once_do_not_stand_in_each_others_way(case, people):
    seen = case.turn
    for name in (HOUSING, POLICE):
        take(case, act=Act.PASSED, by=of_department(people, name), seen=seen)
    take(case, act=Act.RETURNED, by=of_department(people, TRADE), reason="有门店", seen=seen)
    with pytest.raises(ValidationError, match="没有生效"):
        take(case, act=Act.PASSED, by=of_department(people, STAFF), seen=seen)


def test_each_department_has_in_its_queue_what_waits_for_it_alone(case, people, small_county, as_person):
    roads = small.person("road", "路某", Role.DEPARTMENT, small_county.county, unit="县交通运输局")
    free = Method.objects.create(code="free", name="不点名", subject="household", kind="remove", source="试", since="2014-01-01")
    group = free.groups.create(number=1, title="程序")
    group.items.create(number=1, kind="step", text="部门审核", level="departments")
    other = Case.objects.get(pk=opened(small.household(small_county.gaolinwan, 9), "removal", people.village_worker).pk)
    Case.objects.filter(pk=other.pk).update(method=free, state="departments")
    whose = {HOUSING: people.department, POLICE: of_department(people, POLICE), "县交通运输局": roads}

    def queues():
        return {name: set(Case.objects.waiting_for(user)) for name, user in whose.items()}

    assert queues() == {HOUSING: {case, other}, POLICE: {case, other}, "县交通运输局": {other}}
    passed_by(case, people, HOUSING)
    assert queues() == {HOUSING: {other}, POLICE: {case, other}, "县交通运输局": {other}}
    page = as_person(people.department).get(reverse("procedures:queue"))
    assert page.context["figures"]["waiting"] == 1
    take(case, act=Act.RETURNED, by=of_department(people, POLICE), reason="车辆信息不符")
    walk(case, people, State.DEPARTMENTS)
    assert queues()[HOUSING] == {case, other}
    take(other, act=Act.PASSED, by=roads)  # a method that names nobody is content with anybody
    assert fresh(other).state == State.COUNTY


def test_the_page_says_who_has_passed_who_has_not_and_who_lacks_an_account(case, people, as_person):
    passed_by(case, people, HOUSING)
    of_department(people, TRADE)
    page = as_person(people.township_officer).get(reverse("procedures:case", args=[case.pk]))
    review = [(name, step and step.by_name, known) for name, step, known in page.context["review"]]
    assert review == [(HOUSING, "石志强", True), (POLICE, None, False), (TRADE, None, True), (STAFF, None, False)]
    told = page.content.decode()
    assert told.count("✕ 没有账号") == 2 and "1 / 4 个部门已通过" in told
    told = as_person(people.department).get(reverse("procedures:case", args=[case.pk])).content.decode()
    assert 'name="act"' not in told and "现在等的是县公安局" in told


@pytest.mark.parametrize("unit", ["水务局", "县水务局", "康乐县水务局", " 县水务局 "])
def test_a_unit_is_known_however_its_account_writes_the_county(unit, small_county):
    user = small.person("water", "水某", Role.DEPARTMENT, small_county.county, unit=unit)
    assert {"水务局", "县水务局", "康乐县水务局"} == set(names_of(user))


def test_a_name_within_another_is_not_taken_for_it(small_county):
    group = method("131").groups.first()
    item = group.items.create(number=9, kind="step", text="会审", level="departments", departments="县农牧局农机站、县林业局")
    assert not Item.objects.naming(["县农牧局"]).exists()
    assert list(Item.objects.naming(["林业局", "县林业局"])) == [item]


def test_a_list_is_kept_as_one_writes_it_and_only_where_departments_act():
    assert listed("县水务局，县林业局; 县水务局\n县教育局") == ["县水务局", "县林业局", "县教育局"]
    item = Item(kind="step", level="departments", text="会审", number=1, departments="县水务局, 县林业局")
    item.clean()
    assert item.departments == "县水务局、县林业局"
    item.level = "county"
    with pytest.raises(ValidationError, match="只有层级为“部门”的步骤"):
        item.clean()


MIGRATION = importlib.import_module("kangle.procedures.migrations.0005_departments")


def test_the_migration_leaves_cases_under_way_their_version_and_begins_the_next(home, people, small_county):
    old, unused = method("removal"), method("12345")
    case = walk(ready(home, "removal", people), people, State.DEPARTMENTS)
    Item.objects.update(departments="")  # as it was before
    MIGRATION.name(apps, None)
    MIGRATION.name(apps, None)  # once more changes nothing
    assert [(each.version, asked_of(items_of(each))) for each in Method.objects.filter(code="removal").order_by("version")] == [
        (1, []),
        (2, ASKED),
    ]
    assert len(items_of(old)) == len(items_of(Method.objects.get(code="removal", version=2)))
    assert [asked_of(items_of(each))[:2] for each in Method.objects.filter(code="12345")] == [ASKED[:2]]
    assert Method.objects.get(pk=unused.pk).source.endswith("会审部门为整理稿")
    roads = small.person("road", "路某", Role.DEPARTMENT, small_county.county, unit="县交通运输局")
    assert case in Case.objects.waiting_for(roads)
    take(case, act=Act.PASSED, by=roads)
    assert fresh(case).state == State.COUNTY
