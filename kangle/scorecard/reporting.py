"""What is done with a reported figure: entered with its source, explained where it differs, corrected by a new entry."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.accounts.roles import Capability
from kangle.audit import actions as audit
from kangle.scorecard.comparing import State, compare
from kangle.scorecard.models import Reported

# What a correction takes over of the entry it replaces.
KEPT = ("area_id", "year", "as_of", "indicator", "field", "phrase", "document", "document_on", "note")


@transaction.atomic
def report(*, by, area, as_of, indicator, field, value, phrase, document, document_on=None, note=""):
    """Enter a figure that a document states of an area on a day; returns the Reported. Raises ValidationError."""
    _ensure_may(by)
    audit.ensure_within(by, area)
    row = Reported(
        area=area, year=as_of.year, as_of=as_of, indicator=indicator, field=field, value=value, phrase=phrase,
        document=document, document_on=document_on, note=note, entered_by=by.name, entered_at=timezone.now(),
    )  # fmt: skip
    row.full_clean(exclude=["replaces"])
    return audit.save(row, by=by, reason=document)


@transaction.atomic
def explain(row, *, by, reason):
    """Put on record why a reported figure differs from the computed one; returns the row.

    It holds for the computed figure of now: should that change, the difference is open again. Raises ValidationError where the
    figure agrees, has nothing to be compared with or was corrected, or where no reason is given.
    """
    row = _locked(row, by)
    found = compare([row])[0]
    if found.state == State.AGREES:
        raise ValidationError(_("上报值同按记录计算的一致，不用说明。"))
    if found.state == State.NOTHING:
        raise ValidationError(_("没有可以比较的评分数据或指标，先不用说明。"))
    if not reason.strip():
        raise ValidationError({"reason": _("请写明为什么不一致。")})
    row.explanation, row.explained_against = reason.strip(), found.against
    row.explained_by, row.explained_at = by.name, timezone.now()
    return audit.save(row, by=by, reason=reason)


@transaction.atomic
def correct(row, *, by, value, reason, **changed):
    """Enter a reported figure anew because it was entered wrongly; the old entry is kept and says by what it was replaced.

    `changed`: other fields of KEPT that were wrong. Returns the new Reported. Raises ValidationError where nothing differs,
    where it was corrected already, or where no reason is given.
    """
    row = _locked(row, by)
    if not reason.strip():
        raise ValidationError({"reason": _("请写明更正的原因。")})
    kept = {name: getattr(row, name) for name in KEPT} | changed
    if value == row.value and all(getattr(row, name) == stated for name, stated in changed.items()):
        raise ValidationError(_("同原来登记的一样，没有可更正的。"))
    row.replaced_at = timezone.now()
    audit.save(row, by=by, reason=reason)
    kept["year"] = kept["as_of"].year
    new = Reported(value=value, replaces=row, entered_by=by.name, entered_at=timezone.now(), **kept)
    new.full_clean()
    return audit.save(new, by=by, reason=reason)


def _ensure_may(by):
    if not by.may(Capability.CHECK_REPORTS):
        raise ValidationError(_("只有县扶贫办和督查员可以登记、说明和更正上报值。"))


def _locked(row, by):
    _ensure_may(by)
    row = Reported.objects.select_for_update(of=("self",)).select_related("area").get(pk=row.pk)
    audit.ensure_within(by, row.area)
    if row.replaced_at:
        raise ValidationError(_("这一条已经更正：请打开更正以后的那一条。"))
    return row
