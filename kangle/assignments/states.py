"""How far an assignment has come, and what may be done to it by whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    GIVEN = "given", _("待答复")
    RETURNED = "returned", _("退回重办")
    DONE = "done", _("已办，待认可")
    CANNOT = "cannot", _("办不了，待定")
    ACCEPTED = "accepted", _("已办结")
    TAKEN_BACK = "taken-back", _("已收回")


class Act(models.TextChoices):
    GIVEN = "given", _("交办")
    DONE = "done", _("已办")
    CANNOT = "cannot", _("办不了")
    ACCEPTED = "accepted", _("认可办结")
    RETURNED = "returned", _("退回重办")
    TAKEN_BACK = "taken-back", _("收回")


WAITING = (State.GIVEN, State.RETURNED)  # for the holder's answer
TO_SETTLE = (State.DONE, State.CANNOT)  # by whoever gave it
OPEN = (*WAITING, *TO_SETTLE)

# Act → (the states in which it may be done, whether it is the holder's, the state it leads to).
TABLE = {
    Act.DONE: (WAITING, True, State.DONE),
    Act.CANNOT: (WAITING, True, State.CANNOT),
    Act.ACCEPTED: (TO_SETTLE, False, State.ACCEPTED),
    Act.RETURNED: (TO_SETTLE, False, State.RETURNED),
    Act.TAKEN_BACK: (OPEN, False, State.TAKEN_BACK),
}
# What needs no word: an answer that is accepted speaks for itself.
WITHOUT_WORD = (Act.ACCEPTED,)

OVERDUE = ("overdue", _("逾期未答复"))
PROGRESS = [OVERDUE, *State.choices]
TONES = {
    "overdue": "poor",
    State.GIVEN: "fair",
    State.RETURNED: "fair",
    State.DONE: "fair",
    State.CANNOT: "poor",
    State.ACCEPTED: "good",
    State.TAKEN_BACK: "none",
}
