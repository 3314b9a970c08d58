"""Publishing a ranking, withdrawing it, issuing it anew: each an act of a person, on record, never an edit."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.audit.actions import ensure_within, record, snapshot
from kangle.audit.models import Entry
from kangle.common.fields import fitting
from kangle.rankings import canonical
from kangle.rankings.kinds import compute
from kangle.rankings.models import Publication


@dataclass(frozen=True)
class Frozen:
    """What is to be published, read at one moment: of which county, by what, as of when; its rule and inputs."""

    county: Area
    kind: str
    subject: str
    subject_name: str
    level: str
    year: int
    as_of: object
    rule: dict
    inputs: dict

    @property
    def result(self):
        """The result rows, computed from rule and inputs alone."""
        return compute(self.kind, self.rule, self.inputs)


@transaction.atomic
def publish(frozen, *, by, title, basis="", replaces=None):
    """Freeze a ranking for good; returns the Publication. One of the same ranking and day that was withdrawn it replaces.

    Raises ValidationError for a county that is not the person's, without a title, with nobody placed, or where the same
    ranking of the same day is published already.
    """
    county = Area.objects.select_for_update().get(pk=frozen.county.pk)  # numbers are given one after another
    ensure_within(by, county)
    if not title.strip():
        raise ValidationError({"title": _("请写标题：公布的排名要有名称。")})
    _refuse_twice(frozen)
    replaces = replaces or Publication.objects.filter(withdrawn_at__isnull=False, replaced_by=None).same_of_day(**_same(frozen))
    result = frozen.result
    if not any(row["place"] for row in result):
        raise ValidationError(_("没有一个单位能排名，不能发布。"))
    now = timezone.now()
    numbers = Publication.objects.filter(area=county, year=frozen.year).values_list("number", flat=True)
    number = max(numbers, default=0) + 1
    text, sha256, sm3 = canonical.carried(
        {
            "format": canonical.FORMAT,
            "number": f"{frozen.year}-{number:03}",
            "county": {"code": county.path, "name": county.short_name},
            "kind": frozen.kind,
            "subject": {"code": frozen.subject, "name": frozen.subject_name},
            "level": frozen.level,
            "year": frozen.year,
            "as_of": frozen.as_of.isoformat(),
            "title": title.strip(),
            "basis": basis.strip(),
            "published": {"on": timezone.localtime(now).date().isoformat(), "by": str(by)},
            "replaces": replaces.sha256 if replaces else "",
            "rule": frozen.rule,
            "inputs": frozen.inputs,
            "result": result,
        }
    )
    made = Publication.objects.create(
        area=county,
        number=number,
        kind=frozen.kind,
        subject=frozen.subject,
        level=frozen.level,
        year=frozen.year,
        as_of=frozen.as_of,
        title=title.strip(),
        text=text,
        sha256=sha256,
        sm3=sm3,
        published_at=now,
        published_by=fitting(Publication, "published_by", by),
        published_by_id=by.pk,
        replaces=replaces,
    )
    record(by=by, act=Entry.Act.DECIDE, on=made, after=_kept(made), reason=_("发布排名"))
    return made


def _same(frozen):
    """What tells a ranking and its day from all others (PublicationQuerySet.of_day)."""
    place = {"area": frozen.county, "level": frozen.level, "as_of": frozen.as_of}
    return place | {"kind": frozen.kind, "subject": frozen.subject, "communities": frozen.rule.get("communities")}


def _refuse_twice(frozen):
    """The same units by the same thing as of the same day are published once; whoever wants another says why."""
    there = Publication.objects.of_day(**_same(frozen))
    if there is not None:
        told = {"reference": there.reference, "day": frozen.as_of}
        raise ValidationError(
            _("截至 %(day)s 的这个排名已经发布（%(reference)s）。要改，请先撤回并说明原因，再重新发布。") % told
        )


@transaction.atomic
def withdraw(publication, *, by, reason):
    """Take a published ranking back, with a reason; its file stays as it was. Raises ValidationError."""
    locked = Publication.objects.select_for_update().get(pk=publication.pk)
    ensure_within(by, locked.area)
    if not reason.strip():
        raise ValidationError({"reason": _("请写撤回的原因。")})
    if locked.withdrawn_at is not None:
        told = {"who": locked.withdrawn_by, "reason": locked.withdrawn_reason}
        raise ValidationError(_("%(who)s已经撤回了它：%(reason)s") % told)
    before = _kept(locked)
    locked.withdrawn_at, locked.withdrawn_reason = timezone.now(), reason.strip()
    locked.withdrawn_by = fitting(locked, "withdrawn_by", by)
    locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record(by=by, act=Entry.Act.DECIDE, on=locked, before=before, after=_kept(locked), reason=reason.strip())
    return locked


@transaction.atomic
def reissue(publication, frozen, *, by, title, basis="", reason):
    """Withdraw a ranking and publish it anew in its place, in one act; returns the new Publication."""
    old = withdraw(publication, by=by, reason=reason)
    return publish(frozen, by=by, title=title, basis=basis, replaces=old)


def _kept(publication):
    """What the audit keeps of a publication: everything but the file, which its digest names."""
    return {name: value for name, value in snapshot(publication).items() if name != "text"}
