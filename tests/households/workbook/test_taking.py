"""A workbook taken in: what it changes, what it adds, what comes back and why, and that nothing else happens."""

import datetime

import pytest

from households.checks import bearers
from households.models import Doubt, Household, Member, YearRecord
from kangle.audit.models import Entry
from kangle.exchange.intake import actions
from kangle.exchange.models import Import
from kangle.programme.models import Period
from tests import county as small
from tests.households.workbook.books import Typed, faults, sent, taken_in, worked

pytestmark = pytest.mark.django_db
BORN = datetime.date(1975, 3, 4)
HEAD = small.identity_number(301, "male", BORN)
WIFE = small.identity_number(302, "female", datetime.date(1978, 6, 7))


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Household, Member, YearRecord, Doubt)]


def new_home(book, **cells):
    book.household(户主证件号码=HEAD, **cells)
    book.member(户主证件号码=HEAD, 姓名="马建军", 证件号码=HEAD, 与户主关系="户主")
    book.member(户主证件号码=HEAD, 姓名="马秀英", 证件号码=WIFE, 与户主关系="配偶")


@pytest.mark.parametrize("kind", ["xlsx", "utf-8-sig", "utf-8", "gb18030"])
def test_what_was_taken_out_and_sent_back_changes_nothing(kind, homes, people, small_county):
    before = everything()
    book = Typed(small_county.gaolinwan)
    contents = [book.xlsx()] if kind == "xlsx" else [book.csv(title, kind) for title in book.sheets]
    for content in contents:
        source = sent(content, people.village_worker)
        assert (source.state, source.to_write, source.refused) == (Import.State.READY, 0, 0), faults(source)
        assert source.count("same") > 0
    assert everything() == before


@pytest.mark.parametrize("few", [bearers.FEW, 0])
def test_a_row_is_its_bearers_whatever_the_length_of_the_number(homes, people, small_county, monkeypatch, few):
    monkeypatch.setattr(bearers, "FEW", few)  # few numbers are looked up one way, many another
    told = [(HEAD[:-1], "identity-card"), (f"{WIFE}4", "identity-card"), (f"{HEAD}41", "disability-card")]
    members = Member.objects.filter(household=homes[0]).order_by("pk")[:3]
    for member, (number, document) in zip(members, told, strict=True):
        Member.objects.filter(pk=member.pk).update(identity_number=number, document=document)
    before = everything()
    source = sent(Typed(small_county.gaolinwan).xlsx(), people.village_worker)
    assert (source.to_write, source.refused) == (0, 0), faults(source)
    assert everything() == before


def test_a_card_of_another_kind_is_not_its_bearers_row(homes, people, small_county):
    member = homes[0].members.order_by("pk").last()
    Member.objects.filter(pk=member.pk).update(identity_number=f"{WIFE}41", document="disability-card")
    book = Typed(small_county.gaolinwan)
    next(row for row in book.sheets["成员"] if row["证件号码"] == f"{WIFE}41").update(证件号码=WIFE, 证件类型="居民身份证")
    source = sent(book.xlsx(), people.village_worker)
    assert source.refused == 1 and source.count("changed") == 0


