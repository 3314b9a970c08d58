"""Two people decide one case at the same moment: real connections, real commits; one wins, the other is told."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection

from kangle.procedures.actions import take
from kangle.procedures.codes import Act, State
from tests import county as small
from tests.procedures.walking import ready, walk, with_department


def decide(case, act, by, barrier, outcomes):
    barrier.wait()
    try:
        outcomes.append(take(case, act=act, by=by, reason="会议决定", seen=case.turn).act)
    except ValidationError as refused:
        outcomes.append(" ".join(refused.messages))
    except OperationalError as busy:  # SQLite lets one write at a time, and waits
        outcomes.append(busy)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("second", [Act.DECIDED, Act.REFUSED])
def test_one_wins_and_the_other_gets_a_sentence(second):
    county = small.small_county()
    people = with_department(small.five_people(county), county)
    home = small.household(county.gaolinwan, 1)
    case = walk(ready(home, "removal", people), people, State.COUNTY)
    barrier, outcomes = threading.Barrier(2), []
    pairs = ((Act.DECIDED, people.county_officer), (second, people.second_officer))
    threads = [threading.Thread(target=decide, args=(case, act, by, barrier, outcomes)) for act, by in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = [outcome for outcome in outcomes if outcome in Act.values]
    told = [outcome for outcome in outcomes if isinstance(outcome, str) and "没有生效" in outcome]
    assert (len(won), len(told)) == (1, 1)
    case.refresh_from_db()
    assert case.state == won[0]
    assert case.steps.count() == case.turn
    assert home.events.filter(kind="removed").count() == (won[0] == Act.DECIDED)
