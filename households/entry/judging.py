"""The checks beside the form: what they say of a screen as it is typed, and on which screen a doubt is mended."""

from django.urls import reverse

from households.checks import judge
from households.checks.dossiers import dossier_of
from households.checks.frames import frame_for
from households.entry.steps import STEPS
from households.models import Doubt, Household, Member, YearRecord


def judge_screen(form, household):
    """{field: [Fault]} of what the checks say of the record as typed, on the fields of this screen.

    What is still blank is not yet missed. A dozen queries, however large the household.
    """
    record = form.instance
    if not isinstance(record, Household | Member | YearRecord):
        return {}  # what else hangs on a household is judged once it is saved
    dossier = dossier_of(household).replacing(record)
    frame = frame_for(household.village, households=[household] if household.pk else [])
    found = {}
    for fault in judge(dossier, frame):
        missed = fault.rule.endswith(".blank") and not form.data.get(fault.field)
        if fault.record is record and fault.field in form._meta.fields and not missed:
            found.setdefault(fault.field, []).append(fault)
    return found


def standing(record, names):
    """{field: [Doubt]} of what the checks found in a stored record, on some of its fields."""
    if record._state.adding:
        return {}
    subjects = {f"{record._meta.model_name}:{record.pk}:{name}": name for name in names}
    found = {}
    for doubt in Doubt.objects.standing().filter(subject__in=list(subjects)).order_by("severity", "pk"):
        found.setdefault(subjects[doubt.subject], []).append(doubt)
    return found


def address_of(doubt):
    """Where a household's doubt is mended: on the screen of its field, else on the first of its record, else among them all."""
    kind, _colon, rest = doubt.subject.partition(":")
    name = rest.partition(":")[2]
    model = {"member": Member, "yearrecord": YearRecord}.get(kind, Household)
    step = next((step for step in STEPS[model] if name in step.fields), STEPS[model][0])
    if model is Member and doubt.member_id:
        return reverse("households:member-step", args=[doubt.household_id, doubt.member_id, step.code])
    if model is YearRecord and doubt.year_record_id:
        return reverse("households:year-step", args=[doubt.household_id, doubt.year_record.year, step.code])
    if model is Household and name:
        return reverse("households:step", args=[doubt.household_id, step.code])
    return reverse("households:entry", args=[doubt.household_id])
