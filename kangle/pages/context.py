"""What every page knows: the site and its county, the year in hand, whether the records are invented, where one may go."""

from functools import cache

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models import Member
from kangle.accounts.access import DOOR, DOOR_BY_NAMESPACE
from kangle.accounts.roles import Capability
from kangle.areas.models import Area
from kangle.common import prepared
from kangle.pages.phone import texts, words
from kangle.programme.chosen import CHOSEN, newest_period, periods_of
from kangle.programme.models import Period

# Identity numbers of invented people lie under a division code that was never assigned.
INVENTED = ("622999", "623")

# The rooms in the order people use them: label and the URL name that opens it.
ENTRIES = [
    (_("总览"), "pages:overview"),
    (_("我的村"), "pages:my-village"),
    (pgettext_lazy("列表", "待办"), "procedures:queue"),
    (pgettext_lazy("列表", "交办"), "assignments:list"),
    (_("排名"), "rankings:ranking"),
    (_("思路"), "pages:plan"),
    (pgettext_lazy("列表", "村"), "villages:list"),
    (_("农户"), "households:list"),
    (pgettext_lazy("列表", "项目"), "projects:list"),
    (_("资金"), "funds:list"),
    (_("干部"), "villages:cadres"),
    (_("口径"), "pages:reconciliation"),
    (pgettext_lazy("列表", "督查"), "supervision:list"),
    (_("运行记录"), "scorecard:runs"),
    (_("用户"), "accounts:list"),
    (_("操作记录"), "accounts:history"),
    (_("记录维护"), "admin:index"),
]
# Pages that no entry opens, under the entry they are reached by; what stands under none ("") is reached from everywhere.
UNDER = {
    "pages:search": "",
    "pages:outbox": "pages:my-village",
    "pages:village-at-work": "pages:my-village",
    "accounts:password": "",
    "exchange:imports": "households:list",
    "exchange:import": "households:list",
    "pages:reconciliation-rows": "pages:reconciliation",
    "exports:list": "",
    "exports:export": "",
    "scorecard:item": "pages:overview",
    "scorecard:indicator": "pages:overview",
    "scorecard:rows": "pages:overview",
    "scorecard:run": "scorecard:runs",
    "scorecard:reported": "pages:reconciliation",
    "scorecard:report": "pages:reconciliation",
    "scorecard:reported-figure": "pages:reconciliation",
    "scorecard:correct": "pages:reconciliation",
    "rankings:unit": "rankings:ranking",
    "rankings:compare": "rankings:ranking",
    "rankings:publish": "rankings:ranking",
    "rankings:published": "rankings:ranking",
    "rankings:publication": "rankings:ranking",
    "rankings:withdraw": "rankings:ranking",
    "rankings:reissue": "rankings:ranking",
    "rankings:verify": "rankings:ranking",
    "pages:years": "",
    "pages:zones": "pages:overview",
    "pages:zone": "pages:overview",
    "pages:open-year": "",
    "pages:work-calendars": "",
    "pages:work-calendar": "",
    "pages:year-state": "",
    "pages:year-take-back": "",
    "pages:year-withdraw": "",
    "villages:cadre": "villages:cadres",
    "bulletins:list": "supervision:list",
    "bulletins:new": "supervision:list",
    "bulletins:detail": "supervision:list",
    "bulletins:edit": "supervision:list",
    "bulletins:block": "supervision:list",
    "bulletins:sign": "supervision:list",
    "pages:booklet": "households:list",
    "pages:booklets": "households:list",
    "pages:village-charts": "villages:list",
    "pages:classing": "villages:list",
    "pages:classing-decide": "villages:list",
    "pages:classing-change": "villages:list",
    "pages:undertaking": "villages:list",
    "pages:backing": "villages:list",
    "pages:new-commitment": "villages:list",
    "pages:commitment": "villages:list",
    "pages:new-show-work": "villages:list",
    "pages:show-work": "villages:list",
    "assignments:assignment": "assignments:list",
    "assignments:give": "assignments:list",
    "supervision:finding": "supervision:list",
    "supervision:interview": "supervision:list",
    "procedures:list": "procedures:queue",
    "procedures:case": "procedures:queue",
    "procedures:notices": "procedures:queue",
    "procedures:notice": "procedures:queue",
}
PLACES = {
    "years": "pages:years",
    "open_year": "pages:open-year",
    "search": "pages:search",
    "password": "accounts:password",
    "logout": "accounts:logout",
    "set_language": "set_language",
    "outbox": "pages:outbox",
    "offline": "pages:offline",
    "manifest": "pages:manifest",
    "worker": "pages:worker",
}


