"""The pages of imports: sending a workbook in, what would become of it, and what has."""

import tempfile
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_GET, require_POST

from kangle.audit.actions import record
from kangle.audit.changes import Names
from kangle.audit.models import Entry
from kangle.common.forms import ReasonForm
from kangle.common.sayings import said as _
from kangle.exchange import export
from kangle.exchange.intake import actions
from kangle.exchange.intake.books import book_of
from kangle.exchange.intake.opening import Unreadable, too_large
from kangle.exchange.intake.tables import ANSWERS, AskedRow, ImportFilter, ImportTable, RowFilter, RowTable
from kangle.exchange.intake.writing import write_filled, write_returned
from kangle.exchange.models import Import, ImportRow
from kangle.exchange.views import ListPage, chosen_area
from kangle.jobs.models import Run, Shard

State = Import.State
WORKING = {State.READING: "read", State.WRITING: "write", State.UNDOING: "undo"}
BOOK = "households"  # the one form there is
ASKED_AT_ONCE = 100  # rows on the page; what is chosen makes room for the others
WAIT_IN_LEASES = 1.5  # the lease itself and, at most, the half of it that passes between two sweeps


class ImportList(ListPage):
    """All imports of one's area, and the place where a workbook is sent in."""

    model = Import
    filterset_class = ImportFilter
    table_class = ImportTable
    title = gettext_lazy("表格导入")
    hint = gettext_lazy("还没有导入过表格。先下载表格，填好后在这里上传；确认之前什么都不会写入。")
    template_name = "exchange/imports.html"

    def get_queryset(self):
        return Import.objects.all()

    def get_extra(self):
        village = self.area if self.area is not None and self.area.is_village else None
        return {"village": village, "largest": settings.IMPORT_LARGEST_BYTES, "too_large": too_large(), "fault": self.fault}

    fault = ""  # why the file that was sent is not taken

    def post(self, request):
        sent = request.FILES.get("file")
        try:
            if sent is None:
                raise Unreadable(_("请先选择要上传的表格。"))
            if sent.size > settings.IMPORT_LARGEST_BYTES:
                raise Unreadable(too_large())
            made, is_new = actions.take_once(sent.read(), sent.name, book=BOOK, by=request.user)
        except Unreadable as fault:
            self.fault = str(fault)
            return _refused(self.get(request))
        if not is_new:
            messages.warning(request, _("这个文件您已经上传过，还没有确认：这就是那一次，没有再收一份。"))
        return redirect("exchange:import", made.pk)


def _refused(page):
    """A page that is shown once more because what was sent is not taken."""
    page.status_code = 422
    return page


def visible(request, pk):
    """The import of a key, within the person's area. Raises Http404."""
    found = Import.objects.visible_to(request.user).filter(pk=pk).select_related("area").first()
    if found is None:
        raise Http404(_("没有这次导入，或者它不在您的地区。"))
    return found


class ImportPage(ListPage):
    """One import: how far it is, what each row becomes, and what can be decided about it.

    `form` asks why it is to be undone.
    """

    form = None

    model = ImportRow
    filterset_class = RowFilter
    table_class = RowTable
    hint = gettext_lazy("没有新增、修改或退回的行：表里没有填，或者填的与系统里的一致。")
    template_name = "exchange/import.html"

    @cached_property
    def source(self):
        return visible(self.request, self.kwargs["pk"])

    @property
    def area(self):
        return self.source.area

    @property
    def rows(self):
        return self.source.outcomes.all()

    def get_title(self):
        return self.source.name

    def twin(self):
        """The last import of the very same file that was not put aside, where it is still to be decided about this one."""
        if self.source.state != State.READY or not self.source.digest:
            return None
        others = Import.objects.visible_to(self.request.user).filter(digest=self.source.digest).exclude(pk=self.source.pk)
        return others.exclude(state__in=(State.DROPPED, State.UNDONE, State.UNREADABLE)).order_by("-pk").first()

    def get_extra(self):
        return {
            "source": self.source,
            "sheets": sheets_of(self.source),
            "twin": self.twin(),
            "afterwards": afterwards_of(self.source, self.request.user),
            "form": self.form or ReasonForm(label=_("为什么撤销")),
            "has_file": hasattr(self.source, "file"),
            **asked_of(self.source),
            "kept": self.source.outcomes.exclude(kept="").count() if self.source.state == State.UNDONE else 0,
            **progress_of(self.source),
        }


def asked_of(source):
    """The rows of an import that wait for a decision and about which somebody must choose: `asked`, those first of which nothing
    is chosen, at most ASKED_AT_ONCE; `to_choose`, how many wait.
    """
    if source.state != State.READY or not source.count(ImportRow.Outcome.ASKED):
        return {}
    rows = source.outcomes.filter(outcome=ImportRow.Outcome.ASKED).order_by("answer", "sheet", "row")[:ASKED_AT_ONCE]
    names = Names()
    return {"asked": [AskedRow(row, names) for row in rows], "to_choose": source.to_choose, "answers": ANSWERS}


def afterwards_of(source, user):
    """What the form tells a user is still to be done about what an import has newly written; None where it has not yet."""
    book = book_of(source.book)
    added = source.counts.get(book.sheets[0].code, {}).get("new")
    return book.afterwards(source.area, user) if added and source.state == State.DONE else None


