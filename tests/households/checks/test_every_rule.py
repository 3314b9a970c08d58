"""Every rule: what breaks it, in one line, where the sentence is put and what it says; and the household that breaks none."""

import datetime

import pytest

from households.checks import judge
from households.checks.sheet import RULE, RULES
from households.models import StatusEvent
from tests.county import identity_number
from tests.households.checks.homes import bearer, day, dossier, frame, home, left_poverty, person


def sets(who, **fields):
    """Spoils a household by setting fields of one of its records."""

    def spoil(made):
        for name, value in fields.items():
            setattr(getattr(made, who), name, value)

    return spoil


def elsewhere(path, village):
    def spoil(made):
        made.others = [(made.wife.identity_number, [bearer(path, village)])]

    return spoil


def alone(made):
    made.members.clear()


def again(made):
    made.members.append(person(7, "马海二", "99", "male", made.head.born_on, identity_number=made.head.identity_number + "43"))
    made.members[-1].document = "disability-card"


def come_later(made):
    """As a sheet has it that says when the record was taken and not since when its people belong to the household."""
    for member in made.members:
        member.joined_on = day(11, 21)


def unhelped(made):
    made.measures.clear()


def put_down_on(on):
    """Where the household stands was decided before, and put down here on a day."""
    at = datetime.datetime(on.year, on.month, on.day, 12, tzinfo=datetime.UTC)
    return sets("event", registration_id=7, put_down_at=at)


def decided_before(made):
    made.events[-1].registration_id = 7


def returned(made):
    made.events += [StatusEvent(pk=2, kind="exited", on=day(1, 9)), StatusEvent(pk=3, kind="returned", on=day(10, 8))]


def headed_by_the_girl(made):
    made.head.relation, made.girl.relation, made.wife.relation = "11", "01", "12"
    made.granny.relation = "18"


def split_off(made, kind="identified", **fields):
    """It stands as the household it came from did, and has been given nothing of its own."""
    made.measures.clear()
    made.events = [StatusEvent(pk=5, kind=kind, on=day(6), carried_from_id=7, **fields)]


def split_away(made, by="split", **fields):
    """A daughter who shared the income has set up house on her own since."""
    gone = person(8, "马海兰", "04", "female", day(3, 3, 1995), labour="ordinary", left_on=day(12), left_by=by, **fields)
    made.members.append(gone)
    return gone


def there_and_back(made):
    """She was joined to another household, and the joining was undone."""
    gone = split_away(made, by="merge")
    made.members.append(person(9, "马海兰", "04", "female", gone.born_on, joined_on=day(12, 5), joined_by="unmerge"))
    made.members[-1].identity_number = gone.identity_number


def both(*spoils):
    def spoil(made):
        for each in spoils:
            each(made)

    return spoil


