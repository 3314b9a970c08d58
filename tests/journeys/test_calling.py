"""A leader of the county rings somebody up: one press beside a name, on the phone and at the desk, in a list and on a page."""

import datetime

import pytest
from playwright.sync_api import expect

from kangle.accounts.roles import Role
from kangle.audit.models import Entry
from kangle.supervision.models import Finding
from tests import browser
from tests import county as small
from villages.models import Cadre, Post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = datetime.date(2015, 3, 1)


@pytest.fixture
def responsible(small_county):
    """The first secretary of 高林湾村, who must put a finding right."""
    held = Cadre.objects.create(area=small_county.gaolinwan, name="线永林", sex="male", unit="县扶贫办", phone="199 1234 5678")
    Post.objects.create(cadre=held, area=small_county.gaolinwan, kind="first-secretary", since=DAY)
    Finding.objects.create(
        area=small_county.gaolinwan, item="funds", content="拨付偏慢", found_on=DAY, due_on=DAY, responsible=held
    )
    return held


@pytest.fixture
def official(live, small_county):
    who = small.person("zhang.xianzhang", "张县长", Role.OFFICIAL, small_county.county)
    return lambda to: live.sign_in(who, to=to)


@pytest.mark.parametrize("viewport", [browser.DESK, browser.PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", ["/supervision/findings/", "/areas/622922100200/", "/search/?q=xyl"])
def test_one_press_beside_a_name_shows_the_number_to_be_dialled(path, viewport, live, responsible, official):
    live.resize(viewport)
    page = official(path)
    button = page.get_by_role("button", name="电话 线永林").first
    if viewport is browser.PHONE:
        assert button.bounding_box()["height"] >= 44
    button.click()
    number = page.locator("a.tel").first  # a village page names him twice: the number stands at both
    expect(number).to_have_text("199 1234 5678")
    expect(number).to_have_attribute("href", "tel:19912345678")
    expect(number).to_be_focused()
    assert live.width_hanging_out() == 0
    assert Entry.objects.get(act=Entry.Act.LOOK).object_id == str(responsible.pk)


def test_after_a_list_was_narrowed_in_place_the_presses_are_there_again(live, responsible, official):
    page = official("/supervision/findings/")
    asked = []
    page.fill(".toolbar [name=q]", "拨付")
    expect(page.locator(".narrowed")).to_be_visible()
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="电话 线永林").click()
    expect(page.locator("a.tel")).to_have_text("199 1234 5678")
    # To leave the box of the search is no new search: the list that came of it took the number away.
    assert [url for url in asked if "/findings/" in url] == []


def test_without_a_signal_the_press_says_so_and_can_be_pressed_again(live, responsible, official):
    page = official("/supervision/findings/")
    live.forgive("Failed to load resource")
    live.context.set_offline(True)
    button = page.get_by_role("button", name="电话 线永林")
    button.click()
    expect(page.locator(".call-failed")).to_contain_text("没有取到电话")
    live.context.set_offline(False)
    button.click()
    expect(page.locator("a.tel")).to_have_text("199 1234 5678")
    expect(page.locator(".call-failed")).to_have_count(0)
    assert Entry.objects.filter(act=Entry.Act.LOOK).count() == 1


def test_who_may_not_call_sees_names_alone(live, responsible, small_county):
    page = live.sign_in(small.person("shi.jianguo", "石建国", Role.INSPECTOR, small_county.county), to="/supervision/findings/")
    expect(page.locator("main")).to_contain_text("线永林")
    assert page.get_by_role("button", name="电话").count() == 0
