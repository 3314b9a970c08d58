"""The pages of a ranking on a phone, with names as long as a county gives them: they fit it, and can be touched."""

import pytest

from kangle.scorecard.actions import recompute
from tests import browser
from tests import county as small
from tests.facts import facts
from tests.rankings.publications import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "康乐县2015年村和社区建档立卡贫困村脱贫攻坚“六个到村到户”“六个精准”总评排名"
ALONE = "main :is(td, th, dd, h2) > a"
FINGER = 36


@pytest.mark.parametrize(
    "path", ["/rankings/unit/622922100200/", "/rankings/?level=village", "/scorecard/indicators/funds.spent/"]
)
def test_a_rankings_pages_fit_a_phone_and_a_finger(path, live, small_county, people):
    for village in (small_county.gaolinwan, small_county.fengtai):
        facts(village)
    snapshot = recompute(small_county.county, year=small.YEAR, as_of=small_county.period.ends_on)
    published(snapshot, by=people.county_officer, title=TITLE)
    live.resize(browser.PHONE)
    page = live.sign_in(people.county_officer, to=path)
    assert live.width_hanging_out() == 0
    assert live.tables_without_room() == []
    heights = page.locator(ALONE).evaluate_all("links => links.map(link => link.getBoundingClientRect().height)")
    assert heights and min(heights) >= FINGER
