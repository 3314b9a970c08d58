"""The search: what it finds, for whom, in how few questions; and that a look by identity number is on record."""

import datetime

import pytest

from kangle.audit.models import Entry
from kangle.exchange import finding
from kangle.supervision.models import Inspection, Round
from projects.models import Project
from tests import county as small
from tests.pages.conftest import DAY, cadre
from villages.models import Organisation

pytestmark = pytest.mark.both


def found(client, text):
    """{group title: [labels]} of a search."""
    page = client.get("/search/", {"q": text})
    return {str(group.title): [each.label for each in group.found] for group in page.context["groups"]}


@pytest.mark.django_db
def test_every_kind_is_found_by_what_people_know_of_it(furnished, people, as_person):
    client = as_person(people.county_officer)
    assert found(client, "高林湾") == {
        "村和乡镇": ["高林湾村"],
        "干部": ["线永林"],
        "督查问题": ["到户资金拨付偏慢"],
        "项目": ["高林湾村安全饮水"],
    }
    assert found(client, "马一")["户主"] == ["马一"] * 3
    assert found(client, "马二")["家庭成员"] == ["马二"] * 3
    assert found(client, "2015-001")["项目"] == ["高林湾村安全饮水"]
    assert found(client, "康财农")["指标文件"] == ["康财农〔2015〕8号"]
    assert found(client, furnished.homes[0].number)["户编号"] == [furnished.homes[0].number]


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["城南社区", "城南", "622922100004"])
def test_a_place_is_found_as_people_say_it(said, people, as_person):
    assert found(as_person(people.county_officer), said)["村和乡镇"] == ["城南社区"]


@pytest.mark.django_db
def test_a_department_finds_its_projects_and_a_team_its_rounds(furnished, people, as_person):
    client = as_person(people.county_officer)
    project = Project.objects.get()
    Project.objects.filter(pk=project.pk).update(authority="县交通运输局", approval_number="康发改〔2015〕12号")
    assert found(client, "交通运输局")["项目"] == [project.name]
    assert found(client, "康发改")["项目"] == [project.name]
    told = Round.objects.create(area=furnished.village.parent.parent, year=2015, number=3, basis="县委办发12号", started_on=DAY)
    Inspection.objects.create(round=told, area=furnished.village.parent, on=DAY, team="督查2组")
    assert found(client, "督查2组") == {"督查轮次": [str(told)]}


@pytest.mark.django_db
def test_names_match_from_the_first_character(furnished, people, as_person):
    small.member(furnished.homes[0], 9, name="杨马一")
    assert found(as_person(people.county_officer), "马一").keys() == {"户主"}


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["高林湾", "马一", "2015-001", "康财农", "622922100"])
def test_nothing_of_another_area_is_found(text, furnished, people, as_person):
    assert found(as_person(people.other_worker), text) == {}


@pytest.mark.django_db
def test_every_result_can_be_opened(furnished, people, as_person):
    client = as_person(people.county_officer)
    for text in ("高林湾", "马一", "康财农"):
        for group in client.get("/search/", {"q": text}).context["groups"]:
            assert {client.get(each.url).status_code for each in group.found} == {200}


@pytest.mark.django_db
def test_more_than_twenty_lead_to_the_whole_list(small_county, people, as_person):
    for number in range(1, 23):
        small.household(small_county.gaolinwan, number, persons=1)
    client = as_person(people.village_worker)
    (group,) = client.get("/search/", {"q": "马一"}).context["groups"]
    assert (len(group.found), group.total) == (20, 22)
    assert client.get(group.more).context["total"] == 22


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "said"), [("", "请输入村名"), ("马", "至少输入两个字"), ("欧阳无名", "没有找到“欧阳无名”"), ("%_", "没有找到")]
)
def test_a_search_that_finds_nothing_says_why(text, said, furnished, people, as_person):
    page = as_person(people.county_officer).get("/search/", {"q": text})
    assert page.context["groups"] == []
    assert said in page.content.decode()


@pytest.mark.django_db
def test_an_identity_number_leads_to_its_household_and_that_is_on_record(furnished, people, as_person):
    number = furnished.homes[0].members.first().identity_number
    answer = as_person(people.village_worker).get("/search/", {"q": number.lower()})
    assert answer.url == f"/households/{furnished.homes[0].pk}/"
    entry = Entry.objects.get(act=Entry.Act.LOOK)
    assert (entry.object_id, entry.actor_name) == (str(furnished.homes[0].pk), "杨文斌")


@pytest.mark.django_db
def test_part_of_an_identity_number_finds_nobody(furnished, people, as_person):
    number = furnished.homes[0].members.first().identity_number
    assert found(as_person(people.village_worker), number[:17]) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["inspector", "other_worker"])
def test_an_identity_number_is_no_key_for_those_who_may_not_see_it(who, furnished, people, as_person):
    number = furnished.homes[0].members.first().identity_number
    page = as_person(getattr(people, who)).get("/search/", {"q": number})
    assert page.context["groups"] == []
    assert not Entry.objects.filter(act=Entry.Act.LOOK).exists()


@pytest.mark.django_db
def test_few_questions_are_asked_of_the_database(furnished, people, as_person, django_assert_max_num_queries):
    client = as_person(people.county_officer)
    with django_assert_max_num_queries(15):
        client.get("/search/", {"q": "高林湾"})


@pytest.mark.django_db
def test_full_width_digits_and_a_blank_in_a_name_are_no_hindrance(furnished, people, as_person):
    client, home = as_person(people.county_officer), furnished.homes[0]
    wide = home.number.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"})
    assert found(client, wide)["户编号"] == [home.number]
    assert client.get("/households/", {"q": wide}).context["total"] == 1
    assert found(client, "马 一")["户主"] == ["马一"] * 3