# rule → (what is spoiled, the record and field the sentence is put at, words it must say)
BROKEN = {
    "member.identity-length": (
        sets("girl", identity_number="62299920040909"),
        "girl.identity_number",
        ["马英", "18 位", "14 位"],
    ),
    "member.identity-letters": (sets("girl", identity_number="62299920O409090072"), "girl.identity_number", ["马英", "数字"]),
    "member.identity-checksum": (sets("girl", identity_number="622999200409090060"), "girl.identity_number", ["马英", "校验码"]),
    "member.identity-birth-date": (sets("girl", born_on=day(9, 8, 2004)), "girl.born_on", ["马英", "2004-09-09", "2004-09-08"]),
    "member.identity-sex": (sets("granny", sex="male", relation="99"), "granny.sex", ["马秀", "填的是男", "号码里是女"]),
    "member.duplicate-household": (again, "head.identity_number", ["马海", "本户另一名成员"]),
    "member.duplicate-county": (elsewhere("622922101200", "丰台村"), "wife.identity_number", ["王兰", "本县"]),
    "member.duplicate-prefecture": (elsewhere("622923101200", "川北村"), "wife.identity_number", ["王兰", "本州市"]),
    "member.duplicate-province": (elsewhere("620102101200", "城关村"), "wife.identity_number", ["王兰", "另一个州市"]),
    "member.blank": (sets("wife", ethnicity=""), "wife.ethnicity", ["王兰", "民族"]),
    "household.unfinished": (
        sets("household", steps_left=["family", "relocation"]),
        "household.",
        ["家庭类别和计划", "搬迁意愿"],
    ),
    "member.unfinished": (sets("granny", steps_left=["security"]), "granny.", ["马秀", "务工和保障"]),
    "year-record.unfinished": (
        sets("record", steps_left=["transfers", "land", "living"]),
        "record.",
        ["2015 年", "补助", "水电和生活"],
    ),
    "member.relation-sex": (sets("girl", relation="03"), "girl.relation", ["马英", "女", "之子"]),
    "member.relation-age": (sets("granny", relation="04"), "granny.relation", ["马秀", "马海", "之女"]),
    "member.school-age": (sets("girl", schooling="college"), "girl.schooling", ["马英", "11 岁", "本科"]),
    "member.out-of-school": (sets("girl", schooling="none"), "girl.out_of_school_reason", ["马英", "11 岁", "失学原因"]),
    "member.child-education": (sets("head", education="06"), "head.education", ["马海", "40 岁", "学龄前"]),
    "member.political-age": (sets("girl", political="party"), "girl.political", ["马英", "11 岁", "中共党员", "18 周岁"]),
    "member.joined-by-birth": (
        sets("girl", joined_by="birth"),
        "girl.joined_on",
        ["马英", "2014-05-01", "2004-09-09", "出生"],
    ),
    "member.healthy-unable": (sets("head", labour="lost"), "head.labour", ["马海", "40 岁", "丧失劳动力"]),
    "member.months-range": (sets("head", months_worked=13), "head.months_worked", ["马海", "13", "0 至 12"]),
    "member.place-without-months": (
        both(sets("head", months_worked=0), sets("record", wages_fen=0)),
        "head.months_worked",
        ["马海", "县外省内"],
    ),
    "member.months-without-place": (sets("head", work_place=""), "head.work_place", ["马海", "6 个月", "地点"]),
    "member.two-allowances": (
        both(sets("granny", dibao=True, extreme_poverty=True), sets("household", kind="wubao")),
        "granny.extreme_poverty",
        ["马秀", "低保", "特困"],
    ),
    "member.extreme-poverty-able": (
        both(sets("head", extreme_poverty=True), sets("household", kind="wubao"), sets("record", extreme_poverty_fen=100_00)),
        "head.labour",
        ["马海", "特困供养", "普通劳动力"],
    ),
    "household.blank": (sets("household", phone=""), "household.phone", ["联系电话"]),
    "household.empty": (alone, "household.", ["没有在户成员"]),
    "household.no-head": (sets("head", relation="99"), "household.", ["没有户主"]),
    "household.two-heads": (sets("granny", relation="01"), "household.", ["马海、马秀"]),
    "household.head-child": (headed_by_the_girl, "girl.relation", ["马英", "11 岁", "16 周岁"]),
    "household.spouses-one-sex": (sets("wife", sex="male"), "wife.sex", ["马海", "王兰", "男"]),
    "household.cause-illness": (sets("wife", health="healthy", labour="ordinary"), "household.main_cause", ["因病"]),
    "household.cause-disability": (sets("household", second_cause="disability"), "household.second_cause", ["因残"]),
    "household.cause-schooling": (
        both(sets("household", third_cause="schooling"), sets("girl", schooling="none", out_of_school_reason="病")),
        "household.third_cause",
        ["因学"],
    ),
    "household.cause-repeated": (sets("household", second_cause="illness"), "household.second_cause", ["因病", "两次"]),
    "household.dibao-kind": (
        both(sets("household", kind="dibao"), sets("record", dibao_fen=0)),
        "household.kind",
        ["没有人享受低保"],
    ),
    "household.extreme-poverty-kind": (sets("household", kind="wubao"), "household.kind", ["没有人享受特困供养"]),
    "household.no-helper": (sets("pairing", until=day(11, 30)), "household.", ["帮扶责任人"]),
    "household.helper-listed-poor": (lambda made: made.listed.add(9), "household.", ["李干部"]),
    "household.unhelped": (unhelped, "household.", ["2014-05-01", "30 天"]),
    "household.returned-unhelped": (returned, "household.", ["2015-10-08", "返贫"]),
    "household.split-listed": (sets("wife", joined_by="split"), "household.", ["2014-05-01", "分户争当贫困户"]),
    "household.still-listed": (sets("record", wages_fen=9_021_00), "household.", ["2,855.25", "2,855 元", "2015"]),
    "household.exit-unrecorded": (both(left_poverty, sets("record", year=2014)), "household.", ["2015-12-10", "2015 年"]),
    "household.exit-income": (both(left_poverty, sets("record", wages_fen=9_020_00)), "record.", ["2,855 元", "2015 年脱贫"]),
    "household.exit-food": (both(left_poverty, sets("record", enough_clothing=False)), "record.enough_food", ["不愁穿"]),
    "household.exit-water": (both(left_poverty, sets("record", water_safe=False)), "record.water_safe", ["饮水"]),
    "household.exit-education": (
        both(left_poverty, sets("girl", schooling="none", out_of_school_reason="厌学")),
        "household.",
        ["马英失学"],
    ),
    "household.exit-medical": (both(left_poverty, sets("granny", medical_insurance=False)), "household.", ["马秀", "新农合"]),
    "household.exit-housing": (both(left_poverty, sets("record", house_grade="C")), "record.house_grade", ["C级"]),
    "year-record.blank": (sets("record", fuel=""), "record.fuel", ["2015", "主要燃料"]),
    "year-record.people-moved": (
        split_away,
        "record.recorded_on",
        ["2015-11-20", "马海兰", "现在的 4 人"],
    ),
    "year-record.nobody-shared": (come_later, "record.recorded_on", ["2015", "2015-11-20", "算不出人均纯收入"]),
    "year-record.income-not-positive": (sets("record", business_expenses_fen=13_000_00), "record.", ["2015", "0 元"]),
    "year-record.income-too-high": (
        both(left_poverty, sets("record", wages_fen=400_000_00)),
        "record.",
        ["100,600", "100,000"],
    ),
    "year-record.business-without-expenses": (
        sets("record", business_expenses_fen=0, business_fen=1_000_00),
        "record.business_expenses_fen",
        ["1,000 元", "支出却是 0"],
    ),
    "year-record.wages-without-worker": (
        sets("head", work_place="", months_worked=0),
        "record.wages_fen",
        ["9,000 元", "务工"],
    ),
    "year-record.dibao-money": (sets("record", dibao_fen=10_00), "record.dibao_fen", ["10 元", "没有人享受低保"]),
    "year-record.extreme-poverty-money": (
        sets("record", extreme_poverty_fen=10_00),
        "record.extreme_poverty_fen",
        ["10 元", "没有人享受特困供养"],
    ),
    "year-record.farmland": (sets("record", farmland_mu=201), "record.farmland_mu", ["201 亩", "50 亩"]),
    "year-record.irrigated": (sets("record", irrigated_mu=13), "record.irrigated_mu", ["13 亩", "12 亩"]),
    "year-record.distance": (sets("record", km_to_road=51), "record.km_to_road", ["51 公里", "50 公里"]),
}


