"""我的导出: what a person took away from the site, what is still being written for him, and where he fetches it."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from kangle.exchange import awaiting
from kangle.exchange.exporting import sent
from kangle.exchange.filters import DateRangeFilter, ListFilter, SearchFilter
from kangle.exchange.models import Export
from kangle.exchange.tables import AreaColumn, ChoiceColumn, Column, DateColumn, LinkColumn, ListTable, MomentColumn, NumberColumn
from kangle.exchange.views import ListPage
from kangle.jobs.models import Run

State = Export.State
TONES = {State.MAKING: "fair", State.READY: "good", State.TAKEN: "none", State.CLEARED: "none"}


class KnownColumn(NumberColumn):
    """A number that is 0 until it is known, and for a document that is no list."""

    def shown(self, value):
        return super().shown(value or None)

    def exported(self, value):
        return value or None


class SizeColumn(KnownColumn):
    """Bytes, shown as kB and MB."""

    def shown(self, value):
        return filesizeformat(value) if value else super().shown(value)


class ExportFilter(ListFilter):
    q = SearchFilter("name", "number", "digest", "file_digest", label=gettext_lazy("文件名、回执编号或摘要"))
    asked_at = DateRangeFilter(label=gettext_lazy("导出时间"))

    class Meta:
        model = Export
        fields = ["state", "ending"]


class ExportTable(ListTable):
    name = LinkColumn(link=("exports:export", "pk"))
    state = ChoiceColumn(tones=TONES)
    rows = KnownColumn()
    size = SizeColumn(gettext_lazy("大小"), on_phone=False)
    conditions = Column(on_phone=False)
    area = AreaColumn(on_phone=False)
    as_of = DateColumn(on_phone=False)
    asked_at = MomentColumn()
    number = Column()
    digest = Column(visible=False)
    file_digest = Column(visible=False)

    class Meta:
        order_by = ("-asked_at",)


class ExportList(ListPage):
    """A person's exports, newest first."""

    model = Export
    filterset_class = ExportFilter
    table_class = ExportTable
    title = gettext_lazy("我的导出")
    hint = gettext_lazy("还没有导出过文件。在任何一个列表上按“导出 Excel”或“导出 CSV”。")
    template_name = "exchange/exports.html"

    def get_queryset(self):
        return Export.objects.all()

    @property
    def rows(self):
        """One's own, wherever they are of: who was moved still finds what he took away before."""
        rows = Export.objects.visible_to(self.request.user)
        return rows.within(self.area) if self.request.GET.get("area") and self.area else rows

    def get_extra(self):
        return {"days": settings.EXPORT_KEPT_DAYS}


def own(request, pk):
    """The receipt of a key, where it is the person's own. Raises Http404."""
    found = Export.objects.visible_to(request.user).select_related("area").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这次导出，或者它不是您的。"))
    return found


def progress_of(receipt):
    """How far a file is: whether it is being written, waits for a worker, what failed."""
    if receipt.state != State.MAKING:
        return {"is_working": False, "failed": "", "waits": False}
    run = Run.objects.filter(kind=awaiting.KIND, key=str(receipt.pk)).order_by("-pk").first()
    failed = run.error if run is not None and run.state == Run.State.FAILED else ""
    return {"is_working": not failed, "failed": failed, "waits": run is None or run.state == Run.State.WAITING}


@require_GET
def export(request, pk):
    """One file: how far it is, what it holds, where it is fetched, what it is known by."""
    receipt = own(request, pk)
    context = {"title": receipt.name, "receipt": receipt, "days": settings.EXPORT_KEPT_DAYS, **progress_of(receipt)}
    return render(request, "exchange/export.html", context)


@require_GET
def progress(request, pk):
    """The part of the page that is asked for again and again while a worker is at it; then the whole page is due."""
    receipt = own(request, pk)
    found = progress_of(receipt)
    if not found["is_working"]:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "exchange/parts/export_progress.html", {"receipt": receipt, **found})


@require_GET
def file(request, pk):
    """The file itself, for whom it was written and who may still see the list. Raises Http404 where it is not there any more."""
    receipt = own(request, pk)
    try:
        awaiting.page_for(receipt)
    except ValidationError as refused:
        raise PermissionDenied(" ".join(refused.messages)) from None
    place = awaiting.stored(receipt.path)
    if receipt.state != State.READY or not place.exists():
        raise Http404(_("这个文件已经清除：请在列表上重新导出。"))
    return sent(place.open("rb"), receipt)


@require_POST
def again(request, pk):
    awaiting.ask_again(own(request, pk))
    return redirect("exports:export", pk)
