"""The checks: whether the records of a household can be true, judged the same way while typing, on import, at night, on the card.

    frame = frame_for(area, households=[household])          # everything judging needs from outside, once
    faults = judge(dossier_of(household).replacing(changed), frame)

Judging is pure: nothing here asks the database but `dossiers`, `frames` and the actions that store doubts.
"""

from households.checks.judging import Fault, judge

__all__ = ["Fault", "judge"]
