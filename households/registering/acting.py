"""Putting down what was decided before, as one act; taking it back, as another."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households.checks.nightly import KIND as CHECKING
from households.models import Household, StatusEvent
from households.registering.models import Registration
from households.registering.staying import built_upon
from households.registering.weighing import called, keys_of, weigh
from kangle.audit import actions as audit
from kangle.audit.models import Entry
from kangle.common import reasons
from kangle.common.bulk import portions, reserve_keys, write_rows
from kangle.jobs.actions import ask

PROCEDURE = "身份补登"  # records are kept in Chinese, whatever the one who acts reads
WRITTEN = ("id", "household", "kind", "on", "reason", "procedure", "registration")


class OthersByNow(ValidationError):
    """The households are not those that were seen: somebody has to look again."""


@transaction.atomic
def register(asked, *, digest, document, by):
    """Put down the standing of the households that somebody has seen (`digest` of the Weighed); returns the Registration.

    Raises OthersByNow where they are others by now; ValidationError as `weigh`, where there are none, or outside one's own area.
    """
    audit.ensure_within(by, Registration(area=asked.area))
    weighed = _locked(asked)
    if weighed.digest != digest:
        raise OthersByNow(_("名单和刚才看的不一样了：请看下面新的名单，再登记。"))
    if not weighed.homes:
        raise ValidationError(_("没有可以登记的户。"))
    made = Registration(
        area=asked.area, kind=asked.kind, on=asked.on, document=document, households=len(weighed.homes), by_name=str(by)[:60]
    )
    made.save()
    _write(made, weighed.homes, by)
    told = {"households": made.households, "kind": made.kind, "on": str(made.on), "document": document}
    audit.record(by=by, act=Entry.Act.LOAD, on=made, after=told, reason=document)
    _judge_anew(made, by=by)
    return made


def _locked(asked):
    """The weighing, of households that stay as they are until the end: whoever opens a case waits, or was first."""
    _lock(keys_of(asked))
    return weigh(asked)


def _lock(keys):
    for some in portions(sorted(keys)):
        rows = Household.objects.select_for_update(of=("self",)).filter(pk__in=some)
        list(rows.order_by("pk").values_list("pk", flat=True))


def _write(made, homes, by):
    keys = reserve_keys(StatusEvent, len(homes))
    on, kind = made.on.isoformat(), str(made.kind)
    rows = [(key, home.pk, kind, on, made.document, PROCEDURE, made.pk) for key, home in zip(keys, homes, strict=True)]
    write_rows(StatusEvent, WRITTEN, rows)
    events = [_event_of(made, key, home) for key, home in zip(keys, homes, strict=True)]
    parts = [
        (
            Entry.Act.CREATE,
            event,
            _name_of(home, home.head_name, event),
            home.village.path,
            {},
            audit.snapshot(event),
            made.document,
        )
        for home, event in zip(homes, events, strict=True)
    ]
    audit.record_parts(made.key, parts, by=by)


def _event_of(made, key, home):
    return StatusEvent(
        pk=key, household_id=home.pk, kind=made.kind, on=made.on, reason=made.document, procedure=PROCEDURE, registration=made
    )


def _name_of(home, head_name, event):
    """As a StatusEvent calls itself, its household's head being known already."""
    return f"{head_name or home.number} {StatusEvent.Kind(event.kind).label} {event.on}"


@transaction.atomic
def undo(registration, *, by, reason):
    """Take back what a registration wrote, but for what was built upon since; returns how many households that were.

    Raises ValidationError without a reason, where it was undone already, in a closed year, or outside one's own area.
    """
    found = Registration.objects.select_for_update(of=("self",)).select_related("area").get(pk=registration.pk)
    audit.ensure_within(by, found)
    if found.undone_at is not None:
        raise ValidationError(_("%(who)s已先撤销：您的这一步没有办。") % {"who": found.undone_by})
    if not reason.strip():
        raise ValidationError({"reason": _("请写明为什么撤销。")})
    reasons.refuse(reason)
    _lock(found.events.order_by().values_list("household", flat=True))
    events = found.events.with_head().with_revocation().select_related("household__village")
    staying = built_upon(found, list(events))
    _delete(found, [event for event in events if event.pk not in staying], by, reason)
    found.kept = [[called(event.household, event.head_name), staying[event.pk]] for event in events if event.pk in staying]
    found.undone_at, found.undone_by, found.undo_reason = timezone.now(), str(by)[:60], reason
    found.save(update_fields=["kept", "undone_at", "undone_by", "undo_reason"])
    taken_back = len(events) - len(staying)
    counts = {"taken_back": taken_back, "kept": len(staying)}
    audit.record(by=by, act=Entry.Act.LOAD, on=found, after=counts, reason=reason)
    _judge_anew(found, by=by)
    return taken_back


def _delete(found, events, by, reason):
    parts = []
    for event in events:
        home = event.household
        name = _name_of(home, event.head_name, event)
        parts.append((Entry.Act.DELETE, event, name, home.village.path, audit.snapshot(event), {}, reason))
    audit.record_parts(found.undo_key, parts, by=by)
    for some in portions([event.pk for event in events]):
        StatusEvent.objects.filter(pk__in=some).delete()


def _judge_anew(registration, *, by):
    """What the checks say of the area's households and villages follows: a worker judges them, for they may be thousands."""
    area = registration.area
    key = f"registration-{registration.pk}-{'undone' if registration.undone_at else 'made'}"
    title = _("身份补登后重新校验：%(area)s") % {"area": area.short_name}
    ask(CHECKING, key, title, [(area.short_name, {"area": area.path})], by=by)
