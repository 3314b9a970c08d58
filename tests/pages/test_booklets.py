"""The booklets and the charts on the screen: the card's figures, the area door, the questions asked, handing out on record."""

import datetime
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from households.models import Paper, Revocation
from kangle.audit.models import Entry
from kangle.pages.booklets.charts import charts
from kangle.pages.booklets.story import Printing, Told, registered
from kangle.pages.booklets.views import of_charts, of_household, of_village
from kangle.programme.actions import set_state
from kangle.programme.models import ExitCondition, ExitStandard, Period, PovertyLine
from tests import county as small
from tests.crowded import HOSTILE, crowded
from tests.facts import facts
from tests.pages.sayings import sayings, squeezed

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(small_county):
    PovertyLine.objects.create(year=2015, kind="national", amount_fen=2855_00, source="国家统计局")
    return facts(small_county.gaolinwan)


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def words_of(page):
    """What a page shows, without its markup and blanks."""
    return squeezed(html.unescape(re.sub(r"<[^>]+>", " ", page)))


def test_the_page_says_all_that_its_sheets_say(here, people, as_person):
    home = crowded(here.village)
    shown = words_of(page(as_person(people.village_worker), "pages:booklet", home.pk))
    printed = re.sub(r"打印于\S+", "", " ".join(sayings(of_household(people.village_worker, home.pk).sheets)))
    assert [saying for saying in printed.split() if squeezed(saying) not in shown] == []


def test_every_figure_is_the_cards(here, people, as_person):
    client = as_person(people.village_worker)
    card = words_of(page(client, "households:detail", here.household.pk))
    sheets = of_household(people.village_worker, here.household.pk).sheets
    figures = set(re.findall(r"[\d,.]+元", " ".join(sayings(sheets)))) - {"0元"}
    assert {"12,000元", "3,125元", "2,855元", "1,200元"} <= figures
    bare = {figure.removesuffix("元") for figure in figures}
    assert {figure for figure in bare if figure not in card} == set()


def test_hostile_text_is_text(here, people, as_person):
    home = crowded(here.village)
    shown = page(as_person(people.village_worker), "pages:booklet", home.pk)
    assert "<script>alert" not in shown
    assert html.escape(HOSTILE[:30]) in shown


@pytest.mark.parametrize("name", ["pages:booklets", "pages:booklets-pdf", "pages:village-charts", "pages:village-charts-pdf"])
def test_only_a_village_has_booklets(small_county, people, as_person, name):
    client = as_person(people.county_officer)
    assert client.get(reverse(name, args=[small_county.fucheng.code])).status_code == 404


def test_nobody_of_another_village_finds_a_booklet_or_hands_one_out(here, people, as_person):
    client = as_person(people.other_worker)
    addresses = [
        ("pages:booklet", here.household.pk),
        ("pages:booklet-pdf", here.household.pk),
        ("pages:booklets", here.village.code),
    ]
    assert [client.get(reverse(name, args=[key])).status_code for name, key in addresses] == [404] * 3
    for name, key in (("pages:issue-booklet", here.household.pk), ("pages:issue-booklets", here.village.code)):
        assert client.post(reverse(name, args=[key]), {"year": 2015, "issued_on": "2015-10-01"}).status_code == 404


def test_a_village_asks_as_much_for_many_households_as_for_few(here, people, as_person):
    client = as_person(people.village_worker)
    address = reverse("pages:booklets", args=[here.village.code])
    small.household(here.village, 19)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(20, 40):
        small.household(here.village, number)
    facts(here.village, 2)
    with CaptureQueriesContext(connection) as many:
        shown = client.get(address).content.decode()
    assert shown.count("<article") == 2 + 2 * 23
    assert len(many) == len(few) <= 36


def test_a_village_prints_those_on_its_register(small_county, people, as_person):
    kept = small.household(small_county.gaolinwan, 1)
    gone = small.household(small_county.gaolinwan, 2)
    gone.events.create(kind="removed", on=datetime.date(2015, 3, 1))
    shown = page(as_person(people.village_worker), "pages:booklets", small_county.gaolinwan.code)
    assert kept.number in shown and gone.number not in shown
    assert "已清退" in page(as_person(people.village_worker), "pages:booklet", gone.pk)


def test_an_empty_village_says_what_to_do(small_county, people, as_person):
    assert "请先登记农户" in page(as_person(people.other_worker), "pages:booklets", small_county.fengtai.code)


# --- the five charts -----------------------------------------------------------------------------------------------------


def bars(sheets, title):
    return {
        bar.label: bar.value for sheet in sheets for block in sheet.blocks if block.title.startswith(title) for bar in block.bars
    }


