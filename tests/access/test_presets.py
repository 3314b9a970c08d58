"""No page says what nobody has said: every form that anybody can open, on the pages, on the phone and in the records' admin."""

import uuid

import pytest
from django.urls import reverse

from households.entry import steps
from households.models import Household, YearRecord
from kangle.accounts.roles import Role
from kangle.audit.site import site
from tests.access.presets import presets
from tests.access.urls import is_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def opened(client, address):
    answer = client.get(address)
    return answer if is_page(answer) else None


def test_nothing_is_preset_in_a_new_record_of_the_admin(everyone, as_person):
    """Nor on the pages, as the walk of the door sees (test_door)."""
    found, seen = set(), 0
    for role in (Role.POVERTY_OFFICE, Role.TASK_FORCE, Role.INSPECTOR, Role.FINANCE, Role.ADMINISTRATOR, Role.OFFICIAL):
        client = as_person(everyone[role])
        for model in site._registry:
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
            if answer := opened(client, address):
                seen += 1
                found.update(presets(answer, model._meta.label_lower))
    assert seen > 40
    assert not found


PARTS = {model: "year" if model is YearRecord else model._meta.model_name for model in steps.STEPS}


def screens(place):
    """The addresses of every screen of a phone on which a new record is filled in."""
    home = place.household.pk
    for model, row in steps.STEPS.items():
        code = row[0].code
        if model is Household:
            yield reverse("households:step", args=[uuid.uuid4(), code]) + f"?village={place.village.code}"
        elif model is YearRecord:
            yield reverse("households:year-step", args=[home, 2016, code])
        else:
            yield reverse(f"households:{PARTS[model]}-step", args=[home, uuid.uuid4(), code])
        for step in row:
            yield reverse("households:blank-step", args=[PARTS[model], step.code]) + f"?village={place.village.code}"


def test_no_screen_of_the_phone_is_preset(everyone, place, as_person):
    client, found, seen = as_person(everyone[Role.TASK_FORCE]), [], 0
    for address in screens(place):
        if answer := opened(client, address):
            seen += 1
            found += presets(answer, address)
    assert seen > 20
    assert not found


def test_a_newborn_is_asked_about_everything(place, everyone, as_person):
    """What was saved unseen: 中共党员, 健康, 非在校生, 识别登记."""
    client = as_person(everyone[Role.TASK_FORCE])
    for step in steps.MEMBER[1:]:
        form = client.get(reverse("households:blank-step", args=["member", step.code])).context["form"]
        for name in {"political", "health", "schooling"} & set(form.fields):
            assert 'value="" selected' in str(form[name])
    first = client.get(reverse("households:member-step", args=[place.household.pk, uuid.uuid4(), "who"])).context["form"]
    assert not first.instance.joined_by, "how somebody came to a household that stands on the register is asked"
    assert first.instance.health == first.instance.political == first.instance.schooling == ""


def test_an_answer_that_nobody_gave_is_asked_for_in_a_sentence(place, everyone, as_person):
    sent = {"household": place.household.pk, "on": "2015-06-01", "checked_by": "核查一组"}
    answer = as_person(everyone[Role.TASK_FORCE]).post(reverse("admin:households_lookback_add"), sent)
    assert answer.context["adminform"].form.errors == {"conforms": ["“符合条件”还没有选：请选一项。"]}
