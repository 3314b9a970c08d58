"""What an entry of the audit says was changed, in words."""

import pytest
from django.utils.translation import override

from kangle.audit.changes import Names, changes_of, in_words, said_changes


@pytest.mark.parametrize(
    ("model", "before", "after", "said"),
    [
        ("programme.planline", {"figures": []}, {"figures": ["targeting.persons", "planning"]}, "targeting.persons、planning"),
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
