"""What a case says of the changes made to its household's record since it was opened."""

import pytest
from django.urls import reverse

from kangle.programme import opening
from tests.procedures.walking import opened

pytestmark = pytest.mark.django_db


def path(case):
    return reverse("procedures:case", args=[case.pk])


def test_a_carry_over_of_the_year_says_what_it_changed(home, people, small_county, as_person):
    home.planned_exit_year = 2015
    home.save()
    mine = opened(home, "removal", people.village_worker)
    found = opening.weighed(opening.opening_of(small_county.county))
    choices = {carrier.code: {line.code: line.options[0][0] for line in lines if line.options} for carrier, lines in found}
    opening.open_year(small_county.county, year=2016, choices=choices, by=people.county_officer, reason="开展下年工作")
    page = as_person(people.village_worker).get(path(mine)).content.decode()
    assert "2016 年度结转" in page and "计划脱贫年度：2015 → 2016" in page and "开展下年工作" in page