def faults_of(spoil):
    made = home()
    spoil(made)
    return made, judge(dossier(made), frame(made))


def test_a_household_in_order_breaks_no_rule():
    assert judge(dossier(home()), frame()) == []
    made = left_poverty(home())
    assert judge(dossier(made), frame(made)) == []


def test_every_rule_of_households_has_a_line():
    assert set(BROKEN) == {rule.code for rule in RULES if rule.scope != "village"}


@pytest.mark.parametrize("code", BROKEN)
def test_what_breaks_a_rule_is_found_named_and_put_at_its_field(code):
    spoil, place, words = BROKEN[code]
    made, faults = faults_of(spoil)
    (fault, *_more) = [fault for fault in faults if fault.rule == code]

    record, field = place.split(".")
    assert (fault.record, fault.field) == (getattr(made, record), field)
    assert not field or fault.record._meta.get_field(field)
    assert [word for word in words if word not in fault.sentence] == []
    assert fault.severity == RULE[code].severity


@pytest.mark.parametrize("code", BROKEN)
def test_what_breaks_a_rule_breaks_few_others(code):
    """A slip is told once: a number too short says nothing of birthdays, an empty household nothing of its head."""
    _made, faults = faults_of(BROKEN[code][0])
    others = {fault.rule for fault in faults} - {code}
    assert others <= BESIDES.get(code, set())


