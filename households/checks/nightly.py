"""Judging everything at night, before the scorecard counts it: one shard for each county that keeps households."""

from django.utils import timezone
from django.utils.translation import gettext as _

from households.checks.actions import recheck_many, recheck_villages
from households.checks.frames import frame_for
from households.models import Household
from kangle.areas.models import Area
from kangle.jobs.actions import ask

KIND = "check-records"


def ask_for_night(*, by, today=None):
    """Ask for tonight's judging of every county; the open run where one stands, None where no household is kept."""
    today = today or timezone.localdate()
    counties = Area.objects.at_level(Area.Level.COUNTY).current().order_by("path")
    kept = [county for county in counties if Household.objects.within(county).exists()]
    if not kept:
        return None
    shards = [(f"{county} {today}", {"area": county.path}) for county in kept]
    return ask(KIND, f"night-{today}", _("夜间校验 %(day)s") % {"day": today}, shards, by=by, once=True)


def do(shard, lease):
    """Do one shard; how many households were judged. Each batch is stored by itself: another worker may begin again."""
    return check_area(Area.objects.get(path=shard.arguments["area"]), beat=lease.beat, confirm=lease.confirm).households


def check_area(area, *, beat=lambda: None, confirm=lambda: None):
    """Judge every household and village within an area of one county anew; the Count."""
    frame = frame_for(area)
    count = recheck_many(Household.objects.within(area), frame=frame, beat=beat, confirm=confirm)
    beat()
    villages = recheck_villages(area, frame=frame)
    count.found, count.cleared = count.found + villages.found, count.cleared + villages.cleared
    return count
