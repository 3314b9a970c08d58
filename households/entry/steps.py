"""The screens of the phone, in the order in which one asks: those of the national form (households.form), and what hangs on a
household. What is derived (income a head, net income) stands on none.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from households.form import FORM
from households.models import Household, Measure, Member, Pairing, Visit, YearRecord


@dataclass(frozen=True)
class Step:
    """One screen: its code (the last part of its address), its title, the model it writes and that model's fields."""

    code: str
    title: str | Promise
    model: type
    fields: tuple[str, ...]
    photos: bool = False  # whether photos of the record are taken here


HOUSEHOLD, MEMBER, YEAR = (
    tuple(Step(screen.code, screen.title, model, screen.fields) for screen in FORM[model])
    for model in (Household, Member, YearRecord)
)

# What hangs on a household.
VISIT = (Step("visit", _("入户走访"), Visit, ("on", "cadre", "place", "note"), photos=True),)
MEASURE = (
    Step("measure", _("安排什么"), Measure, (
        "kind", "industry", "item", "quantity", "amount_fen", "amount_reason", "planned_on",
    ), photos=True),
    Step("carrying", _("谁负责、结果怎样"), Measure, (
        "content", "member", "responsible", "done_on", "result", "stopped_on",
    )),
)  # fmt: skip
PAIRING = (Step("pairing", _("帮扶责任人"), Pairing, ("cadre", "since", "until")),)

STEPS = {Household: HOUSEHOLD, Member: MEMBER, YearRecord: YEAR, Visit: VISIT, Measure: MEASURE, Pairing: PAIRING}

# Beside the screens that are to be filled in: whoever has a photo of the house or of a paper adds it here.
PHOTOS = Step("photos", _("房屋和资料照片"), Household, (), photos=True)


def step_of(model, code):
    """The screen of a model by its code; None for a code it has not."""
    return next((step for step in (*STEPS[model], PHOTOS) if step.model is model and step.code == code), None)


def row_of(step):
    """The screens a step is one of, in order; none for one that stands by itself."""
    return STEPS[step.model] if step in STEPS[step.model] else ()


def number_of(step):
    """Its place among them, from 1; 1 for one that stands by itself."""
    return row_of(step).index(step) + 1 if row_of(step) else 1


def after(step):
    """The screen that follows; None after the last."""
    return _beside(step, 1)


def before(step):
    """The screen before; None before the first."""
    return _beside(step, -1)


def _beside(step, by):
    steps = row_of(step)
    place = steps.index(step) + by if steps else -1
    return steps[place] if 0 <= place < len(steps) else None
