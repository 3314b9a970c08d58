"""What a bulletin says of a published ranking, from the frozen ranking alone."""

from kangle.bulletins.telling import day, listed, points
from kangle.bulletins.writing import Writer

NAMED = 3  # units named first and last
PARTS = 3  # parts named as those on which most was lost
SOURCE = "已发布排名"
UNITS = {"township": "乡镇", "village": "村", "community": "社区"}
# What a row's n counts: it depends on what was ranked.
COUNTED = {"indicator": "样本", "item": "适用指标", "whole": "适用事项", "group": "适用事项"}
REASONS = {"no-score": "没有数据", "few-items": "适用项太少", "small-n": "样本不足", "community": "社区不参加"}


def title_of(basis):
    return f"关于{basis['ranking']['title']}的通报"


def written(basis):
    """The blocks of the bulletin of a ranking."""
    ranking = basis["ranking"]
    names = {unit["code"]: unit["name"] for unit in ranking["inputs"]["units"]}
    writer = Writer(names.values())
    ranked = [row for row in ranking["result"] if row["place"]]
    kinds = {unit["code"]: unit["kind"] for unit in ranking["inputs"]["units"]}
    shown, counted = (
        {kind: sum(kinds[row["code"]] == kind for row in rows) for kind in UNITS} for rows in (ranking["result"], ranked)
    )
    word, subject = (
        listed(name for kind, name in UNITS.items() if shown[kind]) or UNITS[ranking["level"]],
        ranking["subject"]["name"],
    )
    parts = {"year": (ranking["year"], SOURCE), "as_of": (day(ranking["as_of"]), f"{SOURCE}：截至"), "subject": (subject, SOURCE)}
    parts |= {"n": (len(ranked), SOURCE)} | {kind: (n, f"{SOURCE}：{UNITS[kind]}") for kind, n in counted.items()}
    parts |= {"unit": (word, SOURCE), "reference": (basis["publication"]["reference"], SOURCE)}
    opening = "现将截至{as_of}的{year}年“{subject}”{unit}排名（编号{reference}）通报如下。参加排名的"
    several = [f"{UNITS[kind]}{{{kind}}}个" for kind, n in counted.items() if n]
    opening += "单位{n}个，其中" + "、".join(several) + "。" if len(several) > 1 else "".join(several or ["{unit}{n}个"]) + "。"
    writer.say("opening", (opening, parts))
    _places(writer, ranking, names, word)
    _ends(writer, ranking, ranked, names)
    writer.head("required", "工作要求")
    writer.say(
        "required-text",
        ("一是对照失分查找原因。排名靠后的{unit}逐项分析失分，明确责任人和完成时限。", {"unit": (word, SOURCE)}),
        ("\n二是如实填报。数据有误的，先改记录，再由县上重新发布排名，任何人不得自行修改已发布的名次。", {}),
    )
    return writer.blocks


def _places(writer, ranking, names, word):
    writer.head("ranking", "排名情况")
    up = ranking["kind"] == "poverty"
    rule = "得分相同的名次并列，下一名次空出（如1、2、2、4）。没有数据或者样本太少的不排名次，列在表的最后，并注明原因。"
    writer.say("rule", (("从最贫困的排起。" if up else "按得分从高到低排列。") + rule, {}))
    heading = _counted(ranking["rule"])
    columns = [("名次", 22, True), (word, 38, False), ("得分", 20, True), (heading, 20, True)]
    with_parent = ranking["level"] == "village"
    if with_parent:
        columns = [("名次", 20, True), (word, 26, False), ("乡镇", 22, False), ("得分", 14, True), (heading, 18, True)]
    parents = {unit["code"]: unit["parent_name"] for unit in ranking["inputs"]["units"]}
    rows = {}
    for row in ranking["result"]:
        place = f"{row['place']}（并列）" if row.get("tied") else str(row["place"])
        place = place if row["place"] else REASONS.get(row["reason"], "没有数据")
        n = "—" if row.get("n") is None else str(row["n"])
        parent = [parents[row["code"]]] if with_parent else []
        rows[row["code"]] = [place, names[row["code"]], *parent, points(row.get("score")), n]
    writer.table("places", f"各{word}得分和名次", columns, rows)


def _counted(rule):
    return COUNTED.get(rule.get("kind"), "抽查户数" if "round" in rule else "农业人口")


def _ends(writer, ranking, ranked, names):
    """The first, and the last with what they lost and where."""
    first = [row for row in ranked if row["place"] <= NAMED]
    last = [row for row in ranked if row["place"] > max(len(ranked) - NAMED, NAMED)]
    writer.head("good", "排名靠前的单位")
    writer.say("best", *[_named(number, row, names) for number, row in enumerate(first)])
    if last:
        writer.head("problems", "排名靠后的单位和失分")
        writer.say("last", *[_named(number, row, names, ranking) for number, row in enumerate(last)])


def _named(number, row, names, ranking=None):
    name = names[row["code"]]
    parts = {"name": (name, SOURCE), "place": (row["place"], f"{SOURCE}：{name}名次")}
    parts |= {"score": (points(row.get("score")), f"{SOURCE}：{name}得分"), "tied": ("并" if row.get("tied") else "", SOURCE)}
    costs = []
    if ranking is not None:
        words = ranking["rule"].get("names", {})
        costs = [f"“{words.get(part, part)}”失{points(lost)}分" for part, _weight, lost in row.get("lost", [])[:PARTS]]
        parts["costs"] = (listed(costs), f"{SOURCE}：{name}失分")
    end = "，其中{costs}。" if costs else "。"
    return ("\n" if number else "") + "{name}得{score}分，{tied}列第{place}位" + end, parts
