"""Cases under way, so that every queue has something real: each kind at each stage, some returned, overdue, disputed, hung out.

They are written after the county's records and dated by the day of loading, because limits and notices run by the calendar on
the wall; what they ask for takes effect at the end of 2015. None is decided now, so no published figure moves; some exits and
removals of December get the case that led to them.
"""

import datetime

from django.db.models import F
from django.utils import timezone

from households.cases import facts_of
from households.exits import households_meeting_standard
from households.models import Household, HouseholdCase, StatusEvent, YearRecord
from kangle.areas.models import Area
from kangle.demo.drawing import LAST_DAY, stream
from kangle.demo.incomes import LINE_2015
from kangle.procedures.codes import ItemKind, Level, State
from kangle.procedures.departments import asked_of
from kangle.procedures.methods import put_shipped
from kangle.procedures.models import Answer, Case, CaseStep, Method, Notice, Objection
from kangle.procedures.readiness import items_of, to_answer
from kangle.procedures.subjects import subject_of
from kangle.programme.models import ExitCondition
from villages.models import VillageCase, VillageEvent

TOWNSHIPS = ("100", "101", "103", "200", "205", "207")
# For each township: (kind, state, days since it was opened, days its notice has hung, what is said at the last step).
STAGES = (
    ("exit", "county", 26, 21, "核查属实，同意"),
    ("exit", "township", 12, 9, "评议通过，农户已签字"),
    ("exit", "village", 6, 5, ""),
    ("exit", "township", 24, 20, "评议通过"),
    ("exit", "village", 2, None, ""),
    ("exit", "returned", 16, 12, "收入有变动，请入户核实后再报"),
    ("exit", "refused", 30, 24, "收入核实后未达标"),
    ("remove", "village", 9, 6, ""),
    ("remove", "township", 18, 15, "车管、房产信息比对属实"),
    ("remove", "departments", 21, 17, "情况属实，同意上报"),
    ("return", "county", 19, 16, "核查属实，同意"),
    ("return", "township", 10, 8, "村民代表会议通过"),
)
# The village whose task force has a sample account finds something of its own, too.
VILLAGE, OWN = "100200", ("exit-village", "exit-returned", "remove-village")
AGAINST = "103"  # the township of which one return stands against the records: the county has to say why
METHODS = {"exit": "exit-household", "remove": "removal", "return": "return"}
REASONS = {
    "exit": ("收入达标，两不愁三保障落实", "务工收入稳定，收入超过贫困线", "养殖见效，住房已改造"),
    "remove": ("“回头看”查明家有小轿车", "“回头看”查明城镇购有楼房", "“回头看”查明有财政供养人员"),
    "return": ("因病支出大，收入低于贫困线", "暴洪冲毁农田，收入低于贫困线", "子女上大学支出大，收入低于贫困线"),
}
# (state, days since it was opened, days its notice has hung) of the cases about villages, and why each kind is asked for.
VILLAGE_STAGES = (("village", 7, 5), ("county", 30, 25), ("departments", 21, 17), ("township", 14, 11))
SEEN = "现场查看：缺的在邻村就近入学、在外省参保，台账已附"  # where works on record speak against what was found of them
VILLAGE_REASONS = {"exit": "对照退出标准自查达标", "identify": "发生率高、收入低，没有集体经济收入"}
CAUSES = ("illness", "disaster", "schooling")  # of a return, in the order of its reasons
LEVELS = {"village": 0, "returned": 1, "township": 1, "refused": 1, "departments": 2, "county": 3}
WAY = ((Level.VILLAGE, "submitted"), (Level.TOWNSHIP, "passed"), (Level.DEPARTMENTS, "passed"))
ENDS = {"returned": "returned", "refused": "refused"}
LINE_FEN = LINE_2015 * 100
INCIDENCE = 0.03  # below which a village may leave
OWED = 2  # of each kind, the last decided: the county has not put up its notice yet
DECIDED = 24  # exits and removals of December that get their case


