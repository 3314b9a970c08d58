"""Recompute and publish scorecards now, in this process; the ledger says who did."""

import getpass
import os

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kangle.areas.codes import area_for
from kangle.jobs.actions import LeaseLost
from kangle.jobs.work import on_record
from kangle.programme.models import Period
from kangle.scorecard.actions import Superseded, Unverified, check, county_of
from kangle.scorecard.management.days import day, fail, year
from kangle.scorecard.nightly import KIND, arguments, compute
from kangle.scorecard.nights import night_of


class Command(BaseCommand):
    help = "重新计算并发布评分：recompute [--area 622922] [--period 2015] [--as-of 2015-06-30]"

    def add_arguments(self, parser):
        parser.add_argument("--area", help="区划代码：县 6 位、乡镇 9 位或村 12 位；省略则为所有有进行中年度的县")
        parser.add_argument("--period", help="年度；省略则为所有进行中的年度")
        parser.add_argument("--as-of", help="截至日期；省略则为昨天与年末中较早的一天")
        parser.add_argument("--accept", action="store_true", help="已核对过大的变化，照样发布")

    def handle(self, *, area, period, as_of, accept, **options):
        wanted_year, wanted_day = year(period), day(as_of)
        try:
            place = area_for(area) if area else None
            periods = self._periods(place, wanted_year)
        except (ValueError, ValidationError) as error:
            raise fail(error) from error
        for each in periods:
            self._recompute(place or each.area, each, wanted_day or night_of(each), accept)

    def _periods(self, place, wanted_year):
        """The open periods the options name; a sentence where there is none."""
        found = Period.objects.open().select_related("area").order_by("area__path", "year")
        if wanted_year:
            found = found.filter(year=wanted_year)
        if place:
            found = found.filter(area=county_of(place))
        if not found:
            year_named = f" {wanted_year} 年度" if wanted_year else ""
            raise CommandError(f"{place or '各县'}没有进行中的{year_named or '年度'}：先建立或重新打开该年度。", returncode=2)
        return list(found)

    def _recompute(self, place, period, as_of, accept):
        if as_of is None:
            raise CommandError(f"{period} 年度尚未开始，没有可计算的日期。", returncode=2)
        try:
            check(period.area, period.year, as_of)
        except ValidationError as error:
            raise fail(error) from error
        title = _("命令行计算 %(place)s %(day)s") % {"place": place, "day": as_of}
        if accept:
            title += _("，过大的变化已核对")
        try:
            wanted = arguments(place, period.year, as_of, accept=accept)
            with on_record(KIND, title, f"{place} {as_of}", wanted, by=_("命令行 %(user)s") % {"user": operator()}) as work:
                snapshot = compute(*work)
        except ValidationError as error:  # the year was closed while it was computed
            raise fail(error) from error
        except (Unverified, Superseded, LeaseLost) as error:
            raise CommandError(f"未发布：{error}", returncode=1) from error
        self.stdout.write(f"{period} 截至 {as_of} 已发布，用时 {snapshot.seconds:.2f} 秒")


def operator():
    """Who runs the command on this machine, as the ledger names him."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number that no account bears
        return str(os.getuid())
