"""A member of the village on his phone with a workbook: sent, looked at, taken in, put back; the page keeps up by itself."""

import pytest
from django.conf import settings

from households.models import Household
from kangle.exchange.intake import actions
from kangle.exchange.models import Import
from kangle.jobs.work import work_off
from tests import browser
from tests.households.workbook.books import Typed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("screen", [browser.DESK, browser.PHONE], ids=["desk", "phone"])
def test_a_workbook_goes_in_and_out(screen, live, lively, people, tmp_path):
    home = Household.objects.within(lively.gaolinwan).order_by("number").first()
    before = home.address
    book = Typed(lively.gaolinwan)
    book.sheets["户"][0]["家庭住址"], book.sheets["成员"][1]["民族"] = "三社 9 号", "火星"
    file = tmp_path / "高林湾村.xlsx"
    file.write_bytes(book.xlsx())
    live.resize(screen)
    page = live.sign_in(people.village_worker, to="/tasks/")
    page.get_by_role("link", name="表格导入").first.click()
    page.wait_for_load_state()  # whoever chooses a file has the whole page before him
    chosen = page.locator("#file")
    assert chosen.get_attribute("data-largest") == str(settings.IMPORT_LARGEST_BYTES)
    chosen.evaluate("it => { it.dataset.right = it.dataset.largest; it.dataset.largest = 10; }")
    chosen.set_input_files(file)
    page.get_by_text("文件超过").wait_for()  # before it has travelled
    page.locator("form[data-once] button").click()
    assert page.get_by_text("文件超过").is_visible() and not Import.objects.exists()
    chosen.evaluate("it => { it.dataset.largest = it.dataset.right; }")
    chosen.set_input_files(file)
    # Pressed twice, it is sent once, and says that it is going.
    button = page.locator("form[data-once] button")
    assert "正在上传" in button.evaluate("it => { it.click(); it.click(); return it.textContent; }")
    page.wait_for_selector("#import-progress")
    assert Import.objects.count() == 1
    work_off(actions.KIND)
    page.wait_for_selector("text=确认之后会怎样")  # by itself, once a worker has read it
    assert "火星" in page.inner_text("main") and live.width_hanging_out() == 0
    page.get_by_role("button", name="导入 1 行").click()
    page.wait_for_selector("#import-progress")
    work_off(actions.KIND)
    page.wait_for_selector("h2:has-text('已导入')")
    home.refresh_from_db()
    assert home.address == "三社 9 号"
    with page.expect_download() as download:
        page.get_by_role("link", name="下载退回的 1 行").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    page.click("summary:has-text('撤销这次导入')")
    page.fill("#id_reason", "传错了文件")
    assert live.serious_faults() == []
    page.get_by_role("button", name="撤销", exact=True).click()
    page.wait_for_selector("#import-progress")
    work_off(actions.KIND)
    page.wait_for_selector("h2:has-text('已撤销')")
    home.refresh_from_db()
    assert home.address == before
