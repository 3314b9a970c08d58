"""A list narrows in place as its conditions are said: a choice and a day when they are made, a search while it is typed."""

import datetime

import pytest
from playwright.sync_api import expect

from kangle.accounts.roles import Role
from kangle.supervision.models import Finding
from tests import county as small

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = datetime.date(2015, 3, 1)


@pytest.fixture
def page(live, small_county):
    in_time = {"found_on": DAY + datetime.timedelta(days=30), "rectified_on": DAY + datetime.timedelta(days=40)}
    for place, content, days in (
        (small_county.gaolinwan, "拨付偏慢", {"found_on": DAY}),
        (small_county.fengtai, "账目不清", in_time),
    ):
        Finding.objects.create(area=place, item="funds", content=content, due_on=DAY + datetime.timedelta(days=60), **days)
    return live.sign_in(
        small.person("zhang.xianzhang", "张县长", Role.OFFICIAL, small_county.county), to="/supervision/findings/"
    )


@pytest.mark.parametrize(
    "say",
    [
        lambda page: page.select_option(".toolbar [name=state]", "overdue"),
        lambda page: page.fill(".toolbar [name=found_on_before]", "2015-03-15"),
        lambda page: page.locator(".toolbar [name=q]").press_sequentially("拨付"),
    ],
    ids=["a choice", "a day", "a search"],
)
def test_a_condition_narrows_at_once(say, page):
    say(page)
    expect(page.locator("#list tbody tr")).to_have_count(1)
    expect(page.locator("#list")).to_contain_text("拨付偏慢")
