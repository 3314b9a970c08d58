"""Cases as a test makes them: opened about a household, answered, hung out, and walked up to a level."""

import datetime

from django.utils import timezone

from households.case_actions import open_household_case
from kangle.accounts.roles import Role
from kangle.procedures.actions import answer, take
from kangle.procedures.codes import Act, ItemKind, Level, State
from kangle.procedures.models import Item, ItemGroup, Method
from kangle.procedures.notices import put_up
from kangle.procedures.readiness import items_of, to_answer
from kangle.procedures.shipped import put_methods
from tests import county as small

ASKED = datetime.date(2015, 12, 20)
STEPS = [
    (State.TOWNSHIP, Act.SUBMITTED, "village_worker", Level.VILLAGE),
    (State.DEPARTMENTS, Act.PASSED, "township_officer", Level.TOWNSHIP),
    (State.COUNTY, Act.PASSED, "department", Level.DEPARTMENTS),
    (State.DECIDED, Act.DECIDED, "county_officer", Level.COUNTY),
]


def method(code):
    """A shipped method; a test that empties the tables takes away what the migrations put there."""
    put_methods(Method, ItemGroup, Item)
    return Method.objects.get(code=code)


def with_department(people, county):
    """The five people and two more of the county: somebody of a department, a second officer of the poverty office."""
    people.department = small.person("shi.zhiqiang", "石志强", Role.DEPARTMENT, county.county)
    people.second_officer = small.person("yang.xiuying", "杨秀英", Role.POVERTY_OFFICE, county.county)
    return people


def opened(household, code, by, **asked):
    asked = {"reason": "群众申请", "effective_on": ASKED, **asked}
    return open_household_case(household, method=method(code), by=by, **asked)


def answered(case, by, **other):
    """Everything answered as it must be; `other` gives other answers by the text of an item."""
    found = {}
    for item in to_answer(items_of(case.method)):
        met = other.get(item.text, item.kind != ItemKind.VETO)
        found[item.pk] = (met, "入户核实")
    answer(case, by=by, items=found)


def ago(days):
    """A day so many days before today: limits and notices run by the calendar on the wall, whatever year the case is about."""
    return timezone.localdate() - datetime.timedelta(days=days)


def hung(cases, by, starts_on=None):
    starts_on = starts_on or ago(10)
    return put_up(cases if isinstance(cases, list) else [cases], place="村务公开栏", starts_on=starts_on, by=by)


def ready(household, code, people, **asked):
    """A case that the village may submit: answered, its notice has run."""
    case = opened(household, code, people.village_worker, **asked)
    answered(case, people.village_worker)
    hung(case, people.village_worker)
    return case


def walk(case, people, to):
    """Bring a ready case up to a state; the case as the database has it then."""
    for _state, act, who, _level in STEPS:
        case.refresh_from_db()
        if case.state == to:
            return case
        if _level not in (case.level, Level.VILLAGE) or (_level == Level.VILLAGE and case.level != Level.VILLAGE):
            continue
        if _level == Level.TOWNSHIP and any(
            item.kind == "publicity" and item.level == "township" for item in items_of(case.method)
        ):
            hung(case, people.township_officer)
        take(case, act=act, by=getattr(people, who))
    case.refresh_from_db()
    assert case.state == to
    return case
