"""The one door: every URL name with the capability it needs. A view that is not listed here is refused to everybody."""

from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kangle.accounts.roles import Capability as C

DOOR = {
    # the frame: the language switch changes a cookie and nothing else
    "set_language": C.PUBLIC,
    # the scorecard
    "pages:overview": C.READ,
    "scorecard:item": C.READ,
    "scorecard:indicator": C.READ,
    "scorecard:rows": C.READ,
    # what documents report: everybody reads it beside the computed figure, the poverty office and inspectors enter and explain
    "scorecard:reported": C.READ,
    "scorecard:report": C.CHECK_REPORTS,
    "scorecard:reported-figure": C.READ,
    "scorecard:correct": C.CHECK_REPORTS,
    "scorecard:runs": C.READ,
    "scorecard:run": C.READ,
    "scorecard:recompute": C.RECOMPUTE,
    "scorecard:accept": C.RECOMPUTE,
    # rankings: everybody reads their own area's places and what is published; who publishes answers for it
    "rankings:ranking": C.READ,
    "rankings:unit": C.READ,
    "rankings:compare": C.READ,
    "rankings:publish": C.PUBLISH,
    "rankings:published": C.READ,
    "rankings:publication": C.READ,
    "rankings:file": C.EXPORT,
    "rankings:withdraw": C.PUBLISH,
    "rankings:reissue": C.PUBLISH,
    "rankings:verify": C.READ,
    # accounts
    "accounts:login": C.PUBLIC,
    "accounts:logout": C.SIGNED_IN,
    "accounts:password": C.SIGNED_IN,
    "accounts:list": C.MANAGE_ACCOUNTS,
    "accounts:create": C.MANAGE_ACCOUNTS,
    "accounts:edit": C.MANAGE_ACCOUNTS,
    "accounts:reset": C.MANAGE_ACCOUNTS,
    "accounts:switch": C.MANAGE_ACCOUNTS,
    "accounts:unlock": C.MANAGE_ACCOUNTS,
    "accounts:cadre": C.MANAGE_ACCOUNTS,
    # who did what is read by those who answer for the work of others, and by the administrator about accounts alone
    "accounts:history": C.READ_HISTORY,
    # pages: a place, the plan, the search
    "pages:plan": C.READ,
    "pages:search": C.READ,
    # why the counts of households and persons differ: whoever reads them
    "pages:reconciliation": C.READ,
    "pages:reconciliation-rows": C.READ,
    # the county's years: everybody reads who opened and closed them, the county decides
    "pages:years": C.READ,
    "pages:open-year": C.DECIDE,
    "pages:year-state": C.DECIDE,
    "pages:year-take-back": C.DECIDE,
    "pages:year-withdraw": C.DECIDE,
    # the days off and make-up days that working days are counted by: everybody reads them, the county enters them
    "pages:work-calendars": C.READ,
    "pages:work-calendar": C.DECIDE,
    "pages:area": C.READ,
    "pages:zones": C.READ,
    "pages:zone": C.READ,
    # what a phone needs when there is no signal: nothing of it says anything of anybody
    "pages:worker": C.PUBLIC,
    "pages:manifest": C.PUBLIC,
    "pages:offline": C.PUBLIC,
    "pages:outbox": C.ENTER,
    "pages:my-village": C.READ,
    "pages:village-at-work": C.READ,
    # the telephone numbers of those who answer for an area, and of one of them
    "pages:area-numbers": C.CALL,
    # the booklets and the village's charts; their PDF ask for EXPORT besides, since what they hold must be readable first
    "pages:village-charts": C.READ,
    "pages:village-charts-pdf": C.READ,
    "pages:booklets": C.READ,
    "pages:booklets-pdf": C.READ,
    "pages:issue-booklets": C.ENTER,
    "pages:booklet": C.READ,
    "pages:booklet-pdf": C.READ,
    "pages:issue-booklet": C.ENTER,
    # villages
    "villages:list": C.READ,
    "villages:cadre": C.READ,
    "villages:telephone": C.CALL,
    "villages:profiles": C.READ,
    "villages:facilities": C.READ,
    "villages:tiers": C.READ,
    # by what villages are ordered, which tier the county decided, who carries what: everybody reads, the county decides
    "villages:tier-history": C.READ,
    "villages:undertakings": C.READ,
    "villages:commitments": C.READ,
    "villages:show-works": C.READ,
    "villages:criteria": C.READ,
    "villages:new-criteria": C.DECIDE,
    "villages:edit-criteria": C.DECIDE,
    "pages:classing": C.READ,
    "pages:classing-decide": C.DECIDE,
    "pages:classing-change": C.DECIDE,
    "pages:undertaking": C.READ,
    "pages:backing": C.DECIDE,
    "pages:new-commitment": C.DECIDE,
    "pages:commitment": C.DECIDE,
    "pages:new-show-work": C.DECIDE,
    "pages:show-work": C.DECIDE,
    "villages:events": C.READ,
    "villages:groups": C.READ,
    "villages:new-groups": C.DECIDE,
    "villages:targets": C.READ,
    "villages:organisations": C.READ,
    "villages:cadres": C.READ,
    "villages:posts": C.READ,
    "villages:attendances": C.READ,
    "villages:duties": C.READ,
    "villages:technical-visits": C.READ,
    "villages:trainings": C.READ,
    "villages:open-case": C.ENTER,
    # households
    "households:list": C.READ,
    "households:detail": C.READ,
    "households:changes": C.READ,
    "households:members": C.READ,
    "households:events": C.READ,
    "households:year-records": C.READ,
    "households:measures": C.READ,
    "households:menu": C.READ,
    "households:pairings": C.READ,
    "households:visits": C.READ,
    "households:papers": C.READ,
    "households:look-backs": C.READ,
    "households:numbers": C.SEE_NUMBERS,
    "households:new": C.ENTER,
    "households:pocket": C.ENTER,
    "households:blank": C.ENTER,
    "households:blank-step": C.ENTER,
    "households:entry": C.ENTER,
    "households:step": C.ENTER,
    "households:member-step": C.ENTER,
    "households:year-step": C.ENTER,
    "households:visit-step": C.ENTER,
    "households:measure-step": C.ENTER,
    "households:pairing-step": C.ENTER,
    # whoever keeps or reviews a household says why what looks wrong is right
    "households:doubts": C.READ,
    "households:doubt": C.READ,
    "households:rules": C.READ,
    "households:explain": C.EXPLAIN,
    "households:withdraw": C.EXPLAIN,
    "households:open-case": C.ENTER,
    # what was decided before the county kept its records here: everybody reads what was put down, the county puts it down
    "households:registrations": C.READ,
    "households:registration": C.READ,
    "households:register": C.DECIDE,
    "households:undo-registration": C.DECIDE,
    # workbooks: sent in, shown, taken in and undone by those who enter; a filled form and what came back hold full numbers
    "exchange:imports": C.ENTER,
    "exchange:template": C.SEE_NUMBERS,
    "exchange:import": C.ENTER,
    "exchange:progress": C.ENTER,
    "exchange:confirm": C.ENTER,
    "exchange:choose": C.ENTER,
    "exchange:drop": C.ENTER,
    "exchange:undo": C.ENTER,
    "exchange:again": C.ENTER,
    "exchange:returned": C.SEE_NUMBERS,
    # files of lists: each person finds and fetches his own
    "exports:list": C.EXPORT,
    "exports:export": C.EXPORT,
    "exports:progress": C.EXPORT,
    "exports:file": C.EXPORT,
    "exports:again": C.EXPORT,
    # a photo or paper, for whoever sees the record it belongs to
    "attachments:file": C.READ,
    "attachments:small": C.READ,
    # a family changes: somebody leaves, a new head, one household becomes two or two become one
    "households:leave": C.ENTER,
    "households:back": C.ENTER,
    "households:new-head": C.ENTER,
    "households:split": C.ENTER,
    "households:merge": C.ENTER,
    "households:undo-merging": C.ENTER,
    # what leaders give to people: everybody reads what was given to or by him, and answers it there
    "assignments:list": C.READ,
    "assignments:assignment": C.READ,
    "assignments:give": C.GIVE,
    # procedures: everybody reads them; who may do what to a case is the table of kangle.procedures.transitions
    "procedures:queue": C.READ,
    "procedures:list": C.READ,
    "procedures:case": C.READ,
    "procedures:notices": C.READ,
    "procedures:notice": C.READ,
    # projects
    "projects:list": C.READ,
    "projects:detail": C.READ,
    "projects:matrix": C.READ,
    "projects:gaps": C.READ,
    "projects:sites": C.READ,
    "projects:progress": C.READ,
    "projects:steps": C.READ,
    "projects:beneficiaries": C.READ,
    # funds
    "funds:list": C.READ,
    "funds:documents": C.READ,
    "funds:document": C.READ,
    "funds:appropriations": C.READ,
    "funds:expenditures": C.READ,
    "funds:donations": C.READ,
    "funds:deliveries": C.READ,
    "funds:donors": C.READ,
    "funds:donor": C.READ,
    "funds:recoveries": C.READ,
    "funds:due": C.READ,
    "funds:budgets": C.READ,
    # supervision
    "supervision:list": C.READ,
    "supervision:round": C.READ,
    "supervision:inspections": C.READ,
    "supervision:marks": C.READ,
    "supervision:findings": C.READ,
    "supervision:finding": C.READ,
    "supervision:interview": C.READ,
    "supervision:interviews": C.READ,
    "supervision:teams": C.READ,
    "supervision:household-acceptances": C.READ,
    "supervision:village-acceptances": C.READ,
    "supervision:surveys": C.READ,
    "supervision:disciplines": C.READ,
    "supervision:zones": C.READ,
    # bulletins: whoever publishes rankings drafts, the county's leaders sign, every unit reads what was issued;
    # their files ask for EXPORT besides
    "bulletins:list": C.READ,
    "bulletins:detail": C.READ,
    "bulletins:paper-pdf": C.READ,
    "bulletins:paper-docx": C.READ,
    "bulletins:new": C.DRAFT,
    "bulletins:edit": C.DRAFT,
    "bulletins:block": C.DRAFT,
    "bulletins:sign": C.SIGN,
}