def sheets_of(source):
    """[(label of a sheet, {outcome: rows})] of an import, in the order of its form."""
    forms = book_of(source.book).sheets
    return [(form.label, source.counts[form.code]) for form in forms if form.code in source.counts]


def progress_of(source):
    """How far an import is: whether it is being worked on, what failed, whether it waits, the seconds writing may take.

    `resumes`: within how many seconds it is begun again, where whoever is at it has been silent for longer than usual (else 0).
    """
    what = WORKING.get(source.state)
    run = Run.objects.filter(kind=actions.KIND, key=f"{what}-{source.pk}").order_by("-pk").first() if what else None
    failed = run.error if run is not None and run.state == Run.State.FAILED else ""
    seconds = max(1, round(source.milliseconds * 1.5 / 1000))
    return {
        "resumes": _resumes(run, 3 * seconds),
        "is_working": bool(what) and not failed,
        "failed": failed,
        "waits": run is None or run.state == Run.State.WAITING,
        "seconds": seconds,
    }


def _resumes(run, usual):
    """Seconds until a run whose worker is taken for dead is taken up by another; 0 while it is not `usual` seconds silent.

    Within the one transaction of a writing its worker gives no sign that others see.
    """
    shard = run and run.shards.filter(state=Shard.State.RUNNING).first()
    if shard is None:
        return 0
    lease = timedelta(seconds=settings.JOBS_LEASE_SECONDS)
    silent = (timezone.now() - shard.leased_until + lease) / lease  # in leases
    if silent < max(1 / 3, usual / settings.JOBS_LEASE_SECONDS):
        return 0
    return max(1, round((WAIT_IN_LEASES - silent) * settings.JOBS_LEASE_SECONDS))


@require_GET
def progress(request, pk):
    """The part of an import's page that is asked for again and again while a worker is at it; then the whole page is due."""
    source = visible(request, pk)
    found = progress_of(source)
    if not found["is_working"]:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "exchange/parts/import_progress.html", {"source": source, **found})


def _decided(request, pk, decide, said):
    source = visible(request, pk)
    try:
        decide(source)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        if said:
            messages.success(request, said)
    return redirect("exchange:import", pk)


@require_POST
def confirm(request, pk):
    return _decided(request, pk, lambda source: actions.confirm(source, by=request.user), "")


@require_POST
def choose(request, pk):
    """What is chosen of single rows (`row-17=theirs`), and by one press of all the others (`rest=ours`)."""
    told = {name.removeprefix("row-"): value for name, value in request.POST.items() if name.startswith("row-")}
    chosen = {int(key): value for key, value in told.items() if key.isdecimal() and len(key) < 19}
    rest = request.POST.get("rest", "")
    return _decided(request, pk, lambda source: actions.choose(source, chosen, rest=rest, by=request.user), _("选择已保存。"))


@require_POST
def drop(request, pk):
    said = _("已放弃这次导入，什么都没有写入。")
    return _decided(request, pk, lambda source: actions.drop(source, by=request.user), said)


@require_POST
def undo(request, pk):
    form = ReasonForm(request.POST, label=_("为什么撤销"))
    if form.is_valid():
        return _decided(request, pk, lambda source: actions.undo(source, by=request.user, reason=form.cleaned_data["reason"]), "")
    request.path = reverse("exchange:import", args=[pk])  # what the page's links and the language switch lead to
    page = ImportPage(form=form)
    page.setup(request, pk=pk)
    return _refused(page.get(request, pk=pk))


@require_POST
def again(request, pk):
    return _decided(request, pk, lambda source: actions.ask_again(source, by=request.user), "")


@require_GET
def returned(request, pk):
    """The rows that came back as a workbook, the wrong cells marked. It holds full numbers: taking it is a look, on record."""
    source = visible(request, pk)
    file = getattr(source, "file", None)
    if file is None:
        raise Http404(_("上传的文件已经清除，退回的行不能再下载。"))
    refused = {}
    for sheet, row, faults in source.outcomes.filter(outcome=ImportRow.Outcome.REFUSED).values_list("sheet", "row", "faults"):
        refused.setdefault(sheet, {})[row] = faults
    record(by=request.user, act=Entry.Act.LOOK, on=source, reason=_("下载退回的行"))
    target = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    write_returned(target, book_of(source.book), bytes(file.content), refused)
    return _file(target, _("退回"))


def _file(target, title):
    target.seek(0)
    response = FileResponse(target, content_type=export.XLSX)
    response["Content-Disposition"] = export.disposition(export.file_name(title, "xlsx"))
    response["Cache-Control"] = "private, no-store"
    return response


class Template(View):
    """The form of a village with what is on record filled in, or empty (`?empty=1`). It holds full numbers: a look."""

    def get(self, request):
        area, book = chosen_area(request), book_of(BOOK)
        empty = "empty" in request.GET
        if not empty and (area is None or not area.is_village):
            raise Http404(_("请先选择一个村：填好内容的表按村下载。"))
        if not empty:
            record(by=request.user, act=Entry.Act.LOOK, on=area, reason=_("下载填好的农户采集表"))
        target = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
        write_filled(target, book, {} if empty else book.rows(area))
        return _file(target, str(book.title) if empty else f"{area.short_name}-{book.title}")
