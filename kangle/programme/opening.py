"""Opening a county's year with what the year before leaves to it, as one act; and taking the carry-over back, as another."""

import uuid
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.audit.actions import delete, record, snapshot
from kangle.audit.many import Many
from kangle.audit.models import Entry
from kangle.common.figures import count
from kangle.programme.carrying import registered
from kangle.programme.models import Period


@dataclass(frozen=True)
class Opening:
    """The year a county can open next, or has open without its carry-over: `old` is the Period before it, None for the first."""

    year: int
    period: Period | None
    old: Period | None

    @property
    def too_early(self):
        """A year is opened at the earliest in the one before it."""
        return self.year > timezone.localdate().year + 1


def opening_of(county):
    """The Opening a county (an Area) stands before."""
    periods = list(Period.objects.filter(area=county).order_by("-year"))
    if not periods:
        return Opening(timezone.localdate().year, None, None)
    newest, old = periods[0], periods[1] if len(periods) > 1 else None
    if newest.is_open and old and not newest.carried_key:
        return Opening(newest.year, newest, old)
    return Opening(newest.year + 1, None, newest)


def weighed(opening):
    """[(carrier, its Lines)] of what the year before leaves; nothing for a county's first year."""
    return [(carrier, carrier.weigh(opening.old, opening.year)) for carrier in registered()] if opening.old else []


def proposed(opening):
    """The choices ({code of a carrier: {line: option}}) that are proposed of what the year before leaves."""
    return {carrier.code: {line.code: line.chosen for line in lines} for carrier, lines in weighed(opening)}


def left_behind(county):
    """[(title of a carrier, how many)] of what the county's newest open year should have taken over and has nothing of."""
    opening = opening_of(county)
    if opening.old is None or opening.period is None:
        return []
    found = [(carrier.title, carrier.left_behind(opening.old, opening.year)) for carrier in registered()]
    return [(title, number) for title, number in found if number]


@transaction.atomic
def open_year(county, *, year, choices, by, reason):
    """Open the year a county stands before and carry over what `choices` says ({code of a carrier: {line: option}}).

    One act with a reason, its parts in the history of every record it wrote; returns (Period, {carrier: how many records}).
    Raises ValidationError without a reason, too early, or where somebody else has opened the year meanwhile.
    """
    _ensure_reason(reason)
    Area.objects.select_for_update().get(pk=county.pk)  # two people open one year one after the other
    opening = opening_of(county)
    if opening.year != year:
        raise ValidationError(_("%(year)d 年度已经有人开启并结转了。请重新打开“年度”页看看。") % {"year": year})
    if opening.too_early:
        raise ValidationError(_("现在还不能开启 %(year)d 年度：最早在它的前一年开启。") % {"year": year})
    write = Many(uuid.uuid4(), by=by, reason=reason)
    before = snapshot(opening.period) if opening.period else {}
    period = opening.period or Period(area=county, year=year)
    if opening.old:
        period.carried_key = write.key
        if opening.period is None:
            period.visit_days = opening.old.visit_days
    period.save()
    numbers = {}
    for carrier in registered() if opening.old else ():
        numbers[carrier.code] = carrier.carry(opening.old, period, choices.get(carrier.code, {}), write)
    _put_on_record(period, before, write)
    return period, numbers


@transaction.atomic
def take_back(period, *, by, reason):
    """Undo a year's carry-over, keeping what has been altered since; the year stays open, and can be carried over to anew.

    Returns (how many records were put back, how many were kept). Raises ValidationError without a reason, for a closed year or
    for one without a carry-over.
    """
    _ensure_reason(reason)
    period = Period.objects.select_for_update().get(pk=period.pk)
    if not period.is_open:
        raise ValidationError(_("%(year)d 年度已关闭：先重新打开，才能撤销结转。") % {"year": period.year})
    if period.carried_key is None:
        raise ValidationError(_("%(year)d 年度没有结转，或者已经有人撤销了。") % {"year": period.year})
    before, done = snapshot(period), Entry.objects.parts_of(period.carried_key)
    write = Many(uuid.uuid4(), by=by, reason=reason)
    kept = sum(carrier.take_back(period, done, write) for carrier in registered())
    period.carried_key = None
    period.save(update_fields=["carried_key"])
    _put_on_record(period, before, write)
    return len(write), kept


@transaction.atomic
def withdraw(period, *, by, reason):
    """Undo the opening of a county's newest year: its carry-over is taken back, the year is no more, the act stays on record.

    Raises ValidationError without a reason, for a closed year, for one that is not the newest or the only one, for one that no
    record says the opening of, and where something of the year has been entered or altered since.
    """
    _ensure_reason(reason)
    Area.objects.select_for_update().get(pk=period.area_id)
    period = Period.objects.select_for_update().filter(pk=period.pk).first()
    if period is None:
        raise ValidationError(_("这个年度已经有人撤销了。"))
    if not can_be_withdrawn(period):
        told = _("%(year)d 年度不能撤销：只有最新的、进行中的、在这里开启的年度可以撤销。不再用的，请关闭。")
        raise ValidationError(told % {"year": period.year})
    if period.carried_key:
        take_back(period, by=by, reason=reason)
    entered = [f"{name} {count(number)}" for name, number in _entered(period)]
    if entered:
        told = _("%(year)d 年度已有录入，不能撤销：%(what)s。请先在“记录维护”里删去，或者改为关闭。")
        raise ValidationError(told % {"year": period.year, "what": "、".join(entered)})
    delete(period, by=by, reason=reason)


def can_be_withdrawn(period):
    """Whether a year's opening may be undone, as far as nothing was entered: an open one, the newest of several, opened here."""
    others = Period.objects.filter(area=period.area_id).exclude(pk=period.pk)
    newest = others.exists() and not others.filter(year__gt=period.year).exists()
    return period.is_open and newest and _opened_at(period) is not None


def _opened_at(period):
    """The instant the history says a year was opened; None of one that was loaded."""
    first = Entry.objects.of(period).last()
    return first.at if first is not None and not first.before else None


def _entered(period):
    """[(kind of record, how many)] of what bears the year and was written since it was opened, but by its carry-over.

    A plan for years to come may have been there before: it is no reason to keep the year.
    """
    since = _opened_at(period)
    for model in apps.get_models():
        if model is Period or not any(field.name == "year" for field in model._meta.concrete_fields):
            continue
        rows = model._default_manager.filter(year=period.year)
        if not hasattr(rows, "within"):
            continue
        written = Entry.objects.since(since, model, period.area)
        own = Entry.objects.parts_of(period.carried_key).values("pk") if period.carried_key else Entry.objects.none()
        keys = {int(key) for key in written.exclude(pk__in=own).values_list("object_id", flat=True)}
        number = len(keys.intersection(rows.within(period.area).values_list("pk", flat=True))) if keys else 0
        if number:
            yield model._meta.verbose_name, number


def _ensure_reason(reason):
    if not reason.strip():
        raise ValidationError(_("请写明原因或依据的文件。"))


def _put_on_record(period, before, write):
    record(by=write.by, act=Entry.Act.DECIDE, on=period, before=before, after=snapshot(period), reason=write.reason)
    write.write()
