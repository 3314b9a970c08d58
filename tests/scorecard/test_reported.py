"""核对: figures of documents entered with their source, held against their day, explained or corrected, the largest gap first."""

import csv
import datetime
import io
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from kangle.audit.models import Entry
from kangle.scorecard import reporting
from kangle.scorecard.actions import recompute
from kangle.scorecard.comparing import State, compare
from kangle.scorecard.models import Reported, Snapshot
from tests import county as facts
from tests.conftest import kept_county

pytestmark = pytest.mark.django_db
YEAR_END, MIDYEAR = datetime.date(2015, 12, 31), datetime.date(2015, 6, 30)
FORM = {
    "document": "全县扶贫工作通报第3期", "document_on": "2016-01-08", "phrase": "现有贫困人口6人", "as_of": "2015-12-31",
    "indicator": "targeting.persons", "field": "value", "value": "6", "unit": "", "note": "",
}  # fmt: skip


small_county = kept_county


@pytest.fixture(scope="module")
def published(small_county):
    """Two snapshots of 2015: at midyear ten poor persons, at its end five, the other five out of poverty."""
    facts.household(small_county.gaolinwan, 1, persons=5, exited_on=datetime.date(2015, 11, 20))
    facts.household(small_county.gaolinwan, 2, persons=2)
    facts.household(small_county.fengtai, 1, persons=3)
    for day in (MIDYEAR, YEAR_END):
        recompute(small_county.county, year=2015, as_of=day)
    return small_county


def reported(by, area, value, *, indicator="targeting.persons", as_of=YEAR_END, field="value", phrase="", **more):
    told = {"indicator": indicator, "field": field, "value": Decimal(value), "phrase": phrase or f"{value}人", "document": "总结"}
    return reporting.report(by=by, area=area, as_of=as_of, **told, **more)


def body(response, status=200):
    assert response.status_code == status, response.content.decode()[:400]
    return response.content.decode()


# --- comparing ----------------------------------------------------------------------------------------------------------


def test_a_figure_is_held_against_the_snapshot_of_its_day(people, published):
    rows = [reported(people.inspector, published.county, value, as_of=day) for day, value in ((MIDYEAR, "10"), (YEAR_END, "10"))]
    midyear, end = compare(rows)

    assert (midyear.state, midyear.computed, midyear.is_exact) == (State.AGREES, 10, True)
    assert (end.state, end.computed, end.gap, end.relative) == (State.OPEN, 5, 5, 1)


def test_without_a_snapshot_of_the_day_the_nearest_one_is_taken_and_named(people, published, as_person):
    row = reported(people.inspector, published.county, "10", as_of=datetime.date(2015, 7, 20))
    found = compare([row])[0]

    assert (found.snapshot.as_of, found.is_exact, found.state) == (MIDYEAR, False, State.AGREES)
    html = body(as_person(people.inspector).get(f"/scorecard/reported/{row.pk}/"))
    assert "不是同一天" in html and "2015年7月20日" in html and "2015年6月30日" in html
    assert "2015-07-20（比 2015-06-30）" in body(as_person(people.inspector).get("/scorecard/reported/"))


def test_of_two_equally_near_the_earlier_is_taken(people, published):
    halfway = datetime.date(2015, 9, 30)  # 92 days from either
    recompute(published.county, year=2015, as_of=datetime.date(2015, 9, 28))
    recompute(published.county, year=2015, as_of=datetime.date(2015, 10, 2))

    assert compare([reported(people.inspector, published.county, "1", as_of=halfway)])[0].snapshot.as_of.day == 28


def test_without_any_snapshot_there_is_nothing_to_compare_with(people, published):
    Snapshot.objects.all().delete()
    found = compare([reported(people.inspector, published.county, "10")])[0]

    assert (found.state, found.computed, found.gap, found.relative) == (State.NOTHING, None, None, None)


def test_shares_agree_to_the_digits_printed_and_differ_in_points(people, published):
    stated = [("0.6667", "66.67%"), ("0.67", "67%"), ("0.5", "50%")]
    rows = [
        reported(people.inspector, published.county, value, indicator="staffing.households-paired", phrase=phrase)
        for value, phrase in stated
    ]
    household = published.gaolinwan.poor_households.first()
    assert [each.state for each in compare(rows)] == [State.OPEN] * 3  # nobody is paired
    assert compare(rows)[2].gap_text == "+50 个百分点" and household is not None


def test_a_minimum_agrees_with_more_and_money_is_compared_in_yuan(people, published):
    more, less = compare(
        [
            reported(people.inspector, published.county, value, field="minimum", phrase=f"{value}人以上")
            for value in ("4", "5")
        ]
    )  # fmt: skip

    assert (more.state, less.state) == (State.AGREES, State.OPEN)
    money = compare([reported(people.inspector, published.county, "1234.5", indicator="funds.fiscal")])[0]
    assert (money.computed, money.gap, money.reported_text) == (0, Fraction(2469, 2), "1,234.5元")
    assert money.relative == 1  # of nothing