def test_the_charts_count_what_the_booklets_say(here, people):
    standard = ExitStandard.objects.create(year=2015, subject="household", source="验收办法")
    for number, test in enumerate(("income", "food", "medical", "manual"), start=1):
        ExitCondition.objects.create(standard=standard, number=number, text=f"条件{test}", test=test)
    small.household(here.village, 5, main_cause="skill")
    small.household(here.village, 6, exited_on=datetime.date(2015, 3, 3), persons=3)
    sheets = of_charts(people.village_worker, here.village.code).sheets
    assert bars(sheets, "图一")["未脱贫"] == "1 / 3 户　33.3%　4 人"
    assert bars(sheets, "图二")["缺技术"] == "1 / 3 户　33.3%，未脱贫 1"
    assert bars(sheets, "图三　措施和项目：到户措施")["精准扶贫贷款"] == "落实 1 / 1 项　5万元"
    assert bars(sheets, "图四　对照验收标准：户") == {
        "条件income": "1 / 3 户　33.3%",
        "条件food": "1 / 3 户　33.3%",
        "条件medical": "0 / 3 户　0%",
        "条件manual": "人工认定",
    }
    progress = bars(sheets, "图五　进度：减贫人口")
    assert (progress["2 月末"], progress["3 月末"]) == ("累计 0 人，当月 0", "累计 3 人，当月 3")
    assert progress["12 月末"] == "累计 7 人，当月 4"
    assert bars(sheets, "图五　进度：资金")["下达指标"] == "10万元"


def test_the_charts_show_the_target_as_a_stroke(here):
    printing = Printing.of(here.village)
    told = Told.of(registered(here.village, printing.today), printing.today)
    (progress,) = [
        block for sheet in charts(here.village, told.lives, printing) for block in sheet.blocks if "减贫人口" in block.title
    ]
    assert [fact.value for fact in progress.facts] == ["60 人", "4 人"]
    assert progress.bars[-1].target == 1 and progress.bars[-1].part == pytest.approx(4 / 60)


def test_the_charts_count_each_household_once_and_none_whose_exit_was_undone(here, people):
    undone = small.household(here.village, 6, exited_on=datetime.date(2015, 3, 3), persons=3)
    exit_ = undone.events.get(kind="exited")
    Revocation.objects.create(event=exit_, on=datetime.date(2015, 5, 1), reason="收入核错", by_name="马志明")
    twice = small.household(here.village, 7, exited_on=datetime.date(2015, 4, 4), persons=2)
    twice.events.create(kind="returned", on=datetime.date(2015, 6, 1))
    twice.events.create(kind="exited", on=datetime.date(2015, 11, 1))
    progress = bars(of_charts(people.village_worker, here.village.code).sheets, "图五　进度：减贫人口")
    assert (progress["4 月末"], progress["11 月末"]) == ("累计 0 人，当月 0", "累计 2 人，当月 2")
    assert progress["12 月末"] == "累计 6 人，当月 4"
    told = " ".join(sayings(of_household(people.village_worker, undone.pk).sheets))
    assert "2015-05-01 起已撤销" in told


# --- a year that is past ---------------------------------------------------------------------------------------------------


@pytest.fixture
def next_year(here):
    """2016 is opened: a household leaves, another comes to the register, the first gets more help and one booklet."""
    Period.objects.create(area=here.village.parent.parent, year=2016)
    home = small.household(here.village, 5, persons=3)
    home.events.create(kind="exited", on=datetime.date(2016, 6, 20), reason="两不愁三保障")
    small.household(here.village, 6, identified_on=datetime.date(2016, 3, 1))
    home.measures.create(kind="relocation", planned_on=datetime.date(2016, 2, 1), content="二期搬迁")
    home.measures.create(kind="loan", planned_on=datetime.date(2015, 9, 1), done_on=datetime.date(2016, 1, 9), amount_fen=1_00)
    return home


def test_the_sheets_of_a_past_year_stand_as_of_its_end(next_year, people, as_person):
    client = as_person(people.village_worker)
    client.get("/reconciliation/", {"period": "2015"})
    shown = words_of(page(client, "pages:booklet", next_year.pk))
    assert "明白册（2015年）" in shown and "数据截至2015-12-31" in shown
    assert "两不愁三保障" not in shown and "已脱贫" not in shown, "it left in the next year"
    assert "二期搬迁" not in shown and "共安排1项，已落实0项" in shown, "the help planned then was given in the next year"
    charts_of_2015 = words_of(page(client, "pages:village-charts", next_year.village.code))
    assert "五图（2015年）" in charts_of_2015 and "数据截至2015-12-31" in charts_of_2015
    assert "建档立卡户2户7人" in charts_of_2015 and "尚未脱贫1户3人" in charts_of_2015
    client.get("/reconciliation/", {"period": "2016"})
    assert "2016-06-20" in words_of(page(client, "pages:booklet", next_year.pk))


