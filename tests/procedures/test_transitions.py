"""Every transition, allowed and refused, by state and role: one table to read, held against the code."""

import pytest
from django.core.exceptions import ValidationError

from kangle.accounts.roles import GRANTS
from kangle.procedures.actions import take
from kangle.procedures.codes import Act, State
from kangle.procedures.transitions import FIND, offered
from kangle.procedures.transitions import TABLE as TRANSITIONS
from tests.access.test_door import LETTERS
from tests.procedures.walking import opened

# O county official, P poverty office, D department, F finance, T township station, V village task force, I inspector,
# A administrator; a dot: nobody of that role, whatever he says. What is not listed for a state is refused to everybody.
# named: of the departments only those that the method names and that have not passed yet; each: it leaves the state once every
# one of them has done it, and stays where it is until then.
TABLE = """
village      submitted  . P . . . V . .  → next
village      withdrawn  . P . . . V . .  → withdrawn
returned     submitted  . P . . . V . .  → next
returned     withdrawn  . P . . . V . .  → withdrawn
township     passed     . . . . T . . .  → next
township     returned   . . . . T . . .  → returned
township     refused    . . . . T . . .  → refused
township     withdrawn  . P . . . V . .  → withdrawn
departments  passed     . . D . . . . .  → next, named, each
departments  returned   . . D . . . . .  → returned, named
departments  refused    . . D . . . . .  → refused, named
departments  withdrawn  . P . . . V . .  → withdrawn
county       decided    . P . . . . . .  → decided
county       returned   . P . . . . . .  → returned
county       refused    . P . . . . . .  → refused
county       withdrawn  . P . . . V . .  → withdrawn
decided      revoked    . P . . . . . .  → revoked
"""


def as_text():
    lines = []
    for row in TRANSITIONS:
        who = " ".join(letter if row.capability in GRANTS[role] else "." for role, letter in LETTERS.items())
        marks = [mark for mark in ("named", "each") if getattr(row, mark)]
        lines.append(f"{row.state.value:<12} {row.act.value:<10} {who}  → {', '.join([row.to, *marks])}")
    return "\n".join(lines)


def test_the_table_is_the_one_reviewed_here():
    assert as_text() == TABLE.strip()


ALLOWED = {tuple(line.split()[:2]): line.split()[2:10] for line in TABLE.strip().splitlines()}


@pytest.mark.django_db
@pytest.mark.parametrize("state", State)
def test_each_role_is_let_and_refused_as_the_table_says(state, everyone, home, people):
    case = opened(home, "removal", people.village_worker)
    case.state = state
    case.save()
    for act in Act:
        letters = ALLOWED.get((state.value, act.value), [])
        for role, letter in LETTERS.items():
            if letter in letters:
                assert act in [row.act for row in offered(case, everyone[role])]
            else:
                with pytest.raises(ValidationError, match="您的角色不能|没有生效"):
                    take(case, act=act, by=everyone[role], reason="原因")
        with pytest.raises(ValidationError):
            take(case, act=act, by=everyone[None], reason="原因")  # the same office in another village


@pytest.mark.parametrize("state", [State.REVOKED, State.REFUSED, State.WITHDRAWN])
def test_an_end_is_an_end(state):
    assert not [act for act in Act if (state, act) in FIND]


def test_whoever_turns_a_case_down_or_back_says_why():
    silent = {act for (_state, act), row in FIND.items() if not row.reason}
    assert silent == {Act.SUBMITTED, Act.PASSED, Act.DECIDED}


def test_no_act_that_approves_is_open_to_whoever_only_enters():
    assert all(row.approves != (row.capability == "enter") for row in FIND.values())
