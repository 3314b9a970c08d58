"""What an entry of the audit says was changed, in words."""

import pytest
from django.utils.translation import override

from kangle.audit.changes import Names, changes_of, in_words, model_name, said_changes
from kangle.supervision.models import Finding, Round


@pytest.mark.parametrize(
    ("model", "before", "after", "said"),
    [
        ("programme.planline", {"figures": []}, {"figures": ["targeting.persons", "planning"]}, "现有贫困人口、工作谋划"),
        ("programme.period", {"state": "open"}, {"state": "closed"}, "已关闭"),
        ("households.household", {"phone": ""}, {"phone": "13812341234"}, "138****1234"),
        ("forgotten.model", {"name": "旧"}, {"name": "新"}, "新"),
    ],
)
def test_every_kind_of_value_can_be_read(model, before, after, said):
    assert said in in_words(model, before, after)


def test_an_empty_list_says_nothing_was_there():
    assert "[]" not in in_words("programme.planline", {}, {"figures": []})


def test_a_photo_is_told_by_what_a_person_can_check():
    photo = {"name": "正房.jpg", "key": "0b5c", "digest": "9f86d0", "model": "households.visit", "record_id": 7, "added_by_id": 3}
    photo |= {"area": 30, "width": 1600, "height": 1200}
    place = {"latitude": 35_371_234, "longitude": 103_708_912}
    taken = {"taken_at": "2015-12-16T01:55:00+00:00"}
    assert changes_of("exchange.attachment", {}, photo | place | taken) == [
        ("文件名", "—", "正房.jpg"),
        ("拍摄时间", "—", "2015-12-16 09:55"),
        ("位置（纬度，经度）", "—", "35.371234, 103.708912"),
    ]


def test_the_marks_of_a_line_are_those_of_the_language():
    before, after = {"phone": "", "figures": []}, {"phone": "13812341234", "figures": ["a", "b"]}
    with override("en"):
        assert in_words("forgotten.model", before, after) == "phone: 138****1234; figures: a, b"
    assert in_words("forgotten.model", before, after) == "phone：138****1234；figures：a、b"


@pytest.mark.django_db
def test_what_a_change_points_at_is_named_not_numbered(small_county):
    groups = {group.name: group.pk for group in small_county.gaolinwan.groups.all()}
    before, after = {"group": groups["一社"]}, {"group": groups["二社"]}
    assert in_words("households.household", before, after) == "社：一社 → 二社"
    assert said_changes("households.household", {"group": [before["group"], after["group"]]}) == [("社", "一社", "二社")]


@pytest.mark.django_db
def test_what_is_gone_is_said_to_be_gone(small_county):
    assert in_words("households.household", {}, {"group": 10**6}) == "社：已删除的社（村民小组）"


@pytest.mark.django_db
def test_one_record_named_often_is_asked_for_once(small_county, django_assert_num_queries):
    group, names = small_county.gaolinwan.groups.first(), Names()
    with django_assert_num_queries(1):
        for _entry in range(3):
            changes_of("households.household", {}, {"group": group.pk}, names)


@pytest.mark.django_db
def test_what_is_kept_by_a_code_is_told_by_its_name(small_county):
    line = in_words("programme.planline", {"figures": []}, {"figures": ["outcomes.villages-exited", "targeting"]})
    assert "outcomes" not in line and "targeting" not in line and "扶贫对象" in line
    assert in_words("supervision.finding", {}, {"item": "social-aid"}) == "663事项：社会帮扶"
    assert in_words("rankings.publication", {}, {"subject": "poverty"}) == "排名依据：贫困倒排序"
    held = Round.objects.create(area=small_county.county, year=2015, number=2, basis="县督查办", started_on="2015-06-01")
    assert in_words("rankings.publication", {}, {"subject": f"round-{held.pk}"}) == f"排名依据：{held}督查"
    assert in_words("supervision.finding", {}, {"item": "gone"}) == "663事项：gone", "what the sheet knows no longer stays"


@pytest.mark.django_db
def test_a_load_of_the_divisions_is_told_in_words(small_county):
    told = in_words("areas.area", {}, {"file": "divisions.csv", "scope": ["622922"], "added": 171, "renamed": 0})
    assert told == "文件：divisions.csv；范围：康乐县；新增：171；改名：0"


@pytest.mark.django_db
def test_the_findings_name_their_item(small_county, people, client):
    Finding.objects.create(
        area=small_county.gaolinwan, item="social-aid", content="捐款没有到位", found_on="2015-06-01", due_on="2015-07-01"
    )
    client.force_login(people.county_officer, backend="kangle.accounts.backends.PostBackend")
    page = client.get("/admin/supervision/finding/").content.decode()
    assert "社会帮扶" in page and ">social-aid<" not in page
    assert "捐款没有到位" in client.get("/admin/supervision/finding/?item=social-aid").content.decode()


def test_what_is_no_record_has_a_name_too():
    assert (model_name("site.begun"), model_name("demo.county"), model_name("gone.model")) == (
        "本县的站点",
        "演示数据",
        "gone.model",
    )