@pytest.fixture
def inspected(furnished, small_county):
    """The county's third round, which inspected 附城镇, and a co-operative of 高林湾村."""
    made = Round.objects.create(area=small_county.county, year=2015, number=3, basis="县委督查方案", started_on=DAY)
    Inspection.objects.create(round=made, area=small_county.fucheng, on=DAY, team="第一组")
    Organisation.objects.create(area=furnished.village, kind="cooperative", name="兴牛养殖农民专业合作社", since=DAY)
    return made


@pytest.mark.django_db
def test_cadres_findings_rounds_and_organisations_are_found(inspected, people, as_person):
    client = as_person(people.county_officer)
    assert found(client, "线永林") == {"干部": ["线永林"], "督查问题": ["到户资金拨付偏慢"]}
    assert found(client, "拨付偏慢") == {"督查问题": ["到户资金拨付偏慢"]}
    assert found(client, "养殖农民") == {"组织机构": ["兴牛养殖农民专业合作社"]}
    for words in ("督查方案", "2015年第3轮", "2015 年第 3 轮", "第三轮", "第3轮督查"):
        assert found(client, words) == {"督查轮次": ["2015年第3轮"]}
    assert found(client, "2014年第3轮") == {}
    for words in ("线永林", "兴牛养殖", "第3轮"):
        for group in client.get("/search/", {"q": words}).context["groups"]:
            assert {client.get(each.url).status_code for each in group.found} == {200}


@pytest.mark.django_db
def test_what_concerns_another_area_is_not_found(inspected, small_county, people, as_person):
    cadre(small_county.county, "县里人")
    client = as_person(people.other_worker)
    for words in ("线永林", "县里人", "拨付偏慢", "养殖农民", "第3轮", "xyl", "xlr"):
        assert found(client, words) == {}


@pytest.mark.django_db
def test_who_answers_for_a_village_is_found_there_wherever_he_is_on_record(inspected, small_county, people, as_person):
    watcher = cadre(small_county.county, "县里人")
    furnished_finding = small_county.gaolinwan.findings.get()
    furnished_finding.responsible = watcher
    furnished_finding.save()
    assert found(as_person(people.village_worker), "县里人")["干部"] == ["县里人"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("mxm", "户主", "马小明"),
        ("mxh", "家庭成员", "马小花"),
        ("maxiaoh", "家庭成员", "马小花"),
        ("xyl", "干部", "线永林"),
        ("xianyl", "干部", "线永林"),
        ("glw", "村和乡镇", "高林湾村"),
        ("cnsq", "村和乡镇", "城南社区"),
        ("fcz", "村和乡镇", "附城镇"),
        ("马x", "户主", "马小明"),
    ],
)
def test_letters_find_names_by_their_pinyin(typed, kind, name, furnished, small_county, people, as_person):
    home = small.household(small_county.gaolinwan, 9, persons=0)
    small.member(home, 1, name="马小明")
    small.member(home, 2, name="马小花")
    assert name in found(as_person(people.county_officer), typed)[kind]


@pytest.mark.django_db
def test_a_whole_name_comes_before_longer_ones_and_who_has_left_is_not_found(furnished, small_county, people, as_person):
    home = small.household(small_county.gaolinwan, 9, persons=0)
    for position, name in enumerate(("马小明花", "马小明", "马秀梅"), 1):
        small.member(home, position, name=name, relation="99", left_on=DAY if name == "马秀梅" else None)
    assert found(as_person(people.village_worker), "mxm")["家庭成员"] == ["马小明", "马小明花"]


@pytest.mark.django_db
def test_a_rare_character_is_found_as_it_is_written(furnished, small_county, people, as_person):
    home = small.household(small_county.gaolinwan, 9, persons=0)
    small.member(home, 1, name="马𠮷明")
    client = as_person(people.village_worker)
    assert found(client, "马𠮷")["户主"] == ["马𠮷明"]
    assert found(client, "m𠮷m")["户主"] == ["马𠮷明"]


@pytest.mark.django_db
def test_a_list_is_narrowed_by_letters_to_what_the_search_counted(furnished, small_county, people, as_person):
    for number in range(30, 53):
        home = small.household(small_county.gaolinwan, number, persons=0)
        small.member(home, 1, name="马小明")
    client = as_person(people.county_officer)
    (group,) = client.get("/search/", {"q": "mxm"}).context["groups"]
    assert (str(group.title), group.total) == ("户主", 23)
    assert client.get(group.more).context["total"] == 23
    assert client.get("/households/members/", {"q": "mxm"}).context["total"] == 23
    assert client.get("/villages/cadres/", {"q": "xyl"}).context["total"] == 1
    assert client.get("/villages/", {"q": "glw"}).context["total"] == 1
    assert client.get("/supervision/findings/", {"q": "glw"}).context["total"] == 1


@pytest.mark.django_db
def test_another_room_adds_a_kind_of_thing_that_is_found(furnished, people, as_person, monkeypatch):
    monkeypatch.setattr(finding, "_kinds", list(finding._kinds))
    day = datetime.date(2015, 12, 1)
    finding.register(
        finding.Kind(
            "通报",
            lambda asked: furnished.document._meta.model.objects.filter(title__contains=asked.text).order_by("pk"),
            lambda row: finding.Found(row.title, "/plan/", f"{day:%Y}"),
            "funds:documents",
        )
    )
    assert found(as_person(people.county_officer), "专项扶贫")["通报"] == ["财政专项扶贫资金"]


@pytest.mark.django_db
def test_letters_ask_few_questions_more(furnished, people, as_person, django_assert_max_num_queries):
    client = as_person(people.county_officer)
    client.get("/search/", {"q": "mxm"})
    with django_assert_max_num_queries(20):
        client.get("/search/", {"q": "mxm"})
