"""The ranking's page where there is nothing to rank."""

import pytest
from django.urls import reverse

from kangle.scorecard.actions import recompute
from tests import county as small
from tests.rankings.test_pages import RANKING, text_of

pytestmark = pytest.mark.django_db


def test_without_a_snapshot_the_page_says_what_to_do(small_county, people, as_person):
    assert "还没有可以排名的数据" in text_of(as_person(people.inspector).get(RANKING))


def test_where_nobody_has_a_place_nothing_is_offered_to_be_published(small_county, people, as_person):
    recompute(small_county.county, year=small.YEAR, as_of=small_county.period.ends_on)
    client = as_person(people.inspector)
    page, published = client.get(RANKING), client.get(reverse("rankings:publish"))
    assert page.context["shown"].of == 0
    assert f'href="{reverse("rankings:publish")}' not in text_of(page)
    for answer in (page, published):
        assert "没有一个单位有名次，没有可以发布的排名" in text_of(answer)
    assert published.status_code == 404
