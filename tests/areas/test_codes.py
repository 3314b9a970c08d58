"""A code in any of its written forms finds its area, or a sentence says why not."""

import pytest

from kangle.areas.codes import NoSuchArea, area_for
from tests.areas.lists import ROWS, without

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("62", "甘肃省"),
        ("620000", "甘肃省"),
        ("6229", "临夏回族自治州"),
        ("622900", "临夏回族自治州"),
        ("622922", "康乐县"),
        (622922, "康乐县"),
        (" 622922 ", "康乐县"),
        ("622922000000", "康乐县"),
        ("622922100", "附城镇"),
        ("622922100000", "附城镇"),
        ("622922100200", "高林湾村委会"),
    ],
)
def test_a_code_in_any_form_finds_its_area(load, code, name):
    load(ROWS)
    assert area_for(code).name == name


@pytest.mark.parametrize("code", ["", "康乐县", "6", "622", "62292", "6229221", "6229221002001", "６２２９２２", "-62292"])
def test_what_is_no_code_is_refused_with_the_forms_that_are(load, code):
    load(ROWS)
    with pytest.raises(NoSuchArea, match="2、4、6、9 或 12 位数字"):
        area_for(code)


def test_an_unknown_code_names_the_nearest_area_above(load):
    load(ROWS)
    with pytest.raises(NoSuchArea, match="附城镇（622922100）之下没有代码为 622922100999"):
        area_for("622922100999")


def test_with_nothing_loaded_the_sentence_says_what_to_do():
    with pytest.raises(NoSuchArea, match="load_areas"):
        area_for("622922")


def test_a_code_finds_who_bears_it_now_and_the_last_bearer_of_a_closed_one(load):
    load(ROWS)
    load(without(ROWS, "622922101200"), 2019)
    assert area_for("622922101200").closed_in == 2019
    later = [("622922100200", "城南社区居委会", "622922100000", 5) if row[0] == "622922100200" else row for row in ROWS]
    load(later, 2020, reused=["622922100200"])
    assert area_for("622922100200").name == "城南社区居委会"
