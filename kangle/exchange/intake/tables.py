"""The list of imports, and of what became of each row of one."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kangle.common import figures
from kangle.exchange.columns.base import escaped
from kangle.exchange.filters import ChoiceFilter, DateRangeFilter, ListFilter, SearchFilter
from kangle.exchange.intake.books import registered
from kangle.exchange.intake.reading import ERROR
from kangle.exchange.models import WRITTEN, Import, ImportRow
from kangle.exchange.tables import AreaColumn, ChoiceColumn, Column, LinkColumn, ListTable, MomentColumn, NumberColumn

STATE_TONES = {
    Import.State.READING: "fair", Import.State.READY: "fair", Import.State.WRITING: "fair", Import.State.UNDOING: "fair",
    Import.State.DONE: "good", Import.State.UNREADABLE: "poor", Import.State.DROPPED: "none", Import.State.UNDONE: "none",
}  # fmt: skip
Outcome = ImportRow.Outcome
TONES = {Outcome.NEW: "good", Outcome.CHANGED: "fair", Outcome.REFUSED: "poor", Outcome.SAME: "none"}


class CountColumn(NumberColumn):
    """How many rows of all sheets had one of some outcomes."""

    def __init__(self, *args, outcomes, **options):
        super().__init__(*args, accessor="counts", orderable=False, **options)
        self.outcomes = outcomes

    def value(self, row):
        return sum(sheet.get(outcome, 0) for sheet in (row["counts"] or {}).values() for outcome in self.outcomes)


def titles():
    """The sheets of all forms, to choose from."""
    return [(form.title, form.label) for book in registered() for form in book.sheets]


class SheetColumn(ChoiceColumn):
    """A sheet by the label it has in the language of the page."""

    def bind(self, name, model):
        self.choices = titles()
        super().bind(name, model)


class ImportFilter(ListFilter):
    q = SearchFilter("name", "sent_by", label=gettext_lazy("文件名或上传人"))
    sent_at = DateRangeFilter(label=gettext_lazy("日期"))

    class Meta:
        model = Import
        fields = ["state"]


class ImportTable(ListTable):
    name = LinkColumn(link=("exchange:import", "pk"))
    state = ChoiceColumn(tones=STATE_TONES)
    written = CountColumn(gettext_lazy("新增和修改"), outcomes=WRITTEN)
    refused = CountColumn(pgettext_lazy("导入", "退回"), outcomes=(Outcome.REFUSED,))
    same = CountColumn(gettext_lazy("没有变化"), outcomes=(Outcome.SAME,), on_phone=False)
    area = AreaColumn(on_phone=False)
    sent_by = Column(on_phone=False)
    sent_at = MomentColumn()
    ended_by = Column(visible=False)
    ended_at = MomentColumn(visible=False)
    undone_by = Column(visible=False)
    undo_reason = Column(visible=False)

    class Meta:
        order_by = ("-sent_at",)


class RowFilter(ListFilter):
    q = SearchFilter("called", label=gettext_lazy("姓名"))
    sheet = ChoiceFilter(label=gettext_lazy("工作表"), choices=titles)
    hints = ChoiceFilter(label=gettext_lazy("提示"), choices=[("yes", gettext_lazy("有"))], method="with_hints")

    class Meta:
        model = ImportRow
        fields = ["outcome"]

    def with_hints(self, queryset, name, value):
        return queryset.exclude(faults=[])


class ChangesColumn(Column):
    """What a row changes, in one line; numbers masked."""

    kind = "sentence"
    width = 50

    def value(self, row):
        return "；".join(f"{label}：{before} → {after}" for label, before, after in row[self.lookup])


class FaultsColumn(Column):
    """What is wrong with a row, column by column, or is to be looked at; and why undoing left it as it is."""

    kind = "sentence"
    width = 70

    def lookups(self):
        return (self.lookup, "kept")

    def value(self, row):
        said = [(kind, _in_place(letter, heading), sentence) for letter, heading, sentence, kind in row[self.lookup]]
        return said + ([("hint", _("撤销时保留："), row["kept"])] if row["kept"] else [])

    def shown(self, value):
        return " ".join(f"{place}{sentence}" for _kind, place, sentence in value) or figures.UNKNOWN

    def exported(self, value):
        return "" if not value else self.shown(value)

    def marked(self, value):
        """A sentence a line, with a sign before it: what sends the row back, and what is only to be looked at."""
        if not value:
            return escaped(figures.UNKNOWN)
        lines = []
        for kind, place, sentence in value:
            sign, name = ("✕", "error") if kind == ERROR else ("◐", "hint")
            lines.append(f'<li class="{name}"><i aria-hidden="true">{sign}</i> <b>{escaped(place)}</b>{escaped(sentence)}</li>')
        return SafeString(f'<ul class="faults">{"".join(lines)}</ul>')


def _in_place(letter, heading):
    """'E列 证件号码：'"""
    where = " ".join(filter(None, (_("%(letter)s列") % {"letter": letter} if letter else "", heading)))
    return f"{where}：" if where else ""


class RowTable(ListTable):
    called = LinkColumn(gettext_lazy("姓名"), link=("households:detail", "home"))
    sheet = SheetColumn()
    row = NumberColumn()
    outcome = ChoiceColumn(tones=TONES)
    changes = ChangesColumn(gettext_lazy("改什么"), orderable=False)
    faults = FaultsColumn(orderable=False)

    class Meta:
        order_by = ("-outcome", "sheet", "row")
