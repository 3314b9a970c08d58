"""A table with more columns than fit is set closer until it stays inside its frame; the cells of one row stand in one line."""

import pytest

from tests import browser
from tests import county as small
from tests.facts import facts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_widest_lists_need_no_scrolling_at_a_desk(chromium, live_server, small_county, people):
    made = facts(small_county.gaolinwan)
    made.project.name = "高林湾村和丰台村农村饮水安全巩固提升工程（二期）"
    made.project.save()
    small.household(small_county.gaolinwan, 9)
    with browser.visiting(chromium, live_server.url) as visitor:
        visitor.resize(browser.DESK)
        visitor.sign_in(people.county_officer)
        for path in ("/projects/", "/villages/", "/households/members/"):
            visitor.goto(path)
            assert visitor.tables_out_of_frame() == []
            assert visitor.width_hanging_out() == 0
        visitor.goto("/projects/")
        cells = visitor.page.eval_on_selector_all("tbody tr:first-child > *", "found => found.map(cell => cell.offsetHeight)")
        assert len(set(cells)) == 1