# Set by a phone that sends what was written on it (static/js/queue.js): that it reads no page, and by whom it was entered.
QUEUE_HEADER, PERSON_HEADER = "X-Kangle-Queue", "X-Kangle-Person"

# Django's own admin names its pages by model; each of its models decides by role and area (kangle.audit.admin).
DOOR_BY_NAMESPACE = {"admin": C.EDIT_RECORDS}

# Where a person who must still choose a password of his own may go.
BEFORE_OWN_PASSWORD = {"accounts:password", "accounts:logout"}


def needed(match):
    """The capability a resolved URL needs, or None where the door does not list it."""
    if match.view_name in DOOR:
        return DOOR[match.view_name]
    return DOOR_BY_NAMESPACE.get(match.namespace)


class AccessMiddleware:
    """Asks the door before any view runs: refuses what is not listed, sends strangers to sign in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        followed = request.headers.get(QUEUE_HEADER) and response.status_code in {302, 303}
        return _answered(request, response.url) if followed else response

    def process_view(self, request, view, args, kwargs):
        capability = needed(request.resolver_match)
        if capability == C.PUBLIC:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if request.headers.get(PERSON_HEADER, str(request.user.pk)) != str(request.user.pk):
            return _told(_somebody_elses(request.user), 409)
        if capability is None:
            raise PermissionDenied(_("这个页面没有登记在权限表里，任何人都不能打开。请告诉系统管理员。"))
        if not request.user.may(capability):
            if request.headers.get(QUEUE_HEADER):
                return _told(refusal(request.user, capability), 403)
            if request.path == settings.LOGIN_REDIRECT_URL != home_of(request.user):
                return _go(request, redirect(home_of(request.user)))
            raise PermissionDenied(refusal(request.user, capability))
        if request.user.must_change_password and request.resolver_match.view_name not in BEFORE_OWN_PASSWORD:
            if request.headers.get(QUEUE_HEADER):
                return HttpResponse(status=401)  # as for a stranger: nothing more until a person has seen to it
            return _go(request, redirect("accounts:password"))
        return None

    def process_exception(self, request, exception):
        """A phone's queue reads no page: what a page would say of a refusal is told it in a sentence."""
        if not request.headers.get(QUEUE_HEADER):
            return None
        if isinstance(exception, Http404):
            return _told(str(exception), 404)
        return _told(str(exception), 403) if isinstance(exception, PermissionDenied) else None


