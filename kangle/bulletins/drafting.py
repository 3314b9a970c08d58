"""The pages on which a bulletin is drafted: from what, its head, its text block by block."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kangle.bulletins import actions, editing
from kangle.bulletins.forms import BlockForm, DraftForm, HeadForm, proposed_number
from kangle.bulletins.freezing import ranking_of, round_of
from kangle.bulletins.lacking import lacks, other_year
from kangle.bulletins.models import Bulletin
from kangle.bulletins.views import readable_or_404, told
from kangle.common.forms import ReasonForm
from kangle.rankings.models import Publication
from kangle.supervision.models import Round

WHOLE = 9  # digits of a key or a version in an address


def own_or_404(user, pk):
    """A bulletin of the person's own area; one issued from above is read only."""
    bulletin = readable_or_404(user, pk)
    if not bulletin.area.path.startswith(user.area.path):
        raise Http404(_("没有这份通报，或者它不在您的地区。"))
    return bulletin


def whole(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= WHOLE else 0


@require_http_methods(["GET", "POST"])
def new(request):
    """From which closed round or published ranking; a POST drafts the bulletin and opens it."""
    data = request.POST if request.method == "POST" else request.GET
    rounds = Round.objects.visible_to(request.user).filter(finished_on__lte=timezone.localdate()).select_related("area")
    rankings = Publication.objects.within(request.user.area).in_force().select_related("area").order_by("-published_at", "-pk")
    round_ = rounds.filter(pk=whole(data.get("round"))).first()
    ranking = rankings.filter(pk=whole(data.get("ranking"))).first()
    if round_ is not None and ranking is None:
        ranking = ranking_of(round_)
    elif ranking is not None and round_ is None:
        round_ = round_of(ranking)
    last = min(timezone.localdate(), timezone.datetime(round_.year, 12, 31).date()) if round_ else None
    form = DraftForm(request.POST if request.method == "POST" else None, initial={"as_of": last})
    if round_ is None:
        del form.fields["as_of"]  # a published ranking has its own day
    drafts = Bulletin.objects.within(request.user.area).under_way(round_=round_, publication=ranking)
    standing = drafts if round_ or ranking else ()
    unseen = request.method == "POST" and {str(each.pk) for each in standing} - set(request.POST.getlist("seen"))
    if request.method == "POST" and (round_ or ranking) and form.is_valid():
        try:
            if unseen:  # a button pressed twice, or a draft that somebody else has made meanwhile
                raise ValidationError(_("已经有一份通报在起草或送签：请先看那一份；确要另起草一份的，再按一次。"))
            as_of = form.cleaned_data.get("as_of")
            made = actions.draft(by=request.user, round_=round_, publication=ranking, as_of=as_of)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("已按数据起草：请逐段核对、修改，再送签。"))
            return redirect("bulletins:edit", made.pk)
    context = {"title": _("起草通报"), "area": request.user.area, "round": round_, "ranking": ranking, "form": form}
    context["standing"] = standing
    context |= {"rounds": rounds.order_by("-year", "-number")[:12], "rankings": rankings[:12]}
    return render(request, "bulletins/new.html", context, status=422 if form.is_bound and form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """The draft: its head, its blocks with what can be done to each, how its numbers agree. A POST is one act named by `do`."""
    bulletin = own_or_404(request.user, pk)
    forms = {"head": HeadForm(instance=bulletin, initial={"number": bulletin.number or proposed_number(bulletin)})}
    forms["discard"] = ReasonForm(label=_("删除的原因"), auto_id="discard_%s")
    if request.method == "POST":
        answer = _act(request, bulletin, forms)
        if answer is not None:
            return answer
        bulletin = own_or_404(request.user, pk)
    wrong = any(form.is_bound and form.errors for form in forms.values())
    unnumbered = not bulletin.number
    bulletin.number = bulletin.number or forms["head"]["number"].value()  # what is shown is what is sent
    context = told(bulletin, request.user) | {"bulletin": bulletin, "forms": forms, "lacks": lacks(bulletin)}
    context["unnumbered"] = unnumbered
    context["other_year"] = other_year(bulletin, timezone.localdate())
    return render(request, "bulletins/edit.html", context, status=422 if wrong else 200)


def _act(request, bulletin, forms):
    """Do what was asked; where to go then, or None where a form has to be shown again."""
    do, _colon, key = request.POST.get("do", "").partition(":")
    by, version = request.user, whole(request.POST.get("version"))
    back, form = reverse("bulletins:edit", args=[bulletin.pk]), None
    try:
        if do == "head" or do == "submit" and "number" in request.POST:
            form = forms["head"] = HeadForm(request.POST, instance=Bulletin.objects.get(pk=bulletin.pk))
            if not form.is_valid():
                return None
        if do == "head":
            editing.put_head(bulletin, form.cleaned_data, by=by, version=version)
            messages.success(request, _("文件头已保存。"))
        elif do in ("up", "down", "remove"):
            editing.move(bulletin, key, do, by=by, version=version)
            back += f"#block-{key}" if do != "remove" else "#text"
        elif do == "anew":
            actions.write_anew(bulletin, by=by, version=version)
            messages.success(request, _("已按现在的记录重新生成：没有改过的段落换成新的，改过的保留。"))
        elif do == "submit":
            editing.put_head_and_submit(bulletin, form.cleaned_data if form else {}, by=by, version=version)
            messages.success(request, _("已送签：由县领导核对后签发，或者退回修改。"))
            back = reverse("bulletins:detail", args=[bulletin.pk])
        elif do == "discard":
            form = forms["discard"] = ReasonForm(request.POST, label=_("删除的原因"), auto_id="discard_%s")
            if not form.is_valid():
                return None
            actions.discard(bulletin, by=by, reason=form.cleaned_data["reason"])
            messages.success(request, _("草稿已删除。"))
            back = reverse("bulletins:list")
        elif do == "again":
            back = reverse("bulletins:edit", args=[actions.draft_anew(bulletin, by=by).pk])
        else:
            messages.error(request, _("没有这个操作：请重新打开本页。"))
    except ValidationError as refused:
        for sentence in refused.messages:
            messages.error(request, sentence)
        back = reverse("bulletins:detail", args=[bulletin.pk]) if not bulletin.is_editable else back
    return redirect(back)


@require_http_methods(["GET", "POST"])
def block(request, pk, key):
    """One block of a draft: its words, or a table's cells; `new` adds one after the block `?after=`."""
    bulletin = own_or_404(request.user, pk)
    found = next((each for each in bulletin.blocks if each["key"] == key), None)
    if found is None and key != editing.NEW and request.method == "GET":  # what is sent is refused with its words kept
        raise Http404(_("通报里没有这一段：也许刚被删去了。"))
    is_table = found is not None and found["kind"] == "table"
    initial = {"kind": found["kind"], "text": found["text"]} if found else {"kind": "text"}
    form, refusals = BlockForm(request.POST if request.method == "POST" and not is_table else None, initial=initial), []
    if request.method == "POST" and (is_table or form.is_valid()):
        try:
            version, after = whole(request.POST.get("version")), request.POST.get("after", "")
            if is_table:
                key = editing.put_table(bulletin, key, request.POST, by=request.user, version=version)
            else:
                key = editing.put_text(bulletin, key, form.cleaned_data, after=after, by=request.user, version=version)
        except ValidationError as refused:
            refusals = refused.messages
        else:
            messages.success(request, _("这一段已保存。"))
            return redirect(reverse("bulletins:edit", args=[bulletin.pk]) + f"#block-{key}")
    context = {"title": _("修改一段") if found else _("加一段"), "area": bulletin.area, "bulletin": bulletin, "part": found}
    context |= {"form": form, "is_table": is_table, "after": request.GET.get("after", request.POST.get("after", ""))}
    context["origin"] = next((each for each in bulletin.made if each["key"] == key), None)
    context["refusals"] = refusals
    # Cells typed into an old table may stand in other rows now: they are copied by hand, never saved over the new one.
    context["version"] = request.POST.get("version", "") if refusals and is_table else bulletin.version
    if is_table:
        context["rows"] = editing.typed_rows(found, request.POST if request.method == "POST" else {})
    return render(request, "bulletins/block.html", context, status=422 if form.errors or refusals else 200)
