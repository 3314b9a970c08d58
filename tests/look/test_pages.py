"""The frame and its components in real Chromium: nothing hangs out, nothing serious for axe, the policy holds, htmx works."""

import pytest
from playwright.sync_api import expect

from tests import browser
from tests.county import household

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK_AND_PHONE = pytest.mark.parametrize("viewport", [browser.DESK, browser.PHONE], ids=["desk", "phone"])
PAGES = pytest.mark.parametrize("path", ["components", "households"])


@pytest.fixture
def officer(lists, live, people, small_county):
    """A signed-in visitor over a county with thirty households."""
    for number in range(30):
        household(small_county.gaolinwan, number, persons=1)
    live.sign_in(people.county_officer)
    return live


@PAGES
@DESK_AND_PHONE
def test_nothing_hangs_out_sideways(officer, path, viewport):
    officer.resize(viewport)
    officer.goto(f"/look/{path}/")
    assert officer.width_hanging_out() == 0


@PAGES
@DESK_AND_PHONE
def test_axe_finds_nothing_serious(officer, path, viewport):
    officer.resize(viewport)
    officer.goto(f"/look/{path}/")
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in officer.serious_faults()] == []


def test_charts_are_drawn_when_they_come_near_without_leaving_the_machine(officer):
    officer.goto("/look/components/")
    for chart in officer.page.query_selector_all("figure[data-chart]"):
        chart.scroll_into_view_if_needed()
    officer.page.wait_for_selector("figure[data-drawn] .main-svg .scatterlayer .trace", state="attached")
    officer.page.wait_for_selector("figure[data-drawn] .sankey-link", state="attached")
    assert officer.page.query_selector(".fallback[open]") is None
    assert officer.page.query_selector(".modebar") is None
    assert officer.page.query_selector(".plotly-cloud-dialog") is None


def test_a_page_without_a_chart_does_not_fetch_plotly(officer):
    fetched = []
    officer.page.on("request", lambda request: fetched.append(request.url))
    officer.goto("/look/households/")
    officer.page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if "plotly" in url]


def test_typing_in_the_search_box_narrows_the_list_in_place(officer):
    officer.goto("/look/households/")
    officer.page.evaluate("window.stayed = true")
    officer.page.fill("[name=q]", "0007")
    expect(officer.page.locator("#list tbody tr")).to_have_count(1)
    assert officer.page.evaluate("window.stayed")
    assert "q=0007" in officer.page.url
    assert "kind=" not in officer.page.url


def test_sorting_keeps_the_condition_and_a_further_condition_keeps_the_sort(officer):
    officer.goto("/look/households/?q=00")
    officer.page.evaluate("window.stayed = true")
    officer.page.click("#sort-size")
    officer.page.wait_for_selector("th[aria-sort=ascending] #sort-size")
    assert officer.page.evaluate("document.activeElement.id") == "sort-size"
    officer.page.select_option("[name=martyr_family]", "no")
    officer.page.wait_for_url("**martyr_family=no**")
    assert officer.page.evaluate("window.stayed")
    assert {"q=00", "sort=size"} <= set(officer.page.url.split("?")[1].split("&"))


def test_back_shows_the_list_as_it_was(officer):
    officer.goto("/look/households/")
    officer.page.click("#sort-size")
    officer.page.wait_for_selector("th[aria-sort=ascending] #sort-size")
    officer.page.go_back()
    officer.page.wait_for_selector("th[aria-sort=ascending] #sort-head")
    assert officer.page.query_selector("header.topbar") is not None


def test_the_list_works_without_scripts(officer, chromium):
    state = officer.context.storage_state()
    context = chromium.new_context(base_url=officer.url, java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(f"{officer.url}/look/households/")
    page.fill("[name=q]", "0007")
    page.click("#conditions button")
    assert page.locator("#list tbody tr").count() == 1
    context.close()


def test_the_phone_menu_opens_and_closes(officer):
    officer.resize(browser.PHONE)
    officer.goto("/look/households/")
    assert not officer.page.is_visible("#menu")
    officer.page.click(".menu-open")
    assert officer.page.is_visible("#menu")
    officer.page.click(".menu-close")
    assert not officer.page.is_visible("#menu")


def test_what_is_touched_on_a_phone_is_large_enough(officer):
    officer.resize(browser.PHONE)
    officer.goto("/look/households/")
    small = officer.page.evaluate(
        """[...document.querySelectorAll(':is(main, header) :is(a, button, select, summary, input:not([type=checkbox]))')]
        .filter(touched => touched.offsetParent && !touched.closest('.unseen, .skip'))
        .map(touched => [touched.outerHTML.slice(0, 80), touched.getBoundingClientRect().height])
        .filter(([html, height]) => height < 36)"""
    )
    assert small == []


def test_escape_closes_a_pop_up_and_gives_the_focus_back(officer):
    officer.goto("/look/households/")
    officer.page.click(".person summary")
    assert officer.page.is_visible(".person form button")
    officer.page.keyboard.press("Escape")
    assert not officer.page.is_visible(".person form button")
    assert officer.page.evaluate("document.activeElement.closest('.person') !== null")


def test_the_breadcrumb_leads_to_a_village_and_its_siblings(officer):
    officer.goto("/look/households/")
    officer.page.click(".trail summary")
    officer.page.click(".trail .places a:has-text('附城镇')")
    officer.page.wait_for_url("**area=622922100**")
    officer.page.click(".trail li:last-child summary")
    officer.page.click(".trail .places a:has-text('高林湾村')")
    assert officer.page.inner_text(".trail [aria-current=location]") == "高林湾村"


def test_the_language_switch_comes_back_to_the_page(officer):
    officer.goto("/look/households/")
    officer.page.click(".languages button")
    assert officer.page.get_attribute("html", "lang") == "en"
    assert officer.page.url.endswith("/look/households/")


def test_a_list_fits_on_landscape_paper_without_the_frame(officer):
    officer.goto("/look/households/")
    officer.page.emulate_media(media="print")
    officer.resize({"width": 1030, "height": 700})  # A4 lying, less its margins, at 96 dots an inch
    assert officer.width_hanging_out() == 0
    assert [officer.page.is_visible(part) for part in (".topbar", ".menu", ".toolbar", ".exports")] == [False] * 4
    assert "打印于" in officer.page.inner_text(".print-head")
