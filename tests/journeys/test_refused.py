"""What is refused is answered by the site in its own words where it is wrong, with or without JavaScript; nothing is lost."""

import datetime

import pytest
from playwright.sync_api import expect

from households.models import Pairing, Paper, Visit
from tests import browser, county, photos
from tests import county as small
from villages.models import Cadre

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def home(small_county):
    home = small.household(small_county.gaolinwan, 1, persons=2, address="一社1号")
    cadre = Cadre.objects.create(area=small_county.gaolinwan, name="线平安", sex="male", unit="县农牧局")
    Pairing.objects.create(household=home, cadre=cadre, since=datetime.date(2015, 1, 8))
    return home


@pytest.fixture
def plain(chromium, live_server):
    """A page of a browser without JavaScript."""
    context = chromium.new_context(
        base_url=live_server.url, viewport=browser.PHONE, locale="zh-CN", timezone_id="Asia/Shanghai", java_script_enabled=False
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_without_javascript_a_refused_screen_keeps_the_words_and_asks_for_the_photos_again(plain, people, home, tmp_path):
    plain.goto("/accounts/login/")
    plain.fill("[name=username]", people.village_worker.username)
    plain.fill("[name=password]", county.PASSWORD)
    plain.click("form:has([name=password]) [type=submit]")
    photo = tmp_path / "正房.jpg"
    photo.write_bytes(photos.photo(400, 300))
    plain.goto(f"/households/{home.pk}/")
    plain.get_by_role("link", name="走访").first.click()
    plain.fill("[name=on]", "")
    plain.fill("[name=note]", "商量种当归")
    plain.set_input_files(".album input[multiple]", photo)
    plain.fill("#photos-caption", "东面的墙")
    plain.get_by_role("button", name="保存").first.click()
    said = plain.inner_text("main")
    assert "您填的内容都还在" in said and "没有填，或者填的那一天日历上没有" in said
    assert "刚才选的照片没有收下：请重新选一次" in said
    assert plain.input_value("[name=note]") == "商量种当归" and plain.input_value("#photos-caption") == "东面的墙"
    assert plain.locator("[autofocus]").get_attribute("name") == "on"
    assert not Visit.objects.exists()
    plain.fill("[name=on]", "2015-05-05")
    plain.set_input_files(".album input[multiple]", photo)
    plain.get_by_role("button", name="保存").first.click()
    assert Visit.objects.get().note == "商量种当归"


def test_half_a_day_is_told_before_the_browser_sends_it_as_a_blank(live, people, home):
    page = live.sign_in(people.village_worker, to=f"/households/{home.pk}/booklet/")
    day = page.locator("[name=issued_on]")
    day.fill("")
    day.focus()
    page.keyboard.type("02")
    page.get_by_role("button", name="登记已发放").click()
    page.get_by_text("这个日期没有填完，或者日历上没有这一天").wait_for()
    expect(day).to_be_focused()
    assert not Paper.objects.exists()
    day.fill("2015-06-30")
    page.get_by_role("button", name="登记已发放").click()
    page.get_by_text("2015年明白册已于 2015-06-30 发放").wait_for()


def test_a_blank_is_answered_by_the_site_and_not_by_a_bubble(live, people, home):
    live.forgive("422")
    page = live.sign_in(people.village_worker, to=f"/households/{home.pk}/booklet/")
    page.fill("[name=issued_on]", "")
    page.get_by_role("button", name="登记已发放").click()
    page.get_by_text("“发放日期”没有填").wait_for()
    expect(page.locator("[name=issued_on]")).to_be_focused()
    live.resize(browser.PHONE)
    assert live.width_hanging_out() == 0
