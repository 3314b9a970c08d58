"""Names by their pinyin: initials, syllables, surnames that are read otherwise, characters nobody can read."""

import subprocess
import sys

import pytest

from kangle.common import surnames
from kangle.common.pinyin import Spelling, spelling, syllables


def spells(typed, name, **how):
    return Spelling(typed, **how).spells(name)


@pytest.mark.parametrize(
    "typed", ["mxm", "MXM", "m x m", "ｍｘｍ", "maxm", "maxiaoming", "ma xiao ming", "maxiaomi", "马xm", "马小m"]
)
def test_three_letters_or_more_spell_a_name(typed):
    assert spelling(typed).spells("马小明")


@pytest.mark.parametrize("typed", ["mxq", "xm", "mxmm", "axm", "maxiang", "牛xm"])
def test_what_is_not_its_spelling_does_not_find_it(typed):
    assert not spelling(typed).spells("马小明")


def test_a_beginning_finds_the_longer_names_too():
    assert spelling("mxm").among(["马小明", "马小明花", "马小", "马学", "杨小明"]) == ["马小明", "马小明花"]


def test_a_single_surname_is_too_little():
    assert not spelling("ma").spells("马小明")
    assert not spelling("zhang").spells("张勇")
    assert spelling("ma").spells("马安")
    assert spelling("xian").spells("西安")


@pytest.mark.parametrize("typed", ["", "m", "马小明", "m1m", "2015", "m%", "mx*", "康财农〔2015〕8号", "622922"])
def test_what_is_no_spelling_is_none(typed):
    assert spelling(typed) is None


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("单小明", "sxm", "dxm"),
        ("仇小明", "qxm", "cxm"),
        ("曾小明", "zxm", "cxm"),
        ("解小明", "xxm", "jxm"),
        ("任小明", "rxm", "lxm"),
        ("查小明", "zxm", "cxm"),
        ("区小明", "oxm", "qxm"),
        ("朴小明", "pxm", "bxm"),
        ("王小明", "wxm", "yxm"),
        ("石小明", "sxm", "dxm"),
        ("黑小明", "hxm", "mxm"),
        ("缪小明", "mxm", "lxm"),
    ],
)
def test_a_surname_is_read_as_a_surname(name, right, wrong):
    assert spells(right, name)
    assert not spells(wrong, name)


@pytest.mark.parametrize(("name", "full"), [("翟小明", "zhai"), ("盖小明", "ge"), ("盖小明", "gai"), ("查小明", "zha")])
def test_a_surname_is_found_by_each_of_its_syllables(name, full):
    assert spells(f"{full}xm", name)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("尉迟恭", "ycg"),
        ("万俟明", "mqm"),
        ("长孙无忌", "zswj"),
        ("澹台明", "ttm"),
        ("单于明", "cym"),
        ("令狐冲", "lhc"),
        ("皇甫明", "huangfuming"),
        ("欧阳明", "oym"),
    ],
)
def test_a_double_surname_is_read_as_one(name, typed):
    assert spells(typed, name)


def test_who_bears_the_first_half_of_a_double_surname_alone_is_found_as_usual():
    assert spells("wsm", "万三明")
    assert spells("syf", "单于飞")


@pytest.mark.parametrize("typed", ["lyx", "llx", "lyh", "llh", "leyuexing", "liuyuehang", "liulexing"])
def test_a_character_with_several_readings_is_found_by_each(typed):
    name = "刘乐行"
    assert spells(typed, name) == (typed != "leyuexing")


@pytest.mark.parametrize("typed", ["lvb", "lub", "lvbu", "lubu"])
def test_u_with_two_dots_is_typed_both_ways(typed):
    assert spells(typed, "吕布")


def test_a_place_is_called_after_a_family_or_not():
    assert spells("zjg", "曾家沟", person=False)
    assert spells("cjg", "曾家沟", person=False)
    assert not spells("cjg", "曾家沟")


def test_a_name_written_with_points_and_letters_is_spelled_without_them():
    assert spells("mmtal", "买买提·艾力")
    assert spells("ada", "阿D安")


def test_rare_characters_are_spelled_where_a_reading_is_known_and_stand_for_themselves_where_none_is():
    assert spells("mdm", "马𬭊明")
    assert not syllables("𠮷")
    assert not spells("mjm", "马𠮷明")
    assert spelling("m𠮷m").spells("马𠮷明")


def test_every_surname_of_the_table_is_named_once_and_read_in_small_letters():
    for text, length in ((surnames.SINGLE, 1), (surnames.DOUBLE, 2)):
        entries = [entry.split() for entry in text.split(",")]
        assert len({name for name, *_readings in entries}) == len(entries)
        for name, *readings in entries:
            assert len(name) == length
            assert all(reading.isascii() and reading.islower() for reading in readings)
            assert len(readings) == 2 if length == 2 else readings


def test_the_library_itself_is_never_loaded():
    asked = "import sys; from kangle.common.pinyin import spelling; "
    asked += "print(spelling('mxm').spells('马小明'), 'pypinyin' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["True", "False"]
