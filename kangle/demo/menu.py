"""The county's menu of help as the demo has it: names after what is kept and grown there, subsidies invented and marked 暂拟."""

from dataclasses import dataclass

from households.codes import Industry, MeasureKind
from households.models import MenuItem
from kangle.demo.drawing import day

LIMIT_FEN = 5_000_00  # a household and year, of every item
SOURCE = "示例菜单，补助标准为虚构"
# (industry, name, unit, yuan a unit, what it is)
ITEMS = (
    (Industry.LIVESTOCK, "肉牛托养", "头", 500, "合作社代养，年底分红"),
    (Industry.LIVESTOCK, "基础母牛", "头", 500, "户内饲养，产犊后滚动发展"),
    (Industry.LIVESTOCK, "肉羊养殖", "只", 100, "自繁自育，县上供种"),
    (Industry.LIVESTOCK, "土鸡养殖", "只", 25, "林下散养"),
    (Industry.SEEDLINGS, "云杉育苗", "亩", 500, "三年苗，合作社回收"),
    (Industry.SEEDLINGS, "油松育苗", "亩", 500, "三年苗，合作社回收"),
    (Industry.SEEDLINGS, "花卉苗木", "亩", 250, "订单种植"),
    (Industry.HERBS, "当归种植", "亩", 250, "种苗和地膜补助"),
    (Industry.HERBS, "党参种植", "亩", 250, "种苗和搭架补助"),
    (Industry.HERBS, "柴胡种植", "亩", 100, "种子补助"),
    (Industry.HERBS, "大黄种植", "亩", 250, "种苗补助"),
    (Industry.LABOUR, "拉面师输转", "人月", 500, "培训后输转，补助交通和食宿"),
    (Industry.LABOUR, "新疆摘棉输转", "人月", 500, "统一组织，补助交通"),
    (Industry.LABOUR, "县内企业就业", "人月", 500, "扶贫车间稳岗补助"),
    (Industry.TOURISM, "农家乐改造", "间", 500, "客房和厨房改造"),
    (Industry.TOURISM, "莲花山花儿会摊点", "个", 500, "摊位和餐具补助"),
)
RESULTS = {
    Industry.LIVESTOCK: ("存栏正常，已出栏一部分", "已见收入", "成活率高，准备扩大", "有病死，已补栏"),
    Industry.SEEDLINGS: ("出苗整齐", "苗木长势好，已订出一半"),
    Industry.HERBS: ("已收获出售", "长势好，秋后采挖", "受旱减产，已补种"),
    Industry.LABOUR: ("按月领到工资", "务工收入已汇回家"),
    Industry.TOURISM: ("花儿会期间营业", "已开业，有客人"),
}


@dataclass(frozen=True)
class Offer:
    """One item of the menu with the key that its row will have."""

    key: int
    industry: str
    name: str
    unit_fen: int

    def taken(self, fen, rng=None):
        """The fields of a measure of this item that is worth `fen`; with `rng` of most it is known what came of it."""
        result = rng.choice(RESULTS[self.industry]) if rng and rng.random() < 0.8 else ""
        return {"item": self.key, "quantity": fen // self.unit_fen, "content": self.name, "result": result}


def write(county, book):
    """Put the menu into the book; returns {industry: [Offer]}."""
    offers = {}
    for industry, name, unit, yuan, description in ITEMS:
        key = book.add(
            MenuItem, area=county.pk, kind=MeasureKind.INDUSTRY, industry=industry, name=name, unit=unit, subsidy_fen=yuan * 100,
            limit_fen=LIMIT_FEN, description=description, since=day(1, 1), source=SOURCE, provisional=True,
        )  # fmt: skip
        offers.setdefault(industry, []).append(Offer(key, industry, name, yuan * 100))
    return offers
