"""A row whose cells name two households is nobody's; where only a name differs somebody must say yes."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from households.models import Household, Member
from kangle.exchange.intake import actions
from kangle.exchange.intake.reading import OURS, THEIRS
from kangle.exchange.models import Import
from tests.households.workbook.books import Typed, faults, sent, taken_in, worked

pytestmark = pytest.mark.django_db


def asked(source):
    """[(sheet, row, sentence)] of everything that somebody must choose about."""
    rows = source.outcomes.filter(outcome="asked").order_by("sheet", "row")
    return [(row.sheet, row.row, sentence) for row in rows for _l, _h, sentence, kind in row.faults if kind == "ask"]


def chosen(source, answer, by):
    actions.choose(source, {}, rest=answer, by=by)
    return worked(actions.confirm(source, by=by))


def sorted_alone(book, *titles):
    """The columns that tell the head, put in another order than the numbers of the households."""
    for title in titles:
        one, other = book.sheets[title][0], book.sheets[title][-1]
        for name in ("户主证件号码", "户主姓名"):
            if name in one:
                one[name], other[name] = other[name], one[name]


@pytest.mark.parametrize(
    ("title", "heading", "cell"), [("户", "联系电话", "13900010002"), ("成员", "民族", "汉族"), ("年度", "耕地（亩）", 9)]
)
def test_a_head_column_sorted_without_the_others_is_refused_naming_both(title, heading, cell, homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.sheets = {title: book.sheets[title]}
    book.sheets[title][0][heading] = cell
    sorted_alone(book, title)
    before = list(Household.objects.order_by("pk").values()), list(Member.objects.order_by("pk").values())
    source = sent(book.xlsx(), people.village_worker)
    assert source.to_write == 0 and source.refused == 2
    for *_place, sentence in faults(source):
        assert homes[0].number in sentence and homes[1].number in sentence
    assert (list(Household.objects.order_by("pk").values()), list(Member.objects.order_by("pk").values())) == before


def test_a_head_number_that_is_nobodys_is_refused_too(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.sheets["年度"][0].update({"户主证件号码": "622999196001010019", "耕地（亩）": 9})
    [(sheet, row, _heading, sentence)] = faults(sent(book.xlsx(sheets=["年度"]), people.village_worker))
    assert (sheet, row) == ("年度", 2) and "有没有错行" in sentence


def test_where_only_the_name_differs_somebody_must_say_yes(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0].update({"户主姓名": "马别人", "家庭住址": "新地址"})
    source = sent(book.xlsx(), people.village_worker)
    [(sheet, row, sentence)] = asked(source)
    assert (sheet, row) == ("户", 2) and "马别人" in sentence
    with pytest.raises(ValidationError, match="还有 1 行"):
        actions.confirm(source, by=people.village_worker)
    assert chosen(source, THEIRS, people.village_worker).count("changed") == 1
    homes[0].refresh_from_db()
    assert homes[0].address == "新地址"


def test_the_name_of_the_head_is_held_against_a_members_row_too(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    assert [row["户主姓名"] for row in book.sheets["成员"]][:1] == ["马一"]  # the template tells it
    book.sheets["成员"][1].update({"户主姓名": "马别人", "健康状况": "残疾"})
    [(sheet, row, sentence)] = asked(sent(book.xlsx(sheets=["成员"]), people.village_worker))
    assert (sheet, row) == ("成员", 3) and "马别人" in sentence


def test_a_row_that_is_left_changes_nothing(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0].update({"户主姓名": "马别人", "家庭住址": "新地址"})
    source = chosen(sent(book.xlsx(), people.village_worker), OURS, people.village_worker)
    homes[0].refresh_from_db()
    assert (source.state, source.count("changed"), homes[0].address) == (Import.State.DONE, 0, "一社 1 号")


def test_a_person_gets_another_name_only_when_somebody_says_so(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    row = book.sheets["成员"][1]
    row.update({"姓名": "马新名", "民族": "汉族"})
    source = sent(book.xlsx(), people.village_worker)
    [(_sheet, _row, sentence)] = asked(source)
    assert "姓名不同" in sentence
    member = Member.objects.get(identity_number=row["证件号码"])
    chosen(source, OURS, people.village_worker)
    member.refresh_from_db()
    assert member.name != "马新名" and member.ethnicity == "03"  # the row is somebody else's: nothing of it goes in


@pytest.mark.parametrize("name", ["马 小 明", "马　小明", " 马小明 "])
def test_blanks_in_a_name_are_no_other_name(name, homes, people, small_county):
    member = homes[0].members.order_by("pk").last()
    Member.objects.filter(pk=member.pk).update(name="马小明")
    book = Typed(small_county.gaolinwan)
    next(row for row in book.sheets["成员"] if row["证件号码"] == member.identity_number)["姓名"] = name
    source = sent(book.xlsx(), people.village_worker)
    assert (source.to_write, source.refused) == (0, 0)


def test_the_village_beside_another_villages_code_is_asked_about(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0].update({"村": "丰台村", "家庭住址": "新地址"})
    [(_sheet, _row, sentence)] = asked(sent(book.xlsx(), people.village_worker))
    assert "丰台村" in sentence and "高林湾" in sentence


def test_the_page_asks_row_by_row_and_for_all_at_once(homes, people, small_county, as_person):
    client, book = as_person(people.village_worker), Typed(small_county.gaolinwan)
    for row in book.sheets["户"]:
        row.update({"户主姓名": "马别人", "家庭住址": "新地址"})
    source = sent(book.xlsx(), people.village_worker)
    page = client.get(reverse("exchange:import", args=[source.pk])).content.decode()
    assert "要您选择的行" in page and "先选好上面的 2 行" in page and ">导入 2 行<" not in page
    one, other = source.outcomes.filter(outcome="asked").order_by("row")
    client.post(reverse("exchange:choose", args=[source.pk]), {f"row-{one.pk}": "theirs", f"row-{other.pk}": "nonsense"})
    one.refresh_from_db(), other.refresh_from_db()
    assert (one.answer, other.answer) == ("theirs", "")
    client.post(reverse("exchange:choose", args=[source.pk]), {"rest": "ours", "row-x": "theirs", f"row-{'9' * 30}": "ours"})
    assert ">导入 2 行<" in client.get(reverse("exchange:import", args=[source.pk])).content.decode()
    client.post(reverse("exchange:confirm", args=[source.pk]))
    worked(source)
    assert [home.address for home in Household.objects.filter(pk__in=[homes[0].pk, homes[1].pk]).order_by("pk")] == [
        "新地址", "一社 2 号",
    ]  # fmt: skip


def test_a_stranger_chooses_nothing(homes, people, small_county, as_person):
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0].update({"户主姓名": "马别人", "家庭住址": "新地址"})
    source = sent(book.xlsx(), people.village_worker)
    answer = as_person(people.other_worker).post(reverse("exchange:choose", args=[source.pk]), {"rest": "theirs"})
    assert answer.status_code == 404 and source.to_choose == 1


def test_what_was_taken_in_without_questions_needs_no_answer(homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0]["家庭住址"] = "新地址"
    assert taken_in(book.xlsx(), people.village_worker).count("changed") == 1
