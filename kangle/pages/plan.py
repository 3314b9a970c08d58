"""思路: the county's plan "123456" in its own words, each line with the figures that say how far it is."""

from itertools import groupby

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kangle.common.reading import at_one_moment
from kangle.programme.items import ITEM
from kangle.programme.models import PlanLine
from kangle.scorecard.asked import asked


@require_GET
@at_one_moment
def plan(request):
    """The plan of the county; the figures are those of the person's own area (or of `?area=` within it)."""
    wanted = asked(request)
    lines = PlanLine.objects.followed(wanted.area, wanted.period.year) if wanted.period else PlanLine.objects.none()
    context = {
        "title": _("工作思路“123456”"),
        "asked": wanted,
        "area": wanted.area,
        "period": wanted.period,
        "sources": list(dict.fromkeys(line.source for line in lines if line.source)),
        "provisional": any(line.provisional for line in lines),
        "parts": [(PlanLine.Part(number), list(group)) for number, group in groupby(lines, key=lambda line: line.number)],
    }
    if wanted.sheet:
        context |= {"snapshot": wanted.snapshot, "scheme": wanted.snapshot.scheme, "stale": wanted.stale}
        context |= {"area_query": wanted.query(), "sheet": wanted.sheet}
        for _part, group in context["parts"]:
            for line in group:
                line.shown, line.marks = figures_of(line, wanted.sheet), marks_of(line, wanted.sheet)
    return render(request, "pages/plan.html", context)


def figures_of(line, sheet):
    """The indicators a line of the plan names, as the sheet has them; a name the catalogue no longer knows is left out."""
    return [sheet.figures[code] for code in line.figures if code in sheet.figures]


def marks_of(line, sheet):
    """(item, mark) of the items a line of the plan names."""
    return [(ITEM[code], sheet.marks[code]) for code in line.figures if code in ITEM]
