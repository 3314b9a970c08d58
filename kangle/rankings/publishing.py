"""The pages on which a ranking is published, read, carried away, withdrawn, issued anew, and verified."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kangle.accounts.roles import Capability
from kangle.common.forms import Form, ReasonForm, sent
from kangle.exchange import exporting
from kangle.exchange.facts import FactList, room_menu
from kangle.rankings import actions
from kangle.rankings.asking import Choice
from kangle.rankings.filters import PublicationFilter
from kangle.rankings.leaving import answer_file, answer_print
from kangle.rankings.live import ensure_as_shown
from kangle.rankings.models import Publication
from kangle.rankings.reading import Read
from kangle.rankings.tables import PublicationTable
from kangle.rankings.verification import known_here, verify
from kangle.rankings.views import MENU, Shown

LARGEST_FILE = 20 * 1024 * 1024  # of a carried ranking; the largest county's is a tenth of it


class PublishForm(Form):
    presets = ("title", "basis")  # what the ranking is called by itself, or stood in the one issued anew
    title = forms.CharField(label=gettext_lazy("标题"), max_length=120)
    basis = forms.CharField(
        label=gettext_lazy("依据"), max_length=200, required=False, help_text=gettext_lazy("按哪份文件或会议决定公布，可以不填。")
    )


class ReissueForm(PublishForm, ReasonForm):
    field_order = ["reason", "title", "basis"]


class VerifyForm(Form):
    file = forms.FileField(label=gettext_lazy("排名文件（.json）"))
    printed = forms.CharField(
        label=gettext_lazy("纸上印的 SHA-256"),
        max_length=64,
        required=False,
        help_text=gettext_lazy("抄全部或前几位，可以不填。填了就核对这份文件是不是那张纸上的排名。"),
    )


class PublicationList(FactList):
    model = Publication
    is_plain = False  # what may be read goes by the county, not by the person's own area alone
    filterset_class = PublicationFilter
    table_class = PublicationTable
    title = gettext_lazy("已发布的排名")
    hint = gettext_lazy("还没有发布过排名。在“排名”里选好依据和级别，核对后按“发布”。")
    menu = MENU

    @property
    def rows(self):
        return self.get_queryset().visible_to(self.request.user)


@require_http_methods(["GET", "POST"])
def publish_page(request):
    """Freeze the ranking at hand for good; the page shows what is frozen before it is."""
    choice = Choice(request)
    shown = _to_publish(choice)
    form = PublishForm(sent(request), initial={"title": choice.title})
    if request.method == "POST" and form.is_valid():
        made = _done(form, lambda: _publish(choice, shown, by=request.user, **form.cleaned_data))
        if made:
            return redirect("rankings:publication", made.pk)
    context = {"choice": choice, "asked": choice.asked, "area": choice.county, "title": _("发布排名"), "form": form}
    context |= {"shown": shown, "lines": shown.lines(shown.board.placed[:3] + shown.board.placed[-3:])}
    return render(request, "rankings/publish.html", context, status=422 if form.errors else 200)


def _to_publish(choice):
    """What would be published; 404 where nothing can be."""
    if choice.lacking:
        raise Http404(choice.lacking)
    shown = Shown(choice)
    if shown.unpublishable:
        raise Http404(shown.unpublishable)
    return shown


def _frozen(choice, shown):
    """What is frozen, once it is sure to be what the page shows."""
    frozen = choice.freeze()
    if choice.kind == "score":
        ensure_as_shown(shown.board, frozen.result)
    return frozen


def _publish(choice, shown, **told):
    return actions.publish(_frozen(choice, shown), **told)


def _done(form, act):
    """What the act gave; None where it was refused, with the sentences in the form."""
    try:
        return act()
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _found(request, pk):
    found = Publication.objects.visible_to(request.user).select_related("area", "replaces").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这个排名，或者它不是您县的。"))
    return found


@require_GET
def publication_page(request, pk):
    """A published ranking as it was frozen, whatever has become of the records since."""
    found = _found(request, pk)
    read = Read(found)
    if "print" in request.GET:
        context = read.shown() | {"back": request.path, "xlsx": reverse("rankings:file", args=[pk, "xlsx"])}
        return answer_print(request, read.table()[0], context, **_told(found))
    context = read.shown() | {
        "publication": found,
        "read": read,
        "area": found.area,
        "title": found.title,
        "replaced_by": Publication.objects.filter(replaces=found).first(),
        "outcome": verify(found.text) if "verify" in request.GET else None,
        "menu": room_menu(request, MENU),
        "may_export": request.user.may(Capability.EXPORT),
        "may_publish": request.user.may(Capability.PUBLISH),
    }
    return render(request, "rankings/publication.html", context)


def _told(publication):
    """Of where, of which year and which a publication is, for who takes it away."""
    number = _("已发布的排名：%(number)s") % {"number": publication.reference}
    return {"area": publication.area, "year": publication.year, "conditions": number}


@require_GET
def publication_file(request, pk, form):
    """A published ranking to carry away: as it is verified (json), or as XLSX, CSV and PDF."""
    found = _found(request, pk)
    told = _told(found)
    if form == "json":
        told |= {"title": found.title, "day": found.as_of, "address": reverse("rankings:publication", args=[found.pk])}
        return exporting.hand_over_whole(request.user, found.text.encode(), form, **told)
    table, rows = Read(found).table()
    return answer_file(request, form, table, rows, **told)


@require_http_methods(["GET", "POST"])
def withdraw_page(request, pk):
    """Take a published ranking back, with a reason."""
    found, form = _found(request, pk), ReasonForm(sent(request), label=_("原因"))
    if request.method == "POST" and form.is_valid() and _done(form, lambda: _withdraw(request, found, form)):
        messages.success(request, _("已撤回%(reference)s。它仍可查阅，标明已撤回和原因。") % {"reference": found.reference})
        return redirect("rankings:publication", found.pk)
    context = {"publication": found, "area": found.area, "title": _("撤回排名"), "form": form}
    return render(request, "rankings/withdraw.html", context, status=422 if form.errors else 200)


def _withdraw(request, publication, form):
    return actions.withdraw(publication, by=request.user, reason=form.cleaned_data["reason"])


@require_http_methods(["GET", "POST"])
def reissue_page(request, pk):
    """Withdraw a ranking and publish the same one anew, from today's figures of the day asked for."""
    found = _found(request, pk)
    choice = Choice(_as_asked(request, found))
    shown = _to_publish(choice)
    initial = {"title": found.title, "basis": found.document["basis"]}
    form = ReissueForm(sent(request), label=_("原因"), initial=initial)
    if request.method == "POST" and form.is_valid():
        made = _done(form, lambda: _reissue(choice, shown, found, by=request.user, **form.cleaned_data))
        if made:
            return redirect("rankings:publication", made.pk)
    context = {"publication": found, "choice": choice, "area": found.area, "title": _("撤回并重新发布"), "form": form}
    context |= {"changes": Read(found).changes(shown.board.rows)}
    return render(request, "rankings/withdraw.html", context, status=422 if form.errors else 200)


