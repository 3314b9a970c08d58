"""manage.py open_period --year 2026: a county's programme year, without which nothing is computed and no target can be set."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.areas.codes import NoSuchArea, area_for
from kangle.areas.models import Area
from kangle.programme.actions import open_period
from kangle.programme.carrying import registered
from kangle.programme.models import Period
from kangle.programme.opening import left_behind, open_year, opening_of, proposed

EARLIEST = 2014  # the year in which poor households were first put on the national register


class Command(BaseCommand):
    help = "建立一个县的年度：从此夜间计算该年度的评分。已有的年度保持不变。"

    def add_arguments(self, parser):
        parser.add_argument("--area", default=settings.KANGLE_COUNTY, help="县的区划代码；省略则为 KANGLE_COUNTY")
        parser.add_argument("--year", required=True, help="年度，四位数字")
        parser.add_argument("--reason", default="", help="原因，记入操作记录")
        parser.add_argument("--nothing-carried", action="store_true", help="不从上年结转任何东西")

    def handle(self, *, area, year, reason, nothing_carried=False, **options):
        county, year = _county(area), _year(year)
        existed = Period.objects.filter(area=county, year=year).first()
        if existed and not existed.is_open:
            raise CommandError(
                _("%(area)s %(year)d 年度已关闭：要再打开，请扶贫办在“记录维护”里说明原因。")
                % {"area": county.short_name, "year": year},
                returncode=2,
            )
        told, reason = {"area": county.short_name, "year": year}, reason or _("建立年度")
        if existed:
            self.stdout.write(_("%(area)s %(year)d 年度早已建立，没有改变。") % told)
        elif nothing_carried or opening_of(county).year != year or opening_of(county).old is None:
            open_period(area=county, year=year, by=_("命令行"), reason=reason)
            self.stdout.write(_("已建立%(area)s %(year)d 年度。") % told)
        else:
            _period, numbers = open_year(county, year=year, choices=proposed(opening_of(county)), by=_("命令行"), reason=reason)
            self.stdout.write(_("已建立%(area)s %(year)d 年度。") % told + carried_text(numbers))
        for title, number in left_behind(county):
            words = {"title": title, "number": number}
            self.stdout.write(_("没有结转“%(title)s”：上年有 %(number)d 个。请县扶贫办在“年度”页结转，或者重新确定。") % words)


def carried_text(numbers):
    """What was carried over from the year before, in a sentence."""
    titles = {carrier.code: carrier.title for carrier in registered()}
    parts = [f"{titles[code]} {number}" for code, number in numbers.items() if number]
    return _("从上年结转：%(what)s。") % {"what": "、".join(parts) or _("没有可结转的")}


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