def address(name):
    """The URL of a name, or None while nothing answers to it."""
    return _address(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@cache
def _address(name, urls, prefix):
    """Asked for once: which addresses a site has changes with `urls`, the place it hangs at with `prefix`, and no sooner."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def entries(request):
    """The navigation of this person: (label, url, whether one is there now); only what exists and may be opened."""
    match = getattr(request, "resolver_match", None)
    here = match.view_name if match else ""
    here = UNDER.get(here, here)
    found = []
    for label, name in ENTRIES:
        namespace = name.partition(":")[0]
        needed = DOOR.get(name) or DOOR_BY_NAMESPACE.get(namespace)
        url = address(name) if needed and request.user.may(needed) else None
        if url:
            found.append((_label(request.user, label, name), url, here == name or _belongs(here, name)))
    return found


def _label(user, label, name):
    """What an entry is called for this person: who has more than one village finds them all there."""
    several = name == "pages:my-village" and not (user.area and user.area.is_village)
    return _("各村待办") if several else label


def _belongs(here, name):
    """Whether the page at hand lies in the room of the entry and no other entry claims it."""
    claimed = {entry for _label, entry in ENTRIES}
    room, _colon, page = name.partition(":")
    return here not in claimed and here.startswith(f"{room}:") and page in {"list", "index", "overview"}


def county_name(own=None):
    """The name of the county this site is for, as the sign-in page prints it; '' before the divisions are loaded.

    `own` is the area of whoever is signed in: a county's own people need no query to be told.
    """
    if own is not None and own.short_code == settings.KANGLE_COUNTY:
        return own.name
    area = Area.objects.by_code(settings.KANGLE_COUNTY)
    return area.name if area else ""


def is_demo():
    """Whether the records are invented: then every page says so."""
    invented = Member.objects.filter(identity_number__gte=INVENTED[0], identity_number__lt=INVENTED[1])
    return bool(prepared.rows("is_demo", lambda: invented.order_by().values_list("pk")[:1]))


def period_read(request):
    """The year a page names in its head: of its figures where it shows any, else the one the person chose or the year in hand."""
    if getattr(request, "period_shown", None):
        return request.period_shown
    chosen, area = request.session.get(CHOSEN), request.user.area
    if not chosen or area is None:
        return newest_period(area)
    wanted = periods_of(area).select_related(None).filter(year=chosen)
    found = prepared.records(("period", area.path, chosen), Period, lambda: wanted[:1])
    return found[0] if found else newest_period(area)


def _open(name, user):
    """Whether a place is shown: what is public to everybody, the rest to those whom the door would let in."""
    needed = DOOR.get(name)
    return needed == Capability.PUBLIC or (user is not None and user.may(needed))


def site(request):
    """The context of every template. What a page does not print is not asked of the database."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    found = {
        "site_name": settings.SITE_NAME,
        "county": SimpleLazyObject(lambda: county_name(user.area if signed_in else None)),
        "is_demo": SimpleLazyObject(is_demo),
        "places": {place: address(name) for place, name in PLACES.items() if _open(name, user if signed_in else None)},
        "languages": settings.LANGUAGES,
    }
    if signed_in and user.may(Capability.ENTER):
        found["phone_words"], found["phone_texts"] = words(), texts  # called by the few pages that print all of them
    if signed_in:
        found["nav"] = SimpleLazyObject(lambda: entries(request))
        found["period"] = SimpleLazyObject(lambda: period_read(request))
        found["is_chosen"] = bool(request.session.get(CHOSEN))
    return found