def write(county):
    """Cases in some townships of the county `county` (an Area); returns how many."""
    put_shipped()
    methods = {kind: _method(code) for kind, code in METHODS.items()}
    rng = stream("cases")
    own = [stage for stage in STAGES if f"{stage[0]}-{stage[1]}" in OWN]
    for place, stages in ((VILLAGE, own), *((place, STAGES) for place in TOWNSHIPS)):
        pools = _pools(rng, Area.objects.get(path=county.path + place))
        for stage in stages:
            if pools[stage[0]]:
                _case(methods[stage[0]], pools[stage[0]].pop(), stage)
    _dispute()
    _decided(methods)
    _villages(county)
    return Case.objects.count()


def _method(code):
    return Method.objects.in_force(timezone.localdate()).get(code=code)


def _pools(rng, area):
    """{kind: households that such a case may be about}, drawn from the area's; those that meet the standard leave first.

    Who is to return is poor by the record of the year, but for one household.
    """
    standing = Household.objects.within(area).filter(cases__isnull=True).with_status(LAST_DAY).order_by("number")
    poor = standing.filter(status="identified")
    met = list(poor.filter(pk__in=households_meeting_standard(LAST_DAY.year, LAST_DAY)))
    rest = poor.exclude(pk__in=[each.pk for each in met])
    due = list(rest.filter(planned_exit_year__lte=LAST_DAY.year + 1)[:100])
    others = list(rest.exclude(pk__in=[each.pk for each in due])[:200])
    out = standing.filter(status="exited")
    returning = list(out.filter(pk__in=_under_line()))
    if area.path.endswith(AGAINST):
        returning.append(out.exclude(pk__in=_under_line()).first())
    leaving = [*rng.sample(due, len(due)), *reversed(met)]
    return {"exit": leaving, "remove": rng.sample(others, len(others)), "return": returning}


def _under_line():
    """The households whose record of the year is not over its line."""
    records = YearRecord.objects.with_persons().with_net_income().filter(year=LAST_DAY.year, recorded_on__lte=LAST_DAY)
    return records.filter(net_income_fen__lte=LINE_FEN * F("persons")).values("household")


def _case(method, household, stage):
    kind, state, age, hung, said = stage
    opened_on = _days_ago(age)
    items = items_of(method)
    why = household.pk % len(REASONS[kind])
    reason = REASONS[kind][why]
    waits = Case.objects.filter(method=method, state=State.DEPARTMENTS).count()
    steps = [(Level.VILLAGE, "", "opened", 0, reason), *_steps(items, state, said, age, waits)]
    last = opened_on + datetime.timedelta(days=steps[-1][3])
    pending = state != State.REFUSED
    level = {"returned": Level.VILLAGE}.get(state, state)
    limit = max((item.days for item in items if item.level == level and item.kind == ItemKind.STEP and item.days), default=10)
    case = Case.objects.create(
        method=method,
        area=household.village,
        kind=kind,
        title=f"{household} {household.number}",
        state=state,
        reason=reason,
        opened_on=opened_on,
        opened_by=f"{household.village}驻村工作队",
        effective_on=LAST_DAY,
        arrived_on=last,
        due_on=last + datetime.timedelta(days=limit) if pending else None,
        turn=len(steps),
    )
    returning = {"cause": CAUSES[why], "planned_exit_year": 2016} if kind == "return" else {}
    facts = _facts(household, kind) if state != State.VILLAGE else {}
    HouseholdCase.objects.create(case=case, household=household, facts=facts, **returning)
    for level, department, act, after, said in steps:
        _step(case, level, act, opened_on + datetime.timedelta(days=after), said, department)
    if hung is not None:
        _answer(case, items, opened_on)
        _hang(case, _days_ago(hung))


def _facts(household, kind):
    """What was true when it was sent up: of an exit, an income under the line now was over it then and has been corrected."""
    facts = facts_of(household, LAST_DAY)
    if kind == "exit" and (facts["income_per_head_fen"] or 0) < LINE_FEN:
        facts["income_per_head_fen"] = LINE_FEN + 96_00
    return facts


