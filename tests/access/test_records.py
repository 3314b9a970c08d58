"""Who keeps which records in the admin: every registered model asked as every role."""

from copy import copy

import pytest
from django.apps import apps
from django.forms import JSONField
from django.urls import reverse

from kangle.accounts.records import RECORDS
from kangle.accounts.roles import GRANTS, Capability, Role
from kangle.audit.site import site
from tests.access.test_door import LETTERS, closed_links

pytestmark = pytest.mark.django_db
ROOMS = ("areas", "programme", "procedures", "villages", "households", "projects", "funds", "supervision", "scorecard")
MODELS = sorted(site._registry, key=lambda model: model._meta.label_lower)
# Derived figures are computed; the names of an area come with the published list; the entry form keeps how far it got.
COMPUTED = {"scorecard.snapshot", "scorecard.value", "scorecard.score", "areas.name", "households.begun", "households.doubt"}
# Shipped with the code that reads them: set, never added.
SHIPPED = {"households.checkrule"}
# Written by acts on their own pages, where the table of transitions decides who may (kangle.procedures.transitions).
ACTED = {
    *("procedures.case", "procedures.casestep", "procedures.answer", "procedures.notice", "procedures.objection"),
    *("households.householdcase", "households.revocation", "households.passedover", "households.familyact"),
    *("households.registration", "villages.villagecase", "villages.villagerevocation"),
    *("scorecard.reported", "programme.workcalendar"),
    *("villages.povertycriteria", "villages.criterion", "villages.classing", "villages.tier"),
    *("villages.backing", "villages.commitment", "villages.showwork"),
}
# Kept within the page of the record they belong to.
INLINE_ONLY = {"procedures.item", "programme.exitcondition", "scorecard.weight"}

# One row a group of models: O county official, P poverty office, D department, F finance, T township, V task force,
# I inspector, A administrator.
WHO = {
    "households.member": "P V",
    "households.household": "P V",
    "households.statusevent": "P",
    "villages.profile": "P V",
    "villages.tier": "",
    "projects.project": "P D",
    "funds.expenditure": "P F",
    "supervision.finding": "P I",
    "programme.povertyline": "A",
    "households.checkrule": "A",
    "programme.period": "P",
    "programme.planline": "P",
    "procedures.method": "A",
    "procedures.case": "",
    "scorecard.scheme": "P A",
    "scorecard.reported": "",
    "areas.area": "",
}


@pytest.mark.parametrize("model", WHO)
def test_a_record_is_kept_by_those_who_answer_for_it(model, everyone):
    keepers = [letter for role, letter in LETTERS.items() if everyone[role].may_edit(model)]
    assert " ".join(keepers) == WHO[model]


def test_every_fact_stands_in_the_table_and_is_registered():
    facts = {model._meta.label_lower for room in ROOMS for model in apps.get_app_config(room).get_models()} - COMPUTED - ACTED
    assert facts == set(RECORDS), "one line in kangle/accounts/records.py for each fact model, and none for others"
    assert facts - INLINE_ONLY == {model._meta.label_lower for model in MODELS}, "register each in its room's admin.py"


def test_nobody_writes_a_model_that_is_not_listed(everyone):
    assert not any(person.may_edit("accounts.user") for person in everyone.values())
    assert not any(person.may_look_up("accounts.user") for person in everyone.values())


def test_the_administrator_writes_no_fact(everyone):
    kept = {model for model in RECORDS if everyone[Role.ADMINISTRATOR].may_edit(model)}
    kept -= {"households.checkrule"}  # a method: how severe a rule is
    assert {model.partition(".")[0] for model in kept} == {"procedures", "programme", "scorecard"}


def test_whoever_edits_a_record_with_numbers_may_see_them():
    for role, capabilities in GRANTS.items():
        for model in ("households.household", "households.member"):
            if not RECORDS[model].isdisjoint(capabilities):
                assert Capability.SEE_NUMBERS in capabilities, role


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_each_list_and_form_opens_for_its_keepers_alone(model, everyone, place, as_person):
    label = model._meta.label_lower
    for page in ("changelist",) if label in SHIPPED else ("changelist", "add"):
        path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")
        found = {role: as_person(person).get(path).status_code for role, person in everyone.items() if role}
        assert found == {role: 200 if everyone[role].may_edit(label) else 403 for role in found}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_a_records_page_leads_its_keeper_to_nothing_he_may_not_open(model, everyone, place, as_person):
    address, closed = f"admin:{model._meta.app_label}_{model._meta.model_name}_", {}
    for role, person in everyone.items():
        if role and person.may_edit(model._meta.label_lower):
            record, client = site.get_model_admin(model).scope(model._default_manager.all(), person).first(), as_person(person)
            pages = [reverse(f"{address}changelist")] + ([reverse(f"{address}change", args=[record.pk])] if record else [])
            pages += [] if model._meta.label_lower in SHIPPED else [reverse(f"{address}add")]
            closed |= {(role, page): links for page in pages if (links := closed_links(client.get(page), person))}
    assert closed == {}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_what_is_not_said_to_lie_everywhere_lies_at_an_area(model, everyone):
    keeper = site.get_model_admin(model)
    rows = keeper.scope(model._default_manager.all(), everyone[Role.POVERTY_OFFICE])
    assert keeper.everywhere or hasattr(rows, "area_lookup")
    nowhere = copy(everyone[Role.OFFICIAL])
    nowhere.area = None
    assert keeper.everywhere or not keeper.scope(model._default_manager.all(), nowhere).exists()


def test_no_form_of_a_record_shows_what_only_a_machine_writes(everyone, rf):
    """A box of JSON, or a code of the sheet that one must know by heart."""
    request, raw = rf.get("/"), set()
    request.user = everyone[Role.ADMINISTRATOR]
    for model, keeper in site._registry.items():
        shown = [(model, keeper.get_form(request))] + [
            (part.model, part.get_formset(request).form) for part in keeper.get_inline_instances(request)
        ]
        for record, form in shown:
            fields = form.base_fields
            raw |= {(record._meta.label_lower, name) for name, field in fields.items() if isinstance(field, JSONField)}
    assert raw == set()


@pytest.mark.parametrize(("model", "name"), [("scheme", "weights-0-code"), ("manualscore", "indicator")])
def test_what_the_sheet_names_is_chosen_by_its_name(model, name, everyone, as_person):
    page = as_person(everyone[Role.POVERTY_OFFICE]).get(reverse(f"admin:scorecard_{model}_add")).content.decode()
    assert f'<select name="{name.replace("-0-", "-__prefix__-")}"' in page


def test_the_index_lists_only_what_one_keeps(everyone, as_person):
    page = as_person(everyone[Role.FINANCE]).get(reverse("admin:index")).content.decode()
    assert "资金支出" in page
    assert "家庭成员" not in page
    assert as_person(everyone[Role.OFFICIAL]).get(reverse("admin:index")).status_code == 403
