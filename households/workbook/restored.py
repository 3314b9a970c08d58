"""What the taking back of a workbook may not do to a household: pull away what a case was decided upon, or leave what may not be.

A fault that stood before holds nothing back, whether it stood a moment ago or before the workbook came.
"""

import copy

from django.apps import apps
from django.db.models import Q

from households.checks.dossiers import gather
from households.checks.frames import frame_for
from households.checks.judging import judge
from households.codes import Severity
from households.models import Doubt, Household, HouseholdCase, Member, YearRecord
from kangle.audit.actions import put
from kangle.audit.models import Entry
from kangle.common.bulk import portions
from kangle.common.sayings import said as _
from kangle.procedures.codes import PENDING, State
from kangle.procedures.models import Answer, Case, Notice, Objection

KINDS = {model._meta.label_lower: model for model in (Household, Member, YearRecord)}


def of_counties(keys):
    """(the Frame of a county, the keys of its households) of the households of some keys that there are."""
    counties = {}
    for some in portions(list(keys)):
        for household in Household.objects.filter(pk__in=some).select_related("village").order_by("pk"):
            counties.setdefault(household.village.county, []).append(household)
    return [(frame_for(homes[0].village), [home.pk for home in homes]) for homes in counties.values()]


def relied_upon(homes, since):
    """{key of a household: sentence} of those whose case goes on or was decided, where somebody has acted on it after the entry
    `since` of the history: he had before him who lives there and what they earn.
    """
    found = {}
    for some in portions(sorted(homes)):
        kept = HouseholdCase.objects.filter(household__in=some, case__state__in=[*PENDING, State.DECIDED])
        about = {each.case_id: each for each in kept.select_related("case__method")}
        for case in _acted_on(list(about), since):
            sentence = _("导入以后，办件“%(case)s”已凭这一户现在的人和收入办理，保留。")
            found[about[case].household_id] = sentence % {"case": about[case].case}
    return found


def _acted_on(cases, since):
    """The keys of those cases of which a step was taken, an item answered, a notice hung or an objection put down since."""
    whose = {(Case, case): {case} for case in cases}
    for model, name in ((Answer, "case_id"), (Objection, "case_id"), (Notice, "cases")):
        for key, case in model.objects.filter(**{f"{name}__in": cases}).order_by().values_list("pk", name):
            whose.setdefault((model, key), set()).add(case)
    found, places = set(), {(model._meta.label_lower, str(key)): each for (model, key), each in whose.items()}
    for some in portions(list(places)):
        labels, keys = zip(*some, strict=True)
        entries = Entry.objects.filter(pk__gt=since, model__in=set(labels), object_id__in=keys).exclude(act=Entry.Act.LOOK)
        for place in entries.order_by().values_list("model", "object_id"):
            found |= places.get(place, set())
    return found


def broken(homes, since, *, beat=lambda: None):
    """(key of the household, record, sentence) of what must be put right in households as they stand, and neither is told of them
    yet nor was so before the entry `since` of the history.
    """
    for frame, keys in of_counties(homes):
        codes = {each.rule.code for scope in frame.in_force.values() for each in scope if each.severity == Severity.BLOCKS}
        for some in portions(keys):
            beat()
            for dossier in gather(list(Household.objects.filter(pk__in=some).with_steps_left().select_related("village"))):
                for fault in _new(dossier, frame, codes, since):
                    yield dossier.household.pk, fault.record, fault.sentence


def _new(dossier, frame, codes, since):
    faults = judge(dossier, frame, codes)
    if faults:
        told = Doubt.objects.standing().filter(household=dossier.household, rule__in=codes)
        faults = _but(faults, set(told.values_list("rule", "subject")))
    if faults:
        before = judge(_as_it_stood(dossier, since), frame, codes)
        faults = _but(faults, {(fault.rule, fault.subject) for fault in before})
    return faults


def _but(faults, known):
    return [fault for fault in faults if (fault.rule, fault.subject) not in known]


def _as_it_stood(dossier, since):
    """The household with its members and years as they were before an entry of the history, by what was written of them since."""
    home = dossier.household
    parts = [home, *dossier.members, *dossier.year_records]
    records = {(each._meta.label_lower, str(each.pk)): copy.copy(each) for each in parts}
    for entry in _written(home, records, since):
        place = entry.model, entry.object_id
        if entry.act == Entry.Act.CREATE:
            records.pop(place, None)
        elif entry.act == Entry.Act.DELETE:
            records[place] = _made(entry, home)
        elif place in records:
            put(records[place], entry.before)
    stood = copy.copy(dossier)
    stood.household = next((each for each in records.values() if isinstance(each, Household)), home)
    stood.members = [each for each in records.values() if isinstance(each, Member)]
    stood.year_records = [each for each in records.values() if isinstance(each, YearRecord)]
    return stood


def _written(home, records, since):
    """The entries about some records since, and about those of the household that are gone by now; the newest first."""
    about = Q(before__household=home.pk, act=Entry.Act.DELETE)
    for label in KINDS:
        about |= Q(model=label, object_id__in=[key for kind, key in records if kind == label])
    return Entry.objects.filter(about, pk__gte=since, model__in=list(KINDS)).order_by("-pk")


def _made(entry, home):
    """A record that is gone, as the history kept it."""
    made = apps.get_model(entry.model)()
    put(made, entry.before)
    made.household, made.steps_left = home, []
    return made
