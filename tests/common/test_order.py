"""Texts are in one order on every database: by code point, whatever its locale, through whatever path they are asked for."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import CharField, TextField
from django.db.models.expressions import Col
from django.urls import get_resolver, reverse

from households.models import Household, Member
from kangle.common.postgresql.base import DatabaseWrapper
from kangle.common.postgresql.compiler import ALIKE_EVERYWHERE, _name
from kangle.exchange.tables import ListTable
from tests import county as small

pytestmark = pytest.mark.django_db


@pytest.fixture
def postgresql():
    """PostgreSQL as the site speaks to it, without one: what it would be sent can be read on any machine."""
    if connection.vendor == "postgresql":
        return connection
    wrapper = DatabaseWrapper({**connection.settings_dict, "OPTIONS": {}}, "default")
    wrapper.__dict__["pg_version"] = 150000
    return wrapper


def left_to_the_locale(queryset, postgresql):
    """The texts that a queryset is ordered by and that COLLATE does not settle."""
    compiler = queryset.query.get_compiler(connection=postgresql)
    compiler.as_sql()
    return [sql for order, (sql, *_rest) in compiler.get_order_by() if _is_open(order.expression) and 'COLLATE "C"' not in sql]


def _is_open(expression):
    if isinstance(expression, Col) and _name(expression.target) in ALIKE_EVERYWHERE:
        return False
    return isinstance(expression.output_field, (CharField, TextField))


def list_views():
    """Every page that is a list, with its table."""
    found, waiting = [], [(get_resolver(), "")]
    while waiting:
        resolver, namespace = waiting.pop()
        for entry in resolver.url_patterns:
            if hasattr(entry, "url_patterns"):
                waiting.append((entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace))
                continue
            view = getattr(entry.callback, "view_class", None)
            table = getattr(view, "table_class", None)
            if isinstance(table, type) and issubclass(table, ListTable) and not entry.pattern.regex.groupindex:
                found.append((f"{namespace}{entry.name}", view))
    return sorted(found, key=lambda each: each[0])


@pytest.mark.parametrize(("name", "view"), list_views())
def test_no_order_of_a_list_depends_on_a_locale(name, view, small_county, people, rf, postgresql):
    user = get_user_model().objects.get(pk=people.county_officer.pk)
    page = view()
    request = rf.get(reverse(name))
    request.user, request.htmx, request.session = user, False, {}
    page.setup(request)
    rows = page.get_queryset() if hasattr(page, "get_queryset") else page.rows
    table = view.table_class(rows)
    for column in table.sortable:
        for sort in (column, f"-{column}"):
            ordered = view.table_class(rows, sort=sort).ordered()
            assert left_to_the_locale(ordered, postgresql) == []
            assert left_to_the_locale(ordered.values("pk"), postgresql) == []
    assert left_to_the_locale(table.ordered(), postgresql) == []


@pytest.mark.parametrize("order", [("name",), ("household__village__name",), ("-name", "pk")])
def test_neither_does_any_other(order, postgresql, db):
    assert left_to_the_locale(Member.objects.order_by(*order), postgresql) == []
    assert left_to_the_locale(Member.objects.values_list("name").order_by("name"), postgresql) == []
    assert left_to_the_locale(Household.objects.with_head().order_by("head_name"), postgresql) == []
    assert left_to_the_locale(get_user_model().objects.all(), postgresql) == []  # by the order its model declares


NAMES = ["王建国", "张小明", "杨秀英", "重庆", "长林", "马A努", "Ma", "ma", "单雄", "乙", "㐀", "𠀀"]


def test_people_are_in_the_order_of_code_points(small_county):
    home = small.household(small_county.gaolinwan, 1, persons=1)
    for name in NAMES:
        Member.objects.create(**_like(home.members.get(relation="01"), name))
    found = list(Member.objects.filter(name__in=NAMES).order_by("name").values_list("name", flat=True))
    assert found == sorted(NAMES)


def _like(member, name):
    fields = {field.attname: getattr(member, field.attname) for field in member._meta.concrete_fields if not field.primary_key}
    return fields | {"name": name, "identity_number": f"{NAMES.index(name):018}", "relation": "99"}


def test_a_page_names_the_rule_where_it_sorts_by_names(small_county, people, as_person):
    small.household(small_county.gaolinwan, 1)
    client = as_person(people.county_officer)
    assert "按部首笔画（统一码次序）排列" in client.get(reverse("households:members"), {"sort": "name"}).content.decode()
    for sort in ("born_on", "number"):
        assert "按部首笔画" not in client.get(reverse("households:members"), {"sort": sort}).content.decode()
