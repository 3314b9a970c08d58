"""What is done with doubts: finding them anew, explaining one, taking an explanation back."""

import contextlib
import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households.checks.dossiers import BATCH, HELD, gather
from households.checks.frames import frame_for
from households.checks.judging import judge
from households.checks.villages import judge_villages
from households.codes import Severity
from households.models import Household
from households.models.doubts import CheckRule, Doubt
from households.writing import acting
from kangle.audit.actions import save
from kangle.audit.models import Entry
from kangle.common import reasons
from kangle.common.fields import fitting

LATELY = datetime.timedelta(days=2)  # within which a night has judged anew
MAY_CHANGE = ("values", "severity", "village_id")
# What a doubt that stands anew takes over from the one whose explanation was withdrawn.
AGAIN = ("village_id", "household_id", "member_id", "year_record_id", "rule", "subject", "severity", "values", "found_on")


@dataclass
class Count:
    """How many households were judged, and what came of it."""

    households: int = 0
    members: int = 0
    found: int = 0
    cleared: int = 0


@contextlib.contextmanager
def judged(*, by, reason=""):
    """An act on households (`households.writing.Act`) at whose end, within its transaction, they are judged anew.

    Doubts are derived: finding one is no act of `by`, who wrote the record, so nothing of it enters the audit.
    """
    with acting(by=by, reason=reason) as act:
        yield act
        keys = sorted(key for key, models in act.touched.items() if models & HELD)
        known = [act.homes[key] for key in keys if key in act.homes]
        _judge_few(known + _locked([key for key in keys if key not in act.homes]))


@transaction.atomic
def recheck(keys, codes=None):
    """Judge a few households anew by their keys, of some rules where only these are asked, and bring their doubts up to date;
    the Count.
    """
    return _judge_few(_locked(keys), codes)


def _judge_few(homes, codes=None):
    count, by_county = Count(), defaultdict(list)
    for home in homes:
        by_county[home.village.county].append(home)
    for homes in by_county.values():
        _recheck(homes, frame_for(homes[0].village, households=homes), count, codes)
    return count


def look_again(household):
    """Judge a household anew by the rules that may say something else by now although nobody wrote it; the Count.

    These are the rules of its standing doubts (the other household of a number was mended, a rule is set otherwise), and those
    set since the last night.
    """
    codes = set(Doubt.objects.standing().filter(household=household).values_list("rule", flat=True)) | _set_lately()
    return recheck([household.pk] if codes else [], codes)


def look_again_at_village(village):
    """The same for a village by itself, which has few rules: all of them."""
    return recheck_villages(village, frame=frame_for(village, households=[]))


def _set_lately():
    """The codes of the rules that somebody set in these two days: the night judges everything by all others."""
    at = timezone.now() - LATELY
    set_ = Entry.objects.filter(model=CheckRule._meta.label_lower, at__gte=at).values_list("object_id", flat=True)
    return set(CheckRule.objects.filter(pk__in=[int(key) for key in set_]).values_list("code", flat=True))


def recheck_many(households, *, frame, beat=lambda: None, confirm=lambda: None, batch=BATCH):
    """Judge a queryset of households anew, each batch in a transaction of its own; the Count over all.

    `beat` is called before each batch, `confirm` at the end of its transaction (a worker's lease). Twice is as good as once.
    """
    count, last = Count(), 0
    while keys := list(households.order_by("pk").filter(pk__gt=last).values_list("pk", flat=True)[:batch]):
        beat()
        with transaction.atomic():
            _recheck(_locked(keys), frame, count)
            confirm()
        last = keys[-1]
    return count


def _locked(keys):
    """Two who judge one household at once follow each other, so that neither finds what the other has just stored."""
    rows = Household.objects.filter(pk__in=keys)
    rows.lock()
    return list(rows.with_steps_left().select_related("village").order_by("pk"))


def _recheck(homes, frame, count, codes=None):
    judged = []
    for dossier in gather(homes):
        count.households += 1
        count.members += len(dossier.members)
        judged.append((dossier.household, judge(dossier, frame, codes)))
    settle(judged, count=count, codes=codes)


