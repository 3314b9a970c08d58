"""The demo county as the checks read it: like a real one, with something for every rule to find."""

import datetime

from households.checks.nightly import check_area
from households.checks.sheet import RULES
from households.models import Doubt
from kangle.areas.models import Area
from kangle.demo.faults import FAULTS
from kangle.scorecard.models import Value

# What the database itself refuses, or what needs another county.
NEVER_STORED = {"member.months-range", "member.duplicate-prefecture", "member.duplicate-province"}
# A planted fault and the rule that must find exactly these.
PLANTED = {
    "check-digit": "member.identity-checksum",
    "birth-date": "member.identity-birth-date",
    "sex": "member.identity-sex",
    "length": "member.identity-length",
    "no-phone": "household.blank",
    "place-without-months": "member.place-without-months",
    "healthy-unable": "member.healthy-unable",
    "no-expenses": "year-record.business-without-expenses",
    "high-income": "year-record.income-too-high",
    "helper": "household.helper-listed-poor",
    "exit-food": "household.exit-food",
    "split-listed": "household.split-listed",
    "head-child": "household.head-child",
    "people-moved": "year-record.people-moved",
    "young-party": "member.political-age",
    "recorded-early": "year-record.nobody-shared",
    "born-late": "member.joined-by-birth",
    "unfinished": "year-record.unfinished",
}


def found(rule):
    return Doubt.objects.standing().filter(rule=rule).count()


def test_every_rule_has_something_to_find_and_none_floods_the_list(demo):
    counts = {rule.code: found(rule.code) for rule in RULES}
    assert {code for code, count in counts.items() if not count} == NEVER_STORED
    assert max(counts.values()) < 400
    assert 800 < sum(counts.values()) < 1500


def test_what_was_planted_is_found_and_no_more(demo):
    assert {kind: found(rule) for kind, rule in PLANTED.items()} == {kind: FAULTS[kind] for kind in PLANTED}


def test_doubts_were_found_through_the_year_and_some_are_explained(demo):
    first, last = Doubt.objects.earliest("found_on").found_on, Doubt.objects.latest("found_on").found_on
    assert datetime.date(2015, 1, 1) <= first < datetime.date(2015, 3, 1)
    assert datetime.date(2015, 12, 1) < last <= datetime.date(2015, 12, 31)
    assert Doubt.objects.exclude(reason="").count() > 50
    assert not Doubt.objects.filter(severity="blocks").exclude(reason="").exists()


def test_checking_again_finds_nothing_new(demo):
    count = check_area(Area.objects.by_code("622922100"))
    assert (count.found, count.cleared) == (0, 0)
    assert count.households > 500


def test_quality_falls_as_doubts_are_found(demo):
    values = Value.objects.filter(indicator="targeting.quality", area__path="622922").order_by("snapshot__as_of")
    shares = [value.numerator / value.denominator for value in values]
    assert 0.9 < shares[-1] < shares[0] < 1
