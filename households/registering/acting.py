"""Putting down what was decided before, as one act."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from households.checks.nightly import KIND as CHECKING
from households.joining import joining_earlier
from households.models import Household, StatusEvent
from households.models.registering import Registration
from households.registering.weighing import keys_of, weigh
from kangle.audit import actions as audit
from kangle.audit.many import Many
from kangle.audit.models import Entry
from kangle.common.bulk import portions
from kangle.common.fields import fitting
from kangle.jobs.actions import ask
from kangle.programme.years import closed_years

PROCEDURE = "身份补登"  # records are kept in Chinese, whatever the one who acts reads


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
        raise OthersByNow(_("和刚才看的不一样了（改过上面填的，或者名单变了）：请看下面新的名单，再登记。"))
    if not weighed.homes:
        raise ValidationError(_("没有可以登记的户。"))
    made = Registration(
        area=asked.area,
        kind=asked.kind,
        on=asked.on,
        document=document,
        households=len(weighed.homes),
        by_name=fitting(Registration, "by_name", by),
    )
    made.save()
    _write(made, weighed.homes, by)
    told = {"households": made.households, "kind": made.kind, "on": str(made.on), "document": document}
    audit.record(by=by, act=Entry.Act.LOAD, on=made, after=told, reason=document)
    judge_anew(made, by=by)
    return made


def _locked(asked):
    """The weighing, of households that stay as they are until the end: whoever opens a case waits, or was first."""
    lock(keys_of(asked))
    return weigh(asked)


def lock(keys):
    for some in portions(sorted(keys)):
        Household.objects.filter(pk__in=some).lock()


def _write(made, homes, by):
    write, closed = Many(made.key, by=by, reason=made.document), closed_years()
    for home in homes:
        event = StatusEvent(
            household_id=home.pk, kind=made.kind, on=made.on, reason=made.document, procedure=PROCEDURE, registration=made
        )
        write.create(event, called=name_of(home, home.head_name, event), path=home.village.path)
    for some in portions([home.pk for home in homes] if made.kind == Registration.Kind.IDENTIFIED else []):
        for member, day in joining_earlier(some, made.on, closed):
            was, member.joined_on = audit.snapshot(member), day
            write.change(member, was, path=member.household.village.path)
    write.write()


def name_of(home, head_name, event):
    """As a StatusEvent calls itself, its household's head being known already."""
    return f"{head_name or home.number} {StatusEvent.Kind(event.kind).label} {event.on}"


def judge_anew(registration, *, by):
    """What the checks say of the area's households and villages follows: a worker judges them, for they may be thousands."""
    area = registration.area
    key = f"registration-{registration.pk}-{registration.taken_back}"
    title = _("身份补登后重新校验：%(area)s") % {"area": area.short_name}
    ask(CHECKING, key, title, [(area.short_name, {"area": area.path})], by=by)
