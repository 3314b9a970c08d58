"""The front page one can act on, in real Chromium: a finding is given and answered; a past year is read; one sheet of paper."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from kangle.accounts.roles import Role
from kangle.programme.models import Period
from kangle.scorecard.actions import recompute
from kangle.supervision.models import Finding
from tests import browser
from tests import county as small
from tests.journeys.test_cases import ensure_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def leader(small_county):
    return small.person("leader", "马县长", Role.OFFICIAL, small_county.county)


@pytest.fixture
def finding(small_county):
    return Finding.objects.create(
        area=small_county.gaolinwan, item="funds", content="到户资金拨付偏慢", found_on=datetime.date(2015, 3, 1),
        due_on=datetime.date(2015, 4, 1),
    )  # fmt: skip


def test_a_leader_gives_a_finding_to_a_person_who_answers_and_the_leader_sees_it(live, scored, people, leader, finding):
    page = live.sign_in(leader)
    page.get_by_role("link", name="逾期未整改问题 1 个").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("row", name="到户资金拨付偏慢").get_by_role("link", name="交办").click()
    ensure_sound(live)
    page.get_by_label("交给谁").select_option(label="杨文斌 · 驻村工作队 · 高林湾村")
    page.get_by_label("要求").fill("查清原因，本周拨付到户")
    page.get_by_role("button", name="交办").click()
    expect(page.locator(".messages")).to_contain_text("已交给杨文斌")
    expect(page).to_have_url(re.compile(r"/supervision/findings/\?state=overdue"))

    with browser.visiting(live.context.browser, live.url, browser.PHONE) as worker:
        there = worker.sign_in(people.village_worker)
        there.get_by_role("link", name=re.compile("马县长交办：查清原因")).click()
        ensure_sound(worker)
        there.get_by_label("办了什么").fill("12 户已全部拨付")
        there.get_by_role("button", name="答复：已办").click()
        expect(there.locator("h1 .badge")).to_have_text("已办，待认可")
        worker.ensure_clean()

    page.goto("/")
    page.get_by_role("link", name="交办已答复待认可 1 件").click()
    expect(page.locator("tbody")).to_contain_text("12 户已全部拨付")
    page.get_by_role("link", name="到户资金拨付偏慢").click()
    ensure_sound(live)
    page.get_by_role("button", name="认可，办结").click()
    expect(page.locator("h1 .badge")).to_have_text("已办结")


def test_2015_is_read_through_ten_clicks_after_2016_was_opened(live, scored, leader):
    home = small.household(scored.banpo, 9, exited_on=datetime.date(2016, 1, 20))
    Period.objects.create(area=scored.county, year=2016)
    recompute(scored.county, year=2016, as_of=datetime.date(2016, 1, 31))
    page = live.sign_in(leader)
    year = page.locator(".topbar .period")
    main = page.locator("main")

    def read(click):
        click()
        expect(year).to_contain_text("2015")
        if page.locator("p.note", has_text="截至").count():
            expect(page.locator("p.note", has_text="截至").first).to_contain_text("2015年12月31日")

    expect(year).to_contain_text("2016")
    read(lambda: page.get_by_label("其他年度").get_by_role("link", name="2015").click())
    read(lambda: main.get_by_role("link", name=re.compile("^扶贫对象")).first.click())  # an item
    read(lambda: main.get_by_role("row").nth(1).get_by_role("link").first.click())  # an indicator
    read(lambda: main.get_by_role("link", name=re.compile("计入数")).first.click())  # its rows
    read(lambda: page.go_back())
    read(lambda: page.get_by_role("navigation", name="主菜单").get_by_role("link", name="总览").click())
    read(lambda: main.locator(".heat tbody th a").first.click())  # a township
    read(lambda: page.get_by_role("navigation", name="主菜单").get_by_role("link", name="农户").click())  # a list, as of now
    read(lambda: main.locator("tbody th a").first.click())  # a card
    read(lambda: page.locator(".trail a").last.click())  # the village of the card, its score of 2015
    read(lambda: page.go_back())
    read(lambda: page.get_by_role("navigation", name="主菜单").get_by_role("link", name="总览").click())
    page.get_by_role("link", name="回到 2016 年度").click()
    expect(year).to_contain_text("2016")
    assert home.pk


def test_the_overview_prints_on_one_sheet_with_its_charts(live, scored, leader, finding):
    page = live.sign_in(leader)
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    page.emulate_media(media="print")
    assert page.locator("svg.paper").is_visible() and page.locator("table.paper").is_visible()
    # A4 upright less its edges is 192 mm wide: nothing of the heat table hangs out of it.
    page.set_viewport_size({"width": round(192 / 25.4 * 96), "height": 1000})
    assert page.evaluate("document.querySelector('.heat').getBoundingClientRect().right <= innerWidth + 1")
    assert live.width_hanging_out() == 0
