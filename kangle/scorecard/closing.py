"""A year is closed with its last figures: what was altered since the last snapshot is computed once more before."""

from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db.models import Q

from kangle.audit.models import Entry
from kangle.common.sayings import said as _
from kangle.scorecard.actions import Superseded, recompute
from kangle.scorecard.nights import night_of
from kangle.scorecard.readings import newest
from kangle.scorecard.verification import Unverified

# Acts that alter no record.
READING = (Entry.Act.LOOK, Entry.Act.SIGN_IN)
# The rooms whose records figures are computed from (an account, an export or a bulletin alters none), and what else they rest on.
ROOMS = ("areas", "demo", "funds", "households", "procedures", "projects", "supervision", "villages")
BESIDES = ("programme.povertyline", "scorecard.manualscore", "scorecard.scheme", "scorecard.weight")
COUNTED = reduce(or_, (Q(model__startswith=f"{room}.") for room in ROOMS), Q(model__in=BESIDES))


def altered_since(period, snapshot):
    """The acts since a snapshot was computed that altered what the county's figures are computed from; all where it is None."""
    everywhere = Entry.objects.filter(area_path="")  # a poverty line or a weight is no county's own
    acts = (Entry.objects.within(period.area) | everywhere).filter(COUNTED).exclude(act__in=READING)
    return acts.filter(at__gt=snapshot.computed_at) if snapshot else acts


def compute_last(period):
    """Compute a year once more, as of its last night, where its newest snapshot no longer says what the records say.

    A year of which nothing was ever published is left as it is. Raises ValidationError where the figures must not be published.
    """
    snapshot, night = newest(period.area, period.year), night_of(period)
    if snapshot is None or night is None:
        return
    if snapshot.as_of >= night and not altered_since(period, snapshot).exists():
        return
    try:
        recompute(period.area, year=period.year, as_of=max(night, snapshot.as_of))
    except Superseded:
        return  # another run has just done it
    except Unverified as fault:
        told = {"year": period.year, "faults": " ".join(map(str, fault.faults[:3]))}
        raise ValidationError(
            _("%(year)d 年度还不能关闭：关闭前的最后一次计算没有通过核对。%(faults)s 请核对记录，重新计算以后再关闭。") % told
        ) from fault
