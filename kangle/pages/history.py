"""Who changed what within one's area: the acts on record, newest first."""

from django.utils.translation import gettext_lazy as _

from kangle.accounts.roles import Capability
from kangle.audit.changes import Names, in_words, model_name
from kangle.audit.models import Entry
from kangle.exchange.filters import ChoiceFilter, DateRangeFilter, ListFilter, SearchFilter
from kangle.exchange.tables import ChoiceColumn, Column, ListTable, MomentColumn
from kangle.exchange.views import ListPage

# What an administrator keeps. He is told nothing about households or money, so neither is he by their history.
METHODS = ("procedures.method", "procedures.itemgroup", "procedures.item")
ADMINISTRATORS_OWN = ("accounts.user", "programme.povertyline", "programme.exitstandard", "programme.exitcondition", *METHODS)


class HistoryFilter(ListFilter):
    q = SearchFilter("actor_name", "object_name", "reason", path="area_path", label=_("操作人、记录、地区或原因"))
    act = ChoiceFilter(label=_("操作"), choices=Entry.Act)
    at = DateRangeFilter(label=_("日期"))


class ModelColumn(Column):
    """The kind of record in words."""

    def shown(self, value):
        return model_name(value)

    exported = shown


class ChangesColumn(Column):
    """What changed, in one line, numbers masked."""

    kind = "sentence"
    width = 60

    def bind(self, name, model):
        super().bind(name, model)
        self.names = Names()  # what the rows of one page point at is asked for once

    def lookups(self):
        return ("model", "before", "after")

    def value(self, row):
        return in_words(row["model"], row["before"], row["after"], self.names)


class ReasonColumn(Column):
    """Why, as wide as the screen: a reason is a sentence."""

    kind = "sentence"


class HistoryTable(ListTable):
    at = MomentColumn()
    actor_name = Column()
    act = ChoiceColumn()
    model = ModelColumn(on_phone=False)
    object_name = Column()
    changes = ChangesColumn(_("内容"), orderable=False)
    reason = ReasonColumn()

    class Meta:
        order_by = ("-at",)


class History(ListPage):
    filterset_class = HistoryFilter
    table_class = HistoryTable
    title = _("操作记录")
    hint = _("没有符合条件的操作记录。每一次新增、修改、删除和登录都会记在这里。")

    def get_queryset(self):
        entries = Entry.objects.whole()  # an import of thousands is one act; each household's history has its parts
        return entries if self.request.user.may(Capability.READ) else entries.filter(model__in=ADMINISTRATORS_OWN)
