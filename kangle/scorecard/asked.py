"""What a scorecard page is asked for: an area the person may see, a year, a day; and the published snapshot that answers."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.common import prepared
from kangle.exchange.views import chosen_area
from kangle.programme.models import Period
from kangle.scorecard.boards import month_before, snapshots_of
from kangle.scorecard.nightly import open_run_of
from kangle.scorecard.nights import is_stale
from kangle.scorecard.readings import sheet_of


@dataclass
class Asked:
    """One request for figures. `snapshot` is None where nothing is published yet: the page then says what to do."""

    request: object
    area: Area

    @cached_property
    def periods(self):
        """The county's years, newest first."""
        county = self.area.path[:6]

        def newest_first():
            return Period.objects.filter(area__path=county).order_by("-year")

        return prepared.records(("periods", county), Period, newest_first, related="area")

    @cached_property
    def period(self):
        """The year asked for by `?period=`, else the county's newest."""
        wanted = self.request.GET.get("period", "")
        if not wanted:
            return self.periods[0] if self.periods else None
        found = next((each for each in self.periods if str(each.year) == wanted), None)
        if found is None:
            raise Http404(_("没有“%(year)s”这个年度。") % {"year": wanted[:10]})
        return found

    @cached_property
    def snapshots(self):
        """The year's published snapshots, oldest first."""
        return snapshots_of(self.area, self.period.year) if self.period else []

    @cached_property
    def snapshot(self):
        """The snapshot of `?as_of=`, else the newest."""
        wanted = self.request.GET.get("as_of", "")
        if not wanted:
            return self.snapshots[-1] if self.snapshots else None
        try:
            day = datetime.date.fromisoformat(wanted)
        except ValueError as error:
            raise Http404(_("“%(day)s”不是日期，请写成 2015-06-30 的样子。") % {"day": wanted[:20]}) from error
        found = next((each for each in self.snapshots if each.as_of == day), None)
        if found is None:
            raise Http404(_("没有截至 %(day)s 的快照。") % {"day": day})
        return found

    @cached_property
    def before(self):
        return month_before(self.snapshots, self.snapshot)

    @cached_property
    def sheet(self):
        return self.snapshot and sheet_of(self.snapshot, self.area)

    @property
    def other_years(self):
        """[(year, the query that leads to it)] of the county's other years, newest first."""
        others = (each.year for each in self.periods if each != self.period)
        return [(year, self.query(period=year, as_of=None)) for year in others]

    @property
    def stale(self):
        """Whether the newest snapshot of an open year is older than it should be."""
        return is_stale(self.period, self.snapshots[-1] if self.snapshots else None)

    @cached_property
    def run(self):
        """The run that computes the year now; None where none does."""
        return open_run_of(self.period) if self.period else None

    def query(self, area=None, **more):
        """The query string that keeps area, year and day on the way to another page; '' where all are the defaults."""
        area = area or self.area
        kept = {name: self.request.GET[name] for name in ("period", "as_of") if self.request.GET.get(name)}
        if area.pk != self.request.user.area_id:
            kept = {"area": area.short_code, **kept}
        kept = {name: value for name, value in (kept | more).items() if value is not None}
        return f"?{urlencode(kept)}" if kept else ""


def asked(request):
    """The Asked of a request; 404 for an area outside the person's own, or for a person without one."""
    area = chosen_area(request)
    if area is None:
        raise Http404(_("您的账号没有地区，看不到评分。请联系系统管理员。"))
    if area.level < Area.Level.COUNTY:
        area = Area.objects.current().within(area).at_level(Area.Level.COUNTY).first() or area
    return Asked(request, area)