def settle(judged, *, count=None, codes=None):
    """Bring the stored doubts of some households in line with their Faults: `judged` is [(household, [Fault])], within the
    transaction that judged them, by the rules of some codes where only these were asked. The Count.
    """
    count = count or Count()
    found = [_doubt(fault, household.village_id, household) for household, faults in judged for fault in faults]
    stored = Doubt.objects.filter(household__in=[household.pk for household, _faults in judged])
    _settle(found, stored if codes is None else stored.filter(rule__in=codes), count)
    return count


@transaction.atomic
def recheck_villages(area, *, frame):
    """Judge every village within an area anew; the Count of its doubts."""
    count, found = Count(), []
    for village, faults in judge_villages(area, frame).items():
        found += [_doubt(fault, village.pk) for fault in faults]
    _settle(found, Doubt.objects.within(area).filter(household__isnull=True), count)
    return count


def _doubt(fault, village, household=None):
    record = fault.record
    kind = record._meta.model_name
    return Doubt(
        village_id=village,
        household=household,
        member=record if kind == "member" else None,
        year_record=record if kind == "yearrecord" else None,
        rule=fault.rule,
        subject=fault.subject,
        severity=fault.severity,
        values=fault.values,
    )


def _settle(found, stored, count):
    """Bring stored doubts in line with what was found: keep, change, clear, add. Without explanation a doubt takes new values as
    they are; with one it is cleared and stands anew, for somebody explained other values.
    """
    today = timezone.localdate()
    standing = {(doubt.rule, doubt.subject): doubt for doubt in stored.standing()}
    new, changed = [], []
    for doubt in found:
        old = standing.get((doubt.rule, doubt.subject))
        if old is None or _lapses(old, doubt):
            new.append(doubt)
            continue
        del standing[doubt.rule, doubt.subject]
        if any(getattr(old, name) != getattr(doubt, name) for name in MAY_CHANGE):
            for name in MAY_CHANGE:
                setattr(old, name, getattr(doubt, name))
            changed.append(old)
    gone = list(standing.values())
    # What came and went on one day without a word said to it stood on no day.
    Doubt.objects.filter(pk__in=[d.pk for d in gone if d.found_on >= today and not d.is_explained]).delete()
    Doubt.objects.filter(pk__in=[d.pk for d in gone]).update(cleared_on=today)
    Doubt.objects.bulk_update(changed, ["values", "severity", "village"])
    Doubt.objects.bulk_create(new)
    count.found += len(new)
    count.cleared += len(gone)


def _lapses(old, new):
    """Whether an explanation no longer holds: other values, or a rule that by now must be obeyed."""
    return old.is_explained and (old.values != new.values or new.severity == Severity.BLOCKS)


@transaction.atomic
def explain(doubt, *, by, reason):
    """Put on record that somebody has verified what looks wrong and why it is right; returns the doubt.

    Raises ValidationError for a rule that must be obeyed, without a reason, and for a doubt that is gone.
    """
    doubt, reason = _standing(doubt), fitting(Doubt, "reason", reason.strip())
    if doubt.severity == Severity.BLOCKS:
        raise ValidationError(_("这一条必须改正，不能用说明代替：请改正记录。"))
    if not reason:
        raise ValidationError(_("请写明核实的情况和原因。"))
    reasons.refuse(reason)
    doubt.explained_on, doubt.reason = timezone.localdate(), reason
    doubt.explained_by, doubt.explained_by_id = fitting(doubt, "explained_by", by), by.pk
    return save(doubt, by=by, reason=reason)


@transaction.atomic
def withdraw_explanation(doubt, *, by, reason=""):
    """Take an explanation back: the doubt is cleared as it was and stands anew from today, unexplained, found when it first was;
    the new doubt.
    """
    old = _standing(doubt)
    if not old.is_explained:
        raise ValidationError(_("这一条还没有说明，不用撤回。"))
    again = Doubt(**{name: getattr(old, name) for name in AGAIN})
    old.cleared_on = timezone.localdate()
    save(old, by=by, reason=reason or _("撤回说明"))
    again.save()
    return again


def _standing(doubt):
    """The doubt as it stands now, locked; ValidationError where it is gone."""
    found = Doubt.objects.select_for_update().standing().filter(pk=doubt.pk).first()
    if found is None:
        raise ValidationError(_("这一条已经不在了：记录改正后，疑点自行消除。"))
    return found