def _told(sentence, status):
    return JsonResponse({"said": [["", "", sentence]]}, status=status)


def _answered(request, address):
    """Where a write leads, told to a phone. `refused`: the next page says that something is wrong; nothing is to be forgotten."""
    said = list(messages.get_messages(request))
    for message in said:  # it is the page that follows which says them
        messages.add_message(request, message.level, message.message, message.extra_tags or "")
    return JsonResponse({"answer": address, "refused": any(message.level >= messages.ERROR for message in said)})


def _somebody_elses(user):
    """What a phone is told that sends one person's words in the session of another."""
    return _("现在登录的是%(name)s，这一条是别人填的，没有收下：它留在这部手机上，等本人登录后发送。") % {"name": user}


def home_of(user):
    """Where a person begins: at what waits for him, at the overview, or, where he reads no facts, at what he does keep."""
    for capability, home in (
        (C.REVIEW, reverse("procedures:queue")),
        (C.READ, settings.LOGIN_REDIRECT_URL),
        (C.MANAGE_ACCOUNTS, reverse("accounts:list")),
    ):
        if user.may(capability):
            return home
    return reverse("accounts:password")


def refusal(user, capability):
    """The sentence a person reads who lacks a capability: what was asked, what he is, whom to ask."""
    return _("您的角色“%(role)s”没有“%(capability)s”的权限。") % {
        "role": user.get_role_display(),
        "capability": C(capability).label,
    }


def _to_sign_in(request):
    """To the sign-in page and afterwards back: to this page, or for a write or a fragment to the page it was sent from.

    A phone's queue is told 401 instead: it keeps what it could not send, and asks its person to sign in.
    """
    if request.headers.get(QUEUE_HEADER):
        return HttpResponse(status=401)
    back = request.get_full_path()
    if request.htmx:
        back = _own_page(request, request.htmx.current_url)
    elif request.method not in {"GET", "HEAD"}:
        back = _own_page(request, request.headers.get("referer"))  # there the form is filled again: static/js/sitting.js
    return _go(request, redirect_to_login(back, settings.LOGIN_URL))


def _own_page(request, address):
    """The path of a page of this site that a browser names as the one it is at; the first page where it names no such."""
    try:
        page = urlsplit(address or "")
    except ValueError:
        return "/"
    own = (page.scheme, page.netloc) == (request.scheme, request.get_host()) and page.path.startswith("/")
    return urlunsplit(("", "", page.path, page.query, "")) if own else "/"


def _go(request, response):
    """A redirect of the whole page: htmx would follow it silently and put the sign-in form into a table."""
    if not request.htmx:
        return response
    return HttpResponse(status=204, headers={"HX-Redirect": response.url})
