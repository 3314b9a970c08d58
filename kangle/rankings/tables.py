"""The list of published rankings."""

from kangle.exchange.facts import FactTable
from kangle.exchange.tables import ChoiceColumn, Column, DateColumn, LinkColumn, MomentColumn
from kangle.rankings.models import Publication


class ReferenceColumn(Column):
    """The number a paper names it by: 2015-003."""

    def lookups(self):
        return (*super().lookups(), "year")

    def sort_lookups(self):
        return ["year", "number"]

    def value(self, row):
        return f"{row['year']}-{row['number']:03}"


class PublicationTable(FactTable):
    """Published rankings, the newest first."""

    title = LinkColumn(link=("rankings:publication", "pk"))
    number = ReferenceColumn()
    kind = ChoiceColumn(on_phone=False)
    level = ChoiceColumn()
    as_of = DateColumn()
    published_at = MomentColumn()
    published_by = Column()
    withdrawn_at = MomentColumn()
    withdrawn_reason = Column(on_phone=False)
    sha256 = Column(visible=False)
    sm3 = Column(visible=False)

    class Meta:
        model = Publication
        fields = ()
        order_by = ("-published_at",)
