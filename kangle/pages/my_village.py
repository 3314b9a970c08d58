"""我的村: what is left to do in a village today, how far its records are, and its households; above a village, its villages."""

import datetime
from collections import Counter

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from households.models import Begun, Measure, Pairing, StatusEvent, Visit, YearRecord
from households.standing import POOR, REGISTERED
from kangle.accounts.roles import Capability
from kangle.areas.models import Area
from kangle.common.reading import at_one_moment
from kangle.exchange.facts import with_query
from kangle.exchange.filters import ListFilter, SearchFilter
from kangle.exchange.tables import AreaColumn, ListTable, NumberColumn
from kangle.exchange.views import ListPage
from kangle.pages.beginnings import beginnings
from kangle.pages.found import area_or_404
from kangle.pages.tasks import Kind, Work
from kangle.procedures.codes import Subject
from kangle.procedures.models import Case
from kangle.programme.chosen import period_asked
from kangle.programme.years import day_in_hand
from villages import cases
from villages.querysets import count_of
from villages.tables.places import OwnNameColumn

SHOWN = 30


@require_GET
@at_one_moment
def village_at_work(request, code):
    """The page of one village for whoever works there."""
    area = area_or_404(request.user, code)
    if not area.is_village:
        return redirect(f"{request.path.removesuffix(f'{code}/')}?{urlencode({'area': area.code})}")
    period = period_asked(request, area)
    if period is None:
        raise Http404(_("这个县还没有打开的年度。"))
    work = Work(area, period, day_in_hand([period]), request.user)
    own = bool(work.own) and request.GET.get("own") == "1"
    kind = request.GET.get("kind", "")
    tasks = [task for task in work.tasks if task.own] if own else work.tasks
    chosen = [task for task in tasks if task.kind == kind] if kind in Kind.values else tasks
    page = Paginator(chosen, SHOWN).get_page(request.GET.get("page"))
    counted = Counter(task.kind for task in tasks)
    context = {
        "title": area.short_name,
        "area": area,
        "day": work.day,
        "today": work.today,
        "tasks": page,
        "page": page,
        "total": len(tasks),
        "kinds": [(each, counted[each], _asked(own, kind=each.value), kind == each) for each in Kind if counted[each]],
        "kind": kind,
        "every_kind": _asked(own),
        "own": own,
        "own_homes": len(work.own),
        "next": page.has_next() and _asked(own, kind=kind, page=page.next_page_number()),
        "previous": page.has_previous() and _asked(own, kind=kind, page=page.previous_page_number()),
        "progress": work.progress,
        "uncounted": work.uncounted,
        "households": [home for key, home in work.homes.items() if not own or key in work.own],
        "cases": {**cases.of_page(area, request.user), "of_homes": _cases_of_homes(area)},
        "beginnings": beginnings(area, request.user, has_homes=bool(work.homes)),
        "may_enter": request.user.may(Capability.ENTER),
    }
    return render(request, "pages/my_village.html", context)


def _cases_of_homes(village):
    """(how many cases about the village's households are under way, the address of their list)."""
    under_way = Case.objects.filter(area=village, method__subject=Subject.HOUSEHOLD).pending().count()
    return under_way, with_query("procedures:list", area=village.code, subject=Subject.HOUSEHOLD, under_way="yes")


def _asked(own, **query):
    """The address of this page so narrowed; `own` to the households one answers for."""
    return "?" + urlencode({name: value for name, value in {"own": own and "1", **query}.items() if value})


def _owed_a_visit(due_by):
    """Those standing events whose household is owed a visit since a day: it was visited before, or stands so, here, for so long
    (households.standing.owed_since).
    """
    stands = Q(on__lte=due_by) & (Q(registration=None) | Q(registration__at__date__lte=due_by))
    return stands | Exists(Visit.objects.filter(household=OuterRef("household")))


class AtWorkFilter(ListFilter):
    q = SearchFilter("name", "parent__name", label=gettext_lazy("村或乡镇"))


class AtWorkTable(ListTable):
    """Villages with what is still to be done in each, in households."""

    name = OwnNameColumn(gettext_lazy("村"), link=("pages:village-at-work", "code"))
    township = AreaColumn(gettext_lazy("乡镇"), "parent", on_phone=False)
    registered = NumberColumn(gettext_lazy("建档立卡户"))
    poor = NumberColumn(gettext_lazy("现有贫困户"))
    without_measure = NumberColumn(gettext_lazy("没有帮扶措施"))
    without_helper = NumberColumn(gettext_lazy("没有帮扶责任人"))
    unvisited = NumberColumn(gettext_lazy("没有按期走访"))
    without_record = NumberColumn(gettext_lazy("没有年度记录"))
    unfinished = NumberColumn(gettext_lazy("录入未完成"))

    footer_sums = ("registered", "poor", "without_measure", "without_helper", "unvisited", "without_record", "unfinished")

    class Meta:
        order_by = ("name",)


class VillagesAtWork(ListPage):
    """The villages of one's area with what is left to do; whoever is of one village is led to its page."""

    model = Area
    filterset_class = AtWorkFilter
    table_class = AtWorkTable
    title = gettext_lazy("各村待办")
    template_name = "pages/villages_at_work.html"
    hint = gettext_lazy("还没有行政村。请管理员先载入行政区划。")
    sums_up_to = 30

    def get(self, request, *args, **kwargs):
        if self.area is not None and self.area.is_village:
            return redirect("pages:village-at-work", self.area.short_code)
        return super().get(request, *args, **kwargs)

    @cached_property
    def year(self):
        """The year whose records and visits are counted, None before the first one is opened."""
        return period_asked(self.request, self.area)

    def get_extra(self):
        """What a village's own page counts by, said above the figures."""
        return {"year": self.year, "day": day_in_hand([self.year]) if self.year else None, "today": timezone.localdate()}

    def get_queryset(self):
        today, year = timezone.localdate(), self.year
        recent, owed = Visit.objects.filter(on__lte=today), Q()
        if year is not None:
            due_by = day_in_hand([year]) - datetime.timedelta(days=year.visit_days)
            recent, owed = recent.filter(on__gt=due_by), _owed_a_visit(due_by)
        standing = StatusEvent.objects.latest(today).filter(household__village=OuterRef("pk"))
        registered, poor = standing.filter(kind__in=REGISTERED), standing.filter(kind__in=POOR)
        recorded = YearRecord.objects.filter(year=year.year) if year else YearRecord.objects.all()
        begun = Begun.objects.filter(household__village=OuterRef("pk")).exclude(steps_left=[])
        here = "household__village"
        unhelped = poor.exclude(household__in=Measure.objects.running(today).values("household"))
        unpaired = poor.exclude(household__in=Pairing.objects.held(today).values("household"))
        return (
            Area.objects.current()
            .at_level(Area.Level.VILLAGE)
            .annotate(
                registered=count_of(registered, here),
                poor=count_of(poor, here),
                without_measure=count_of(unhelped, here),
                without_helper=count_of(unpaired, here),
                unvisited=count_of(poor.filter(owed).exclude(household__in=recent.values("household")), here),
                without_record=count_of(registered.exclude(household__in=recorded.values("household")), here),
                unfinished=count_of(begun, here),
            )
        )
