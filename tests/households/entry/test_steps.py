"""The screens of the form, as a person meets them: few fields each, none of the national form's forgotten."""

import pytest

from households.entry.steps import STEPS
from households.form import MOST_FIELDS
from households.models import Household, Measure, Member, Pairing, Visit, YearRecord

# Nobody types these: keys, and what a dated act sets (who left, when and why).
NOT_TYPED = {
    Household: {"id", "village"},
    Member: {"id", "household", "left_on", "left_by"},
    YearRecord: {"id", "household", "year"},
    Visit: {"id", "household", "latitude", "longitude"},  # where the phone stands is told by a press of a button
    Measure: {"id", "household", "carried_to"},  # what a new year takes over, it takes over by an act
    Pairing: {"id", "household"},
}


@pytest.mark.parametrize("model", STEPS, ids=lambda model: model.__name__)
def test_every_field_stands_on_exactly_one_screen(model):
    asked = [name for step in STEPS[model] for name in step.fields]
    assert sorted(asked) == sorted({field.name for field in model._meta.concrete_fields} - NOT_TYPED[model])


@pytest.mark.parametrize("step", [step for steps in STEPS.values() for step in steps], ids=lambda step: step.code)
def test_no_screen_asks_more_than_seven_things(step):
    assert 1 <= len(step.fields) <= MOST_FIELDS
