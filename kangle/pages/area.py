"""The page of one area at any level: its board, its scores and rank, the areas below; of a village also the one-page sheet."""

import datetime

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kangle.accounts.roles import Capability
from kangle.audit.actions import record
from kangle.audit.models import Entry
from kangle.common.reading import at_one_moment, one_moment
from kangle.common.sayings import said as _
from kangle.pages import village
from kangle.pages.beginnings import profile_beginning
from kangle.pages.children import children_of
from kangle.pages.classing.undertakings import undertaking_of
from kangle.pages.found import area_or_404
from kangle.pages.people import people_of
from kangle.programme.items import ITEM
from kangle.scorecard.asked import Asked
from kangle.scorecard.boards import board_of, marks_of
from villages import cases

# What an official is asked for by telephone, in every area.
TOLD = ("targeting.persons", "targeting.incidence", "outcomes.persons-exited", "supervision.overdue")


@require_GET
@at_one_moment
def area_page(request, code):
    return render(request, *_page(request, area_or_404(request.user, code)))


@require_POST
def area_numbers(request, code):
    """An area's page once with the telephone numbers of its people in full; the look is put on record before anything is shown.

    Sent by POST only, so that no link, reload or history entry shows them; the door asks for the capability.
    """
    found = area_or_404(request.user, code)
    record(by=request.user, act=Entry.Act.LOOK, on=found, reason=_("责任人电话"))
    with one_moment():
        response = render(request, *_page(request, found, revealed=True))
    response["Cache-Control"] = "no-store"
    return response


def _page(request, area, *, revealed=False):
    """The template of an area's page and its context."""
    asked = Asked(request, area)
    found = {"asked": asked, "area": area, "title": area.short_name, "period": asked.period, **_scores(asked)}
    today = timezone.localdate()
    found["people"] = people = people_of(area, on=today, reader=request.user)
    found["revealed"] = revealed
    known = any(each.cadre and each.cadre.phone for each in people)
    found["may_reveal"] = known and not revealed and request.user.may(Capability.CALL)
    if not area.is_village:
        return "pages/area.html", found | {"children": children_of(asked)}
    year = asked.period.year if asked.period else today.year
    found["village"] = village.sheet_of(area, year=year, on=today, tier_on=asked.day)
    if not found["village"]["profile"]:
        found["profile_beginning"] = profile_beginning(area, request.user)
    found["undertaking"] = undertaking_of(found["village"]["tier"], today)
    found["cases"] = cases.of_page(area, request.user)
    found["tier_named"] = _tier_named(found["village"]["tier"], found["cases"]["standing"]["event"], asked.day or today)
    found["now"] = timezone.localtime()
    return "pages/village.html", found


def _tier_named(tier, event, day):
    """The tier that stands beside the village's name: none once it has left poverty by the day, or the end of the tier's year."""
    if tier is None or event is None or event.kind != "exited":
        return tier
    return tier if event.on > min(day, datetime.date(tier.year, 12, 31)) else None


def _scores(asked):
    """What the newest published snapshot says of the area; nothing where none knows it."""
    if not asked.sheet:
        return {}
    judged = [mark for code, mark in asked.sheet.marks.items() if code in ITEM and mark.score is not None]
    weak = [mark for mark in judged if mark.score < asked.snapshot.scheme.attained_from]
    return {
        "sheet": asked.sheet,
        "snapshot": asked.snapshot,
        "scheme": asked.snapshot.scheme,
        "stale": asked.stale,
        "board": board_of(asked.sheet, marks_of(asked.before, asked.area)),
        "area_query": asked.query(),
        "told": [asked.sheet.figures[code] for code in TOLD if code in asked.sheet.figures],
        "weakest": [(ITEM[mark.code], mark) for mark in sorted(weak, key=lambda mark: mark.score)[:3]],
    }
