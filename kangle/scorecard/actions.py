"""Recomputing a county: count, judge, write unpublished, verify, and let it be read by one flip."""

import calendar
import datetime
import time

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.common.bulk import write_rows
from kangle.common.reading import one_moment
from kangle.programme.models import Period
from kangle.scorecard.counting import count, roll_up, tree_of
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.judging import judge
from kangle.scorecard.looking import seen
from kangle.scorecard.measures import At
from kangle.scorecard.models import Scheme, Score, Snapshot, Value, Weight
from kangle.scorecard.partial import base_of, outside_of
from kangle.scorecard.verification import Leapt, Unverified, verify

KEPT_NIGHTS = 35


class Superseded(Exception):
    """Another run of the same county and day took this one's place; its figures stand."""


def recompute(area, *, year, as_of, run=None, beat=None, confirm=None, accept_leaps=False):
    """Compute and publish the snapshot of the county that `area` is or lies in; returns the published Snapshot.

    For a part of a county the rest is taken from the last published snapshot of the same day (where there is none, the
    whole county is counted); the figures are then as old as that snapshot's, and another one published meanwhile wins.
    `beat()` is called between steps and may raise to stop the work; `confirm()` is the last word within the transaction that
    publishes: where it raises, nothing is published. `accept_leaps` publishes what changed beyond belief, once somebody has
    looked. Raises ValidationError for a closed or unknown year or a day outside it or still to come, Unverified where the
    figures must not be published, Superseded where another run won.
    """
    beat, confirm = beat or _go_on, confirm or _go_on
    county = county_of(area)
    check(county, year, as_of)
    began = time.monotonic()
    base = base_of(area, county, year, as_of)
    snapshot = _begin(county, year, as_of, run, whole=base is None)
    try:
        tree, own, verdict = _figure(area, county, snapshot, base, beat)
        _write(snapshot, verdict)
        beat()
        verify(snapshot, tree, verdict, own, accept_leaps)
        return _publish(snapshot, base, confirm, seconds=time.monotonic() - began)
    except BaseException as fault:
        lost = _taken_away(snapshot, base)
        discard(Snapshot.objects.filter(pk=snapshot.pk, published_at__isnull=True))
        if lost and isinstance(fault, (IntegrityError, Unverified)):
            raise _superseded() from fault
        raise


def _taken_away(snapshot, base):
    """Whether another run took away this one's rows, or those a part is completed from: the figures are not to blame then."""
    needed = {snapshot.pk, (base or snapshot).pk}
    return Snapshot.objects.filter(pk__in=needed).count() < len(needed)


def _go_on():
    """What a recomputation outside any run is told between its steps."""


def county_of(area):
    """The county an area is or lies in; ValidationError for an area above counties."""
    if area.level == Area.Level.COUNTY:
        return area
    if area.level < Area.Level.COUNTY:
        raise ValidationError(_("%(area)s 不是县或县以下的地区，请给出县、乡镇或村的代码。") % {"area": area.name})
    return Area.objects.get(path=area.county)


def check(county, year, as_of):
    """Raise ValidationError unless the county has the year, it is open, and the day lies in it."""
    period = _open_period(Period.objects, county, year)
    if not period.starts_on <= as_of <= period.ends_on:
        raise ValidationError(_("%(day)s 不在 %(year)s 年度之内。") % {"day": as_of, "year": year})
    if as_of > timezone.localdate():
        # Pages read the newest day: nothing computed until then would be seen.
        raise ValidationError(_("%(day)s 还没有到，不能计算。") % {"day": as_of})


def _begin(county, year, as_of, run, *, whole):
    """A new unpublished snapshot; where the whole county is counted, what crashed runs left behind for the same day goes first.

    A part does not stop a whole run that may be under way.
    """
    with transaction.atomic():
        if whole:
            discard(Snapshot.objects.filter(area=county, year=year, as_of=as_of, published_at__isnull=True))
        versions = {code: indicator.version for code, indicator in CATALOGUE.items()}
        fields = {"scheme": scheme_in_force(as_of), "run": run, "versions": versions}
        return Snapshot.objects.create(area=county, year=year, as_of=as_of, **fields)


def _figure(area, county, snapshot, base, beat):
    """Count as of one moment and judge: (tree, what lies at each area itself, verdict)."""
    at = At(snapshot.year, snapshot.as_of)
    with one_moment():
        tree = tree_of(county)
        looked = seen(at, county, tree)
        rest = None if base is None else outside_of(area, county, base, tree)
        own, afresh = count(at, county if rest is None else area)
        if rest is not None:
            rest.complete(own, afresh, at)
    beat()
    totals = roll_up(tree, own, afresh)
    weights = dict(Weight.objects.filter(scheme=snapshot.scheme_id).values_list("code", "weight"))
    verdict = judge(tree, totals, weights, snapshot.year, snapshot.scheme.formula, seen=looked)
    beat()
    return tree, own, verdict