def test_many_are_compared_with_two_questions(people, published, django_assert_num_queries):
    rows = [
        reported(people.inspector, area, str(n), phrase=f"{n}") for n in range(9) for area in (published.county, published.suji)
    ]
    with django_assert_num_queries(2):
        compare(rows)


# --- entering -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["inspector", "county_officer"])
def test_the_poverty_office_and_an_inspector_enter_a_figure_on_its_page(people, published, as_person, who):
    client = as_person(getattr(people, who))
    response = client.post("/scorecard/reported/new/", FORM)

    row = Reported.objects.get()
    assert response.url == f"/scorecard/reported/{row.pk}/"
    assert (row.area, row.year, row.value, row.entered_by) == (published.county, 2015, 6, getattr(people, who).name)
    html = body(client.get(response.url))
    assert "全县扶贫工作通报第3期" in html and "2016年1月8日" in html and "不一致，待说明" in html and "<b>+1</b>" in html
    assert Entry.objects.of(row).get().act == Entry.Act.CREATE


@pytest.mark.parametrize("who", ["township_officer", "village_worker"])
def test_others_read_and_do_not_enter(people, published, as_person, who):
    row = reported(people.inspector, published.gaolinwan, "3")
    client = as_person(getattr(people, who))

    assert "登记上报值" not in body(client.get("/scorecard/reported/"))
    assert client.get("/scorecard/reported/new/").status_code == 403
    assert client.post(f"/scorecard/reported/{row.pk}/", {"reason": "错"}).status_code == 403
    with pytest.raises(ValidationError):
        reporting.explain(row, by=getattr(people, who), reason="错")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ({"indicator": "funds.fiscal", "value": "4.34", "unit": "yi"}, "434000000"),
        ({"indicator": "measures.student-loan-money", "value": "96.33", "unit": "wan"}, "963300"),
        ({"indicator": "targeting.registered-at-start", "value": "7.65", "unit": "wan"}, "76500"),
        ({"indicator": "projects.clinic", "value": "94.77", "unit": "percent"}, "0.9477"),
        ({"indicator": "projects.clinic", "value": "145", "field": "numerator"}, "145"),
    ],
)
def test_a_number_is_kept_in_the_unit_of_its_indicator(people, published, as_person, typed, stored):
    as_person(people.inspector).post("/scorecard/reported/new/", FORM | typed)

    assert Reported.objects.get().value == Decimal(stored)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"document": ""}, "“文件”还没有填"),
        ({"indicator": "projects.clinic", "value": "94.77"}, "请把单位选成 %"),
        ({"unit": "percent"}, "不是比例，不能用 %"),
        ({"indicator": "projects.clinic", "value": "1", "unit": "yi"}, "是比例，请选 %"),
        ({"unit": "yi"}, "不是钱，不能用亿元"),
        ({"field": "denominator"}, "没有基数"),
        ({"field": "target"}, "没有目标"),
        ({"as_of": "2014-12-31"}, "本县没有 2014 年度"),
        ({"as_of": "2999-12-31"}, "还没有到"),
        ({"document_on": "2999-12-31"}, "请核对文件日期"),
        ({"indicator": "projects.clinic", "value": "94.777", "unit": "percent"}, "小数太多"),
        ({"value": "六"}, "请只写数字"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(people, published, as_person, typed, said):
    html = body(as_person(people.inspector).post("/scorecard/reported/new/", FORM | typed), 422)

    assert said in html
    assert not Reported.objects.exists()


def test_the_same_words_of_the_same_document_are_entered_once(people, published, as_person):
    client = as_person(people.inspector)
    client.post("/scorecard/reported/new/", FORM)

    assert "已经登记过" in body(client.post("/scorecard/reported/new/", FORM), 422)
    assert Reported.objects.count() == 1


def test_a_figure_of_a_place_outside_is_neither_entered_nor_read(people, published, as_person):
    row = reported(people.inspector, published.fengtai, "3")
    people.inspector.area = published.gaolinwan
    people.inspector.save()
    client = as_person(people.inspector)

    assert client.post("/scorecard/reported/new/?area=622922101200", FORM).status_code == 404
    assert client.get(f"/scorecard/reported/{row.pk}/").status_code == 404
    with pytest.raises(ValidationError):
        reported(people.inspector, published.fengtai, "3")


# --- explaining and correcting ------------------------------------------------------------------------------------------


def test_a_difference_is_explained_and_lapses_when_the_computed_figure_changes(people, published, as_person):
    row = reported(people.county_officer, published.county, "6")
    client = as_person(people.inspector)
    assert client.post(f"/scorecard/reported/{row.pk}/", {"reason": "通报把已销号的一人算在内"}).status_code == 302

    html = body(client.get(f"/scorecard/reported/{row.pk}/"))
    assert "不一致，已说明" in html and "通报把已销号的一人算在内" in html and "石建国" in html
    assert Entry.objects.of(row).first().reason == "通报把已销号的一人算在内"

    facts.household(published.banpo, 1, persons=2)
    recompute(published.county, year=2015, as_of=YEAR_END)
    html = body(client.get(f"/scorecard/reported/{row.pk}/"))
    assert "不一致，待说明" in html and "这个说明已失效" in html


def test_what_agrees_has_nothing_to_be_explained_and_a_reason_is_asked_for(people, published, as_person):
    agreeing, differing = (reported(people.inspector, published.county, value) for value in ("5", "6"))

    with pytest.raises(ValidationError, match="一致"):
        reporting.explain(agreeing, by=people.inspector, reason="？")
    assert "还没有填" in body(as_person(people.inspector).post(f"/scorecard/reported/{differing.pk}/", {"reason": " "}), 422)


def test_a_wrong_entry_is_replaced_and_kept(people, published, as_person):
    row = reported(people.inspector, published.county, "6", phrase="现有贫困人口5人")
    client = as_person(people.inspector)
    page = body(client.get(f"/scorecard/reported/{row.pk}/correct/"))
    assert 'value="现有贫困人口5人"' in page
    typed = FORM | {"document": "总结", "document_on": "", "phrase": "现有贫困人口5人", "value": "5", "reason": "看错一行"}
    response = client.post(f"/scorecard/reported/{row.pk}/correct/", typed)

    new = Reported.objects.get(replaces=row)
    assert response.url == f"/scorecard/reported/{new.pk}/" and compare([new])[0].state == State.AGREES
    row.refresh_from_db()
    assert row.value == 6 and row.replaced_at
    old = body(client.get(f"/scorecard/reported/{row.pk}/"))
    assert "这一条已经更正" in old and "看错一行" in old and "登记错了，更正" not in old
    assert "共 1 条" in body(client.get("/scorecard/reported/"))
    replaced = body(client.get("/scorecard/reported/?state=replaced"))
    assert "共 1 条" in replaced and f"/scorecard/reported/{row.pk}/" in replaced
    with pytest.raises(ValidationError, match="已经更正"):
        reporting.correct(row, by=people.inspector, value=Decimal(4), reason="再改")


def test_a_correction_that_changes_nothing_is_refused(people, published):
    row = reported(people.inspector, published.county, "6")

    with pytest.raises(ValidationError, match="同原来登记的一样"):
        reporting.correct(row, by=people.inspector, value=Decimal(6), reason="改")
    row.refresh_from_db()
    assert row.replaced_at is None


# --- the list -----------------------------------------------------------------------------------------------------------


def phrases(html):
    return re.findall(r'<th scope="row"[^>]*><a href="/scorecard/reported/\d+/">([^<]+)</a>', html)


def test_the_largest_difference_comes_first_and_the_list_can_be_narrowed_and_exported(people, published, as_person):
    for value in ("5", "6", "50", "4"):
        reported(people.inspector, published.county, value)
    reported(people.inspector, published.county, "2", indicator="outcomes.households-exited", phrase="脱贫2户")
    client = as_person(people.township_officer)
    assert phrases(body(client.get("/scorecard/reported/"))) == []  # of his township nothing is reported
    client = as_person(people.county_officer)

    assert phrases(body(client.get("/scorecard/reported/"))) == ["50人", "脱贫2户", "6人", "4人", "5人"]
    assert phrases(body(client.get("/scorecard/reported/?sort=-gap")))[:2] == ["50人", "6人"]
    assert phrases(body(client.get("/scorecard/reported/?state=agrees"))) == ["5人"]
    assert phrases(body(client.get("/scorecard/reported/?item=outcomes"))) == ["脱贫2户"]
    text = client.get("/scorecard/reported/?export=csv").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    names = ("原文", "上报值", "按记录", "相差", "单位", "状态")
    assert [rows[0][name] for name in names] == ["50人", "50", "5", "45", "人", "不一致，待说明"]


def test_a_mark_beside_the_value_of_another_day_says_its_own(people, published, as_person):
    """✓ 一致 5人 beside the 10 persons of midyear: what agrees is the figure of the year's end."""
    reported(people.inspector, published.county, "5")
    client = as_person(people.inspector)
    for page in ("items/targeting", "indicators/targeting.persons"):
        earlier = body(client.get(f"/scorecard/{page}/?as_of=2015-06-30"))
        assert "5人（报的是 2015年12月31日）" in earlier, page
        assert "报的是" not in body(client.get(f"/scorecard/{page}/")), page


def test_the_marks_of_an_item_use_the_same_comparison(people, published, as_person):
    reported(people.inspector, published.county, "10", as_of=MIDYEAR, phrase="年中10人")
    html = body(as_person(people.county_officer).get("/scorecard/items/targeting/"))

    assert "✓ 一致" in html  # of its own day, though the page shows the year's end
    assert "（比的是" not in html
    Snapshot.objects.filter(as_of=MIDYEAR).update(published_at=None)
    html = body(as_person(people.county_officer).get("/scorecard/items/targeting/"))
    assert "≠ 不一致" in html and "（比的是 2015年12月31日）" in html


def test_the_list_asks_as_few_questions_for_many_as_for_few(people, published, as_person, django_assert_max_num_queries):
    client = as_person(people.county_officer)
    for n in range(40):
        reported(people.inspector, published.county, str(n))
    with django_assert_max_num_queries(14):
        assert len(phrases(body(client.get("/scorecard/reported/")))) == 40
