"""The list of what was put down at once."""

from django.utils.translation import gettext_lazy as _

from households.models.registering import Registration
from households.standing import TONES
from kangle.exchange.facts import FactTable
from kangle.exchange.filters import DateRangeFilter, ListFilter, SearchFilter
from kangle.exchange.tables import AreaColumn, ChoiceColumn, Column, DateColumn, LinkColumn, MomentColumn, NumberColumn


class RegistrationFilter(ListFilter):
    q = SearchFilter("document", "by_name", label=_("依据或登记人"))
    on = DateRangeFilter(label=_("日期"))

    class Meta:
        model = Registration
        fields = ["kind"]


class RegistrationTable(FactTable):
    document = LinkColumn(link=("households:registration", "pk"))
    kind = ChoiceColumn(tones=TONES)
    on = DateColumn()
    households = NumberColumn()
    taken_back = NumberColumn()
    area = AreaColumn()
    at = MomentColumn()
    by_name = Column()
    undone_at = MomentColumn(visible=False)
    undone_by = Column(visible=False)
    undo_reason = Column(visible=False)

    class Meta:
        model = Registration
        fields = ()
        order_by = ("-at",)
