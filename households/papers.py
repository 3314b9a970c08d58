"""Handing papers to households: what is refused, what is put on record, and the form that asks for it."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.models import Household, Paper
from households.writing import acting
from kangle.common.forms import Form
from kangle.programme.models import Period


class IssueForm(Form):
    """Of which year the booklets are and on which day they were handed out; `area` is any of the county."""

    presets = ("year", "issued_on")  # of the county's last year, and on its day in hand
    year = forms.TypedChoiceField(label=gettext_lazy("年度"), coerce=int)
    issued_on = forms.DateField(label=gettext_lazy("发放日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args, area, **kwargs):
        super().__init__(*args, **kwargs)
        periods = list(Period.objects.filter(area__path=area.county).order_by("-year"))
        self.fields["year"].choices = [(period.year, period.year) for period in periods]
        self.fields["year"].initial = periods[0].year if periods else None
        last = periods[0].ends_on if periods else timezone.localdate()
        self.fields["issued_on"].initial = min(timezone.localdate(), last)


def issue_booklets(*, households, year, on, by, reason=""):
    """Put on record that the booklet of a year was handed to the households of a queryset on a day; returns the new papers.

    A household that has the year's booklet already keeps it. Raises ValidationError for a closed year and a day that cannot be.
    """
    if on.year not in (year, year + 1):
        raise ValidationError(_("%(year)d 年度的明白册在当年或次年发放，请核对日期或年度。") % {"year": year})
    with acting(by=by, reason=reason) as act:
        # Two people at once: the second waits here and then finds the papers of the first.
        locked = list(Household.objects.filter(pk__in=households.values("pk")).select_for_update().order_by("pk"))
        given = Paper.objects.filter(household__in=locked, kind=Paper.Kind.BOOKLET, year=year)
        have = set(given.values_list("household", flat=True))
        missing = Household.objects.filter(pk__in=[each.pk for each in locked if each.pk not in have]).select_related("village")
        papers = [
            Paper(household=home, kind=Paper.Kind.BOOKLET, year=year, issued_on=on) for home in missing.order_by("number", "pk")
        ]
        return [act.write(paper, old=None) for paper in papers]


def without_booklet(lives, year):
    """How many of some Lives have no booklet of a year on record yet."""
    return sum(not any(paper.kind == Paper.Kind.BOOKLET and paper.year == year for paper in life.papers) for life in lives)


def issued_on(life, year) -> datetime.date | None:
    """The day the household got the booklet of a year, or None."""
    days = [paper.issued_on for paper in life.papers if paper.kind == Paper.Kind.BOOKLET and paper.year == year]
    return days[0] if days else None
