"""The search: what it finds, for whom, in how few questions; and that a look by identity number is on record."""

import pytest

from kangle.audit.models import Entry
from tests import county as small


def found(client, text):
    """{group title: [labels]} of a search."""
    page = client.get("/search/", {"q": text})
    return {str(group.title): [each.label for each in group.found] for group in page.context["groups"]}


@pytest.mark.django_db
def test_every_kind_is_found_by_what_people_know_of_it(furnished, people, as_person):
    client = as_person(people.county_officer)
    assert found(client, "高林湾") == {"村和乡镇": ["高林湾村"], "项目": ["高林湾村安全饮水"]}
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
    assert len(group.found) == 20
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
    with django_assert_max_num_queries(14):
        client.get("/search/", {"q": "高林湾"})


@pytest.mark.django_db
def test_full_width_digits_and_a_blank_in_a_name_are_no_hindrance(furnished, people, as_person):
    client, home = as_person(people.county_officer), furnished.homes[0]
    wide = home.number.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"})
    assert found(client, wide)["户编号"] == [home.number]
    assert client.get("/households/", {"q": wide}).context["total"] == 1
    assert found(client, "马 一")["户主"] == ["马一"] * 3
