"""The checks beside the form: what they say of a screen as it is typed, and on which screen a doubt is mended."""

from collections import Counter, defaultdict

from django.urls import reverse

from households.checks import judge
from households.checks.dossiers import dossier_of
from households.checks.frames import frame_for
from households.checks.wording import UNFINISHED
from households.entry.steps import STEPS
from households.models import Doubt, Household, Member, YearRecord
from households.unasked import steps_left

BLANK = ".blank"  # so end the codes of the rules that say what must not be left blank


def judge_screen(form, household):
    """{field: [Fault]} of what the checks say of the record as typed, on the fields of this screen.

    What is still blank is not yet missed. A dozen queries, however large the household.
    """
    record = form.instance
    if not isinstance(record, Household | Member | YearRecord):
        return {}  # what else hangs on a household is judged once it is saved
    dossier = dossier_of(household)
    record.steps_left = _left_beside(form, dossier)
    dossier = dossier.replacing(record)
    frame = frame_for(household.village, households=[household] if household.pk else [])
    found = {}
    for fault in judge(dossier, frame):
        missed = is_blank(fault) and not form.data.get(fault.field)
        if fault.record is record and fault.field in form._meta.fields and not missed:
            found.setdefault(fault.field, []).append(fault)
    return found


def _left_beside(form, dossier):
    """The screens of the record that are left once this one is saved: of what stands on them nothing is known."""
    stored, steps = dossier.stored(form.instance), STEPS[type(form.instance)]
    left = [step.code for step in steps] if stored is None else steps_left(stored)
    return [step.code for step in steps if step.code in left and step.fields != tuple(form._meta.fields)]


def standing(record, names):
    """{field: [Doubt]} of what the checks found in a stored record, on some of its fields."""
    if record._state.adding:
        return {}
    subjects = {f"{record._meta.model_name}:{record.pk}:{name}": name for name in names}
    found = {}
    for doubt in Doubt.objects.standing().filter(subject__in=list(subjects)).order_by("severity", "pk"):
        found.setdefault(subjects[doubt.subject], []).append(doubt)
    return found


def _screen_of(doubt):
    """(model, whether it lies on a screen of its own, step) of what a doubt is about: the screen of its field, the first that is
    left of a record not filled in, else the first of its record.
    """
    kind, _colon, rest = doubt.subject.partition(":")
    name = rest.partition(":")[2]
    model = {"member": Member, "yearrecord": YearRecord}.get(kind, Household)
    left = next((codes for key, codes in doubt.values.items() if key in UNFINISHED), ())
    step = next((step for step in STEPS[model] if name in step.fields or step.code in left), STEPS[model][0])
    return model, bool(name or left), step


def is_blank(doubt):
    """Whether a doubt says that a field is not filled in."""
    return doubt.rule.endswith(BLANK)


def place_of(doubt):
    """((household, member, yearly record), the code of the screen) where a doubt is mended, as `Begun` names its records."""
    model, _has_screen, step = _screen_of(doubt)
    record = {Member: (doubt.member_id, None), YearRecord: (None, doubt.year_record_id)}.get(model, (None, None))
    return (doubt.household_id, *record), step.code


def blanks(doubts):
    """{(household, member, yearly record): {screen: how many of its fields the checks miss}}."""
    found = defaultdict(Counter)
    for record, code in map(place_of, filter(is_blank, doubts)):
        found[record][code] += 1
    return found


def address_of(doubt):
    """Where a household's doubt is mended: on the screen of its field, else on the first of its record, else among them all."""
    model, has_screen, step = _screen_of(doubt)
    if model is Member and doubt.member_id:
        return reverse("households:member-step", args=[doubt.household_id, doubt.member_id, step.code])
    if model is YearRecord and doubt.year_record_id:
        return reverse("households:year-step", args=[doubt.household_id, doubt.year_record.year, step.code])
    if model is Household and has_screen:
        return reverse("households:step", args=[doubt.household_id, step.code])
    return reverse("households:entry", args=[doubt.household_id])