def test_only_the_cells_typed_over_change(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    member = book.sheets["成员"][1]
    member["健康状况"], member["务工月数"], member["务工地点"] = "长期慢性病", "６", "省外"
    for name in ("民族", "文化程度", "加入日期"):
        member[name] = ""  # a blank cell says nothing
    book.sheets["户"][0]["家庭住址"] = "高林湾村 三社 9 号"
    source = taken_in(book.xlsx(), people.village_worker)
    assert (source.count("changed"), source.count("new"), source.refused) == (2, 0, 0)
    changed = homes[0].members.get(identity_number=member["证件号码"])
    assert (changed.health, changed.months_worked, changed.work_place) == ("chronic", 6, "outside")
    assert (changed.ethnicity, changed.education, changed.joined_on) == ("03", "02", datetime.date(2014, 5, 1))
    homes[0].refresh_from_db()
    assert (homes[0].address, homes[0].phone) == ("高林湾村 三社 9 号", "13912340001")


def test_a_cell_is_emptied_on_demand_only_and_where_it_may_be(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0]["联系电话"] = "清空"
    book.sheets["户"][1]["主要致贫原因"] = "清空"
    source = taken_in(book.xlsx(), people.village_worker)
    homes[0].refresh_from_db()
    assert homes[0].phone == ""
    assert [fault[1:3] for fault in faults(source)] == [(3, "主要致贫原因")]


def test_a_new_household_comes_in_with_number_history_and_doubts(homes, people, small_county):
    book = Typed()
    new_home(book, 联系电话="")
    source = taken_in(book.xlsx(), people.village_worker)
    assert (source.count("new"), source.refused) == (3, 0), faults(source)
    home = Household.objects.get(members__identity_number=HEAD)
    assert (home.number, home.village, str(home)) == (f"{small_county.gaolinwan.code}0003", small_county.gaolinwan, "马建军")
    wife = home.members.get(relation="02")
    assert (wife.sex, wife.born_on) == ("female", datetime.date(1978, 6, 7))  # as her number tells
    entries = Entry.objects.parts_of(source.key)
    assert {entry.act for entry in entries} == {"create"} and len(entries) == 3
    entry = Entry.objects.of(wife).get()
    assert (entry.actor_id, entry.area_path, entry.object_name) == (
        people.village_worker.pk, small_county.gaolinwan.path, "马秀英",
    )  # fmt: skip
    assert entry.after["ethnicity"] == "03" and "采集表.xlsx" in entry.reason and "第 3 行" in entry.reason
    assert "household.blank" in set(Doubt.objects.filter(household=home).standing().values_list("rule", flat=True))
    # The whole of it is one act in the history.
    whole = Entry.objects.whole().filter(model="exchange.import", act=Entry.Act.LOAD).get()
    assert whole.object_id == str(source.pk) and whole.after == {"户新增": 1, "成员新增": 2}


def test_two_new_households_of_a_village_get_numbers_of_their_own(homes, people, small_county):
    book = Typed()
    other = small.identity_number(303, "male", BORN)
    new_home(book)
    book.household(户主证件号码=other)
    book.member(户主证件号码=other, 姓名="马成", 证件号码=other, 与户主关系="户主")
    taken_in(book.xlsx(), people.village_worker)
    numbers = Household.objects.within(small_county.gaolinwan).values_list("number", flat=True)
    assert sorted(number[-4:] for number in numbers) == ["0001", "0002", "0003", "0004"]


def test_a_number_given_is_kept_and_given_to_nobody_else(homes, people, small_county):
    """The national system numbered one of two new households: the other gets the next free number."""
    book, other = Typed(), small.identity_number(303, "male", BORN)
    given = f"{small_county.gaolinwan.code}0003"
    book.household(户主证件号码=other)
    book.member(户主证件号码=other, 姓名="马成", 证件号码=other, 与户主关系="户主")
    new_home(book, 户编号=given)
    taken_in(book.xlsx(), people.village_worker)
    assert Household.objects.get(members__identity_number=HEAD).number == given
    assert Household.objects.get(members__identity_number=other).number == f"{small_county.gaolinwan.code}0004"


def test_good_rows_go_in_while_bad_ones_come_back(homes, people):
    book = Typed()
    new_home(book)
    wrong = HEAD[:17] + ("0" if HEAD[17] != "0" else "1")
    book.member(户主证件号码=HEAD, 姓名="马小龙", 证件号码=wrong, 与户主关系="之子", 务工月数=13)
    source = taken_in(book.xlsx(), people.village_worker)
    assert source.count("new") == 3 and Household.objects.get(members__identity_number=HEAD).members.count() == 2
    found = faults(source)
    # All that is wrong with the row at once, each at its place.
    assert {fault[:3] for fault in found} >= {("成员", 4, "务工月数")}
    assert not Member.objects.filter(name="马小龙").exists()


def test_all_errors_of_a_row_are_told_at_once(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    row = book.sheets["成员"][2]
    row["民族"], row["务工月数"], row["新农合"], row["加入日期"] = "火星", "很多", "也许", "2015年13月1日"
    assert [fault[2] for fault in faults(sent(book.xlsx(), people.village_worker))] == ["民族", "务工月数", "新农合", "加入日期"]


def test_a_cause_that_repeats_another_is_told_at_the_cell_that_was_written(homes, people, small_county):
    Household.objects.filter(pk=homes[0].pk).update(main_cause="skill", second_cause="illness")
    book = Typed(small_county.gaolinwan)
    book.heads["户"] = ["户编号", "主要致贫原因"]
    book.sheets["户"][0]["主要致贫原因"] = "因病"
    [fault] = faults(sent(book.csv("户"), people.village_worker, name="户.csv"))
    assert fault[1:3] == (2, "主要致贫原因") and "“其他致贫原因一”相同" in fault[3]


def test_a_head_that_comes_back_takes_the_new_household_with_it(homes, people):
    book = Typed()
    new_home(book)
    book.sheets["成员"][0]["民族"] = "火星"
    source = taken_or_not(book, people)
    assert source.to_write == 0 and source.refused == 3
    assert not Household.objects.filter(members__identity_number=WIFE).exists()


def taken_or_not(book, people):
    return sent(book.xlsx(), people.village_worker)


def test_two_heads_send_the_rows_of_the_household_back_and_nobody_else(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    for row in book.sheets["成员"][:3]:
        row["与户主关系"] = "户主"
    book.sheets["成员"][5]["健康状况"] = "残疾"  # of the second household
    source = sent(book.xlsx(), people.village_worker)
    assert {fault[1] for fault in faults(source)} == {3, 4}
    assert all("户主" in fault[3] for fault in faults(source))
    assert source.count("changed") == 1


def test_a_fault_that_stood_before_sends_nothing_back(homes, people, small_county):
    homes[0].members.filter(relation="01").update(relation="99")  # nobody is head, and nobody says so here
    book = Typed(small_county.gaolinwan)
    book.sheets["成员"][0]["健康状况"] = "长期慢性病"
    assert faults(sent(book.xlsx(), people.village_worker)) == []


def test_a_number_known_elsewhere_comes_back_with_the_village_and_no_name(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    theirs = homes[2].members.first()
    head = book.sheets["成员"][0]
    book.member(户编号=head["户编号"], 姓名="新人", 证件号码=theirs.identity_number, 与户主关系="其他", 加入原因="迁入")
    [fault] = faults(sent(book.xlsx(), people.village_worker))
    assert "已在别处登记" in fault[3] and not any(told in fault[3] for told in ("丰台村", theirs.name, theirs.identity_number))


def test_one_number_in_two_rows_comes_back_the_second_time(homes, people):
    book = Typed()
    new_home(book)
    book.member(户主证件号码=HEAD, 姓名="马秀", 证件号码=WIFE, 与户主关系="之女")
    [fault] = faults(sent(book.xlsx(), people.village_worker))
    assert fault[:3] == ("成员", 4, "证件号码") and "第 3 行" in fault[3]


def test_a_corrected_number_does_not_make_a_second_person(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    row = book.sheets["成员"][1]
    born = homes[0].members.get(identity_number=row["证件号码"]).born_on
    row["证件号码"] = small.identity_number(444, "male", born)
    [fault] = faults(sent(book.xlsx(), people.village_worker))
    assert "同名" in fault[3]


@pytest.mark.parametrize("wrong", ["last digit", "length", "birthday"])
def test_a_number_that_can_be_nobodys_is_told_as_that_first(homes, people, small_county, wrong):
    book = Typed(small_county.gaolinwan)
    row = book.sheets["成员"][1]
    number = row["证件号码"]
    typed, said = {
        "last digit": (number[:-1] + ("1" if number[-1] != "1" else "2"), "校验码不对"),
        "length": (number[:-1], "应当是 18 位，现在是 17 位"),
        "birthday": (small.identity_number(444, "male", datetime.date(1950, 1, 1)), "出生日期是 1950-01-01"),
    }[wrong]
    row["证件号码"] = typed
    first, *_rest = faults(sent(book.xlsx(), people.village_worker))
    assert first[2] == "证件号码" and first[3].startswith((said, f"其中的{said}"))
    assert f"这一户已有{row['姓名']}：请把这一格改成系统里的号码" in first[3]


def test_the_form_of_another_village_is_refused_as_a_whole_and_once(homes, people, small_county):
    book = Typed(small_county.fengtai)
    for content in [book.xlsx(), *(book.csv(title) for title in book.sheets)]:
        source = sent(content, people.village_worker)
        assert (source.state, source.outcomes.count()) == (Import.State.UNREADABLE, 0)
        assert source.error.startswith("这份表是丰台村的，您导入的是高林湾村：一行也没有收。")
    assert sent(book.xlsx(), people.county_officer).state == Import.State.READY
    mixed = Typed(small_county.gaolinwan)
    mixed.sheets["户"] += book.sheets["户"]
    source = sent(mixed.xlsx(), people.village_worker)
    assert source.refused == 1 and {fault[2] for fault in faults(source)} == {"户编号"}


def test_households_of_others_cannot_be_named(homes, people, small_county):
    """Another village's household, and its village, are to this person as if they were not there."""
    book, theirs = Typed(small_county.gaolinwan), Typed(small_county.fengtai).sheets["户"][0]
    book.household(户编号=theirs["户编号"], 家庭住址="改了")
    before = everything()
    source = sent(book.xlsx(), people.village_worker)
    assert source.to_write == 0 and {fault[2] for fault in faults(source)} == {"户编号"}
    other = Typed()
    new_home(other, 村代码=small_county.fengtai.code)
    assert ("户", 2, "村代码") in {fault[:3] for fault in faults(sent(other.xlsx(), people.village_worker))}
    assert everything() == before


def test_a_number_nobody_bears_is_told_once_and_is_no_new_household(homes, people, small_county):
    """Whoever mistypes a number hears that, and nothing of what a new household would have to say."""
    book, number = Typed(), f"{small_county.gaolinwan.code}0077"
    book.add("户", 户编号=number, 主要致贫原因="缺技术")
    book.add("成员", 户编号=number, 证件号码=WIFE, 与户主关系="配偶")
    book.add("年度", **{"户编号": number, "年度": 2015, "工资性收入（元）": 100})
    found = faults(sent(book.xlsx(), people.village_worker))
    assert sorted(fault[:3] for fault in found) == sorted((title, 2, "户编号") for title in ("户", "成员", "年度"))
    assert {fault[3] for fault in found} == {f"户编号 {number} 在您的地区查不到：请核对；登记新户不写户编号，写户主证件号码。"}


def test_a_county_says_in_which_village_a_new_household_lives(homes, people, small_county):
    book = Typed()
    new_home(book)
    assert ("户", 2, "村代码") in {fault[:3] for fault in faults(sent(book.xlsx(), people.county_officer))}
    book.sheets["户"][0]["村代码"] = small_county.banpo.code
    taken_in(book.xlsx(), people.county_officer)
    assert Household.objects.get(members__identity_number=HEAD).village == small_county.banpo


def test_a_closed_year_refuses_its_rows_and_no_others(homes, people, small_county):
    Period.objects.update(state=Period.State.CLOSED)
    book = Typed(small_county.gaolinwan)
    book.sheets["年度"][0]["工资性收入（元）"] = 1
    book.sheets["户"][0]["家庭住址"] = "改了"
    source = taken_in(book.xlsx(), people.village_worker)
    assert [fault[0] for fault in faults(source)] == ["年度"] and "已关闭" in faults(source)[0][3]
    homes[0].refresh_from_db()
    assert homes[0].address == "改了"


def test_what_was_written_since_the_preview_is_judged_again(homes, people, small_county):
    """Between the preview and the confirmation somebody registers one of the new people: his row comes back, nothing breaks."""
    book = Typed()
    new_home(book)
    source = sent(book.xlsx(), people.village_worker)
    small.member(homes[2], 9, identity_number=WIFE, name="马秀英")
    source = worked(actions.confirm(source, by=people.village_worker))
    assert source.state == Import.State.DONE and source.count("new") == 2
    assert [fault[1] for fault in faults(source)] == [3]


def test_a_row_without_a_reason_of_joining_is_asked_for_it(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.member(户编号=homes[0].number, 姓名="马小", 证件号码=WIFE, 与户主关系="之儿媳")
    assert [fault[2] for fault in faults(sent(book.xlsx(), people.village_worker))] == ["加入原因"]
    book.sheets["成员"][-1]["加入原因"] = "婚入"
    source = taken_in(book.xlsx(), people.village_worker)
    assert source.refused == 0 and homes[0].members.get(identity_number=WIFE).joined_by == "marriage"


def test_nothing_is_confirmed_twice_or_after_it_was_dropped(homes, people):
    book = Typed()
    new_home(book)
    source = sent(book.xlsx(), people.village_worker)
    actions.drop(source, by=people.village_worker)
    with pytest.raises(actions.ValidationError):
        actions.confirm(source, by=people.village_worker)
    assert not hasattr(Import.objects.get(pk=source.pk), "file")
    done = taken_in(book.xlsx(), people.village_worker)
    with pytest.raises(actions.ValidationError):
        actions.confirm(done, by=people.village_worker)


@pytest.mark.parametrize("name", ["丰台村", "丰台", "丰台村委会", "老丰台村"])
def test_a_new_household_may_tell_its_village_by_any_name_that_village_ever_bore(small_county, people, homes, name):
    small_county.fengtai.names.create(edition=2000, name="老丰台村委会")
    book = Typed()
    new_home(book, 村=name)
    taken_in(book.xlsx(), people.county_officer)
    assert Household.objects.filter(village=small_county.fengtai).count() == 2


def test_a_village_that_no_name_tells_is_asked_for(small_county, people, homes):
    book = Typed()
    new_home(book, 村="老丰台村")
    assert "没有叫“老丰台村”的村（曾用名也查过）" in str(faults(sent(book.xlsx(), people.county_officer)))
    small_county.fengtai.names.create(edition=2000, name="高林湾村委会")
    book = Typed()
    new_home(book, 村="高林湾村")
    assert "不止一个" in str(faults(sent(book.xlsx(), people.county_officer)))


def collected(book, on, **cells):
    """A new household whose year was taken on a day."""
    year = {heading: cell for heading, cell in book.sheets["年度"][0].items() if "编号" not in heading and "户主" not in heading}
    new_home(book)
    for row in book.sheets["成员"][-2:]:
        row.update(cells)
    book.add("年度", **year | {"户主证件号码": HEAD, "采集日期": on})


def test_an_income_that_nobody_shared_is_said_before_it_is_taken_in(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    collected(book, datetime.date(2015, 11, 20), 加入日期=datetime.date(2015, 12, 1))
    source = sent(book.xlsx(), people.village_worker)
    (row,) = source.outcomes.filter(sheet="年度", outcome="new")
    told = [(heading, sentence) for _letter, heading, sentence, _kind in row.faults]
    assert [heading for heading, sentence in told if "算不出人均纯收入" in sentence] == ["采集日期"]


def test_who_comes_with_a_new_household_was_there_when_its_year_was_taken(homes, people, small_county):
    """A county's first workbook leaves the day of joining blank: joining today, nobody would share the income of last month."""
    book = Typed(small_county.gaolinwan)
    collected(book, datetime.date(2015, 11, 20))
    taken_in(book.xlsx(), people.village_worker)
    home = Household.objects.get(members__identity_number=HEAD)
    assert set(home.members.values_list("joined_on", flat=True)) == {datetime.date(2015, 11, 20)}
    assert home.year_records.with_income_per_head().get().persons == 2
