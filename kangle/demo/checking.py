"""The checks of the demo county: judged once, as if they had been found through the year, a few explained."""

import datetime

from households.checks.nightly import check_area
from households.codes import Severity
from households.models import Doubt, StatusEvent
from kangle.demo.drawing import LAST_DAY, after, between, day, stream

# Of how many doubts of a rule one is explained, and how.
EXPLAINED = {
    "household.blank": (4, "户主没有电话，由社长转告，已入户核实"),
    "household.unhelped": (6, "已列入下一年度扶持计划，入户核实过"),
    "household.no-helper": (5, "原责任人调离，正在重新安排"),
    "household.cause-illness": (3, "患病的老人今年去世，致贫原因年底统一调整"),
    "household.exit-medical": (3, "在务工地参加职工医保，已看过凭证"),
    "household.exit-education": (4, "因病休学，有医院证明"),
    "member.healthy-unable": (3, "智力残疾，残疾证正在办理"),
    "year-record.farmland": (3, "承包了集体荒地，面积属实"),
    "year-record.distance": (4, "住在林场，距离属实"),
}
BY = "驻村工作队"


def check(area):
    """Judge every record of the demo and date what was found; returns how many doubts stand."""
    check_area(area)
    rng, left = stream("checks"), dict(StatusEvent.objects.filter(kind="exited").values_list("household", "on"))
    doubts = list(Doubt.objects.select_related("year_record").order_by("rule", "pk"))
    seen = {}
    for doubt in doubts:
        doubt.found_on = _found_on(rng, doubt, left)
        number = seen[doubt.rule] = seen.get(doubt.rule, 0) + 1
        one_of, reason = EXPLAINED.get(doubt.rule, (0, ""))
        if one_of and number % one_of == 0 and doubt.severity != Severity.BLOCKS:
            doubt.explained_on, doubt.explained_by, doubt.reason = after(doubt.found_on, rng.randint(1, 20)), BY, reason
    Doubt.objects.bulk_update(doubts, ["found_on", "explained_on", "explained_by", "reason"], batch_size=500)
    return len(doubts)


def _found_on(rng, doubt, left):
    """The night after the record was written: the yearly one, the exit; what stood from the beginning in the first months."""
    if doubt.year_record is not None:
        written = doubt.year_record.recorded_on
    elif doubt.rule.startswith(("household.exit", "village.")):
        written = left.get(doubt.household_id, datetime.date(2015, 12, 20))
    else:
        return between(rng, day(1, 12), day(3, 28))
    return min(after(max(written, day(1, 1)), rng.randint(1, 3)), LAST_DAY)
