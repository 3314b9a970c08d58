"""What a phone carries into the hills: the records of one village as the entry form needs them, and its screens without records.

Numbers that would tell who somebody is (identity card, telephone, account) stay at home: a phone can be lost. Where one stands,
the phone knows that it does, and leaves it as it is unless somebody types another.
"""

import datetime
import uuid

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from households.entry import fields, screens, steps
from households.entry.forms import REASONS
from households.entry.judging import blanks
from households.entry.making import form_of
from households.entry.merging import fingerprint, plain, values_of
from households.models import Begun, Doubt, Household, Measure, Member, Pairing, Visit, YearRecord
from kangle.audit.changes import MASKS
from kangle.exchange.albums import Album
from kangle.programme.years import day_in_hand_of, year_in_hand

PARTS = {
    "household": Household,
    "member": Member,
    "year": YearRecord,
    "visit": Visit,
    "measure": Measure,
    "pairing": Pairing,
}
# What is put down of a household without signal, by its part of the address.
NEW = {"members": Member, "visits": Visit, "measures": Measure, "pairings": Pairing}


@never_cache
@require_GET
def pocket(request):
    """A village's records for its phone, in six queries. {village, years, pages, households: [{key, name, screens, ...}]}"""
    village = screens.village_asked(request)
    homes = list(screens.households(request.user).filter(village=village).prefetch_related("members", "year_records"))
    begun = {(row.household_id, row.member_id, row.year_record_id): row for row in Begun.objects.filter(household__in=homes)}
    lacking = blanks(Doubt.objects.filter(household__in=homes).standing().unexplained())
    query = f"?village={village.code}"
    pages = [reverse("households:blank"), *(_blank(part, step) for part, model in PARTS.items() for step in steps.STEPS[model])]
    pages.append(_blank("household", steps.PHOTOS))
    day = day_in_hand_of(village)
    unwritten = {kind: screens.known(_blank_screen(model, village, steps.STEPS[model][0]), day) for kind, model in NEW.items()}
    answer = {
        "village": {"code": village.code, "name": village.short_name},
        "made_at": timezone.localtime().isoformat(timespec="minutes"),
        "years": screens.open_years(Household(village=village)),
        "pages": [page + query for page in pages],
        "kept": sorted(MASKS),
        "households": [_household(home, begun, lacking, unwritten, day) for home in homes],
    }
    return JsonResponse(answer)


def _blank(part, step):
    return reverse("households:blank-step", args=[part, step.code])


def _household(home, begun, lacking, unwritten, day):
    """One household. `lived`: from when to when each of its members belonged to it; `presumed`: see _presumed."""

    def told(record, *key):
        return _record(record, begun.get((home.pk, *key)), home.registered, lacking.get((home.pk, *key), {}))

    living = [member for member in home.members.all() if member.left_on is None]
    return {
        "name": home.head_name or home.number,
        "card": reverse("households:detail", args=[home.pk]),
        "presumed": _presumed(home, unwritten, day),
        "lived": [[plain(each.joined_on), plain(each.left_on)] for each in home.members.all()],
        **told(home, None, None),
        "members": [{"name": each.name, "relation": each.get_relation_display()} | told(each, each.pk, None) for each in living],
        "year_records": [{"year": each.year} | told(each, None, each.pk) for each in home.year_records.all()],
    }


def _presumed(home, unwritten, day):
    """{kind: {field: value}}: how a new record of this household begins otherwise than one without a record (`unwritten`)."""
    found = {}
    for kind, model in NEW.items():
        told = screens.presumed(screens.Screen(None, model(household=home), steps.STEPS[model][0]), day)
        blank = unwritten[kind]
        differs = {name: plain(told.get(name)) for name in told.keys() | blank.keys() if told.get(name) != blank.get(name)}
        found |= {kind: differs} if differs else {}
    return found


def _blank_screen(model, village, step):
    household = screens.new_household(village)
    return screens.Screen(uuid.uuid4(), household if model is Household else model(household=household), step)


def _record(record, row, registered, lacking):
    """One record by its screens. `left`: the screens to be filled in; `lacking`: {screen: how many fields the checks miss};
    `explain`: whether a change needs a reason.
    """
    left = row.steps_left if row else []
    by_screen = {step.code: values_of(record, step.fields) for step in steps.STEPS[type(record)]}
    prints = {}
    for values in by_screen.values():
        for name in MASKS.keys() & values.keys():
            prints[name] = fingerprint(values[name])
            values[name] = MASKS[name](values[name])
    return {
        "key": record.pk,
        "phone_key": row and str(row.key),
        "left": left,
        "lacking": lacking,
        "explain": bool(registered and not left),
        "screens": by_screen,
        "prints": prints,
    }


# --- the screens without a record ----------------------------------------------------------------------------------------


@never_cache
@require_GET
def blank_step(request, part, step):
    """A screen without a record: the phone fills it from what it carries. It writes to whatever address it is shown at."""
    model = PARTS.get(part)
    found = model and steps.step_of(model, step)
    if not found:
        raise Http404(_("没有这一页。"))
    screen = _blank_screen(model, screens.village_asked(request), found)
    known = screens.known(screen)
    form = form_of(found)(
        None, instance=screen.record, writer=request.user, blank=True, explain=bool(found.fields), initial=known
    )
    context = {
        "title": found.title,
        "form": form,
        "fields": fields.shown(form, screen),
        "screen": screen,
        "household": screen.household,
        "area": screen.household.village,
        "steps": [(each, f"../{each.code}/", each is found, False) for each in steps.row_of(found)],
        "number": steps.number_of(found),
        "before": steps.before(found),
        "after": steps.after(found),
        "reasons": REASONS,
        "without_record": True,
        **_days(known, screen),
        "rule": fields.derived_rule(form),
        "of_year": model is YearRecord,
        "of_papers": found is steps.PHOTOS,
        "album": Album() if found.photos else None,
    }
    return render(request, "households/entry/screen.html", context)


def _days(known, screen):
    """The days a phone fills in by its own clock: `today`; `in_hand`: today, or the end of the county's last year (`ends`)."""
    days = [name for name, value in known.items() if isinstance(value, datetime.date)]
    year = year_in_hand(screen.household.village)
    in_hand = [name for name in days if name in screens.DAYS_IN_HAND]
    return {"today": [name for name in days if name not in in_hand], "in_hand": in_hand, "ends": year and f"{year}-12-31"}


@never_cache
@require_GET
def blank(request):
    """The list of a household's screens, without a household: the phone fills it from what it carries."""
    parts = {part: {"steps": [[step.code, str(step.title)] for step in steps.STEPS[model]]} for part, model in PARTS.items()}
    context = {"title": _("录入"), "area": screens.village_asked(request), "parts": parts}
    return render(request, "households/entry/blank.html", context)
