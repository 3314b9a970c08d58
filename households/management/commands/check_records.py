"""Judge the records of households now, in this process; the ledger of runs says who did."""

import getpass
import os
import time

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from households.checks.nightly import KIND, check_area
from households.models import Household
from kangle.areas.codes import area_for
from kangle.areas.models import Area
from kangle.jobs.actions import LeaseLost
from kangle.jobs.work import on_record


class Command(BaseCommand):
    help = "重新校验农户和村的记录，更新疑点：check_records [--area 622922]"

    def add_arguments(self, parser):
        parser.add_argument("--area", help="区划代码：县 6 位、乡镇 9 位或村 12 位；省略则为所有有农户的县")

    def handle(self, *, area, **options):
        try:
            places = [area_for(area)] if area else _counties()
        except (ValueError, ValidationError) as error:
            raise CommandError(str(error), returncode=2) from error
        if not places:
            raise CommandError(_("还没有登记农户，没有可校验的记录。"), returncode=2)
        if places[0].level < Area.Level.COUNTY:
            raise CommandError(_("请用 --area 写明一个县、乡镇或村。"), returncode=2)
        for place in places:
            self._check(place)

    def _check(self, place):
        began, title = time.monotonic(), _("命令行校验 %(place)s") % {"place": place}
        try:
            with on_record(
                KIND, title, str(place), {"area": place.path}, by=_("命令行 %(user)s") % {"user": _operator()}
            ) as work:
                shard, lease = work
                count = check_area(place, beat=lease.beat, confirm=lease.confirm)
                shard.rows = count.households
        except LeaseLost as error:
            raise CommandError(f"没有做完：{error}", returncode=1) from error
        self.stdout.write(
            f"{place}：校验 {count.households} 户 {count.members} 人，新疑点 {count.found} 条，消除 {count.cleared} 条，"
            f"用时 {time.monotonic() - began:.1f} 秒"
        )


def _counties():
    counties = Area.objects.at_level(Area.Level.COUNTY).order_by("path")
    return [county for county in counties if Household.objects.within(county).exists()]


def _operator():
    """Who runs the command on this machine, as the ledger names him."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number that no account bears
        return str(os.getuid())