def _steps(items, state, said, age, waits=0):
    """(level, department, act, days after opening, what was said) of each step up to a state.

    One department of a joint review lets wait: the one at the place `waits`, counted round.
    """
    way = _way(items, LEVELS[state])
    if state == State.DEPARTMENTS:
        asked = asked_of(items)
        way += [(Level.DEPARTMENTS, name, "passed") for name in asked if name != asked[waits % len(asked)]]
    if state in ENDS:
        way.append((Level.TOWNSHIP, "", ENDS[state]))
    gap = max(age // (len(way) + 1), 1) if way else 0
    first = max(min(9, age - 2 * len(way)), 1)
    return [
        (level, department, act, min(first + number * gap // 2, age), said if number == len(way) - 1 else "")
        for number, (level, department, act) in enumerate(way)
    ]


def _way(items, levels):
    """(level, department, act) of the steps through the first `levels` levels, of those that the method asks."""
    asked = {item.level for item in items if item.kind == ItemKind.STEP}
    way = []
    for level, act in WAY[:levels]:
        names = asked_of(items) if level == Level.DEPARTMENTS else [""]
        way += [(level, name, act) for name in names if level in asked]
    return way


def _step(case, level, act, on, reason, department=""):
    by = {Level.VILLAGE: case.opened_by, Level.TOWNSHIP: f"{case.area.parent}扶贫工作站", Level.COUNTY: "县扶贫办"}
    CaseStep.objects.create(
        case=case,
        level=level,
        department=department,
        act=act,
        by_name=by.get(level, f"{department}经办人"),
        on=on,
        at=_noon(on),
        reason=reason,
    )


def _noon(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(10, 30)))


def _answer(case, items, on):
    Answer.objects.bulk_create(
        Answer(case=case, item=item, met=item.kind != ItemKind.VETO, note="入户核实", by_name=case.opened_by, on=on)
        for item in to_answer(items)
    )


def _hang(case, starts_on, level=Level.VILLAGE):
    """A notice of seven days: of the village after its meeting, of the county after its decision."""
    here = {
        "area": case.area,
        "place": f"{case.area}村务公开栏",
        "text": "经申请、核查和村民代表会议评议。",
        "by_name": case.opened_by,
    }
    there = {
        "area": case.area.parent.parent,
        "place": "县政府公告栏和门户网站",
        "text": "经县扶贫开发领导小组审定。",
        "by_name": "县扶贫办",
    }
    notice = Notice.objects.create(
        kind=case.kind,
        level=level,
        starts_on=starts_on,
        ends_on=starts_on + datetime.timedelta(days=6),
        entered_on=starts_on,
        **(here if level == Level.VILLAGE else there),
    )
    notice.cases.add(case)


def _days_ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)


def _dispute():
    """An objection not settled in the first township and one settled in the next."""
    hung = list(Case.objects.filter(state=State.TOWNSHIP, notices__isnull=False).order_by("area__path", "pk"))
    first = hung[0]
    other = next(case for case in hung if case.area.parent_id != first.area.parent_id)
    for case, settled in (
        (first, {}),
        (other, {"upheld": False, "outcome": "经核查，存款系出售牛羊所得，不影响", "settled_by": "乡镇扶贫工作站"}),
    ):
        notice = case.notices.first()
        on = notice.starts_on + datetime.timedelta(days=3)
        day = {"settled_on": on + datetime.timedelta(days=4)} if settled else {}
        Objection.objects.create(
            notice=notice,
            case=case,
            who="村民马某",
            content="反映其家庭收入不实",
            on=on,
            by_name=case.opened_by,
            **settled,
            **day,
        )


def _villages(county):
    """Poor villages that ask to leave, wait for the county, for the departments; and one that asks to come on the list."""
    standing = VillageEvent.objects.within(county).latest(LAST_DAY).filter(kind="identified")
    poor = [event.village for event in standing.select_related("village__parent").order_by("village__path")[:3]]
    listed = VillageEvent.objects.values("village")
    other = Area.objects.within(county).filter(level=Area.Level.VILLAGE, kind=Area.Kind.VILLAGE).exclude(pk__in=listed)
    asked = [("exit-village", village) for village in poor] + [("131", other.order_by("path").first())]
    for (code, village), (state, age, hung) in zip(asked, VILLAGE_STAGES, strict=True):
        _village_case(_method(code), village, state, age, hung)


def _village_case(method, village, state, age, hung):
    opened_on = _days_ago(age)
    items, reason = items_of(method), VILLAGE_REASONS[method.kind]
    steps = [(Level.VILLAGE, "", "opened", 0, reason), *_steps(items, state, "核查属实，同意", age)]
    if method.kind == "exit":
        steps = [(level, department, act, after, said or SEEN) for level, department, act, after, said in steps]
    last = opened_on + datetime.timedelta(days=steps[-1][3])
    case = Case.objects.create(
        method=method,
        area=village,
        kind=method.kind,
        title=str(village),
        state=state,
        reason=reason,
        opened_on=opened_on,
        opened_by=f"{village}驻村工作队",
        effective_on=LAST_DAY,
        arrived_on=last,
        due_on=last + datetime.timedelta(days=10),
        turn=len(steps),
    )
    facts = _village_facts(case, village) if state != State.VILLAGE else {}
    VillageCase.objects.create(case=case, village=village, facts=facts)
    for level, department, act, after, said in steps:
        _step(case, level, act, opened_on + datetime.timedelta(days=after), said, department)
    _answer(case, items, opened_on)
    _look_at(case, opened_on)
    _hang(case, _days_ago(hung))


def _village_facts(case, village):
    """What was true when it was sent up: of an exit, an incidence that is too high now was below the limit then."""
    facts = subject_of(case).facts_of(village, LAST_DAY)
    if case.kind == "exit" and (facts["incidence"] or 0) >= INCIDENCE:
        facts["poor_persons"] = int(facts["rural_persons"] * INCIDENCE) - 1
        facts["poor_households"] = facts["poor_persons"] // 4
        facts["incidence"] = facts["poor_persons"] / facts["rural_persons"]
    return facts


def _look_at(case, on):
    """What no test decides is looked at; works on record that speak against it are explained. A veto on record binds."""
    for each in subject_of(case).conditions(case):
        recorded = each.reading and each.reading.holds
        judged = each.condition.test == ExitCondition.Test.MANUAL
        against = recorded is False and judged and case.state != State.VILLAGE
        if recorded is None or against:
            note = SEEN if against else "查看台账和现场"
            Answer.objects.create(case=case, condition=each.condition, met=True, note=note, by_name=case.opened_by, on=on)


def _decided(methods):
    """Exits and removals that stand in the records get the case that led to them: opened, passed up, decided, made public."""
    kinds = {"exited": "exit", "removed": "remove"}
    for event_kind, kind in kinds.items():
        rows = StatusEvent.objects.filter(kind=event_kind, on__year=LAST_DAY.year).order_by("-on", "pk")
        for number, event in enumerate(rows.select_related("household__village__parent__parent")[: DECIDED // 2]):
            _decided_case(methods[kind], kind, event, announced=number >= OWED)


def _decided_case(method, kind, event, announced):
    household, items = event.household, items_of(method)
    way = [(Level.VILLAGE, "", "opened"), *_way(items, len(WAY)), (Level.COUNTY, "", "decided")]
    opened_on = event.on - datetime.timedelta(days=28)
    case = Case.objects.create(
        method=method,
        area=household.village,
        kind=kind,
        title=f"{household} {household.number}",
        state=State.DECIDED,
        reason=event.reason or REASONS[kind][0],
        opened_on=opened_on,
        opened_by=f"{household.village}驻村工作队",
        effective_on=event.on,
        arrived_on=event.on,
        turn=len(way),
    )
    HouseholdCase.objects.create(case=case, household=household)
    for number, (level, department, act) in enumerate(way):
        on = min(opened_on + datetime.timedelta(days=27 * number // (len(way) - 1)), event.on)
        _step(case, level, act, on, case.reason if act == "opened" else "同意", department)
    _answer(case, items, opened_on)
    _hang(case, opened_on + datetime.timedelta(days=2))
    if announced:
        _hang(case, event.on + datetime.timedelta(days=2), Level.COUNTY)
    StatusEvent.objects.filter(pk=event.pk).update(case=case)
