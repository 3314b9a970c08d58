"""Workbooks of the national form as county staff make them, from the file to what stands in the records."""

import pytest

from households.workbook.sheets import MEMBERS
from households.workbook.words import WORDS
from kangle.audit.models import Entry
from kangle.exchange.intake.cells import Wrong
from tests import county as small
from tests.households.workbook.books import Typed, faults, sent, taken_in
from tests.households.workbook.test_taking import BORN, HEAD, new_home

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("联系电话", "同上"),
        ("联系电话", "见户口本"),
        ("联系电话", "无"),
        ("银行账号", "无"),
        ("家庭住址", "〃"),
        ("开户银行", "/"),
    ],
)
def test_a_new_household_is_judged_like_a_stored_one(heading, cell, homes, people):
    book = Typed()
    new_home(book, **{heading: cell})
    source = sent(book.xlsx(), people.village_worker)
    assert source.to_write == 0 and heading in {fault[2] for fault in faults(source)}


@pytest.mark.parametrize(
    ("heading", "says"),
    [
        ("贫困户属性", "没有填：新登记的都要填。请从下拉表中选一项。"),
        ("军烈属", "没有填：新登记的都要填。没有的填“否”。"),
    ],
)
def test_what_is_lacking_says_how_none_is_written(heading, says, homes, people):
    book = Typed()
    new_home(book, **{heading: ""})
    assert says in [fault[3] for fault in faults(sent(book.xlsx(), people.village_worker))]


def test_usual_wordings_change_nothing_where_they_say_what_is_stored(homes, people, small_county):
    homes[0].members.update(ethnicity="03", education="01", medical_insurance=True)
    book = Typed(small_county.gaolinwan)
    for row in book.sheets["成员"]:
        if row["户编号"] == homes[0].number:
            row.update(民族="回", 文化程度="文盲", 新农合="已参加")
    source = sent(book.xlsx(), people.village_worker)
    assert (source.to_write, source.refused) == (0, 0), faults(source)


@pytest.mark.parametrize(
    ("name", "word", "code"),
    [
        ("relation", "妻子", "02"), ("relation", "长子", "03"), ("relation", "孙女", "08"), ("relation", "岳母", "14"),
        ("ethnicity", "东乡", "26"), ("education", "本科", "05"), ("schooling", "三年级", None),
        ("schooling", "小学三年级", "primary"),
        ("health", "良好", "healthy"), ("labour", "半劳力", "weak"), ("work_place", "外省", "outside"),
        ("political", "党员", "party"),
        ("sex", "男性", "male"), ("document", "身份证", "identity-card"), ("joined_by", "结婚", "marriage"),
    ],
)  # fmt: skip
def test_wordings_of_the_lists(name, word, code):
    reader = MEMBERS.by_name[name].reader
    if code is None:
        with pytest.raises(Wrong):
            reader.read(word)
    else:
        assert reader.read(word) == code


@pytest.mark.parametrize(("name", "word"), [("relation", "媳妇"), ("relation", "父母"), ("labour", "有"), ("work_place", "县内")])
def test_a_word_of_two_meanings_is_sent_back_with_the_choices(name, word):
    with pytest.raises(Wrong, match="可以指"):
        MEMBERS.by_name[name].reader.read(word)


def test_every_wording_means_a_code_of_its_list():
    for sheet in (MEMBERS,):
        for column in sheet.columns:
            for meant in WORDS.get(column.name, {}).values():
                assert set(meant if isinstance(meant, tuple) else (meant,)) <= set(column.reader.labels)


def test_a_column_that_is_not_there_is_said_once_a_row(homes, people):
    book = Typed()
    new_home(book)
    book.heads["成员"] = [heading for heading in book.heads["成员"] if heading not in ("新农合", "大病保险", "低保")]
    source = sent(book.xlsx(), people.village_worker)
    said = [sentence for sheet, row, _heading, sentence in faults(source) if (sheet, row) == ("成员", 2)]
    assert len([sentence for sentence in said if "新农合、大病保险、低保" in sentence]) == 1


def test_one_reason_for_very_many_rows_is_told_once_above(homes, people):
    book = Typed()
    for number in range(400, 425):
        head = small.identity_number(number, "male", BORN)
        book.household(户主证件号码=head, 主要致贫原因="火星")
        book.member(户主证件号码=head, 姓名="马一", 证件号码=head, 与户主关系="户主")
    source = sent(book.xlsx(), people.village_worker)
    assert any("“户”" in note and "25 行" in note and "火星" in note for note in source.notes)


def test_who_asks_for_numbers_beyond_his_area_is_on_record_and_told_nothing(homes, people):
    theirs = homes[2].members.order_by("pk").first()
    book = Typed()
    new_home(book)
    book.member(户主证件号码=HEAD, 姓名="马某", 证件号码=theirs.identity_number, 与户主关系="之子")
    source = sent(book.xlsx(), people.village_worker)
    sentence = next(sentence for *_place, sentence in faults(source) if "已在别处登记" in sentence)
    assert "丰台" not in sentence
    look = Entry.objects.get(act=Entry.Act.LOOK, model="exchange.import")
    assert (look.actor_id, look.object_id) == (people.village_worker.pk, str(source.pk)) and "1 个证件号码" in look.reason


def test_within_ones_area_the_village_is_told(homes, people):
    theirs = homes[2].members.order_by("pk").first()
    book = Typed()
    new_home(book, 村代码=homes[0].village.code)
    book.member(户主证件号码=HEAD, 姓名="马某", 证件号码=theirs.identity_number, 与户主关系="之子")
    source = sent(book.xlsx(), people.county_officer)
    assert any("丰台村" in sentence for *_place, sentence in faults(source))
    assert not Entry.objects.filter(act=Entry.Act.LOOK, model="exchange.import").exists()


def test_converted_values_are_what_is_written(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    head = book.heads["年度"]
    place = head.index("工资性收入（元）")
    head[place] = "工资性收入（万元）"
    for row in book.sheets["年度"]:
        row["工资性收入（万元）"] = 0.85
    source = taken_in(book.xlsx(), people.village_worker)
    assert homes[0].year_records.get().wages_fen == 850_000
    assert any("换算" in note for note in source.notes)


def test_the_converted_values_of_a_new_record_are_shown_too(homes, people, small_county, as_person):
    book = Typed(small_county.gaolinwan)
    head = book.heads["年度"]
    head[head.index("与村主干路距离（公里）")] = "与村主干路距离（米）"
    new = book.sheets["年度"][0] | {"年度": 2016, "采集日期": "2016-12-01", "与村主干路距离（米）": 45}
    book.sheets = {"年度": [new]}
    source = sent(book.xlsx(), people.village_worker)
    assert source.outcomes.get().changes["km_to_road"][1] == "0.05", faults(source)
