"""The nightly run: every open period, one shard for each county and day; and the same at somebody's word."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.jobs.actions import ask
from kangle.jobs.models import Run, Shard
from kangle.programme.models import Period
from kangle.scorecard.actions import Superseded, prune, recompute
from kangle.scorecard.models import Score, Value
from kangle.scorecard.nights import days_due

KIND = "recompute"


def ask_for_night(*, by, today=None):
    """Ask for tonight's run over all open periods; the open run where one stands, None where nothing is due."""
    today = today or timezone.localdate()
    shards = [shard for period in Period.objects.open().select_related("area") for shard in shards_of(period, today)]
    if not shards:
        return None
    # A run that still stands from another day knows nothing of this night: each night is a run of its own.
    return ask(KIND, f"night-{today}", _("夜间计算 %(day)s") % {"day": today}, shards, by=by, once=True)


def ask_for_county(period, *, by, today=None):
    """Ask for one county's year to be recomputed now: its last night and every missed month-end; None where nothing is due."""
    today = today or timezone.localdate()
    shards = shards_of(period, today)
    if not shards:
        return None
    key = f"{period.area.path}-{period.year}-{today}"
    return ask(KIND, key, _("立即计算 %(period)s") % {"period": period}, shards, by=by)


def open_run_of(period):
    """The run that computes a period now, or is about to; None where none does."""
    mine = Shard.objects.filter(arguments__area=period.area.path, arguments__year=period.year).values("run")
    return Run.objects.open().filter(kind=KIND, pk__in=mine).order_by("-asked_at").first()


def shards_of(period, today):
    """(label, arguments) for every day due of a period."""
    return [(f"{period.area} {day}", arguments(period.area, period.year, day)) for day in days_due(period, today)]


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


def compute(shard, lease):
    """Recompute a county (or, from a part of it, the county) as of the day a shard names; the Snapshot. Sets `shard.rows`.

    Raises what `recompute` raises.
    """
    wanted = shard.arguments
    area = Area.objects.get(path=wanted["area"])
    snapshot = recompute(
        area,
        year=wanted["year"],
        as_of=datetime.date.fromisoformat(wanted["as_of"]),
        run=shard.run,
        beat=lease.beat,
        confirm=lease.confirm,
        accept_leaps=wanted.get("accept", False),
    )
    prune(snapshot.area, snapshot.year, spare=snapshot)
    lease.beat()
    shard.rows = sum(model.objects.filter(snapshot=snapshot).count() for model in (Value, Score))
    return snapshot
