"""What a bulletin says of an inspection round, from its frozen data alone: nothing is stated that they do not hold."""

from kangle.bulletins.telling import day, listed, points
from kangle.bulletins.writing import Writer

BEST = 3  # places named as good practice
COSTLIEST = 3  # items of the sheet named as those on which most points were lost
STATES = {"rectified": "已整改", "rectified-late": "逾期后整改", "overdue": "逾期未改", "open": "整改中"}
RANKS = "排名"
FOUND = "督查问题登记"
VISITED = "督查登记"


def title_of(basis):
    round_ = basis["round"]
    return f"关于{round_['year']}年第{round_['number']}轮脱贫攻坚督查情况的通报"


def written(basis):
    """The blocks of the bulletin of a round."""
    writer = Writer(unit["name"] for unit in basis["units"])
    _visited(writer, basis)
    _ranking(writer, basis)
    _good(writer, basis)
    _problems(writer, basis)
    if basis["previous"]:
        _followed(writer, basis["previous"], day(basis["as_of"]))
    _interviews(writer, basis)
    _required(writer, basis)
    return writer.blocks


def _visited(writer, basis):
    round_, units = basis["round"], basis["units"]
    teams = {}
    for unit in units:
        teams.setdefault(unit["team"].strip() or "县督查组", []).append(unit)
    teams = dict(sorted(teams.items()))
    named = {"year": (round_["year"], "督查轮次"), "number": (round_["number"], "督查轮次")}
    period = {"first": (day(round_["started_on"]), "督查轮次：开始"), "last": (day(round_["finished_on"]), "督查轮次：结束")}
    size = {
        "named": (listed(teams), VISITED),
        "teams": (len(teams), VISITED),
        "units": (len(units), VISITED),
        "basis": (round_["basis"], "督查轮次：依据"),
    }
    # A team is called by its name: "1个督查组" of a "县督查2组" reads like a miscount.
    who = "{named}" if len(teams) == 1 else "{named}等{teams}个督查组"
    opening = "根据{basis}，{first}至{last}，" + who + "对{units}个乡镇开展了{year}年第{number}轮脱贫攻坚督查。"
    writer.say("opening", (opening + "现将有关情况通报如下。", named | period | size))
    writer.head("visited", "督查的基本情况")
    sampled = sum(unit["sampled"] for unit in units)
    least, most = (pick(units, key=lambda unit: unit["sampled"]) for pick in (min, max)) if units else (None, None)
    said = [("本轮督查采取现场查看、查阅资料、入户走访的方式进行，共抽查农户{n}户", {"n": (sampled, f"{VISITED}：抽查户数合计")})]
    if units:
        parts = {"least": (least["sampled"], f"{VISITED}：抽查户数最少"), "most": (most["sampled"], f"{VISITED}：抽查户数最多")}
        parts |= {"few": (least["name"], VISITED), "many": (most["name"], VISITED)}
        said.append(("，最少的{few}{least}户，最多的{many}{most}户", parts))
    items, whole = basis["items"], sum(weight for _number, _content, weight in basis["items"])
    said.append(("。评分表共{items}项，满分{whole}分。", {"items": (len(items), "评分表"), "whole": (whole, "评分表：分值合计")}))
    writer.say("sample", *said)
    if len(teams) < 2:
        return  # the opening has said who inspected them all
    lines = []
    for team, own in teams.items():
        names, homes = listed(unit["name"] for unit in own), sum(unit["sampled"] for unit in own)
        parts = {"team": (team, VISITED), "names": (names, VISITED), "units": (len(own), VISITED)}
        parts |= {"homes": (homes, f"{VISITED}：{team}抽查户数")}
        start = "{team}督查{names}，" if len(own) == 1 else "{team}督查{names}等{units}个乡镇，"
        lines.append((("\n" if lines else "") + start + "抽查农户{homes}户。", parts))
    writer.say("teams", *lines)


def _ranking(writer, basis):
    units = basis["units"]
    ranked = [unit for unit in units if unit["place"]]
    writer.head("ranking", "排名情况")
    scores = [unit["score"] for unit in ranked]
    if scores:
        mean = (2 * sum(scores) + len(scores)) // (2 * len(scores))
        parts = {"n": (len(ranked), RANKS), "mean": (points(mean), f"{RANKS}：平均分（得分之和除以乡镇数，四舍五入）")}
        parts |= {"best": (points(scores[0]), f"{RANKS}：最高分"), "worst": (points(scores[-1]), f"{RANKS}：最低分")}
        writer.say("mean", ("参加排名的{n}个乡镇平均得{mean}分，最高{best}分，最低{worst}分。", parts))
    rule = "按得分从高到低排列。得分相同的名次并列，下一名次空出（如1、2、2、4）。抽查不足{least}户的不参加排名。"
    writer.say("rule", (rule, {"least": (basis["least_n"], "排名规则：最少样本（暂拟）")}))
    columns = [("名次", 20, True), ("乡镇", 22, False), ("得分", 14, True), ("比上轮", 14, True), ("抽查户数", 15, True)]
    columns.append(("发现问题", 15, True))
    writer.table("places", "各乡镇得分和名次", columns, {unit["code"]: _row(unit) for unit in units})


