"""The list of imports, and of what became of each row of one."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kangle.audit.changes import Names, said_changes
from kangle.common import figures
from kangle.exchange.columns.base import NOTHING, escaped
from kangle.exchange.filters import ChoiceFilter, DateRangeFilter, ListFilter, SearchFilter
from kangle.exchange.intake.books import registered
from kangle.exchange.intake.reading import ASK, ERROR, OURS, THEIRS
from kangle.exchange.models import Import, ImportRow
from kangle.exchange.tables import AreaColumn, ChoiceColumn, Column, LinkColumn, ListTable, MomentColumn, NumberColumn

State, Outcome = Import.State, ImportRow.Outcome
STATE_TONES = {
    State.READING: "fair", State.READY: "fair", State.WRITING: "fair", State.UNDOING: "fair",
    State.DONE: "good", State.UNREADABLE: "poor", State.DROPPED: "none", State.UNDONE: "none",
}  # fmt: skip
TONES = {
    Outcome.NEW: "good", Outcome.CHANGED: "fair", Outcome.ASKED: "fair", Outcome.REFUSED: "poor", Outcome.SAME: "none",
}  # fmt: skip
ANSWERS = ((THEIRS, gettext_lazy("照表里的")), (OURS, gettext_lazy("照系统里的")))
SIGNS = {ERROR: ("✕", "error"), ASK: ("？", "ask")}
HINT_SIGN = ("◐", "hint")
BETWEEN, ARROW = "；", " → "
NEW_SHOWN = 6  # values of a record that will be created


class CountColumn(NumberColumn):
    """How many rows of all sheets had some outcome."""

    def __init__(self, *args, outcome, **options):
        super().__init__(*args, accessor="counts", orderable=False, **options)
        self.outcome = outcome

    def value(self, row):
        return counted(row["counts"], self.outcome)


class WrittenColumn(Column):
    """How many rows an import adds and alters: will, did, or did once, as far as it has come."""

    kind = "sentence"
    width = 30

    def __init__(self, *args, **options):
        super().__init__(*args, accessor="counts", orderable=False, **options)

    def lookups(self):
        return (self.lookup, "state")

    def value(self, row):
        found = {name: counted(row["counts"], outcome) for name, outcome in (("new", Outcome.NEW), ("changed", Outcome.CHANGED))}
        if not any(found.values()):
            return ""
        return {
            State.READING: "",
            State.READY: _("将新增 %(new)d 行、修改 %(changed)d 行，待确认"),
            State.WRITING: _("将新增 %(new)d 行、修改 %(changed)d 行"),
            State.DROPPED: _("没有写入"),
            State.UNDONE: _("新增 %(new)d 行、修改 %(changed)d 行，已撤销"),
        }.get(row["state"], _("新增 %(new)d 行、修改 %(changed)d 行")) % found


def counted(counts, outcome):
    """How many rows of all sheets had an outcome."""
    return sum(sheet.get(outcome, 0) for sheet in (counts or {}).values())


def titles():
    """The sheets of all forms, to choose from."""
    return [(form.title, form.label) for book in registered() for form in book.sheets]


def models_by_title():
    """{title of a sheet: the label of the model its rows write}."""
    return {form.title: form.model._meta.label_lower for book in registered() for form in book.sheets}


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
    written = WrittenColumn(gettext_lazy("新增和修改"))
    refused = CountColumn(pgettext_lazy("导入", "退回"), outcome=Outcome.REFUSED)
    same = CountColumn(gettext_lazy("没有变化"), outcome=Outcome.SAME, on_phone=False)
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

    def bind(self, name, model):
        super().bind(name, model)
        self.names = Names()  # what the rows of one page point at is asked for once

    def lookups(self):
        return (self.lookup, "sheet", "outcome")

    def value(self, row):
        return told_changes(row["sheet"], row[self.lookup], self.names, new=row["outcome"] == Outcome.NEW)

    def shown(self, value):
        """The first values of a new record stand for all; a file has every one of them, and of what changes so has the page."""
        told = value.split(BETWEEN)
        if len(told) <= NEW_SHOWN or ARROW in value:
            return super().shown(value)
        words = {"values": BETWEEN.join(told[:NEW_SHOWN]), "number": len(told)}
        return _("%(values)s……共 %(number)d 项，导出可以看全部") % words


def told_changes(sheet, changes, names=None, new=False):
    """The changes of a row of a sheet in one line: '联系电话：138****0001 → 139****0002'; of a new record its values alone."""
    if isinstance(changes, dict):
        changes = said_changes(models_by_title()[sheet], changes, names)
    return BETWEEN.join(f"{label}：{after if new else f'{before}{ARROW}{after}'}" for label, before, after in changes)


def told_faults(faults):
    """[(kind, places, sentence)] of a row's faults; what is said of several cells alike is said once."""
    places = {}
    for letter, heading, sentence, kind in faults:
        places.setdefault((kind, sentence), []).append(_in_place(letter, heading))
    return [(kind, "、".join(filter(None, where)), sentence) for (kind, sentence), where in places.items()]


class AskedRow:
    """One row about which somebody must choose, as the page shows it."""

    def __init__(self, row, names):
        self.row, self.changes = row, told_changes(row.sheet, row.changes, names)
        self.asks = [(place, sentence) for kind, place, sentence in told_faults(row.faults) if kind == ASK]


class FaultsColumn(Column):
    """What is wrong with a row, column by column, or is to be looked at; and why undoing left it as it is."""

    kind = "sentence"
    width = 70

    def lookups(self):
        return (self.lookup, "kept")

    def value(self, row):
        return told_faults(row[self.lookup]) + ([("hint", _("撤销时保留"), row["kept"])] if row["kept"] else [])

    def shown(self, value):
        return " ".join(_line(place, sentence) for _kind, place, sentence in value) or figures.UNKNOWN

    def exported(self, value):
        return "" if not value else self.shown(value)

    def marked(self, value):
        """A sentence a line, with a sign before it: what sends the row back, and what is only to be looked at."""
        if not value:
            return NOTHING
        lines = []
        for kind, place, sentence in value:
            sign, name = SIGNS.get(kind, HINT_SIGN)
            where = f"<b>{escaped(place)}：</b>" if place else ""
            lines.append(f'<li class="{name}"><i aria-hidden="true">{sign}</i> {where}{escaped(sentence)}</li>')
        return SafeString(f'<ul class="faults">{"".join(lines)}</ul>')


def _in_place(letter, heading):
    """'E列 证件号码'"""
    return " ".join(filter(None, (_("%(letter)s列") % {"letter": letter} if letter else "", heading)))


def _line(place, sentence):
    return f"{place}：{sentence}" if place else sentence


class RowTable(ListTable):
    called = LinkColumn(gettext_lazy("姓名"), link=("households:detail", "home"))
    sheet = SheetColumn()
    row = NumberColumn()
    outcome = ChoiceColumn(tones=TONES)
    changes = ChangesColumn(gettext_lazy("改什么"), orderable=False)
    faults = FaultsColumn(orderable=False)

    class Meta:
        order_by = ("-outcome",)  # then as they were gone through: who is refused stands before what is sent back with him
