"""One edition after another: what is new, renamed, re-used, closed, open again; and the same list twice."""

import pytest

from kangle.areas.models import Area, Name
from kangle.audit.models import Entry
from tests.areas.lists import (
    COUNTY,
    OTHER_TOWN,
    OTHER_VILLAGE,
    PREFECTURE,
    PROVINCE,
    ROWS,
    TOWN,
    VILLAGES,
    renamed,
    without,
)

pytestmark = pytest.mark.django_db

_COMMUNITY, GAOLINWAN, GAOFENG = (row[0] for row in VILLAGES)


def picture():
    """Everything a load may write, but for the record of the load itself."""
    areas = Area.objects.order_by("path").values_list("code", "edition", "path", "name", "kind", "parent__path", "closed_in")
    return list(areas), list(Name.objects.order_by("area__path", "edition").values_list("area__path", "edition", "name"))


def the(code):
    return Area.objects.by_code(code)


def test_a_list_becomes_the_tree_with_the_code_as_its_path(load):
    result = load(ROWS)
    assert "新增 9" in result.said
    assert list(Area.objects.values_list("path", "parent__path")) == [
        ("62", None),
        ("6229", "62"),
        ("622922", "6229"),
        ("622922100", "622922"),
        ("622922100001", "622922100"),
        ("622922100200", "622922100"),
        ("622922100201", "622922100"),
        ("622922101", "622922"),
        ("622922101200", "622922101"),
    ]


def test_children_may_stand_before_their_parents(load):
    assert load(list(reversed(ROWS))).code == 0
    assert the(GAOFENG).parent == the(TOWN[0])


def test_loading_the_same_list_again_changes_nothing(load):
    load(ROWS)
    before = picture()
    result = load(ROWS)
    assert picture() == before
    assert "新增 0，更名 0，撤销 0，代码重用 0，恢复 0，未变 9" in result.said


def test_each_load_is_one_entry_of_the_audit(load):
    load(ROWS)
    load(renamed(ROWS, c622922100200="新名村委会"), 2020)
    first, second = Entry.objects.order_by("pk")
    assert (first.act, first.area_path, first.after["added"], first.after["edition"]) == (Entry.Act.LOAD, "622922", 9, 2018)
    assert (second.after["renamed"], second.after["unchanged"], second.after["file"]) == (1, 8, "list_2020.csv")


def test_another_name_in_a_later_edition_is_a_rename_and_reported(load):
    load(ROWS)
    area = the(GAOLINWAN)
    result = load(renamed(ROWS, c622922100200="高林湾社区居委会"), 2020)
    assert f"更名 {GAOLINWAN}：高林湾村委会 → 高林湾社区居委会" in result.said
    area.refresh_from_db()
    assert (area.name, area.kind, area.edition, area.closed_in) == ("高林湾社区居委会", Area.Kind.COMMUNITY, 2018, None)
    assert [area.name_in(year) for year in (2017, 2018, 2019, 2020, 2026)] == ["高林湾村委会"] * 3 + ["高林湾社区居委会"] * 2


def test_a_name_changed_twice_is_known_in_every_edition(load):
    for year, name in [(2018, "甲村委会"), (2019, "乙村委会"), (2021, "丙村委会")]:
        load(renamed(ROWS, c622922100200=name), year)
    assert [the(GAOLINWAN).name_in(year) for year in (2018, 2019, 2020, 2021)] == ["甲村委会", "乙村委会", "乙村委会", "丙村委会"]
    assert the(GAOFENG).name_in(2020) == "高丰村委会"


def test_a_corrected_list_of_the_same_edition_corrects_the_name(load):
    load(renamed(ROWS, c622922100200="高林弯村委会"))
    result = load(ROWS)
    assert "更名 1" in result.said
    assert (the(GAOLINWAN).name, the(GAOLINWAN).names.count()) == ("高林湾村委会", 0)


