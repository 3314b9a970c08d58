"""The acts on a family in real Chromium, at every step: whom it concerns, what follows, and what was refused."""

import pytest
from django.urls import reverse

from tests import browser
from tests.households.family.homes import family
from tests.journeys.test_every_page import faults_of, unsound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def steps(house, other):
    """[(name of the act, its arguments, what is asked)] of every step of every act."""
    both = {"members": [house.son.pk, house.bride.pk], "head": house.son.pk}
    return [
        ("leave", [house.daughter.pk], {}),
        ("leave", [house.head.pk], {"next": 1}),
        ("leave", [house.head.pk], {"head": house.wife.pk}),
        ("new-head", [], {"next": 1}),
        ("new-head", [], {"head": house.wife.pk}),
        ("split", [], {"next": 1, "members": house.son.pk, "head": house.daughter.pk}),
        ("split", [], both),
        ("merge", [], {}),
        ("merge", [], {"other": other.home.pk}),
    ]


def test_every_step_is_sound(live, lively, people):
    house, other = family(lively.gaolinwan), family(lively.gaolinwan, 2)
    live.sign_in(people.village_worker, to="/tasks/")
    faults = []
    for name, more, asked in steps(house, other):
        path = reverse(f"households:{name}", args=[house.home.pk, *more], query=asked)
        faults += [f"{path}: {fault}" for fault in faults_of(live, path, people.village_worker, browser.SCREENS)]
        if save := live.page.query_selector("form[method=post].screen button.main"):
            live.page.fill("[name=on]", "")
            live.forgive("422")  # the refusal stands in the browser's console too
            save.click()
            live.page.wait_for_selector("[role=alert]")
            faults += [f"{path} refused: {fault}" for fault in unsound(live, browser.SCREENS)]
    assert not faults, "\n" + "\n".join(faults)
