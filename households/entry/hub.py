"""All screens of one household at a glance, those still to be filled in marked; and where a new household begins."""

import uuid

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from households.ages import age_on
from households.entry import screens, steps
from households.entry.judging import address_of, blanks, is_blank, place_of
from households.family.views import addresses
from households.models import Begun, Household
from households.standing import is_kept
from kangle.areas.models import Area
from kangle.common.legible import line
from kangle.programme.years import day_in_hand_of


@never_cache
@require_GET
def entry(request, household):
    """All screens of one household, those still to be filled in marked: entry is taken up again here, on whatever device."""
    found = screens.household_at(request.user, household)
    if found is None:
        if isinstance(household, uuid.UUID) and not screens.key_is_taken(household):
            return redirect("households:step", household, steps.HOUSEHOLD[0].code)
        raise Http404(_("没有这一户，或者它不在您的地区。"))
    left = _left(found)
    doubts = _doubts(found, left)
    lacking = blanks(doubts)

    def of(*record):
        return left.get(record, ()), lacking.get((found.pk, *record), {})

    day = day_in_hand_of(found.village)  # as on the card
    everybody = list(found.members.order_by("relation", "pk"))
    members = [member for member in everybody if member.left_on is None]
    kept_on = is_kept(Household.objects.with_status(timezone.localdate()).get(pk=found.pk), everybody)
    years = list(found.year_records.order_by("-year"))
    context = {
        "title": found.head_name or found.number,
        "household": found,
        "area": found.village,
        "own": _links(steps.HOUSEHOLD, "households:step", (household,), *of(None, None)),
        "members": [_member(household, member, day, *of(member.pk, None)) for member in members],
        "photos": reverse("households:step", args=[household, steps.PHOTOS.code]),
        "years": [_year(household, record, *of(None, record.pk)) for record in years],
        "to_enter": [(year, _first(household, year)) for year in screens.years_to_enter(found) if kept_on],
        "new_member": kept_on and reverse("households:member-step", args=[household, uuid.uuid4(), steps.MEMBER[0].code]),
        "family": addresses(found) if members and kept_on else [],
        "missing": sum(map(len, left.values())),
        "to_add": sum(sum(screens_of.values()) for screens_of in lacking.values()),
        "doubts": [(doubt, address_of(doubt)) for doubt in doubts],
    }
    return render(request, "households/entry/hub.html", context)


def _doubts(household, left):
    """What the checks hold against the household and nobody has explained, the gravest first.

    Of a screen still to be filled in all is blank, and its mark says so: its blanks are no doubts of their own.
    """
    found = household.doubts.standing().unexplained().select_related("year_record").order_by("severity", "pk")
    return [doubt for doubt in found if not (is_blank(doubt) and _is_left(doubt, left))]


def _is_left(doubt, left):
    (_household, *record), code = place_of(doubt)
    return code in left.get(tuple(record), ())


def _left(household):
    """(member, yearly record) → the codes of screens still to be filled in; (None, None) is the household itself."""
    rows = Begun.objects.filter(household=household).values_list("member_id", "year_record_id", "steps_left")
    return {(member, record): codes for member, record, codes in rows}


def _links(of, name, arguments, left, lacking):
    """(step, address, whether it was filled in, how many of its fields the checks miss) of the screens of one record."""
    return [(step, reverse(name, args=[*arguments, step.code]), step.code not in left, lacking.get(step.code, 0)) for step in of]


def _member(household, member, day, left, lacking):
    return {
        "member": member,
        "age": age_on(member.born_on, day),
        "left": bool(left or lacking),
        "leave": reverse("households:leave", args=[member.household_id, member.pk]),
        "links": _links(steps.MEMBER, "households:member-step", (household, member.pk), left, lacking),
    }


def _year(household, record, left, lacking):
    links = _links(steps.YEAR, "households:year-step", (household, record.year), left, lacking)
    return {"record": record, "left": bool(left or lacking), "links": links}


def _first(household, year):
    return reverse("households:year-step", args=[household, year, steps.YEAR[0].code])


@never_cache
@require_GET
def new(request):
    """Where a new household begins: at the first screen, for whoever is of one village; others choose the village first."""
    own, code = request.user.area, line(request.GET, "village")
    villages = Area.objects.visible_to(request.user).current().at_level(Area.Level.VILLAGE)
    chosen = own if own.is_village else villages.filter(code=code).first()
    if chosen is not None:
        first = reverse("households:step", args=[uuid.uuid4(), steps.HOUSEHOLD[0].code])
        return redirect(f"{first}?{urlencode({'village': chosen.code})}")
    villages = villages.select_related("parent").order_by("path")
    context = {"title": _("登记新户"), "villages": villages, "area": own, "missing": "village" in request.GET}
    return render(request, "households/entry/new.html", context)
