"""放假安排: the days off and make-up days that working days are counted by, and entering a year that is not on record."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kangle.accounts.roles import Capability
from kangle.audit.models import Entry
from kangle.common.forms import Form
from kangle.common.reading import at_one_moment
from kangle.pages.years import county_of
from kangle.procedures.models import Notice
from kangle.procedures.restating import enter_calendar
from kangle.programme.calendar_models import WorkCalendar
from kangle.programme.calendars import days_in, make_up_days_in
from kangle.programme.workdays import is_published, published_years

_DAYS = {"rows": 6}


class CalendarForm(Form):
    """A year's arrangement as its document has it; that there are no make-up days is said, not taken from a blank."""

    source = forms.CharField(
        label=gettext_lazy("依据"), max_length=120, help_text=gettext_lazy("公布放假安排的文件名称和文号，例如国务院办公厅通知。")
    )
    days_off = forms.CharField(
        label=gettext_lazy("放假的日子"),
        widget=forms.Textarea(_DAYS),
        help_text=gettext_lazy("每行一天或者起止两天，连着的周末一并写上，例如 10-01 至 10-07。"),
    )
    make_up_days = forms.CharField(
        label=gettext_lazy("调休上班的日子"),
        widget=forms.Textarea(_DAYS),
        required=False,
        help_text=gettext_lazy("周末要上班的，每行一天，例如 10-10。"),
    )
    none_made_up = forms.BooleanField(label=gettext_lazy("这一年没有调休上班的日子"), required=False)

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_days_off(self):
        return days_in(self.cleaned_data["days_off"], self.year)

    def clean_make_up_days(self):
        # What cannot be read of the days off is said there, once.
        beside = self.data["days_off"] if "days_off" in self.cleaned_data else ""
        return make_up_days_in(self.cleaned_data["make_up_days"], self.year, beside=beside)

    def clean(self):
        found = super().clean()
        if "make_up_days" in found and bool(found["make_up_days"]) == found.get("none_made_up", False):
            self.add_error("make_up_days", _("请写出调休上班的日子；一天也没有的，请勾选“这一年没有调休上班的日子”，二者选一。"))
        return found


@at_one_moment
def work_calendars(request):
    """What is on record, year by year: what the library brings, what the county entered, what waits for a year to come."""
    county = county_of(request)
    first, last = published_years()
    entered = list(WorkCalendar.objects.filter(area=county))
    years = {calendar.year for calendar in entered}
    this_year = timezone.localdate().year
    lacking = [year for year in (this_year, this_year + 1) if not is_published(year) and year not in years]
    context = {
        "title": _("放假安排"),
        "area": county,
        "first": first,
        "last": last,
        "entered": [(calendar, Entry.objects.of(calendar).first(), is_published(calendar.year)) for calendar in entered],
        "lacking": lacking,
        "undetermined": Notice.objects.visible_to(request.user).filter(ends_on__isnull=True).count(),
        "may_enter": request.user.may(Capability.DECIDE),
    }
    return render(request, "pages/work_calendars.html", context)


@require_http_methods(["GET", "POST"])
def work_calendar(request, year):
    """A year's arrangement, entered or corrected by the county's poverty office."""
    county = county_of(request)
    if not timezone.localdate().year - 1 <= year <= timezone.localdate().year + 1 and not _of(county, year):
        raise Http404(_("只录入今年、上年和明年的放假安排。"))
    if is_published(year):
        raise Http404(_("%(year)d 年的放假安排系统里已经有了，不用录入。") % {"year": year})
    form = CalendarForm(request.POST or None, year=year, initial=_written(_of(county, year)))
    if request.method == "POST" and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("source", "days_off", "make_up_days")}
        try:
            enter_calendar(county, year=year, by=request.user, **asked)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("%(year)d 年的放假安排已录入，公示止期和办理时限已照它推算。") % {"year": year})
            return redirect("pages:work-calendars")
    context = {"title": _("%(year)d 年放假安排") % {"year": year}, "area": county, "form": form, "year": year}
    return render(request, "pages/work_calendar.html", context, status=422 if form.errors else 200)


def _of(county, year):
    return WorkCalendar.objects.filter(area=county, year=year).first()


def _written(calendar):
    """What stands on record, as it is typed."""
    if calendar is None:
        return {}
    return {
        "source": calendar.source,
        "days_off": "\n".join(calendar.days_off),
        "make_up_days": "\n".join(calendar.make_up_days),
        "none_made_up": not calendar.make_up_days,
    }
