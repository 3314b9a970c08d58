"""A list with anything wrong in it: every bad line is named, and nothing is written."""

import re

import pytest
from django.core.management import CommandError, call_command

from kangle.areas.imports import SHOWN
from kangle.areas.models import Area
from kangle.audit.models import Entry
from tests.areas.lists import HEADER, ROWS, VILLAGES, text_of, without

pytestmark = pytest.mark.django_db

PLACE = text_of(ROWS)  # lines 2-10: the header is line 1


def named(result):
    """The numbers of the lines complained of."""
    return [int(number) for number in re.findall(r"第 (\d+) 行：", result.complained)]


def refused(result):
    return result.code == 2 and not Area.objects.exists() and not Entry.objects.exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("62292210020,短村委会,622922100000,5", "不是 12 位数字"),
        ("62292210020x,字母村委会,622922100000,5", "不是 12 位数字"),
        ("６２２９２２１００２０９,全角村委会,622922100000,5", "不是 12 位数字"),
        ("622922100209,级别高村委会,622922100000,4", "第 9 位以后应全是 0"),
        ("622922109000,级别低镇,622922000000,5", "按代码是 4 级"),
        ("622922100209,无级别村委会,622922100000,", "不是 1 至 5"),
        ("622922100209,六级村委会,622922100000,6", "不是 1 至 5"),
        ("000000000000,零,,1", "全是 0"),
        ("622922100209,,622922100000,5", "名称是空的"),
        ("622922100209,   ,622922100000,5", "名称是空的"),
        ("622922100209," + "长" * 61 + ",622922100000,5", "最多 60 个"),
        ("622922100209,坏\ufffd村委会,622922100000,5", "无法显示的字符"),
        ("622922100209,无上级村委会,,5", "没有上级"),
        ("622922100209,错上级村委会,622922101000,5", "前几位"),
        ("622922100209,自己村委会,622922100209,5", "前几位"),
        ("622922109201,孤儿村委会,622922109000,5", "既不在清单里，也不在数据库里"),
        ("622922100209,隔级村委会,622922000000,5", "更近的 622922100000"),
        ("630000000000,青海省,620000000000,1", "省级没有上级"),
        ("622922100200,重复村委会,622922100000,5", "第 7 行已有"),
        ("622922100209,三列村委会,622922100000", "3 列"),
        ("622922100209,五列,村委会,622922100000,5", "5 列"),
        ('622922100209,"引号村委会,622922100000,5', "4 列"),
    ],
)
def test_a_bad_line_is_named_with_its_fault(load, line, sentence):
    lines = PLACE.splitlines()
    lines.insert(8, line)
    result = load("\n".join(lines) + "\n")
    assert refused(result)
    assert named(result) == [9]
    assert sentence in result.complained


def test_every_bad_line_is_named_in_order(load):
    bad = PLACE.replace("622922100200,", "62292210020,").replace("苏集镇", "").replace("临夏回族自治州,620000000000,2", "临夏,,2")
    result = load(bad)
    assert refused(result)
    assert named(result) == [3, 7, 9]
    assert "3 处错误" in result.complained


def test_a_child_of_a_bad_line_is_not_itself_bad(load):
    result = load(PLACE.replace("附城镇", ""))
    assert named(result) == [5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_undecodable_bytes_are_named_by_line(load, encoding):
    lines = PLACE.encode(encoding).splitlines(keepends=True)
    lines[6] = lines[6].replace("湾".encode(encoding.removesuffix("-sig")), b"\xff\xff")
    result = load(b"".join(lines))
    assert refused(result)
    assert named(result) == [7]
    assert "无法按" in result.complained


@pytest.mark.parametrize("kept", range(1, len("622922101200,丰台村委会,622922101000,5".encode())))
def test_a_truncated_last_line_is_named_wherever_it_broke(load, kept):
    lines = PLACE.encode().splitlines(keepends=True)
    result = load(b"".join(lines[:-1]) + lines[-1][:kept])
    assert refused(result)
    assert named(result) == [10]
    assert "没有写完" in result.complained


def test_a_whole_last_line_without_line_end_is_taken(load):
    assert load(PLACE.rstrip("\n")).code == 0
    assert Area.objects.count() == len(ROWS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_encoding_and_line_end_gives_the_same_names(load, encoding, line_end):
    assert load(PLACE.replace("\n", line_end), encoding=encoding).code == 0
    assert list(Area.objects.order_by("code").values_list("code", "name")) == [(code, name) for code, name, *_ in ROWS]


@pytest.mark.parametrize(
    "content",
    [b"", HEADER.encode(), PLACE.encode("utf-16"), PLACE.replace(HEADER, "代码,名称,上级,级别"), b"\x00\x01\x02" * 5000, "\n\n"],
)
def test_what_is_no_list_is_refused_with_its_line(load, content):
    result = load(content)
    assert refused(result)
    assert named(result) == [1]


def test_a_long_list_of_faults_is_cut_and_counted(load):
    many = [(f"622922100{number:03d}", "", "622922100000", 5) for number in range(300, 300 + SHOWN + 55)]
    result = load([*ROWS, *many])
    assert refused(result)
    assert len(named(result)) == SHOWN
    assert "还有 55 处" in result.complained


def test_a_bad_later_edition_leaves_the_earlier_as_it_was(load):
    load(ROWS)
    result = load(without(ROWS, VILLAGES[0][0])[:-1] + [("622922101200", "", "622922101000", 5)], 2020)
    assert result.code == 2
    assert Area.objects.current().count() == len(ROWS)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("list.csv", None),
        ("list_2018_2020.csv", None),
        ("622922.csv", None),
        ("list_0000.csv", None),
        ("list_2018.csv", "18"),
        ("list_2018.csv", "9999"),
        ("list_2018.csv", "去年"),
    ],
)
def test_a_missing_or_wrong_edition_is_one_sentence(load, name, edition):
    result = load(ROWS, name=name, edition=edition) if edition else load(ROWS, name=name)
    assert refused(result)
    assert "--edition" in result.complained
    assert result.complained.count("\n") == 0


def test_a_bad_line_of_the_reused_codes_is_named(load):
    result = load(ROWS, reused=["622922100200", "62292210020", "622922100201 # 高丰"])
    assert refused(result)
    assert named(result) == [3]


@pytest.mark.parametrize(("missing", "edition"), [("absent_2018.csv", "2018"), (".", "2018"), ("absent.csv", None)])
def test_a_file_that_cannot_be_read_is_one_sentence(missing, edition, tmp_path):
    with pytest.raises(CommandError, match="读不了文件") as refusal:
        call_command("load_areas", str(tmp_path / missing), edition=edition)
    assert refusal.value.returncode == 2
