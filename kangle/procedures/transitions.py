"""Who may do what to a case, and where it goes: one table. Nothing else in the project decides it.

Three rules stand beside the table because they are about persons, not about offices: whoever has entered a case does not approve
it, nobody approves the same case at two levels, and nobody reviews it for a department that is not asked (`bar`).
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kangle.accounts.roles import Capability as C
from kangle.procedures import departments
from kangle.procedures.codes import LEVEL_OF, Act, Level, State

NEXT = "next"  # the next level that the method asks


@dataclass(frozen=True)
class Transition:
    """One line of the table: in `state`, whoever has `capability` may do `act`; the case goes `to` a state."""

    state: State
    act: Act
    capability: C
    to: str
    reason: bool = False  # cannot be done without saying why
    approves: bool = False  # is kept from those who entered the case
    named: bool = False  # is kept for the departments that the method names, until each has passed
    each: bool = False  # goes `to` a state only once every department named has done it


def _row(state, act, capability, to, *marks):
    return Transition(state, act, capability, to, **dict.fromkeys(marks, True))


TABLE = (
    # the village enters, sends up, mends what came back, takes back
    _row(State.VILLAGE, Act.SUBMITTED, C.ENTER, NEXT),
    _row(State.VILLAGE, Act.WITHDRAWN, C.ENTER, State.WITHDRAWN, "reason"),
    _row(State.RETURNED, Act.SUBMITTED, C.ENTER, NEXT),
    _row(State.RETURNED, Act.WITHDRAWN, C.ENTER, State.WITHDRAWN, "reason"),
    # the township reviews
    _row(State.TOWNSHIP, Act.PASSED, C.REVIEW, NEXT, "approves"),
    _row(State.TOWNSHIP, Act.RETURNED, C.REVIEW, State.RETURNED, "approves", "reason"),
    _row(State.TOWNSHIP, Act.REFUSED, C.REVIEW, State.REFUSED, "approves", "reason"),
    _row(State.TOWNSHIP, Act.WITHDRAWN, C.ENTER, State.WITHDRAWN, "reason"),
    # the departments that the method names review jointly: one sends back, all bring it forward
    _row(State.DEPARTMENTS, Act.PASSED, C.APPRAISE, NEXT, "approves", "named", "each"),
    _row(State.DEPARTMENTS, Act.RETURNED, C.APPRAISE, State.RETURNED, "approves", "reason", "named"),
    _row(State.DEPARTMENTS, Act.REFUSED, C.APPRAISE, State.REFUSED, "approves", "reason", "named"),
    _row(State.DEPARTMENTS, Act.WITHDRAWN, C.ENTER, State.WITHDRAWN, "reason"),
    # the county decides; what it decided is undone by a new act
    _row(State.COUNTY, Act.DECIDED, C.DECIDE, State.DECIDED, "approves"),
    _row(State.COUNTY, Act.RETURNED, C.DECIDE, State.RETURNED, "approves", "reason"),
    _row(State.COUNTY, Act.REFUSED, C.DECIDE, State.REFUSED, "approves", "reason"),
    _row(State.COUNTY, Act.WITHDRAWN, C.ENTER, State.WITHDRAWN, "reason"),
    _row(State.DECIDED, Act.REVOKED, C.DECIDE, State.REVOKED, "approves", "reason"),
)
FIND = {(row.state, row.act): row for row in TABLE}
# The acts that bring a case forward: before each its obstacles are asked for.
FORWARD = {Act.SUBMITTED, Act.PASSED, Act.DECIDED}
# Who acts at a level: puts up its notices.
CAPABILITY_OF = {Level.VILLAGE: C.ENTER, Level.TOWNSHIP: C.REVIEW, Level.DEPARTMENTS: C.APPRAISE, Level.COUNTY: C.DECIDE}
ENTERING = {Act.OPENED, Act.SUBMITTED}
APPROVING = {Act.PASSED, Act.RETURNED, Act.REFUSED, Act.DECIDED}


def offered(case, user):
    """The transitions that the person's office allows on a case as it stands, in the order of the table."""
    if user.area is None or not case.area.path.startswith(user.area.path):
        return []
    return [row for row in TABLE if row.state == case.state and user.may(row.capability)]


def bar(case, user, row, items):
    """Why this person may not do what a `row` of the table lets his office do, in a sentence; "" where nothing speaks against it.

    `items`: those of the case's method.
    """
    if not row.approves:
        return ""
    if sentence := bar_of_entering(case, user):
        return sentence
    for step in case.steps.all():
        if step.by_id == user.pk and step.act in APPROVING and step.level != LEVEL_OF.get(case.state):
            return _("您已在“%(level)s”一级办过这一件，同一个人不能在两级审核。") % {"level": step.get_level_display()}
    return departments.bar(case, user, items) if row.named else ""


def bar_of_entering(case, user):
    """The sentence for somebody who has opened, submitted or answered for the case himself; "" for everybody else."""
    submitted = {step.by_id for step in case.steps.all() if step.act in ENTERING}
    answered = {answer.by_id for answer in case.answers.all()}
    if user.pk in submitted | answered | {case.opened_by_id}:
        return _("这一件是您经手录入的：谁录入，谁不审核。请由别人办理。")
    return ""


def follows(case, row, levels, left):
    """The state into which a `row` of the table brings a case.

    NEXT is the next of the `levels` that its method asks, the county always decides. `left`: the departments that a joint review
    still waits for after this act; with any left the case stays where it is.
    """
    if row.to != NEXT:
        return row.to
    if row.each and left:
        return case.state
    order = list(Level)
    above = [level for level in order[order.index(case.level) + 1 :] if level in levels or level == Level.COUNTY]
    return State(above[0].value)
