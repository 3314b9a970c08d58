"""The nightly run: every open period, one shard for each county and day; and the same at somebody's word."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.audit.actions import record
from kangle.audit.models import Entry
from kangle.common.sayings import said
from kangle.jobs.actions import ask
from kangle.jobs.models import Run, Shard
from kangle.programme.actions import ensure_open
from kangle.programme.models import Period
from kangle.scorecard.actions import Leapt, Superseded, county_of, prune, recompute
from kangle.scorecard.models import Score, Snapshot, Value
from kangle.scorecard.nights import days_due

KIND = "recompute"
ENDED = (Shard.State.DONE, Shard.State.FAILED)
LEAPT = "leapt"  # of a shard that waits for somebody to look: what he looks at (verification.Leapt.seen)


def ask_for_night(*, by, today=None):
    """Ask for tonight's run over all open periods; the open run where one stands, None where nothing is due."""
    today = today or timezone.localdate()
    shards = [shard for period in Period.objects.open().select_related("area") for shard in shards_of(period, today)]
    if not shards:
        return None
    # A run that still stands from another day knows nothing of this night: each night is a run of its own.
    return ask(KIND, f"night-{today}", _("夜间计算 %(day)s") % {"day": today}, shards, by=by, once=True)


def ask_for_county(period, *, by, today=None, anew=False):
    """Ask for one county's year to be recomputed now: its last night and every missed month-end; None where nothing is due.

    `anew`: every month-end once more, for records of earlier days that were put down since.
    """
    today = today or timezone.localdate()
    shards = shards_of(period, today, anew=anew)
    if not shards:
        return None
    key, title = f"{period.area.path}-{period.year}-{today}", _("立即计算 %(period)s")
    if anew:
        key, title = f"{key}-anew", _("连同各月末重新计算 %(period)s")
    return ask(KIND, key, title % {"period": period}, shards, by=by)


def open_run_of(period):
    """The run that computes a period now, or is about to; None where none does."""
    mine = Shard.objects.filter(arguments__area=period.area.path, arguments__year=period.year).values("run")
    return Run.objects.open().filter(kind=KIND, pk__in=mine).order_by("-asked_at").first()


def shards_of(period, today, *, anew=False):
    """(label, arguments) for every day due of a period."""
    days = days_due(period, today, anew=anew)
    return [(f"{period.area} {day}", arguments(period.area, period.year, day)) for day in days]


def arguments(area, year, as_of, **more):
    """What a shard is told, as JSON."""
    return {"area": area.path, "year": year, "as_of": as_of.isoformat(), **more}


def do(shard, lease):
    """Do one shard; how many rows were published. A run that another overtook has nothing left to do."""
    try:
        compute(shard, lease)
    except Superseded:
        return 0
    return shard.rows


def waiting_in(county):
    """The shards of the county of a path that failed for nothing but a change beyond belief and wait for somebody to look: the
    last word on the figures of their day, which were not computed again since, by a run or (as a year is closed) without one.
    """
    ended = Shard.objects.filter(run__kind=KIND, arguments__area__startswith=county, state__in=ENDED)
    ended = ended.annotate(place=KeyTextTransform("area", "arguments"), day=KeyTextTransform("as_of", "arguments"))
    again = ended.filter(place=OuterRef("place"), day=OuterRef("day"), finished_at__gt=OuterRef("finished_at"))
    published = Snapshot.objects.published().filter(area__path=county, published_at__gt=OuterRef("finished_at"))
    published = published.annotate(day=Cast("as_of", CharField())).filter(day=OuterRef("day"))
    failed = ended.filter(state=Shard.State.FAILED, arguments__leapt__isnull=False)
    return failed.filter(~Exists(again), ~Exists(published))


def accepting_run_of(run):
    """The run that publishes what another did not, once somebody had looked; None where nobody has."""
    return Run.objects.filter(kind=KIND, key=f"{LEAPT}-{run.pk}").order_by("-asked_at").first()


@transaction.atomic
def accept(run, county, *, by, reason):
    """Publish what a run did not, for somebody has looked at the change and says why it is right; the new Run. Where the figures
    are others by then, they wait again.

    Raises ValidationError where nothing of the run waits for that, or the year was closed since.
    """
    shards = list(waiting_in(county).filter(run=run).order_by("position"))
    if not shards:
        raise ValidationError(_("这次运行里没有等人核对的变化。"))
    for shard in shards:
        ensure_open(Area.objects.get(path=shard.arguments["area"]), shard.arguments["year"])
    told = said("核对过大的变化后发布评分：%(reason)s") % {"reason": reason}
    record(by=by, act=Entry.Act.DECIDE, on=Area.objects.get(path=county), reason=told)
    wanted = [(shard.label, _accepted(shard.arguments, reason)) for shard in shards]
    return ask(KIND, f"{LEAPT}-{run.pk}", _("核对后发布：%(run)s") % {"run": run.title}, wanted, by=by)


def _accepted(told, reason):
    return {name: value for name, value in told.items() if name != LEAPT} | {"accept": told[LEAPT], "reason": reason}


def compute(shard, lease):
    """Recompute a county (or, from a part of it, the county) as of the day a shard names; the Snapshot. Sets `shard.rows`.

    Raises what `recompute` raises.
    """
    wanted = shard.arguments
    how = {"run": shard.run, "beat": lease.beat, "confirm": lease.confirm, "accept_leaps": wanted.get("accept", False)}
    area, as_of = Area.objects.get(path=wanted["area"]), datetime.date.fromisoformat(wanted["as_of"])
    try:
        snapshot = recompute(area, year=wanted["year"], as_of=as_of, **how)
    except Leapt as fault:
        Shard.objects.filter(pk=shard.pk).update(arguments=wanted | {LEAPT: fault.seen})
        # On record, so that no page that was kept goes on without saying so.
        record(
            by=shard.run.asked_by, act=Entry.Act.LOAD, on=county_of(area), reason=said("评分变化过大，没有发布，等县扶贫办核对")
        )
        raise
    prune(snapshot.area, snapshot.year, spare=snapshot)
    lease.beat()
    shard.rows = sum(model.objects.filter(snapshot=snapshot).count() for model in (Value, Score))
    return snapshot