def test_a_reused_code_closes_its_old_bearer_and_makes_a_new_one(load):
    load(ROWS)
    old = the(GAOLINWAN)
    later = renamed(ROWS, c622922100200="城南社区居委会")
    result = load(later, 2020, reused=[GAOLINWAN])
    assert f"代码重用 {GAOLINWAN}：高林湾村委会（撤销）→ 城南社区居委会（新设）" in result.said
    assert "新增 1，更名 0，撤销 1，代码重用 1" in result.said
    new = the(GAOLINWAN)
    old.refresh_from_db()
    assert (old.name, old.closed_in, old.path) == ("高林湾村委会", 2020, "622922100200")
    assert (new.name, new.edition, new.path, new.closed_in) == ("城南社区居委会", 2020, "622922100CAA", None)
    before = picture()
    load(later, 2020, reused=[GAOLINWAN])
    assert picture() == before


def test_a_third_bearer_gets_other_letters_and_a_fourth_is_refused(load):
    load(ROWS)
    for year, name in [(2019, "乙村委会"), (2020, "丙村委会")]:
        load(renamed(ROWS, c622922100200=name), year, reused=[GAOLINWAN])
    assert the(GAOLINWAN).path == "622922100MKK"
    before = picture()
    result = load(renamed(ROWS, c622922100200="丁村委会"), 2021, reused=[GAOLINWAN])
    assert (result.code, picture()) == (2, before)
    assert "不能再重用" in result.complained


def test_below_a_reused_township_everything_is_new(load):
    load(ROWS)
    old = the(TOWN[0])
    later = renamed(ROWS, c622922100000="新城镇")
    load(later, 2020, reused=[TOWN[0]])
    new = the(TOWN[0])
    assert new.path == "622922BAA"
    assert list(Area.objects.within(new).values_list("path", flat=True)) == [
        "622922BAA",
        "622922BAA001",
        "622922BAA200",
        "622922BAA201",
    ]
    assert set(Area.objects.within(old).values_list("closed_in", flat=True)) == {2020}
    assert the(GAOFENG).parent == new
    before = picture()
    load(later, 2020, reused=[TOWN[0]])
    load(later, 2021, reused=[TOWN[0]])
    assert picture() == before


def test_a_code_listed_as_reused_under_the_same_name_stays(load):
    load(ROWS)
    assert "未变 9" in load(ROWS, 2020, reused=[GAOLINWAN]).said


def test_what_a_later_edition_no_longer_lists_is_closed_with_all_below_it(load):
    load(ROWS)
    result = load(without(ROWS, OTHER_TOWN[0], OTHER_VILLAGE[0]), 2020)
    assert "撤销 2" in result.said
    assert {the(code).closed_in for code in (OTHER_TOWN[0], OTHER_VILLAGE[0])} == {2020}
    assert Area.objects.current().count() == 7


def test_what_is_listed_again_under_its_name_is_open_again(load):
    load(ROWS)
    area = the(OTHER_VILLAGE[0])
    load(without(ROWS, OTHER_VILLAGE[0]), 2019)
    result = load(ROWS, 2020)
    assert f"恢复 {OTHER_VILLAGE[0]} 丰台村委会" in result.said
    area.refresh_from_db()
    assert area.closed_in is None
    assert Area.objects.count() == len(ROWS)


def test_loading_one_county_leaves_its_neighbours_alone(load):
    neighbour = [("622923000000", "永靖县", "622900000000", 3), ("622923100000", "刘家峡镇", "622923000000", 4)]
    load([*ROWS, *neighbour])
    result = load(without(ROWS, GAOFENG), 2020)
    assert "范围：康乐县 622922000000" in result.said
    assert the(GAOFENG).closed_in == 2020
    assert the("622923100000").closed_in is None


def test_a_list_of_counties_does_not_close_their_villages(load):
    load(ROWS)
    load([PROVINCE, PREFECTURE, COUNTY], 2020)
    assert not Area.objects.filter(closed_in__isnull=False).exists()


def test_a_list_may_hang_below_what_is_already_loaded(load):
    load(ROWS)
    result = load([("622922102000", "胭脂镇", COUNTY[0], 4), ("622922102200", "唐哈村委会", "622922102000", 5)], 2020)
    assert "新增 2" in result.said and "撤销 0" in result.said
    assert the("622922102200").path == "622922102200"


def test_villages_alone_may_be_added_to_their_township(load):
    load(ROWS)
    assert "新增 1" in load([("622922100202", "中元村委会", TOWN[0], 5)], 2020).said
    assert the("622922100202").parent == the(TOWN[0])
    assert the(GAOFENG).closed_in is None