# What one slip makes wrong in two ways, and both are worth saying.
BESIDES = {
    "member.extreme-poverty-able": {"household.still-listed"},  # the money that goes with it
    "member.two-allowances": {"year-record.dibao-money", "year-record.extreme-poverty-money"},
    "household.spouses-one-sex": {"member.identity-sex"},
}


# value → whether the rule speaks: on the very edge of each threshold, and one beyond
EDGES = [
    ("member.months-range", sets("head", months_worked=12), False),
    ("member.months-range", sets("head", months_worked=0, work_place=""), False),
    ("year-record.farmland", sets("record", farmland_mu=200), False),
    ("year-record.distance", sets("record", km_to_road=50), False),
    ("household.still-listed", sets("record", wages_fen=9_020_00), False),
    ("household.exit-income", both(left_poverty, sets("record", wages_fen=9_021_00)), False),
    ("household.unhelped", both(unhelped, sets("event", on=day(12, 1))), False),
    ("household.unhelped", both(unhelped, sets("event", on=day(11, 30))), True),
    ("household.unhelped", both(unhelped, put_down_on(day(12, 1))), False),  # decided in 2014, put down here by then
    ("household.unhelped", both(unhelped, put_down_on(day(11, 30))), True),
    ("household.exit-unrecorded", both(left_poverty, sets("record", year=2014), decided_before), False),
    ("household.returned-unhelped", both(returned, sets("measure", planned_on=day(10, 8))), False),
    ("household.unhelped", split_off, True),
    ("household.unhelped", lambda made: split_off(made, kind="returned"), True),
    ("household.returned-unhelped", lambda made: split_off(made, kind="returned"), False),  # told once
    ("household.exit-unrecorded", both(sets("record", year=2014), lambda made: split_off(made, kind="exited")), False),
    ("household.exit-income", both(left_poverty, lambda made: split_off(made, kind="exited")), False),
    ("household.head-child", both(headed_by_the_girl, sets("girl", born_on=day(12, 31, 1999))), False),
    ("household.head-child", both(headed_by_the_girl, sets("girl", born_on=day(1, 1, 2000))), True),
    ("year-record.people-moved", sets("granny", joined_by="merge", joined_on=day(11, 21)), True),
    ("year-record.people-moved", sets("granny", joined_by="merge", joined_on=day(11, 20)), False),
    ("year-record.people-moved", sets("granny", joined_by="move", joined_on=day(11, 21)), False),
    ("year-record.people-moved", lambda made: split_away(made, by="marriage"), False),
    ("year-record.people-moved", lambda made: split_away(made, by="unmerge", joined_on=day(11, 25)), False),
    ("year-record.people-moved", lambda made: split_away(made, by="unmerge", joined_on=day(11, 1)), True),
    ("year-record.people-moved", both(sets("record", recorded_on=day(12, 1)), split_away), False),
    ("year-record.people-moved", there_and_back, False),
    ("year-record.nobody-shared", both(come_later, sets("granny", joined_on=day(11, 20))), False),
    ("year-record.nobody-shared", both(come_later, sets("record", recorded_on=day(11, 21))), False),
    ("household.split-listed", sets("wife", joined_by="split", joined_on=day(5, 1, 2013)), True),
    ("household.split-listed", sets("wife", joined_by="split", joined_on=day(4, 30, 2013)), False),
    ("household.split-listed", both(sets("wife", joined_by="split"), sets("event", carried_from_id=7)), False),
    ("household.split-listed", sets("wife", joined_by="split", joined_on=day(6, 1, 2014)), False),  # split when listed already
    ("member.political-age", sets("girl", political="probationary"), True),
    ("member.political-age", sets("girl", political="league"), True),
    ("member.political-age", sets("girl", political="masses"), False),
    ("member.political-age", sets("girl", political="league", born_on=day(12, 31, 2001)), False),
    ("member.political-age", sets("head", political="party", born_on=day(12, 31, 1997)), False),
    ("member.political-age", sets("head", political="party", born_on=day(1, 1, 1998)), True),
    ("member.healthy-unable", sets("head", labour="lost", health="chronic"), False),
    ("member.healthy-unable", sets("granny", labour="lost"), False),
    ("member.identity-length", sets("head", document="disability-card", identity_number="6229991975030400352143"), False),
    ("household.no-helper", sets("pairing", until=day(12, 31)), False),
    ("year-record.wages-without-worker", sets("head", months_worked=0, work_place="", public_post=True), False),
]


