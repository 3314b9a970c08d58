"""A household's card on a sheet, its visit on a phone, its workbook's rows on a phone: nothing crossed, apart or blank."""

import pytest

from households.models import Household
from kangle.exchange.intake import actions
from kangle.jobs.work import work_off
from tests import browser
from tests import county as small
from tests.households.workbook.books import Typed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHEET = {"width": 688, "height": 1000}  # what the margins leave of A4
WIDER = "found => found.filter(wrap => wrap.scrollWidth > wrap.clientWidth + 1).map(wrap => wrap.ariaLabel)"


@pytest.fixture
def home(small_county):
    return small.household(small_county.gaolinwan, 1, persons=3)


@pytest.fixture
def plain(chromium, live_server):
    """A page without scripts: they set a wide table closer on a screen, and are not asked when a page is laid out for paper."""
    context = chromium.new_context(base_url=live_server.url, viewport=SHEET, locale="zh-CN", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_the_family_prints_within_its_frame(plain, home, people):
    supports = ("medical_insurance", "critical_insurance", "pension", "dibao", "public_post")
    home.members.update(months_worked=8, work_place="province", **dict.fromkeys(supports, True))
    home.members.update(health="chronic", labour="weak", out_of_school_reason="家庭困难")
    plain.goto(f"/accounts/login/?next=/households/{home.pk}/")
    plain.fill("[name=username]", people.village_worker.username)
    plain.fill("[name=password]", small.PASSWORD)
    plain.click("form:has([name=password]) [type=submit]")
    plain.emulate_media(media="print")
    assert plain.locator(".table-wrap", has_text="证件号码").count() == 1
    assert plain.eval_on_selector_all("main .table-wrap", WIDER) == []


def test_the_button_for_the_place_stands_in_line_with_the_fields(live, home, people):
    live.resize(browser.PHONE)
    page = live.sign_in(people.village_worker, to=f"/households/{home.pk}/")
    page.get_by_role("link", name="走访").first.click()
    button = page.get_by_role("button", name="记下我在哪里")
    button.wait_for()
    assert button.bounding_box()["x"] == page.locator("#id_place").bounding_box()["x"]


def test_what_a_row_lacks_is_left_out_and_what_follows_the_buttons_keeps_off_them(live, home, people, tmp_path):
    home.members.filter(relation="01").update(ethnicity="03")
    book = Typed(home.village)
    book.sheets["成员"][0]["民族"] = "火星"
    file = tmp_path / "高林湾村.xlsx"
    file.write_bytes(book.xlsx())
    live.resize(browser.PHONE)
    page = live.sign_in(people.village_worker, to="/tasks/")
    page.get_by_role("link", name="表格导入").first.click()
    page.wait_for_load_state()
    page.set_input_files("#file", file)
    page.locator("form[data-once] button").click()
    page.wait_for_selector("#import-progress")
    work_off(actions.KIND)
    page.wait_for_selector("text=确认之后会怎样")
    row = page.locator("#list tbody tr", has_text="火星")
    assert row.locator("td[data-label='问题']").is_visible() and not row.locator("td[data-label='改什么']").is_visible()
    buttons, note = page.locator(".decide").bounding_box(), page.locator(".decide + .note").bounding_box()
    assert note["y"] - (buttons["y"] + buttons["height"]) >= 8
    assert Household.objects.count() == 1


def test_health_without_labour_ends_in_no_dot_and_schooling_that_nobody_said_is_none(home, people, as_person):
    home.members.update(labour="", schooling="", education="02")
    page = as_person(people.village_worker).get(f"/households/{home.pk}/").content.decode()
    assert "of-two" not in page and "在读" not in page and "小学" in page
