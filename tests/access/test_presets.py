"""No page says what nobody has said: every form that anybody can open, on the pages, on the phone and in the records' admin."""

import uuid
from html.parser import HTMLParser

import pytest
from django import forms
from django.urls import reverse

from households.entry import steps
from households.models import Household, YearRecord
from kangle.accounts.roles import Role
from kangle.audit.site import site
from kangle.common.forms import Answering
from kangle.common.presets import meant
from tests.access.samples import SAMPLES, path_of
from tests.access.test_door import URLS

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# Selects written by hand whose first choice is meant, by name: what the opening of a year proposes to carry, line by line.
MEANT = {"pages:year-open"}
# What narrows a list or leads to another page saves nothing.
NARROWS = "kangle.exchange.filters"


class Selects(HTMLParser):
    """`found`: the names of the selects in a page's posted forms that offer choices, no empty one, and stand on none."""

    def __init__(self, page):
        super().__init__()
        self.posted, self.name, self.open, self.offers, self.found = False, "", False, 0, []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "form":
            self.posted = told.get("method", "get").lower() == "post" and told.get("id") != "changelist-form"
        elif tag == "select" and self.posted and "multiple" not in told:
            self.name, self.open, self.offers = told.get("name", "?"), False, 0
        elif tag == "option" and self.name:
            self.offers += 1
            self.open = self.open or not told.get("value", "filled") or "selected" in told

    def handle_endtag(self, tag):
        if tag == "form":
            self.posted = False
        elif tag == "select" and self.name:
            self.found += [] if self.open or not self.offers else [self.name]
            self.name = ""


def forms_of(answer):
    """Every form that a page was made with, those of the records within it too."""
    found, waiting = {}, [dict(each) for layer in answer.context or () for each in layer]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            waiting += list(each.values())
        elif isinstance(each, (list, tuple)) and len(each) < 50:
            waiting += list(each)
        elif isinstance(each, forms.BaseForm):
            found[id(each)] = each
        else:
            inner = getattr(each, "formset", None) or getattr(each, "form", None)
            waiting += [inner] if isinstance(inner, forms.BaseForm) else list(getattr(inner, "forms", ()))
            waiting += [inner.empty_form] if hasattr(inner, "empty_form") else []
    return [form for form in found.values() if isinstance(form, Answering) and type(form).__module__ != NARROWS]


def unsaid(form):
    """The fields in which something stands that nobody has said and no declaration names; of what is stored already, none."""
    is_record = isinstance(form, forms.ModelForm)
    if is_record and not form.instance._state.adding and not getattr(form, "blank", False):
        return []
    found = []
    for name, field in form.fields.items():
        told = form.get_initial_for_field(field, name)
        is_unticked = is_record and isinstance(field, forms.BooleanField) and name in form._meta.model._meta._forward_fields_map
        is_said = told is not None and told is not False and told not in ("", [])
        if (is_said or is_unticked) and not field.widget.is_hidden and name not in meant(form):
            found.append(f"{type(form).__name__}.{name}")
    return found


def presets(answer, where):
    """What a page presets, as sentences."""
    undeclared = [each for form in forms_of(answer) for each in unsaid(form)]
    undeclared += [] if where in MEANT else [f"select {name}" for name in Selects(answer.content.decode()).found]
    return [f"{where}: {each}" for each in undeclared]


def addresses(place):
    """(name, address) of every page with one record of each kind, and of every page of the admin that makes a new one."""
    for url in URLS:
        if url.name not in {"accounts:logout", "set_language"} and (not url.arguments or url.name in SAMPLES):
            yield url.name, path_of(url, place)
    for model in site._registry:
        yield model._meta.label_lower, reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def opened(client, address):
    answer = client.get(address)
    is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html") and not answer.streaming
    return answer if is_page else None


def test_nothing_is_preset_on_any_page_nor_in_a_new_record_of_the_admin(everyone, place, as_person):
    """Every role opens its own pages: what one may do, another's page does not offer."""
    found, seen = set(), 0
    for role in (Role.POVERTY_OFFICE, Role.TASK_FORCE, Role.INSPECTOR, Role.FINANCE, Role.ADMINISTRATOR, Role.OFFICIAL):
        client = as_person(everyone[role])
        for where, address in addresses(place):
            if answer := opened(client, address):
                seen += 1
                found.update(presets(answer, where))
    assert seen > 300
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
