"""Whatever is typed or sent, a screen answers with a sentence: never with an error of the site, never with half a write."""

import random

import pytest
from django.urls import reverse

from households.entry.steps import STEPS
from households.models import Household, Measure, Member, Pairing, Visit, YearRecord
from tests import county as small
from tests.households.entry.typing import fresh

pytestmark = [pytest.mark.django_db, pytest.mark.both]
TYPED = (
    *("", "x" * 5000, "-1", "1e9", "9" * 21, "１２３", "😀", "𠮷", "0", "NaN", "inf", "2015-13-45", "9999-12-31", "0001-01-01"),
    *("<script>", "True", "\x00", '’" OR 1=1', "03", "01", "general", "2015-06-01"),
)
CARRIED = ("", "{}", "[]", "null", "x", "5", '{"phone": [1]}', '{"wages_fen": {"a": 1}}', '{"a": 1}')
NAMES = {Visit: "visit", Measure: "measure", Pairing: "pairing"}


def addresses(home):
    member, record = home.members.first(), home.year_records.first()
    for model, steps in STEPS.items():
        for step in steps:
            if model is Household:
                yield step, reverse("households:step", args=[home.pk, step.code])
                yield step, reverse("households:step", args=[fresh(), step.code])
            elif model is Member:
                yield step, reverse("households:member-step", args=[home.pk, member.pk, step.code])
                yield step, reverse("households:member-step", args=[home.pk, fresh(), step.code])
            elif model is YearRecord:
                yield step, reverse("households:year-step", args=[home.pk, record.year, step.code])
            else:
                yield step, reverse(f"households:{NAMES[model]}-step", args=[home.pk, fresh(), step.code])


@pytest.mark.parametrize("seed", range(4))
def test_junk_is_answered(seed, people, as_person, small_county):
    drawn = random.Random(seed)
    home = small.household(small_county.gaolinwan, 1)
    YearRecord.objects.create(household=home, year=2015, recorded_on="2015-06-01")
    worker = as_person(people.village_worker)
    for step, address in addresses(home):
        for go in ("check", "next", "card"):
            sent = {name: drawn.choice(TYPED) for name in step.fields}
            sent |= {name: drawn.choice(CARRIED) for name in ("base", "seen", "sending")}
            sent |= {"go": go, "why": drawn.choice(TYPED), "untouched": drawn.choice(["", "phone,account", "zz"])}
            answer = worker.post(address, {**sent, "take_phone": drawn.choice(["", "mine", "theirs"])})
            waits = (
                go != "check" and "-" in address and step is not STEPS[step.model][0]
            )  # for the first page of a new record (test_queue.py)
            assert answer.status_code in {200, 302, 422} | ({404} if waits else set()), (address, sent)
