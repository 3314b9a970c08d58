"""The pages on which bulletins are read: the list, one bulletin, its files."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from kangle.accounts.access import refusal
from kangle.accounts.roles import Capability
from kangle.audit.models import Entry
from kangle.bulletins.claims import claims_in, found_in
from kangle.bulletins.comparing import changed
from kangle.bulletins.composing import headed, paper_of
from kangle.bulletins.filters import BulletinFilter
from kangle.bulletins.freezing import standing_ranking
from kangle.bulletins.lacking import withdrawn_ranking
from kangle.bulletins.models import Bulletin, BulletinFile
from kangle.bulletins.tables import TONES, BulletinTable
from kangle.common.official.fonts import replaced
from kangle.common.official.printed import as_pdf
from kangle.common.official.word import as_docx
from kangle.common.typesetting import LACKING, NoChineseFont, lacking
from kangle.exchange import exporting
from kangle.exchange.facts import FactList, VisibleDetail
from kangle.supervision.views import MENU, RoundDetail


class BulletinList(FactList):
    model = Bulletin
    filterset_class = BulletinFilter
    table_class = BulletinTable
    menu = MENU
    title = gettext_lazy("通报")
    hint = gettext_lazy("还没有通报。督查一轮结束以后，在这一轮的页面上起草；也可以由已发布的排名起草。")
    template_name = "bulletins/list.html"

    def get_extra(self):
        return super().get_extra() | {"may_draft": self.request.user.may(Capability.DRAFT)}


class BulletinDetail(VisibleDetail):
    """One bulletin: where it stands, what may be done with it, its text, and how its numbers agree with the data."""

    model = Bulletin
    template_name = "bulletins/detail.html"
    context_object_name = "bulletin"

    def get_queryset(self):
        visible = Bulletin.objects.visible_to(self.request.user).filter(pk=self.kwargs["pk"])
        return visible.select_related("area", "round", "publication", "replaces")

    def get_context_data(self, **context):
        return super().get_context_data(**told(self.object, self.request.user), **context)


def told(bulletin, user):
    """What every page about a bulletin shows of it."""
    own = bulletin.area.path.startswith(user.area.path)
    found = found_in(bulletin) if own and not bulletin.is_issued else []
    claimed = claims_in(bulletin, found) if own and not bulletin.is_issued else []
    gone = withdrawn_ranking(bulletin)
    return {
        "title": bulletin.title,
        "area": bulletin.area,
        "tone": TONES[bulletin.state],
        "blocks": list(headed(bulletin.blocks)),
        "differing": changed(found),
        "weighing": [each for each in claimed if each.weighs],
        "others": [each for each in claimed if not each.weighs],
        "opens_round": bulletin.round is not None and RoundDetail.opens_to(user, bulletin.round),
        "ranking_gone": gone,
        "ranking_now": standing_ranking(bulletin) if gone else None,
        "files": bulletin.files.order_by("form").values("form", "sha256", "size"),
        "replaced_by": Bulletin.objects.visible_to(user).filter(replaces=bulletin).first(),
        "acts": Entry.objects.of(bulletin) if own else (),
        "may_draft": own and user.may(Capability.DRAFT),
        "may_sign": own and user.may(Capability.SIGN),
        "may_export": user.may(Capability.EXPORT),
        **printing(bulletin),
    }


def printing(bulletin):
    """What the machine's fonts cannot do for a bulletin that is still to be printed: typefaces replaced, characters lacking."""
    if bulletin.is_issued:
        return {}
    try:
        return {"replaced": replaced(), "lacking": lacking(paper_of(bulletin).told()), "sign": LACKING}
    except NoChineseFont:
        return {"no_font": True}


def readable_or_404(user, pk):
    bulletin = Bulletin.objects.visible_to(user).filter(pk=pk).select_related("area").first()
    if bulletin is None:
        raise Http404(_("没有这份通报，或者它不在您的地区。"))
    return bulletin


@require_GET
def paper(request, pk, form):
    """A bulletin as a file: as it was issued, byte for byte; before that as it would look, marked as a draft."""
    if not request.user.may(Capability.EXPORT):
        raise PermissionDenied(refusal(request.user, Capability.EXPORT))
    bulletin = readable_or_404(request.user, pk)
    if bulletin.is_issued:
        content = bytes(BulletinFile.objects.get(bulletin=bulletin, form=form).content)
    elif form == "docx":
        content = as_docx(paper_of(bulletin))
    else:
        try:
            content = as_pdf(paper_of(bulletin))[0]
        except NoChineseFont:
            context = {"title": _("不能生成 PDF"), "area": bulletin.area, "bulletin": bulletin}
            return render(request, "bulletins/no_font.html", context, status=503)
    called, day = bulletin.number or _("送审稿"), bulletin.issued_on or timezone.localdate()
    told = {"title": bulletin.title, "area": bulletin.area, "year": bulletin.year, "day": day, "conditions": called}
    told |= {"address": reverse("bulletins:detail", args=[bulletin.pk]), "name": f"{called} {bulletin.title}.{form}"}
    return exporting.hand_over_whole(request.user, content, form, **told)
