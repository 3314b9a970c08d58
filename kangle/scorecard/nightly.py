"""The nightly run: every open period, one shard for each county and day; and the same at somebody's word."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.jobs.actions import ask
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
    return ask(KIND, "night", _("夜间计算 %(day)s") % {"day": today}, shards, by=by)


def ask_for_county(period, *, by, today=None):
    """Ask for one county's year to be recomputed now: its last night and every missed month-end; None where nothing is due."""
    shards = shards_of(period, today or timezone.localdate())
    if not shards:
        return None
    key = f"{period.area.path}-{period.year}"
    return ask(KIND, key, _("立即计算 %(period)s") % {"period": period}, shards, by=by)


def shards_of(period, today):
    """(label, arguments) for every day due of a period."""
    return [
        (f"{period.area} {day}", {"area": period.area.path, "year": period.year, "as_of": day.isoformat()})
        for day in days_due(period, today)
    ]


def do(shard, lease):
    """Recompute one county as of one day; how many rows were published. A run that another overtook has nothing left to do."""
    wanted = shard.arguments
    county = Area.objects.get(path=wanted["area"])
    as_of = datetime.date.fromisoformat(wanted["as_of"])
    try:
        snapshot = recompute(county, year=wanted["year"], as_of=as_of, run=shard.run, beat=lease.beat, confirm=lease.confirm)
    except Superseded:
        return 0
    prune(county, wanted["year"])
    lease.beat()
    return Value.objects.filter(snapshot=snapshot).count() + Score.objects.filter(snapshot=snapshot).count()