@pytest.mark.parametrize(("code", "spoil", "speaks"), EDGES)
def test_on_the_edge(code, spoil, speaks):
    _made, faults = faults_of(spoil)
    assert (code in {fault.rule for fault in faults}) == speaks


def test_an_income_is_held_against_the_line_of_its_own_year():
    made = home()
    made.record.year, made.record.recorded_on, made.record.wages_fen = 2014, day(12, 20, 2014), 8_801_00  # 2800.25 a head
    assert "household.still-listed" in {fault.rule for fault in judge(dossier(made), frame(made))}
    made.record.year, made.record.recorded_on = 2015, day(12, 20)
    assert judge(dossier(made), frame(made)) == []


@pytest.mark.parametrize("kind", ["removed", "deregistered"])
def test_what_nobody_keeps_any_more_is_not_judged(kind):
    made = home()
    made.household.phone = ""
    made.events.append(StatusEvent(pk=2, kind=kind, on=day(6)))
    assert judge(dossier(made), frame(made)) == []


def test_who_left_is_not_judged_and_leaves_no_cause_behind():
    made = home()
    made.wife.left_on = day(12, 1)
    made.wife.identity_number = "1"
    assert {fault.rule for fault in judge(dossier(made), frame(made))} == {"household.cause-illness"}


def test_a_closed_year_cannot_be_corrected_and_is_not_judged():
    made = home()
    made.record.fuel, made.record.km_to_road = "", 51
    made.closed.add(2015)
    assert judge(dossier(made), frame(made)) == []


def test_only_what_is_asked_is_judged():
    made = home()
    made.head.identity_number, made.household.phone = "1", ""
    assert [fault.rule for fault in judge(dossier(made), frame(made), only={"household.blank"})] == ["household.blank"]


def test_a_typed_member_takes_the_place_of_the_stored_and_a_new_one_is_added():
    made = home()
    typed = person(3, "马英", "03", "female", day(9, 9, 2004), schooling="primary", labour="none")
    new = person(5, "", "99", "male", day(1, 1, 1990), identity_number="")
    new.pk = None
    first, second = dossier(made).replacing(typed), dossier(made).replacing(typed).replacing(new)

    assert [fault.record for fault in judge(first, frame(made))] == [typed]
    told = [fault.sentence for fault in judge(second, frame(made)) if fault.record is new]
    assert len(second.members) == 5 and len(made.members) == 4
    assert any("未填姓名的成员的“证件号码”没有填" in sentence for sentence in told), told


def test_the_identity_number_alone_would_not_give_the_secret_away():
    """Values are stored and exported: no whole number may enter them."""
    for spoil, _place, _words in BROKEN.values():
        _made, faults = faults_of(spoil)
        assert not [fault for fault in faults if "622999" in str(fault.values)]


def test_ages_are_counted_on_the_day_judged():
    made = home()
    later = frame(made, today=datetime.date(2026, 1, 1))
    assert {"member.school-age"} <= {fault.rule for fault in judge(dossier(made), later, only={"member.school-age"})}
    assert identity_number(3, "female", made.girl.born_on) == made.girl.identity_number