VALUE_FIELDS = ("snapshot", "area", "indicator", "numerator", "denominator", "target", "score", "rank", "of")
SCORE_FIELDS = ("snapshot", "area", "code", "score", "rank", "of", "veto")


def _write(snapshot, verdict):
    """Write all figures and marks under the unpublished snapshot, in one transaction."""
    pk = snapshot.pk
    values = [
        (pk, key, code, f.numerator, f.denominator, f.target, f.score, f.rank, f.of) for (key, code), f in verdict.figures.items()
    ]
    scores = [(pk, key, code, m.score, m.rank, m.of, m.veto) for (key, code), m in verdict.marks.items()]
    with transaction.atomic():
        write_rows(Value, VALUE_FIELDS, values)
        write_rows(Score, SCORE_FIELDS, scores)


def _publish(snapshot, base, confirm, *, seconds):
    """The one flip: the old snapshot of the day goes and this one can be read, or nothing happens at all.

    Whoever closes or undoes the year meanwhile comes before (then nothing is published) or after. A part is as old as `base`.
    """
    now = timezone.now()
    with transaction.atomic():
        _open_period(Period.objects.select_for_update(), snapshot.area, snapshot.year)
        of_the_day = Snapshot.objects.published().filter(area=snapshot.area, year=snapshot.year, as_of=snapshot.as_of)
        if base is not None and not of_the_day.filter(pk=base.pk).exists():
            raise _superseded()
        discard(of_the_day)
        mine = Snapshot.objects.filter(pk=snapshot.pk, published_at__isnull=True)
        try:
            flipped = mine.update(published_at=now, computed_at=base.computed_at if base else now, seconds=seconds)
        except IntegrityError as error:  # another run has published the day at this very moment
            raise _superseded() from error
        if not flipped:
            raise _superseded()
        confirm()
    snapshot.refresh_from_db()
    return snapshot


def _open_period(periods, county, year):
    """The open Period of a county's year among `periods`; ValidationError where there is none."""
    period = periods.filter(area=county, year=year).first()
    if period is None:
        raise ValidationError(_("%(area)s 没有 %(year)s 年度，请先建立该年度。") % {"area": county, "year": year})
    if not period.is_open:
        raise ValidationError(_("%(year)s 年度已关闭，评分数据不再改变。") % {"year": year})
    return period


def _superseded():
    return Superseded(_("另一次计算已取代本次计算。"))


def discard(snapshots):
    """Delete snapshots with their figures, without loading any of them."""
    with transaction.atomic():
        # Locked, so that a run which publishes one of them at this moment either comes first and keeps it, or finds it gone.
        keys = list(snapshots.select_for_update().values_list("pk", flat=True))
        if keys:
            for model in (Value, Score):
                rows = model.objects.filter(snapshot__in=keys)
                rows._raw_delete(rows.db)
            Snapshot.objects.filter(pk__in=keys).delete()


def scheme_in_force(on):
    """The newest scheme in force on a day; the first one is made, provisional and with equal weights, where none stands."""
    found = Scheme.objects.filter(in_force_from__lte=on).first() or Scheme.objects.order_by("in_force_from").first()
    if found is None:
        found, _made = Scheme.objects.get_or_create(
            version=1,
            defaults={
                "name": "第一版（暂拟）",
                "source": "各项权重相等；缺项在全部事项内分摊；到位 90 分、基本到位 70 分，待文件明确。",
                "in_force_from": datetime.date(2014, 1, 1),
            },
        )
    return found


def prune(area, year, *, spare=None):
    """Delete nights older than the kept ones; month-ends stay, and so does `spare`, which somebody has just asked for."""
    nights = list(Snapshot.objects.published().filter(area=area, year=year).order_by("-as_of").values_list("pk", "as_of"))
    old = [pk for pk, day in nights[KEPT_NIGHTS:] if not is_month_end(day) and (spare is None or pk != spare.pk)]
    discard(Snapshot.objects.filter(pk__in=old))
    return len(old)


def is_month_end(day):
    return day.day == calendar.monthrange(day.year, day.month)[1]


__all__ = [
    "Leapt", "Superseded", "Unverified", "check", "county_of", "discard", "is_month_end", "prune", "recompute", "scheme_in_force",
]  # fmt: skip
