"""A page read while the engine publishes shows one whole snapshot: the old one, because it began before."""

import datetime
import re
import threading

import pytest
from django.db import connection

from kangle.accounts.roles import Role
from kangle.scorecard.actions import recompute
from tests import county as small

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
YEAR_END = datetime.date(2015, 12, 31)
PAGES = [
    "/",
    "/plan/",
    "/areas/622922/",
    "/areas/622922100200/",
    "/scorecard/items/targeting/",
    "/scorecard/indicators/targeting.persons/",
    "/scorecard/indicators/targeting.persons/numerator/",
]


class PublishBetween:
    """Publishes anew, on another connection, just before the first query that reads figures or marks."""

    def __init__(self, county):
        self.county, self.published = county, 0

    def __call__(self, execute, sql, parameters, many, context):
        if not self.published and ('FROM "scorecard_score"' in sql or 'FROM "scorecard_value"' in sql):
            self.published = 1
            other = threading.Thread(target=self.publish)
            other.start()
            other.join()
        return execute(sql, parameters, many, context)

    def publish(self):
        recompute(self.county, year=2015, as_of=YEAR_END)
        connection.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_publication_in_the_middle_of_a_page_does_not_show(client, path):
    county = small.small_county()
    for number in range(1, 4):
        small.household(county.gaolinwan, number)
    recompute(county.county, year=2015, as_of=YEAR_END)
    official = small.person("li.guoqing", "李国庆", Role.OFFICIAL, county.county)
    client.force_login(official, backend="kangle.accounts.backends.PostBackend")
    client.get("/accounts/password/")
    between = PublishBetween(county.county)
    with connection.execute_wrapper(between):
        answer = client.get(path)
    assert between.published
    assert answer.status_code == 200
    assert re.search("2015(-12-31|年12月31日)", answer.content.decode())
    assert "还没有发布" not in answer.content.decode()