def test_townships_may_hang_directly_below_the_prefecture(load):
    dongguan = ("441900000000", "东莞市", "440000000000", 2)
    town = ("441900003000", "东城街道", dongguan[0], 4)
    rows = [("440000000000", "广东省", "", 1), dongguan, town, ("441900003001", "岗贝社区居委会", town[0], 5)]
    assert load(rows).code == 0
    assert [area.path for area in Area.objects.within(the(dongguan[0]))] == ["4419", "441900003", "441900003001"]
    assert [area.name for area in the("441900003001").ancestors()] == ["广东省", "东莞市", "东城街道"]
    load(renamed(rows, c441900003000="东城新街道"), 2020, reused=[town[0]])
    assert the("441900003001").path == "441900AAD001"


def test_an_older_edition_after_a_newer_one_is_refused(load):
    load(ROWS, 2020)
    before = picture()
    result = load(without(ROWS, GAOFENG), 2018)
    assert (result.code, picture()) == (2, before)
    assert "已载入 2020 版" in result.complained


def test_an_older_edition_is_refused_even_where_the_newer_changed_nothing(load):
    load(ROWS, 2018)
    load(ROWS, 2020)
    assert load(renamed(ROWS, c622922100200="旧名村委会"), 2019).code == 2


def test_an_older_list_of_another_county_is_taken(load):
    load(ROWS, 2020)
    other = [PROVINCE, PREFECTURE, ("622923000000", "永靖县", PREFECTURE[0], 3), ("622923100000", "刘家峡镇", "622923000000", 4)]
    assert load(other, 2018).code == 0


def test_a_load_that_breaks_half_way_writes_nothing(load, monkeypatch):
    load(ROWS)
    before = picture()

    def broken(*arguments, **fields):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("kangle.areas.actions.record", broken)
    with pytest.raises(RuntimeError):
        load(without(renamed(ROWS, c622922100200="新名村委会"), GAOFENG), 2020)
    assert picture() == before


def test_what_a_list_held_by_mistake_is_closed_by_the_corrected_list_of_the_same_edition(load):
    load([*ROWS, ("622922101999", "写错的村委会", OTHER_TOWN[0], 5)])
    result = load(ROWS)
    assert "撤销 622922101999 写错的村委会" in result.said and "撤销 1" in result.said
    assert the("622922101999").closed_in == 2018
    assert "撤销 0" in load(ROWS).said


def test_a_list_cut_off_at_a_line_end_is_not_taken_for_a_reform(load):
    many = [(f"622922101{number}", f"第{number}村委会", OTHER_TOWN[0], 5) for number in range(300, 340)]
    load([*ROWS, *many])
    before = picture()
    result = load([*ROWS, *many[:12]], 2019)
    assert (result.code, picture()) == (2, before)
    assert "康乐县" in result.complained and "28" in result.complained and "--accept" in result.complained
    assert "撤销 28" in load([*ROWS, *many[:12]], 2019, accept=True).said


def test_most_of_a_small_place_is_not_closed_without_a_second_word(load):
    load([*ROWS, ("622922100202", "中元村委会", TOWN[0], 5)])
    before = picture()
    result = load([TOWN, ("622922100203", "斜路村委会", TOWN[0], 5)])  # meant as a supplement: one village that was forgotten
    assert (result.code, picture()) == (2, before)
    assert "附城镇 现有的 4 个地区（共 6 个）" in result.complained


def test_a_list_of_several_townships_is_judged_as_a_whole(load):
    towns = [(f"6229221{number}000", f"第{number}镇", COUNTY[0], 4) for number in range(10, 20)]
    villages = [(f"{town[0][:9]}{200 + number}", f"第{number}村委会", town[0], 5) for town in towns for number in range(6)]
    load([PROVINCE, PREFECTURE, COUNTY, *towns, *villages])
    before = picture()
    kept = [village for village in villages if village[0][9:] in {"200", "201", "202"}]
    result = load([*towns, *kept], 2019)
    assert (result.code, picture()) == (2, before)
    assert "30 个地区（共 70 个）" in result.complained
