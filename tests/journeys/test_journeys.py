"""What people come for, from sign-in to the end, in real Chromium."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from households.models import Member
from kangle.accounts.roles import Role
from kangle.jobs.work import do_next, work_off
from kangle.scorecard.nightly import KIND
from tests import browser
from tests import county as small

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
POOR = 30 * 2 - 2 * 10  # households of the lively county that have not exited


def downloaded(page, label):
    """(file name, content) of what a click on a link brings."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=label).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def total_of(page):
    """How many rows the list says it has."""
    return int(re.sub(r"\D", "", page.locator("#list .summary b").inner_text()))


def test_an_official_follows_the_worst_item_and_a_figure_down_to_its_rows_and_takes_them_along(live, scored):
    page = live.sign_in(small.person("li.guoqing", "李国庆", Role.OFFICIAL, scored.county))
    worst = page.locator(".lead a").first
    name = worst.inner_text()
    worst.click()
    expect(page.locator("h1")).to_have_text(name)

    page.locator("summary", has_text="换一个事项").click()
    page.locator(".pop-nav").get_by_role("link", name="扶贫对象").click()
    page.get_by_role("link", name="现有贫困户").click()
    expect(page.locator(".figures b").first).to_contain_text(str(POOR))
    page.locator("main a.button", has_text="计入数").click()
    assert total_of(page) == POOR

    name, content = downloaded(page, "导出 CSV")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert name.endswith(".csv") and len(lines) == POOR + 1
    name, content = downloaded(page, "导出 Excel")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert name.endswith(".xlsx")
    assert lines[0] in [[str(cell) for cell in row] for row in sheet]  # below the title and what the list is of


def test_the_switch_leads_to_english_and_back_on_the_same_page(live, scored):
    page = live.sign_in(small.person("li.guoqing", "李国庆", Role.OFFICIAL, scored.county), to="/scorecard/items/targeting/")
    chinese = page.locator("h1").inner_text()
    page.locator(".languages button").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/scorecard/items/targeting/")
    assert not re.search("[一-鿿]", page.locator(".menu a").first.inner_text())
    page.locator(".languages button").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    expect(page.locator("h1")).to_have_text(chinese)


def test_the_poverty_office_sees_a_recomputation_to_its_end(live, scored):
    page = live.sign_in(small.person("ma.zhiming", "马志明", Role.POVERTY_OFFICE, scored.county), to="/scorecard/runs/")
    page.get_by_role("button", name="立即重新计算").click()
    page.wait_for_url(re.compile(r"/scorecard/runs/\d+/$"))
    progress = page.locator("#run output")
    expect(progress).to_contain_text("0 / 11")  # ten month-ends nobody computed, and the last night
    page.evaluate("window.stayed = true")
    for done in (1, 2):
        assert do_next(KIND)
        expect(progress).to_contain_text(f"{done} / 11")
    work_off(KIND)
    expect(progress).to_contain_text("11 / 11")
    expect(progress).to_contain_text("完成")
    assert page.evaluate("window.stayed")  # the page asked by itself, nobody loaded it anew
    page.goto(live.url + "/scorecard/runs/")
    expect(page.locator("main table tbody tr").first).to_contain_text("马志明")


def test_an_inspector_narrows_sorts_pages_and_finds_the_list_again(live, scored):
    page = live.sign_in(small.person("shi.jianguo", "石建国", Role.INSPECTOR, scored.county), to="/households/")
    everything = total_of(page)
    page.goto(live.url + "/households/?area=622922100200&per_page=25")
    assert 0 < total_of(page) < everything
    page.locator("#sort-number").click()
    page.wait_for_url("**sort=**")
    page.locator(".pages a", has_text="2").first.click()
    expect(page.locator(".pages [aria-current=page]")).to_have_text("2")
    assert {"area=622922100200", "per_page=25"} <= set(page.url.split("?")[1].split("&"))
    rows = page.locator("#list tbody tr")
    there = rows.all_inner_texts()
    assert len(there) == total_of(page) - 25
    rows.first.locator("a").first.click()
    page.wait_for_url(re.compile(r"/households/\d+/$"))
    page.go_back()
    expect(page.locator(".pages [aria-current=page]")).to_have_text("2")
    assert rows.all_inner_texts() == there


def test_a_list_is_sorted_on_the_phone_where_it_has_no_head(live, scored):
    live.resize(browser.PHONE)
    page = live.sign_in(small.person("shi.jianguo", "石建国", Role.INSPECTOR, scored.county), to="/households/")
    expect(page.locator("#sort-number")).not_to_be_in_viewport()
    for mark, order in (("↑", "size"), ("↓", "-size")):
        page.locator(".sorts summary").click()
        page.locator(".sorts a", has_text="人口").click()
        page.wait_for_url(f"**sort={order}")
        expect(page.locator(".sorts [aria-current]")).to_have_text(f"人口 {mark}")
    assert live.width_hanging_out() == 0


def test_a_village_worker_finds_a_household_on_the_phone_and_reads_its_card(live, scored):
    Member.objects.filter(household__number="6229221002000107", relation="01").update(name="杨德旺")
    Member.objects.filter(household__number="6229221012000107", relation="01").update(name="杨德旺")
    live.resize(browser.PHONE)
    page = live.sign_in(small.person("yang.wenbin", "杨文斌", Role.TASK_FORCE, scored.gaolinwan))
    page.fill("#site-search", "杨德旺")
    page.keyboard.press("Enter")
    hits = page.locator(".hits a", has_text="杨德旺")
    expect(hits).to_have_count(1)  # the one of the other township is not for this worker
    hits.click()
    page.wait_for_url(re.compile(r"/households/\d+/$"))
    expect(page.locator("h1")).to_contain_text("杨德旺")
    expect(page.locator("main")).to_contain_text("6229221002000107")
    masked = page.locator("main").inner_text()
    assert "622999" not in masked or "*" in masked
    page.get_by_role("button", name="显示完整号码").click()
    expect(page.locator("main")).to_contain_text("已记入操作记录")
    assert live.width_hanging_out() == 0
