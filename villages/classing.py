"""Deciding a year's tiers: all villages of a county as one act, one village later on as another; nothing is overwritten."""

import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.audit.actions import record, snapshot
from kangle.audit.many import Many
from kangle.audit.models import Entry
from kangle.common.fields import fitting
from kangle.programme.actions import ensure_open
from kangle.programme.days import ensure_plausible
from kangle.programme.models import Period
from villages.models import Classing, Tier

NAMED = 8  # villages that a refusal names before it says how many more


@dataclass(frozen=True)
class Choice:
    """What is decided about one village, and what its place proposed: `tier` and `proposed` are "" for none."""

    village: Area
    tier: str
    strategy: str = ""
    reason: str = ""
    rank: int | None = None
    points: int | None = None
    proposed: str = ""

    @property
    def deviates(self):
        """Whether it is decided otherwise than proposed. No place proposes a demonstration village: it is not a poor one."""
        demonstration = self.tier == Tier.Kind.DEMONSTRATION and not self.proposed
        return self.tier != self.proposed and not demonstration

    def values(self):
        """The fields of a Tier that the choice gives."""
        given = {"tier": self.tier, "strategy": self.strategy, "points": self.points, "proposed": self.proposed}
        rank = None if self.tier == Tier.Kind.DEMONSTRATION else self.rank
        return given | {"rank": rank, "reason": self.reason if self.deviates else ""}


@transaction.atomic
def decide(county, year, *, choices, criteria, order_on, on, basis, by):
    """Decide the tiers of a county's villages for a year, as one act on the day `on`; returns the Classing.

    `choices`: a Choice for each village. What stood until now and is decided otherwise is kept, superseded on the day.
    Raises ValidationError: without a basis, in a closed year or one that was not opened, on a day that cannot be, for a
    deviation without a reason, or where nothing is decided otherwise than it stands.
    """
    _ensure_may(county, year, on, basis)
    if lacking := [choice.village.short_name for choice in choices if choice.deviates and not choice.reason.strip()]:
        raise ValidationError(without_reason(lacking))
    standing = {tier.village_id: tier for tier in Tier.objects.standing().filter(year=year).within(county)}
    classing = Classing(
        area=county, year=year, scope=Classing.Scope.WHOLE, on=on, basis=basis, criteria=criteria, order_on=order_on,
        **_person(by),
    )  # fmt: skip
    return _written(classing, choices, standing, by=by)


@transaction.atomic
def change(choice, year, *, on, reason, by):
    """Decide one village's tier anew after the county's own decision; returns the Classing. `choice.tier` "" takes it out.

    Raises ValidationError as `decide`; the reason is the change's own and stands with the village.
    """
    county = Area.objects.get(path=choice.village.county)
    _ensure_may(county, year, on, reason)
    standing = {each.village_id: each for each in Tier.objects.standing().filter(year=year, village=choice.village)}
    old = standing.get(choice.village.pk)
    criteria, order_on = (old.classing.criteria, old.classing.order_on) if old and old.classing else (None, None)
    classing = Classing(
        area=county, year=year, scope=Classing.Scope.SINGLE, on=on, basis=reason, criteria=criteria, order_on=order_on,
        **_person(by),
    )  # fmt: skip
    return _written(classing, [choice], standing, by=by)


def _person(by):
    return {"decided_by": fitting(Classing, "decided_by", by), "decided_by_id": getattr(by, "pk", None), "key": uuid.uuid4()}


def _ensure_may(county, year, on, basis):
    Area.objects.select_for_update().get(pk=county.pk)  # two people decide one after the other
    if not basis.strip():
        raise ValidationError(_("请写明依据的文件、会议或原因。"))
    if not Period.objects.filter(area=county, year=year).exists():
        raise ValidationError(_("%(year)d 年度还没有开启：先开启年度，再定类别。") % {"year": year})
    ensure_open(county, year)
    if on.year != year:
        raise ValidationError(_("决定日期 %(day)s 不在 %(year)d 年度：类别是当年定的。") % {"day": on, "year": year})
    if on > timezone.localdate():
        raise ValidationError(_("决定日期 %(day)s 还没有到。") % {"day": on})
    last = Tier.objects.filter(year=year).within(county).order_by("-assigned_on").values_list("assigned_on", flat=True).first()
    if last and on < last:
        raise ValidationError(_("上一次定类别是 %(last)s：这次的日期不能比它更早。") % {"last": last})


def without_reason(names):
    """The sentence that names the villages decided otherwise than proposed without a reason."""
    shown = _("、").join(names[:NAMED])
    if len(names) > NAMED:
        shown = _("%(names)s等 %(number)d 个村") % {"names": shown, "number": len(names)}
    return _("%(names)s：与建议类别不同，请逐村写明理由。") % {"names": shown}


def _written(classing, choices, standing, *, by):
    """Write what is decided otherwise than it stands, with its history; refuse where that is nothing."""
    classing.save()
    write = Many(classing.key, by=by, reason=classing.basis)
    for choice in choices:
        old, new = standing.get(choice.village.pk), _tier(choice, classing)
        if _alike(old, new):
            continue
        if old is not None:
            before, old.superseded_on = snapshot(old), classing.on
            write.change(old, before, path=old.village.path)
        if new is not None:
            ensure_plausible(None, new)
            write.create(new, path=new.village.path)
    if not write:
        raise ValidationError(_("没有一个村的类别有变化：不必再定。"))
    record(by=by, act=Entry.Act.DECIDE, on=classing, after=snapshot(classing), reason=classing.basis)
    write.write()
    return classing


def _tier(choice, classing):
    if not choice.tier:
        return None
    return Tier(village=choice.village, year=classing.year, assigned_on=classing.on, classing=classing, **choice.values())


def _alike(old, new):
    """Whether a village stands already as it is decided; what was only carried over is decided anew."""
    if old is None or new is None:
        return old is new
    told = ("tier", "strategy", "rank", "points", "proposed", "reason")
    return not old.carried_from_id and all(getattr(old, name) == getattr(new, name) for name in told)
