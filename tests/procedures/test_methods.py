"""The methods every database begins with, and how one in use is changed."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from kangle.accounts.roles import Role
from kangle.procedures.codes import ItemKind
from kangle.procedures.methods import ensure_editable, methods_for, new_version
from kangle.procedures.models import Item, Method
from kangle.procedures.readiness import items_of, levels_of
from tests import county as small
from tests.procedures.walking import method, opened

pytestmark = pytest.mark.django_db


def counts(code):
    found = {}
    for item in items_of(method(code)):
        found[item.kind] = found.get(item.kind, 0) + 1
    return found


def test_9771_is_nine_seven_seven_one(db):
    assert [group.items.count() for group in method("9771").groups.all()][:4] == [9, 7, 9, 1]
    assert counts("9771") == {"priority": 9, "veto": 7, "step": 6, "publicity": 3, "condition": 1, "document": 2}


@pytest.mark.parametrize(
    ("code", "levels"),
    [
        ("9771", {"village", "township", "county"}),
        ("12345", {"village", "township", "departments", "county"}),
        ("131", {"village", "township", "county"}),
        ("exit-household", {"village", "township", "county"}),
        ("removal", {"village", "township", "departments", "county"}),
        ("return", {"village", "township", "county"}),
    ],
)
def test_each_shipped_method_says_who_acts_and_that_it_is_provisional(code, levels):
    shipped = method(code)
    assert levels_of(items_of(shipped)) == levels
    assert shipped.provisional and shipped.source
    assert days(shipped) >= 7


def days(shipped):
    return max(item.days or 0 for item in items_of(shipped) if item.kind == ItemKind.PUBLICITY)


def test_a_version_in_use_is_changed_by_a_new_one_alone(home, people):
    used = method("removal")
    ensure_editable(used)
    case = opened(home, "removal", people.village_worker)
    with pytest.raises(ValidationError, match="不能就地修改"):
        ensure_editable(used)
    made = new_version(used, by=people.county_officer)
    assert (made.version, made.since, Item.objects.filter(group__method=made).count()) == (2, None, len(items_of(used)))
    today = datetime.date(2015, 12, 1)
    assert list(methods_for("household", "remove", today)) == [used]
    made.since = datetime.date(2015, 12, 1)
    made.save()
    assert list(methods_for("household", "remove", today)) == [made]
    case.refresh_from_db()
    assert case.method == used


@pytest.fixture
def administrator(small_county):
    return small.person("li.xiaomei", "李晓梅", Role.ADMINISTRATOR, small_county.county)


def form_of(page):
    """What the admin's page of a record would send back unchanged."""
    form = page.context["adminform"].form
    found = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    for inline in page.context["inline_admin_formsets"]:
        management = inline.formset.management_form
        found |= {management[name].html_name: management[name].value() for name in management.fields}
        for each in inline.formset.initial_forms:
            found |= {each[name].html_name: each[name].value() for name in each.fields if each[name].value() is not None}
    return {name: "" if value is None else value for name, value in found.items() if value is not False}


def test_the_admin_says_so_and_refuses(home, people, administrator, as_person):
    opened(home, "removal", people.village_worker)
    used, free = method("removal"), method("131")
    client = as_person(administrator)
    for chosen, refused in ((used, True), (free, False)):
        path = reverse("admin:procedures_method_change", args=[chosen.pk])
        page = client.get(path)
        assert "不能就地修改" in page.content.decode()
        answer = client.post(path, {**form_of(page), "name": "改了名", "why": "正式文本"})
        assert (answer.status_code == 200 and "执行“另立新版本”" in answer.content.decode()) is refused
        assert (Method.objects.get(pk=chosen.pk).name == "改了名") is not refused


def test_the_admin_refuses_the_items_of_one_in_use_and_copies_it_on_request(home, people, administrator, as_person):
    opened(home, "removal", people.village_worker)
    group = method("removal").groups.first()
    client = as_person(administrator)
    path = reverse("admin:procedures_itemgroup_change", args=[group.pk])
    page = client.get(path)
    first = next(each for each in page.context["inline_admin_formsets"][0].formset.initial_forms)
    answer = client.post(path, {**form_of(page), first["text"].html_name: "改了", "why": "试"})
    assert "不能就地修改" in answer.content.decode()
    assert not Item.objects.filter(text="改了").exists()
    chosen = {"action": "make_new_version", "_selected_action": [method("removal").pk]}
    client.post(reverse("admin:procedures_method_changelist"), chosen)
    assert Method.objects.filter(code="removal").count() == 2


def test_a_shipped_method_is_named_in_the_readers_language():
    shipped = Method.objects.filter(code="exit-household").first()
    assert str(shipped) == "贫困户脱贫退出程序 第1版"
    with override("en"):
        assert str(shipped) == "Exit procedure for poor households, version 1"
        assert str(Method(name="自编的办法", version=2)) == "自编的办法, version 2"