def _as_asked(request, publication):
    """The request with the address that asks for what the publication ranked."""
    request.GET = request.GET.copy()
    for name, value in Read(publication).question.items():
        request.GET.setdefault(name, value)
    return request


def _reissue(choice, shown, publication, **told):
    return actions.reissue(publication, _frozen(choice, shown), **told)


@require_http_methods(["GET", "POST"])
def verify_page(request):
    """核验: a carried file computed again from itself, by whoever holds it."""
    form = VerifyForm(sent(request), request.FILES or None)
    context = {"area": request.user.area, "title": _("核验排名文件"), "form": form, "menu": room_menu(request, MENU)}
    if request.method == "POST" and form.is_valid():
        text = _text_of(form)
        if text is not None:
            context["outcome"] = outcome = verify(text, printed=form.cleaned_data["printed"])
            context["withdrawn"] = known_here(outcome)
    return render(request, "rankings/verify.html", context, status=422 if form.errors else 200)


def _text_of(form):
    """The text of the file sent; None, with the sentence in the form, where it is none."""
    sent = form.cleaned_data["file"]
    if sent.size > LARGEST_FILE:
        form.add_error("file", _("文件太大：排名文件不会超过 20 MB。"))
        return None
    try:
        return sent.read().decode()
    except UnicodeDecodeError as error:
        form.add_error("file", _("第 %(place)d 个字节不是 UTF-8：这不是排名文件，或者被改过。") % {"place": error.start + 1})
        return None
