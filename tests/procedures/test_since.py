"""What a case says of the changes made to its household's record since it was opened."""

import pytest
from django.urls import reverse

from households.case_actions import open_household_case
from kangle.audit import actions as audit
from kangle.audit.models import Entry
from kangle.procedures.since import altered_since
from kangle.programme import opening
from tests.procedures.walking import ASKED, method, opened

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


def test_what_was_changed_before_the_case_on_its_own_day_is_no_change_since(home, people, as_person):
    audit.record(by=people.village_worker, act=Entry.Act.CHANGE, on=home, before={"bank": ""}, after={"bank": "农业银行"})
    case = open_household_case(home, method=method("removal"), reason="不符合条件", effective_on=ASKED, by=people.village_worker)
    audit.record(by=people.village_worker, act=Entry.Act.CHANGE, on=home, before={"bank": "农业银行"}, after={"bank": "信用社"})
    told = [each.changes for each in altered_since(case, Entry.objects.of(home))]
    assert told == ["开户银行：农业银行 → 信用社"]