def _row(unit):
    place = f"{unit['place']}（并列）" if unit["tied"] else str(unit["place"])
    if not unit["place"]:
        place = "未评分" if unit["score"] is None else "样本不足"
    return [place, unit["name"], points(unit["score"]), _moved(unit), str(unit["sampled"]), str(unit["findings"])]


def _moved(unit):
    if not unit["place"] or not unit["before"]:
        return "—"
    moved = unit["before"] - unit["place"]
    return f"升{moved}位" if moved > 0 else f"降{-moved}位" if moved < 0 else "持平"


def _good(writer, basis):
    """The best places and the items at full score: what the data show, and nothing else."""
    writer.head("good", "好的做法")
    contents, weights = {n: content for n, content, _w in basis["items"]}, {n: 100 * weight for n, _c, weight in basis["items"]}
    lines = []
    for unit in [unit for unit in basis["units"] if unit["place"] and unit["place"] <= BEST]:
        full = [contents[number] for number, got in unit["marks"] if got == weights[number]]
        parts = {"name": (unit["name"], RANKS), "score": (points(unit["score"]), f"{RANKS}：{unit['name']}得分")}
        parts |= {"place": (unit["place"], f"{RANKS}：{unit['name']}名次"), "tied": ("并" if unit["tied"] else "", RANKS)}
        parts |= {"n": (len(full), f"评分：{unit['name']}满分项"), "full": ("".join(f"“{each}”" for each in full), "评分")}
        end = "，其中{full}{n}项得满分。" if full else "。"
        lines.append((("\n" if lines else "") + "{name}得{score}分，{tied}列第{place}位" + end, parts))
    writer.say("best", *lines)
    full = [(content, sum([n, weights[n]] in unit["marks"] for unit in basis["units"])) for n, content in contents.items()]
    told = []
    for content, n in full:
        parts = {"item": (content, "评分表"), "n": (n, f"评分：“{content}”满分的乡镇")}
        told += [(("、" if told else "") + "“{item}”{n}个", parts)] if n else []
    if told:
        writer.say("full", ("各项得满分的乡镇：", {}), *told, ("。", {}))


def _problems(writer, basis):
    found, units = basis["findings"], basis["units"]
    writer.head("problems", "存在的问题")
    states = {
        state: sum(each["state"] == state for each in found) for state in ("rectified", "rectified-late", "overdue", "open")
    }
    done = states["rectified"] + states["rectified-late"]
    parts = {
        "n": (len(found), FOUND),
        "units": (len({each["unit"] for each in found}), FOUND),
        "as_of": (day(basis["as_of"]), "数据截至"),
    }
    parts |= {
        "done": (done, f"{FOUND}：已整改"),
        "overdue": (states["overdue"], f"{FOUND}：逾期未改"),
        "open": (states["open"], f"{FOUND}：整改中"),
    }
    lines = [
        ("本轮督查在{units}个乡镇发现问题{n}条。截至{as_of}，已整改{done}条，正在整改{open}条，逾期未改{overdue}条。", parts)
    ]
    lines += _costliest(basis)
    writer.say("found", *lines)
    for unit in units:
        own = [each for each in found if each["unit"] == unit["code"]]
        if own:
            key, source = f"problems-{unit['code']}", f"{FOUND}：{unit['name']}"
            writer.head(key, "{name}：{n}条", "second", name=(unit["name"], FOUND), n=(len(own), source))
            writer.say(f"{key}-text", *[_finding(number, each, source) for number, each in enumerate(own, 1)])


def _finding(number, each, source):
    """One problem: where, what, what proves it, who puts it right by when."""
    start = "" if each["content"].startswith(each["place"]) else "{place}"
    about = [
        text for text, there in (("依据：{evidence}", each["evidence"]), ("整改责任人：{who}", each["responsible"])) if there
    ]
    template = (
        ("\n" if number > 1 else "")
        + "{number}."
        + start
        + "{content}（"
        + "；".join([*about, "整改期限：{due}，{state}"])
        + "）。"
    )
    named = {"place": each["place"], "content": each["content"], "evidence": each["evidence"], "who": each["responsible"]}
    parts = {name: (text, source) for name, text in named.items()} | {"state": (STATES[each["state"]], f"{source}：整改状态")}
    return template, parts | {"number": (number, "序号"), "due": (day(each["due_on"]), f"{source}：整改期限")}


