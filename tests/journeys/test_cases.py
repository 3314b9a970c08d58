"""A case from the household's card to the county's decision, on the phone and at the desk, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from kangle.accounts.roles import Role
from tests import browser
from tests import county as small
from tests.procedures.walking import ago, method, ready, walk, with_department

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(small_county, people):
    method("removal")  # earlier tests may have emptied the tables
    return with_department(people, small_county)


def ensure_sound(live):
    """The page as it stands: nothing hangs out, nothing serious for axe."""
    assert [(rule["id"], rule["nodes"][0]["html"][:160]) for rule in live.serious_faults()] == []
    assert live.width_hanging_out() == 0


def test_a_village_worker_opens_answers_hangs_and_submits_on_the_phone(live, cast, small_county):
    home = small.household(small_county.gaolinwan, 1)
    live.resize(browser.PHONE)
    page = live.sign_in(cast.village_worker, to=f"/households/{home.pk}/")
    page.get_by_role("link", name="申请清退").click()
    ensure_sound(live)
    page.fill("[name=reason]", "有小轿车")
    page.get_by_role("button", name="立件").click()
    expect(page).to_have_url(re.compile(r"/cases/\d+/"))
    expect(page.locator("h1")).to_contain_text("清退")
    ensure_sound(live)
    expect(page.locator(".obstacles")).to_contain_text("还没有在本级公示")

    page.locator("summary", has_text="张贴公示").click()
    page.fill("[name=starts_on]", f"{ago(8)}")
    page.fill("[name=late_reason]", "网络不通")
    page.get_by_role("button", name="张贴", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("已张贴公示")
    for row in page.locator("#answers input[type=radio][value=yes]").all():
        row.check()
    page.get_by_role("button", name="保存逐项核对").click()
    expect(page.locator(".obstacles")).to_have_count(0)
    # The notice is said to have hung before there was a case: whoever brings it forward says how that was verified.
    expect(page.locator(".caution")).to_contain_text("网络不通")
    sending = page.locator("form", has=page.get_by_role("button", name="提交"))
    sending.locator("[name=reason]").fill("有张贴时的照片")
    sending.get_by_role("button", name="提交").click()
    expect(page.locator("h1 .badge")).to_have_text("待乡镇审核")
    ensure_sound(live)


def test_a_refused_notice_and_its_reason_are_in_view_and_so_is_what_is_said_of_one_hung(live, cast, small_county):
    case = ready(small.household(small_county.gaolinwan, 1), "removal", cast)
    case.notices.all().delete()
    live.resize(browser.PHONE)
    live.forgive("422")
    page = live.sign_in(cast.village_worker, to=f"/cases/{case.pk}/")
    page.locator("summary", has_text="张贴公示").click()
    page.fill("[name=starts_on]", f"{ago(8)}")
    page.get_by_role("button", name="张贴", exact=True).click()
    expect(page.locator(".errorlist", has_text="请在“补登原因”里写明")).to_be_in_viewport()
    expect(page.locator("[name=late_reason]")).to_be_focused()
    assert page.input_value("[name=starts_on]") == f"{ago(8)}"
    page.fill("[name=late_reason]", "网络不通")
    page.get_by_role("button", name="张贴", exact=True).click()
    expect(page.locator(".messages", has_text="已张贴公示")).to_be_in_viewport()
    assert not page.is_visible("text=已恢复上次没有保存的内容")


@pytest.mark.parametrize("screen", [browser.DESK, browser.PHONE], ids=["desk", "phone"])
def test_a_township_passes_two_of_three_from_its_queue(screen, live, cast, small_county):
    homes = [small.household(small_county.gaolinwan, number, persons=1) for number in (1, 2, 3)]
    for home in homes:
        walk(ready(home, "removal", cast), cast, "township")
    live.resize(screen)
    page = live.sign_in(cast.township_officer, to="/cases/queue/")
    ensure_sound(live)
    for box in page.locator("input[name=case]").all()[:2]:
        box.check()
    page.get_by_role("button", name=re.compile("通过选中的")).click()
    expect(page.locator(".messages")).to_contain_text("已对 2 件办理“通过”")
    expect(page.locator("#list tbody tr")).to_have_count(1)


def test_a_refused_return_puts_the_cursor_into_the_reason_and_restores_nothing(live, cast, small_county):
    walk(ready(small.household(small_county.gaolinwan, 1), "removal", cast), cast, "county")
    page = live.sign_in(cast.county_officer, to="/cases/queue/")
    page.locator("form#batch[data-ready]").wait_for()
    page.locator("input[name=case]").check()
    page.get_by_role("button", name="退回选中的").click()
    expect(page.locator("#batch-lacks")).to_be_visible()
    expect(page.locator("#batch-reason")).to_be_focused()
    expect(page.locator("input[name=case]")).to_be_checked()
    expect(page.locator(".offer")).to_have_count(0)
    ensure_sound(live)
    page.locator("form#batch[data-ready]").wait_for()
    page.keyboard.type("缺签字")
    page.get_by_role("button", name="退回选中的").click()
    expect(page.locator(".messages")).to_contain_text("已对 1 件办理“退回”")
    page.reload()
    expect(page.locator(".offer")).to_have_count(0)


def test_the_queue_works_without_scripts(live, chromium, cast, small_county):
    walk(ready(small.household(small_county.gaolinwan, 1), "removal", cast), cast, "township")
    live.sign_in(cast.township_officer, to="/cases/queue/")
    context = chromium.new_context(base_url=live.url, java_script_enabled=False, storage_state=live.context.storage_state())
    page = context.new_page()
    page.goto(f"{live.url}/cases/queue/")
    page.locator("input[name=case]").check()
    page.fill("#batch-reason", "缺签字")
    page.get_by_role("button", name="退回选中的").click()
    assert "已对 1 件办理“退回”" in page.locator(".messages").inner_text()
    context.close()


def test_the_county_reads_decides_and_takes_back_and_prints_the_notice(live, cast, small_county):
    home = small.household(small_county.gaolinwan, 1)
    case = walk(ready(home, "removal", cast), cast, "county")
    page = live.sign_in(small.person("du.juan", "杜娟", Role.POVERTY_OFFICE, small_county.county), to=f"/cases/{case.pk}/")
    ensure_sound(live)
    page.get_by_role("button", name="审定").click()
    expect(page.locator("h1 .badge")).to_have_text("已审定")
    page.locator("form:has([name=act][value=revoked]) [name=reason]").fill("核查有误")
    page.locator("form:has([name=act][value=revoked]) [name=on]").fill("2015-12-31")
    page.get_by_role("button", name="撤销决定").click()
    expect(page.locator("h1 .badge")).to_have_text("决定已撤销")
    page.locator("section", has_text="公示和异议").get_by_role("link").first.click()
    ensure_sound(live)
    page.emulate_media(media="print")
    live.resize({"width": 720, "height": 1000})
    assert live.width_hanging_out() == 0
    assert not page.is_visible("h1") and page.is_visible(".proclaimed h2")