def test_a_booklet_of_a_past_year_is_handed_out_to_those_of_its_register(next_year, people, as_person):
    client = as_person(people.village_worker)
    client.get("/reconciliation/", {"period": "2015"})
    assert '<option value="2015" selected' in page(client, "pages:booklet", next_year.pk)
    assert "已登记 1 户" in issue(client, "pages:issue-booklets", next_year.village.code, on="2016-01-11")
    shown = page(client, "pages:booklet", next_year.pk)
    assert "已于 2016-01-11 发放" in shown and shown.count("2016-01-11") == 1, "said of the booklet, not in it"


# --- handing out ---------------------------------------------------------------------------------------------------------


def issue(client, name, key, year=2015, on="2015-10-01"):
    return client.post(reverse(name, args=[key]), {"year": year, "issued_on": on}, follow=True).content.decode()


def test_handing_out_a_booklet_is_put_on_record_once(small_county, people, as_person):
    home, client = small.household(small_county.gaolinwan, 1), as_person(people.village_worker)
    assert "登记已发放" in page(client, "pages:booklet", home.pk)
    assert "已登记 1 户" in issue(client, "pages:issue-booklet", home.pk)
    paper = Paper.objects.get(household=home)
    assert (paper.kind, paper.year, paper.issued_on) == ("booklet", 2015, datetime.date(2015, 10, 1))
    assert Entry.objects.of(paper).get().actor_name == people.village_worker.name
    assert "没有新登记" in issue(client, "pages:issue-booklet", home.pk, on="2015-11-01")
    assert Paper.objects.get(household=home).issued_on == datetime.date(2015, 10, 1)
    shown = page(client, "pages:booklet", home.pk)
    assert "已于 2015-10-01 发放" in shown and "登记已发放" not in shown


def test_a_whole_village_is_put_on_record_at_once_and_keeps_what_it_had(here, people, as_person):
    for number in (5, 6):
        small.household(here.village, number)
    client = as_person(people.village_worker)
    assert "3 户中还有 2 户没有发放记录" in page(client, "pages:booklets", here.village.code)
    assert "已登记 2 户" in issue(client, "pages:issue-booklets", here.village.code)
    assert (
        sorted(Paper.objects.values_list("issued_on", flat=True))
        == [datetime.date(2015, 2, 2)] + [datetime.date(2015, 10, 1)] * 2
    )
    assert Entry.objects.filter(model="households.paper").count() == 2
    assert "登记全村已发放" not in page(client, "pages:booklets", here.village.code)


def test_a_closed_year_refuses_in_a_sentence(small_county, people, as_person):
    home = small.household(small_county.gaolinwan, 1)
    set_state(small_county.period, state="closed", by="县扶贫办", reason="年度考核结束")
    assert "2015 年度已关闭" in issue(as_person(people.village_worker), "pages:issue-booklet", home.pk)
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("year", "on", "said"),
    [
        (2015, "2999-01-01", "请核对日期或年度"),
        (2015, "2014-12-01", "请核对日期或年度"),
        (2015, "昨天", "“发放日期”写的是“昨天”：日历上没有这一天"),
        (2015, "", "“发放日期”没有填"),
        (2031, "2015-10-01", "2031"),
    ],
)
def test_a_day_or_year_that_cannot_be_is_refused(small_county, people, as_person, year, on, said):
    home = small.household(small_county.gaolinwan, 1)
    assert said in issue(as_person(people.village_worker), "pages:issue-booklet", home.pk, year, on)
    assert not Paper.objects.exists()


def test_who_only_reads_sees_no_form(here, people, as_person):
    small.household(here.village, 5)
    shown = page(as_person(people.inspector), "pages:booklets", here.village.code)
    assert "还有 1 户没有发放记录" in shown and "登记全村已发放" not in shown
    answer = as_person(people.inspector).post(reverse("pages:issue-booklets", args=[here.village.code]))
    assert answer.status_code == 403


def test_the_card_and_the_village_lead_to_the_booklets(here, people, as_person):
    client = as_person(people.village_worker)
    assert reverse("pages:booklet", args=[here.household.pk]) in page(client, "households:detail", here.household.pk)
    village = page(client, "pages:area", here.village.code)
    assert reverse("pages:booklets", args=[here.village.code]) in village
    assert reverse("pages:village-charts", args=[here.village.code]) in village


def test_the_village_prints_the_same_sheets_as_the_household(here, people):
    own = of_household(people.village_worker, here.household.pk).sheets
    whole = of_village(people.village_worker, here.village.code).sheets
    assert sayings(own[0].blocks) == sayings(whole[2].blocks) and sayings(own[1].blocks) == sayings(whole[3].blocks)
