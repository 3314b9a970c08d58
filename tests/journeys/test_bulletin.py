"""A bulletin from the round's page to the paper: an inspector drafts, a number is typed over, a leader signs, both files open."""

import re

import pytest
from playwright.sync_api import expect

from kangle.supervision.models import Round
from tests import browser
from tests.bulletins.conftest import hands, inspected  # noqa: F401 - fixtures
from tests.journeys.test_every_page import unsound
from tests.papers import by_libreoffice, pages, run

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def downloaded(page, link, path):
    with page.expect_download() as waited:
        page.get_by_role("link", name=link).click()
    waited.value.save_as(path)
    return path


def test_a_bulletin_is_drafted_marked_signed_and_opened(live, inspected, hands, tmp_path):  # noqa: F811
    second = Round.objects.get(number=2)
    page = live.sign_in(hands.inspector, to=f"/supervision/rounds/{second.pk}/")
    page.get_by_role("link", name="起草通报").click()
    page.fill("[name=as_of]", "2015-07-31")
    page.get_by_role("button", name="起草").click()
    expect(page).to_have_url(re.compile(r"/bulletins/\d+/edit/"))
    expect(page.locator("#numbers")).to_contain_text("生成的数字都与数据一致")
    page.get_by_role("button", name="保存文件头").click()
    page.locator("#block-best").get_by_role("link", name="修改").click()
    text = page.input_value("[name=text]")
    page.fill("[name=text]", text.replace("98.50", "99.50"))
    assert list(unsound(live)) == []
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#numbers")).to_contain_text("原为 98.50，现为 99.50")
    live.resize(browser.PHONE)
    assert list(unsound(live)) == []
    live.resize(browser.DESK)
    page.get_by_role("button", name="送签").click()
    expect(page.locator("h1 .badge")).to_have_text("待签发")
    address = page.url
    page.context.clear_cookies()
    page = live.sign_in(hands.leader, to=address.removeprefix(live.url))
    page.get_by_role("link", name="核对、签发").click()
    expect(page.locator("#numbers")).to_contain_text("原为 98.50，现为 99.50")
    page.fill("[name=on]", "2015-08-03")
    page.check("[name=confirmed]")
    page.fill("#id_reason", "复核时更正")
    assert list(unsound(live)) == []
    page.get_by_role("button", name="签发", exact=True).click()
    expect(page.locator("h1 .badge")).to_have_text("已印发")
    pdf = downloaded(page, "下载 PDF", tmp_path / "paper.pdf")
    opened = by_libreoffice(downloaded(page, "下载 DOCX", tmp_path / "office.docx"))
    for path in (pdf, opened):
        told = pages(path)
        assert 9 <= len(told) <= 16
        assert "康扶办发〔2015〕1号" in told[0].replace(" ", "")
        whole = "".join("".join(told).split())
        assert "99.50" in whole and "复核时更正" in whole
        assert not {"□", "〓", "\ufffd"} & set(whole)
        assert "Pages:" in run("pdfinfo", path)
