"""The groups of many villages are entered on one page."""

import pytest
from django.urls import reverse

from kangle.areas.models import Group
from kangle.audit.models import Entry

pytestmark = pytest.mark.django_db
NEW = reverse("villages:new-groups")


def names(village):
    return list(Group.objects.filter(village=village).order_by("number").values_list("number", "name"))


def field(village):
    return f"names-{village.path}"


@pytest.mark.both
def test_all_villages_of_a_county_at_once(as_person, people, small_county):
    client = as_person(people.county_officer)
    assert NEW in client.get(reverse("villages:groups")).content.decode()
    added = {small_county.gaolinwan: "上庄社、下庄社，李家社", small_county.banpo: " 三社\t", small_county.fengtai: ""}
    sent = {field(village): typed for village, typed in added.items()}
    assert client.post(NEW, sent, follow=True).redirect_chain == [(reverse("villages:groups"), 302)]
    assert names(small_county.gaolinwan)[2:] == [(3, "上庄社"), (4, "下庄社"), (5, "李家社")]
    assert names(small_county.banpo)[2:] == [(3, "三社")]
    assert len(names(small_county.fengtai)) == 2
    assert Entry.objects.filter(model="areas.group", act="create", area_path=small_county.banpo.path).count() == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("一社", "“一社”本村已经有了"),
        ("上庄社、上庄社", "写了两次"),
        ("三社 四社", "几个社之间用顿号隔开"),
        ("3", "“3”不是社名"),
        ("无", "“无”不是社名"),
        ("（无）", "“（无）”不是社名"),
        ("上\u200b庄社", "看不见的字符"),
        ("上" * 31, "太长"),
    ],
)
def test_what_is_no_name_is_told_and_nothing_is_written(as_person, people, small_county, typed, says):
    sent = {field(small_county.gaolinwan): "上庄社", field(small_county.banpo): typed}
    page = as_person(people.county_officer).post(NEW, sent)
    assert page.status_code == 422
    assert says in page.context["form"].errors[field(small_county.banpo)][0]
    assert "上庄社" in page.content.decode()
    assert len(names(small_county.gaolinwan)) == 2


def test_only_by_the_county_and_within_its_area(as_person, people, small_county):
    assert as_person(people.village_worker).get(NEW).status_code == 403
    client = as_person(people.county_officer)
    page = client.get(NEW, {"area": small_county.suji.code})
    assert [village for village, _standing, _field in page.context["rows"]] == [small_county.fengtai, small_county.banpo]
    assert client.post(NEW, {}, follow=True).status_code == 200
    assert Group.objects.count() == 6
