"""manage.py open_period --year 2026: a county's programme year, without which nothing is computed and no target can be set."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.areas.codes import NoSuchArea, area_for
from kangle.areas.models import Area
from kangle.programme.actions import open_period
from kangle.programme.models import Period

EARLIEST = 2014  # the year in which poor households were first put on the national register


class Command(BaseCommand):
    help = "建立一个县的年度：从此夜间计算该年度的评分。已有的年度保持不变。"

    def add_arguments(self, parser):
        parser.add_argument("--area", default=settings.KANGLE_COUNTY, help="县的区划代码；省略则为 KANGLE_COUNTY")
        parser.add_argument("--year", required=True, help="年度，四位数字")
        parser.add_argument("--reason", default="", help="原因，记入操作记录")

    def handle(self, *, area, year, reason, **options):
        county, year = _county(area), _year(year)
        existed = Period.objects.filter(area=county, year=year).first()
        if existed and not existed.is_open:
            raise CommandError(
                _("%(area)s %(year)d 年度已关闭：要再打开，请扶贫办在“记录维护”里说明原因。")
                % {"area": county.short_name, "year": year},
                returncode=2,
            )
        open_period(area=county, year=year, by=_("命令行"), reason=reason or _("建立年度"))
        said = _("%(area)s %(year)d 年度早已建立，没有改变。") if existed else _("已建立%(area)s %(year)d 年度。")
        self.stdout.write(said % {"area": county.short_name, "year": year})


def _county(code):
    try:
        area = area_for(code)
    except NoSuchArea as error:
        raise CommandError(str(error), returncode=2) from error
    if area.level != Area.Level.COUNTY:
        raise CommandError(_("年度是县的年度，%(area)s不是县：请写县的代码。") % {"area": area.short_name}, returncode=2)
    return area


def _year(text):
    latest = timezone.localdate().year + 1
    if text.isascii() and text.isdigit() and EARLIEST <= int(text) <= latest:
        return int(text)
    raise CommandError(
        _("“%(year)s”不能作年度：请写 %(first)d 至 %(last)d 之间的四位年份。")
        % {"year": text, "first": EARLIEST, "last": latest},
        returncode=2,
    )
