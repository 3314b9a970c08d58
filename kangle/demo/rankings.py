"""What the demo county has published: its townships and villages a month before the year's end, and its last two rounds."""

from kangle.accounts.models import User
from kangle.accounts.roles import Role
from kangle.rankings.actions import Frozen, publish
from kangle.rankings.kinds import reading, rounds
from kangle.scorecard.models import Snapshot
from kangle.supervision.models import Round

BASIS = "县扶贫开发领导小组会议决定（演示）"
LEVELS = (("township", "乡镇"), ("village", "村、社区"))


def write(area, month_end):
    """Publish the rankings; returns how many."""
    by = User.objects.filter(role=Role.INSPECTOR, area=area).first()
    snapshot = Snapshot.objects.published().get(area=area, as_of=month_end)
    for level, called in LEVELS:
        rule, inputs = reading.freeze(snapshot, "663", level)
        frozen = Frozen(area, "score", "663", rule["names"]["663"], level, snapshot.year, month_end, rule, inputs)
        publish(frozen, by=by, title=f"{area.short_name}{snapshot.year}年{called}663总评排名", basis=BASIS)
    last = Round.objects.filter(area=area, finished_on__isnull=False).order_by("-year", "-number")[:2]
    for each in reversed(last):
        rule, inputs = rounds.freeze(each)
        frozen = Frozen(
            area, "round", f"round-{each.number}", f"{each}督查", "township", each.year, each.finished_on, rule, inputs
        )
        publish(frozen, by=by, title=f"{area.short_name}{each}督查乡镇排名", basis=each.basis)
    return len(LEVELS) + len(last)
