"""Cases as a test makes them: opened about a household, answered, hung out, and walked up to a level."""

import datetime

from django.utils import timezone

from households.case_actions import open_household_case
from households.checks.actions import explain
from households.models import Doubt
from kangle.accounts.models import User
from kangle.accounts.roles import Role
from kangle.procedures.actions import answer, take
from kangle.procedures.codes import Act, ItemKind, State
from kangle.procedures.departments import left_of, names_of
from kangle.procedures.methods import put_shipped
from kangle.procedures.models import Method
from kangle.procedures.notices import put_up
from kangle.procedures.readiness import items_of, to_answer
from tests import county as small

ASKED = datetime.date(2015, 12, 20)
# Who brings a case forward, and how, from where it stands; a joint review is one of several people.
ACTS = {
    State.VILLAGE: (Act.SUBMITTED, "village_worker"),
    State.RETURNED: (Act.SUBMITTED, "village_worker"),
    State.TOWNSHIP: (Act.PASSED, "township_officer"),
    State.COUNTY: (Act.DECIDED, "county_officer"),
}


def method(code):
    """A shipped method; a test that empties the tables takes away what the migrations put there."""
    put_shipped()
    return Method.objects.get(code=code)


def with_department(people, county):
    """The five people and two more of the county: somebody of a department, a second officer of the poverty office."""
    people.department = small.person("shi.zhiqiang", "石志强", Role.DEPARTMENT, county.county, unit="县住房和城乡建设局")
    people.second_officer = small.person("yang.xiuying", "杨秀英", Role.POVERTY_OFFICE, county.county)
    return people


def opened(household, code, by, **asked):
    asked = {"reason": "群众申请", "effective_on": ASKED, **asked}
    return opened_before(open_household_case(household, method=method(code), by=by, **asked))


def opened_before(case, days=20):
    """The case as if it had been opened so many days ago: long enough for its notices to have hung."""
    case.opened_on = ago(days)
    case.save(update_fields=["opened_on"])
    return case


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
    return put_up(
        cases if isinstance(cases, list) else [cases], place="村务公开栏", starts_on=starts_on, by=by, late_reason="网络不通"
    )


def ready(household, code, people, **asked):
    """A case that the village may submit: answered, its notice has run."""
    case = opened(household, code, people.village_worker, **asked)
    answered(case, people.village_worker)
    explained(household, people.village_worker)
    hung(case, people.village_worker)
    return case


def explained(household, by):
    """Whatever the checks hold against the household and somebody may explain is explained, as the case page asks."""
    for doubt in Doubt.objects.standing().unexplained().filter(household=household, severity="explain"):
        explain(doubt, by=by, reason="已入户核实")


def of_department(people, name):
    """Somebody who speaks for a department."""
    if name in names_of(people.department):
        return people.department
    known = User.objects.filter(unit=name).first()
    return known or small.person(f"of.{User.objects.count()}", f"{name}经办", Role.DEPARTMENT, people.department.area, unit=name)


def review_jointly(case, people, reason=""):
    """Every department that the method names passes the case."""
    for name in left_of(case, items_of(case.method)) or [people.department.unit]:
        take(case, act=Act.PASSED, by=of_department(people, name), reason=reason)


def walk(case, people, to, reason=""):
    """Bring a ready case up to a state, everybody saying `reason`; the case as the database has it then."""
    case.refresh_from_db()
    while case.state != to:
        if case.state == State.DEPARTMENTS:
            review_jointly(case, people, reason)
        else:
            hangs = [item for item in items_of(case.method) if (item.kind, item.level) == ("publicity", "township")]
            if case.state == State.TOWNSHIP and hangs:
                hung(case, people.township_officer)
            act, who = ACTS[case.state]
            take(case, act=act, by=getattr(people, who), reason=reason)
        case.refresh_from_db()
    return case
