"""The kind of an area by its official name, misprints of the published editions included."""

import pytest

from kangle.areas.kinds import kind_of


@pytest.mark.parametrize(
    ("level", "kind", "names"),
    [
        (1, "province", ["甘肃省", "北京市", "内蒙古自治区"]),
        (2, "prefecture", ["兰州市", "临夏回族自治州", "省直辖县级行政区划"]),
        (3, "county", ["康乐县", "东乡族自治县", "临夏市", "鄂温克族自治旗"]),
        (3, "district", ["市辖区", "城关区", "兰州新区"]),
        (4, "town", ["附城镇"]),
        (4, "township", ["康丰乡", "杨林彝族乡", "巴彦苏木"]),
        (4, "subdistrict", ["雁滩街道", "张掖路街道办事处", "和平里地区办事处"]),
        (4, "other", ["国营临泽农场", "酒泉经济技术开发区"]),
        (5, "village", ["高林湾村委会", "高丰村民委员会", "中元村", "石王村村委会", "巴彦嘎查委员会", "安子里村委会会"]),
        (
            5,
            "community",
            ["新集居委会", "城南社区", "城南社区居委会", "桥头社区委会", "西街社区服务中心"],
        ),
        (5, "other", ["五泉林场虚拟生活区", "一分场", "红砂岗镇管委会"]),
    ],
)
def test_the_kind_follows_from_name_and_level(level, kind, names):
    assert {name: kind_of(name, level).value for name in names} == dict.fromkeys(names, kind)
