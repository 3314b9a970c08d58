"""The joint review (部门联审): which departments a method names, which of them have passed a case, and for whom one speaks.

A department is known by the unit of its accounts (县水务局; 水务局 and 康乐县水务局 are the same). A method that names none is
content with any one department.
"""

from django.utils.translation import gettext as _

from kangle.accounts.models import User
from kangle.accounts.roles import Role
from kangle.procedures.codes import Act, ItemKind, Level

SEPARATOR = "、"  # between the departments of an item, as a Chinese text lists them
COUNTY = "县"


def listed(text):
    """The departments that a text lists, in its order, each once; commas, semicolons and line ends separate, too."""
    for other in "，,；;\n\r":
        text = text.replace(other, SEPARATOR)
    return list(dict.fromkeys(name.strip() for name in text.split(SEPARATOR) if name.strip()))


def in_words(names):
    """Departments in a sentence of the language of the moment."""
    return _("、").join(names)


def asked_of(items):
    """The departments whose review the items of a method ask for, in their order."""
    named = [item.departments for item in items if item.kind == ItemKind.STEP and item.level == Level.DEPARTMENTS]
    return listed(SEPARATOR.join(named))


def names_of(user):
    """The ways in which a method may write the unit of a person, longest first; [] where the account names none."""
    county = user.area.name if user.area else COUNTY
    bare = user.unit.strip().removeprefix(county).removeprefix(COUNTY)
    return [county + bare, COUNTY + bare, bare] if bare else []


def passes_of(case):
    """{department: the step by which it passed} since the case was last sent up; "" stands for a step before there were any."""
    passed = {}
    for step in case.steps.all():
        if step.act == Act.SUBMITTED:
            passed = {}
        elif step.act == Act.PASSED and step.level == Level.DEPARTMENTS:
            passed[step.department] = step
    return passed


def said_of(case):
    """{department: its step of a joint review, whatever it did} since the case was last sent up."""
    said = {}
    for step in case.steps.all():
        if step.act == Act.SUBMITTED:
            said = {}
        elif step.level == Level.DEPARTMENTS and step.department:
            said[step.department] = step
    return said


def left_of(case, items):
    """The departments that have not passed a case yet, in the order of the method."""
    passed = passes_of(case)
    return [name for name in asked_of(items) if name not in passed]


def spoken_for(user, items):
    """The department of the method for which a person speaks, as the method writes it; his own unit where it names none.

    None where it names others only.
    """
    asked = asked_of(items)
    if not asked:
        return user.unit
    return next((name for name in asked if name in names_of(user)), None)


def bar(case, user, items):
    """Why this person's department has no say in a case under joint review now, in a sentence; "" where it has."""
    asked = asked_of(items)
    if not asked:
        return ""
    words = {"unit": user.unit or _("未填单位"), "asked": in_words(asked)}
    name = spoken_for(user, items)
    if name is None:
        return _("这一步由%(asked)s会审，您的账号属于“%(unit)s”，不在其中：请由这些单位办理。") % words
    passed = passes_of(case)
    if name in passed:
        words |= {"who": passed[name].by_name, "day": passed[name].on, "left": in_words(left_of(case, items))}
        return _("%(unit)s已于 %(day)s 通过（%(who)s）；现在等的是%(left)s。") % words
    own = next((step for step in passed.values() if step.by_id == user.pk), None)
    if own is not None:
        return _("您已代表%(unit)s通过：同一个人不能替两个部门会审。") % {"unit": own.department}
    return ""


def speaking(county):
    """The names of the departments for which an active account of a county speaks, written in every way."""
    reviewers = User.objects.filter(role=Role.DEPARTMENT, is_active=True, area__path=county).select_related("area")
    return {name for user in reviewers for name in names_of(user)}


def review_of(case, items):
    """[(department, its step or None, whether an account speaks for it)] of the joint review; [] where no department is named.

    Its step is that by which it passed the case, sent it back or refused it.

    Of a case that has ended the accounts are not asked for: nobody is waited for.
    """
    asked, said = asked_of(items), said_of(case)
    known = speaking(case.area.county) if asked and case.is_pending else set(asked)
    return [(name, said.get(name), name in known) for name in asked]
