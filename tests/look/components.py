"""Invented values for the page of components: not a county's, only their shapes."""

GROUPS = {
    "六个到位": ["工作谋划", "方式方法", "宣传培训", "考核验收", "社会帮扶", "督查督导"],
    "六个精准": ["扶贫对象", "项目安排", "资金使用", "措施到户", "因村派人", "脱贫成效"],
    "三个注重": ["第一书记", "科技特派员", "各级帮扶力量"],
}
TOWNSHIPS = [f"{letter}{ending}" for letter in "附苏胭景莲" for ending in ("城镇", "集镇", "丰乡")]
MONTHS = [f"{month}月" for month in range(1, 13)]


def some_score(number):
    """A score that looks like any, the same every time."""
    return 5200 + number * 1337 % 4800


def values():
    """The template's values."""
    groups = [
        {
            "name": name,
            "score": some_score(len(items)),
            "items": [
                {
                    "name": item,
                    "score": some_score(place * 7 + len(item)),
                    "change": (125, -50, 0)[place % 3],
                    "weak": "村级分类定策",
                }
                for place, item in enumerate(items)
            ],
        }
        for name, items in GROUPS.items()
    ]
    return {
        "groups": groups,
        "towns": [(town, [some_score(place * 31 + item * 17) for item in range(15)]) for place, town in enumerate(TOWNSHIPS)],
        "figure": {
            "data": [
                {
                    "type": "scatter",
                    "mode": "lines+markers",
                    "name": "已脱贫",
                    "x": MONTHS,
                    "y": [m * m * 130 for m in range(1, 13)],
                },
                {"type": "bar", "name": "计划", "x": MONTHS, "y": [1175 * m for m in range(1, 13)], "opacity": 0.3},
            ],
            "layout": {"height": 320},
        },
        "sankey": {
            "data": [
                {
                    "type": "sankey",
                    "node": {"label": ["中央", "省级", "县级", "产业", "饮水"]},
                    "link": {"source": [0, 1, 2, 0], "target": [3, 3, 4, 4], "value": [8, 4, 2, 5]},
                }
            ],
            "layout": {"height": 320},
        },
    }
