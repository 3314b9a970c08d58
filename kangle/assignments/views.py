"""The list of what was given, the page of one, and the form that gives a record to somebody."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from kangle.areas.models import Area
from kangle.assignments import actions, filters, tables
from kangle.assignments.forms import ActForm, GiveForm
from kangle.assignments.giving import holders_of, may_settle
from kangle.assignments.kinds import kind_of
from kangle.assignments.models import Assignment
from kangle.assignments.states import TABLE, WITHOUT_WORD, Act
from kangle.audit.actions import path_of
from kangle.common.forms import sent
from kangle.exchange.facts import FactList

# What each act asks for and how its button reads.
ASKED = {
    Act.DONE: (gettext_lazy("办了什么"), gettext_lazy("答复：已办")),
    Act.CANNOT: (gettext_lazy("为什么办不了"), gettext_lazy("答复：办不了")),
    Act.ACCEPTED: (gettext_lazy("意见（可不填）"), gettext_lazy("认可，办结")),
    Act.RETURNED: (gettext_lazy("还要办什么"), gettext_lazy("退回重办")),
    Act.TAKEN_BACK: (gettext_lazy("为什么收回"), gettext_lazy("收回")),
}
# What the page says once an act is done; the name is that of the other side.
DID = {
    Act.DONE: gettext_lazy("已答复“办完了”，等%(name)s认可。"),
    Act.CANNOT: gettext_lazy("已答复“办不了”，等%(name)s决定。"),
    Act.ACCEPTED: gettext_lazy("已认可，%(name)s的这一件办结了。"),
    Act.RETURNED: gettext_lazy("已退回%(name)s重办。"),
    Act.TAKEN_BACK: gettext_lazy("已从%(name)s手里收回。"),
}
OF_HOLDER = (Act.DONE, Act.CANNOT)


class AssignmentList(FactList):
    model = Assignment
    filterset_class = filters.AssignmentFilter
    table_class = tables.AssignmentTable
    title = pgettext_lazy("列表", "交办")
    menu = [("assignments:list", pgettext_lazy("列表", "交办"))]
    template_name = "exchange/list.html"
    hint = gettext_lazy("还没有交办。领导在问题、项目、农户、办件等列表的行尾点“交办”，就在这里跟踪。")


@require_http_methods(["GET", "POST"])
def assignment(request, pk):
    """One assignment: what it is about, what became of it, and what the reader may do; a POST is one act."""
    found = get_object_or_404(
        Assignment.objects.visible_to(request.user).select_related("area", "giver__area", "holder__area"), pk=pk
    )
    form = ActForm(sent(request))
    refused = {}
    if request.method == "POST":
        refused = _acted(request, found, form)
        if not refused:
            return redirect("assignments:assignment", found.pk)
    record = found.record_for(request.user)
    context = {
        "title": found.title,
        "area": found.area,
        "list_label": AssignmentList.title,
        "assignment": found,
        "steps": found.steps.all(),
        "record_url": record and found.kind.page(record),
        "stands": record and found.kind.stands(record),
        "acts": _offered(request.user, found),
        "may_settle": may_settle(request.user, found),
        "refused": refused,
        "posted": request.POST,
    }
    return render(request, "assignments/assignment.html", context, status=422 if refused else 200)


def _offered(user, found):
    """[(act, what it asks, its button, whether a word is needed)] of what the reader may do now."""
    own, settles = user.pk == found.holder_id, may_settle(user, found)
    return [
        (what, *ASKED[what], what not in WITHOUT_WORD)
        for what, (states, is_holders, _to) in TABLE.items()
        if found.state in states and (own if is_holders else settles)
    ]


def _acted(request, found, form):
    """Do the act posted; {field: [sentences]} of why not, "" for the act as a whole."""
    if not form.is_valid():
        return {name: list(errors) for name, errors in form.errors.items()}
    asked = form.cleaned_data
    try:
        actions.act(found, asked["act"], by=request.user, word=asked["word"], due_on=asked["due_on"], seen=asked["seen"])
    except ValidationError as error:
        return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    messages.success(request, DID[asked["act"]] % {"name": found.giver if asked["act"] in OF_HOLDER else found.holder})
    return {}


@require_http_methods(["GET", "POST"])
def give(request, model, pk):
    """The form that gives a record to somebody; `?instead=` names an assignment that the new one takes the place of."""
    kind = kind_of(model)
    record = kind and kind.record(pk, request.user)
    if record is None:
        raise Http404(_("没有这条记录，或者它不在您的地区。"))
    instead = _instead(request, record)
    holders, cadre = holders_of(record, request.user), kind.answers(record)
    account = cadre and cadre.user_id
    first = {"to": account or None, **({"word": instead.word, "to": None} if instead else {})}
    form = GiveForm(sent(request), holders=holders, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.give(record, by=request.user, instead=instead, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            told = {"name": made.holder, "day": made.due_on}
            messages.success(request, _("已交给%(name)s，%(day)s 以前答复。办得怎样，在“交办”里看。") % told)
            return HttpResponseRedirect(_back(request, request.POST.get("next", "")) or made.get_absolute_url())
    context = {
        "title": _("交办：%(what)s") % {"what": kind.called(record)},
        "area": Area.objects.filter(path=path_of(record)).first(),
        "kind_name": kind.name_of(record),
        "list_label": AssignmentList.title,
        "record": record,
        "record_url": kind.page(record),
        "answers": cadre,
        "without_account": cadre is not None and not holders.filter(pk=account or 0).exists(),
        "near": any(user.area.path.startswith(path_of(record)[: Area.CODE_LENGTH[Area.Level.TOWNSHIP]]) for user in holders),
        "standing": Assignment.objects.visible_to(request.user)
        .of(record)
        .open()
        .exclude(pk=instead and instead.pk)
        .select_related("holder"),
        "instead": instead,
        "form": form,
        "next": _back(request, request.POST.get("next") or request.headers.get("referer", "")),
    }
    return render(request, "assignments/give.html", context, status=422 if form.errors else 200)


def _instead(request, record):
    """The open assignment of this very record that the person may take back; None where the address names none."""
    wanted = request.GET.get("instead", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
        return None
    found = Assignment.objects.visible_to(request.user).of(record).open().filter(pk=wanted).select_related("giver__area").first()
    return found if found and may_settle(request.user, found) else None


def _back(request, address):
    """The page of this site one came from, as a path; "" where there is none to go back to."""
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return ""
    parts = urlsplit(address)
    back = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return "" if not back.startswith("/") or back == request.path else back