def _costliest(basis):
    """The items of the sheet on which the townships lost most of what could be got."""
    lost, could = {}, {}
    weights = {number: 100 * weight for number, _content, weight in basis["items"]}
    for unit in basis["units"]:
        for number, got in unit["marks"]:
            lost[number] = lost.get(number, 0) + weights[number] - got
            could[number] = could.get(number, 0) + weights[number]
    contents = {number: content for number, content, _weight in basis["items"]}
    worst = sorted(
        (number for number in lost if lost[number]), key=lambda number: (-lost[number] * 10000 // could[number], number)
    )
    told = []
    for number in worst[:COSTLIEST]:
        share = 10000 * lost[number] // could[number]
        parts = {"item": (contents[number], "评分表"), "share": (points(share), f"评分：“{contents[number]}”失分占应得分")}
        told.append((("、" if told else "") + "“{item}”（失分占应得分的{share}%）", parts))
    return [("从评分看，失分较多的是", {}), *told, ("。", {})] if told else []


def _followed(writer, previous, as_of):
    states, left = previous["states"], previous["left"]
    total = sum(states.values())
    writer.head("previous", "上一轮督查问题整改情况")
    source = f"{FOUND}：上一轮"
    parts = {"year": (previous["year"], "督查轮次"), "number": (previous["number"], "督查轮次"), "n": (total, source)}
    parts |= {"as_of": (as_of, "数据截至"), "intime": (states["rectified"], source), "late": (states["rectified-late"], source)}
    parts |= {"overdue": (states["overdue"], source), "open": (states["open"], source)}
    start = "{year}年第{number}轮督查发现问题{n}条。截至{as_of}，"
    start += "按期整改{intime}条，逾期整改{late}条，正在整改{open}条，逾期未改{overdue}条。"
    lines = [(start, parts)]
    for number, each in enumerate(left, 1):
        told = {"n": (number, "序号"), "unit": (each["unit"], source), "content": (each["content"], source)}
        told |= {
            "due": (day(each["due_on"]), f"{source}：整改期限"),
            "state": (STATES[each["state"]], source),
        }
        lines.append(("\n{n}.{unit}：{content}（整改期限：{due}；{state}）。", told))
    writer.say("previous-text", *lines)


def _interviews(writer, basis):
    writer.head("interviews", "约谈情况")
    rows, source = basis["interviews"], "约谈登记"
    if not rows:
        wanted = basis["round"]["interviews_required"]
        said = (
            "本轮约谈名额{n}个，截至{day}没有约谈记录。",
            {"n": (wanted, "督查轮次：约谈名额"), "day": (day(basis["as_of"]), "数据截至")},
        )
        writer.say("interviews-text", said if wanted else ("本轮没有约谈。", {}))
        return
    held = sum(bool(each["held_on"]) for each in rows)
    start = {"n": (len(rows), source), "held": (held, source), "day": (day(basis["as_of"]), "数据截至")}
    lines = [("本轮决定约谈{n}人，截至{day}已约谈{held}人。", start)]
    for number, each in enumerate(rows, 1):
        parts = {
            "n": (number, "序号"),
            "unit": (each["unit"], source),
            "name": (each["name"], source),
            "why": (each["reason"], source),
        }
        parts["when"] = (f"{day(each['held_on'])}约谈" if each["held_on"] else "待约谈", source)
        lines.append(("\n{n}.{unit}{name}：{why}，{when}。", parts))
    writer.say("interviews-text", *lines)


def _required(writer, basis):
    writer.head("required", "工作要求")
    due = max((each["due_on"] for each in basis["findings"] if each["state"] == "open"), default="")
    late = sum(each["state"] == "overdue" for each in basis["findings"])
    lines = [("一是逐条整改。各乡镇对照通报的问题逐条明确责任人，整改完成后在系统中登记。", {})]
    if due:
        lines.append(("正在整改的，最迟的一条须在{due}前整改到位。", {"due": (day(due), f"{FOUND}：最迟的整改期限")}))
    if late:
        lines.append(("逾期未改的{n}条，由乡镇主要负责人督办，立即整改。", {"n": (late, f"{FOUND}：逾期未改")}))
    lines.append(("\n二是举一反三。没有被抽查到的村，由乡镇对照本通报所列问题自查自纠。", {}))
    lines.append(("\n三是跟踪问效。整改情况列入下一轮督查，逾期未改的在下一轮通报中列出。", {}))
    writer.say("required-text", *lines)
