"""The list of assignments."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kangle.assignments.kinds import AREA, kind_named
from kangle.assignments.models import Assignment
from kangle.assignments.states import PROGRESS, TONES
from kangle.exchange.facts import FactTable
from kangle.exchange.tables import AreaColumn, ChoiceColumn, Column, DateColumn, LinkColumn

LOST = [(True, _("已不能登录"))]  # of all others nothing is said


class KindColumn(Column):
    """What kind of record was given."""

    kind, width = "choice", 14

    def lookups(self):
        return (self.lookup, "area__level")

    def sort_lookups(self):
        return self.lookups()

    def value(self, row):
        return kind_named(row[self.lookup], row["area__level"])


class SubjectColumn(LinkColumn):
    """What was given; of a place, which the list names beside it, what is asked."""

    def lookups(self):
        return (*super().lookups(), "model", "word")

    def value(self, row):
        return row["word"] if row["model"] == AREA and row["word"] else row[self.lookup]


class AssignmentTable(FactTable):
    title = SubjectColumn(link=("assignments:assignment", "pk"))
    kind = KindColumn(_("种类"), "model", on_phone=False)
    area = AreaColumn()
    holder = Column(_("承办人"), "holder__name")
    lost = ChoiceColumn(_("承办人账号"), choices=LOST, tones={True: "poor"}, on_phone=False)
    progress = ChoiceColumn(_("进展"), choices=PROGRESS, tones=TONES)
    due_on = DateColumn()
    word = Column(on_phone=False)
    last_word = Column(_("最近的说明"), on_phone=False)
    giver = Column(_("交办人"), "giver__name", on_phone=False)
    given_on = DateColumn(on_phone=False)
    answered_on = DateColumn(visible=False)
    closed_on = DateColumn(visible=False)

    class Meta:
        model = Assignment
        fields = ()
        order_by = ("-given_on", "due_on")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_progress(timezone.localdate())
