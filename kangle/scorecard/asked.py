"""What a scorecard page is asked for: an area the person may see, a year, a day; and the published snapshot that answers."""

from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from django.http import Http404
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.common import prepared
from kangle.exchange.views import chosen_area
from kangle.programme.chosen import DAY, chosen_among, chosen_day
from kangle.programme.items import TOTAL
from kangle.programme.models import Period
from kangle.scorecard.boards import month_before, snapshots_of
from kangle.scorecard.models import Score
from kangle.scorecard.nightly import open_run_of
from kangle.scorecard.nights import is_stale
from kangle.scorecard.readings import sheet_of


@dataclass
class Asked:
    """One request for figures. `snapshot` is None where nothing is published yet: the page then says what to do."""

    request: object
    area: Area
    year: int | None = None  # in place of what the person asks for
    looks_for_blank: bool = True  # a page that reads the figures anyhow tells by itself that a year has none yet

    @cached_property
    def periods(self):
        """The county's years, newest first."""
        county = self.area.county

        def newest_first():
            return Period.objects.filter(area__path=county).order_by("-year")

        return prepared.records(("periods", county), Period, newest_first, related="area")

    @cached_property
    def chosen(self):
        """The year the person chose, here or on an earlier page (programme.chosen); None where he reads the year in hand."""
        return chosen_among(self.request, self.periods)

    @cached_property
    def period(self):
        """The year whose figures are shown: the one chosen, else the county's newest that has any."""
        if self.year is not None:
            return next(each for each in self.periods if each.year == self.year)
        found = self.chosen or self._with_figures() or (self.periods[0] if self.periods else None)
        self.request.period_shown = found  # the head of the page names the year that its figures are of
        return found

    def _with_figures(self):
        """The newest year of which something is published and on record; None where there is no such year."""
        for each, earlier in zip_longest(self.periods, self.periods[1:]):
            published = self._published(each.year)
            if published and not (earlier and self.looks_for_blank and is_blank(published[-1])):
                return each
        return None

    def earlier(self):
        """This request for the last year before the one shown that has figures; None where there is none or the person chose."""
        for each in self.periods if self.chosen is None else ():
            if each.year < self.period.year and self._published(each.year):
                return Asked(self.request, self.area, each.year)
        return None

    @property
    def without_figures(self):
        """The newest year, where the one shown stands in for it because it has no figures yet; else None."""
        stands_in = self.chosen is None and self.period and self.period.year < self.periods[0].year
        return self.periods[0] if stands_in else None

    @property
    def is_past(self):
        """Whether the person chose a year before the newest."""
        return self.chosen is not None and self.period.year < self.periods[0].year

    @cached_property
    def snapshots(self):
        """The year's published snapshots, oldest first."""
        return self._published(self.period.year) if self.period else []

    def _published(self, year):
        """A year's published snapshots, oldest first, each year read once."""
        if year not in self._read:
            self._read[year] = snapshots_of(self.area, year)
        return self._read[year]

    @cached_property
    def _read(self):
        return {}

    @cached_property
    def snapshot(self):
        """The snapshot of `?as_of=`, else the newest."""
        day = self.day
        if day is None:
            return self.snapshots[-1] if self.snapshots else None
        found = next((each for each in self.snapshots if each.as_of == day), None)
        if found is None:
            raise Http404(_("没有截至 %(day)s 的评分数据。") % {"day": day})
        return found

    @cached_property
    def day(self):
        """The day the person chose; None where he reads the newest. Above the counties nothing is of a day: each has its own."""
        return chosen_day(self.request) if self.periods else None

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

    @property
    def run_ahead(self):
        """The run that computes the year for which the one shown stands in; None where none does."""
        return open_run_of(self.without_figures) if self.without_figures else None

    @property
    def chosen_query(self):
        """The query that keeps to the year shown from now on."""
        return self.query(period=self.period.year, as_of=None)

    @property
    def newest_query(self):
        """The query that leads from an earlier day back to the newest figures of the year; "" where they are shown."""
        return self.query(as_of="") if self.snapshot and self.snapshot.pk != self.snapshots[-1].pk else ""

    @property
    def is_of_last_year(self):
        """Whether the year shown is not the newest: a sentence then names it and does not say "this year"."""
        return bool(self.period and self.period != self.periods[0])

    def query(self, area=None, **more):
        """The query string that keeps area, year and day on the way to another page; '' where all are the defaults."""
        area = area or self.area
        kept = {name: self.request.GET[name] for name in ("period", DAY) if self.request.GET.get(name)}
        if self.without_figures:
            kept["period"] = self.period.year  # on the pages that follow, too
        if area.pk != self.request.user.area_id:
            kept = {"area": area.short_code, **kept}
        kept = {name: value for name, value in (kept | more).items() if value is not None}
        return f"?{urlencode(kept)}" if kept else ""


def is_blank(snapshot):
    """Whether nothing of the snapshot's year was on record: its county then has no score (scorecard.looking). One query."""
    return not Score.objects.filter(snapshot=snapshot, area=snapshot.area_id, code=TOTAL, score__isnull=False).exists()


def asked(request, **more):
    """The Asked of a request; 404 for an area outside the person's own, or for a person without one."""
    area = chosen_area(request)
    if area is None:
        raise Http404(_("您的账号没有地区，看不到评分。请联系系统管理员。"))
    if area.level < Area.Level.COUNTY:
        area = Area.objects.current().within(area).at_level(Area.Level.COUNTY).first() or area
    return Asked(request, area, **more)
