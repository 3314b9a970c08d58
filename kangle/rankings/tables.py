"""The list of published rankings."""

from kangle.exchange.facts import FactTable
from kangle.exchange.tables import ChoiceColumn, Column, DateColumn, LinkColumn, NumberColumn
from kangle.rankings.models import Publication


class PublicationTable(FactTable):
    """Published rankings, the newest first."""

    title = LinkColumn(link=("rankings:publication", "pk"))
    year = NumberColumn(on_phone=False)
    number = NumberColumn(on_phone=False)
    kind = ChoiceColumn(on_phone=False)
    level = ChoiceColumn()
    as_of = DateColumn()
    published_at = DateColumn()
    published_by = Column()
    withdrawn_at = DateColumn()
    withdrawn_reason = Column(on_phone=False)
    sha256 = Column(visible=False)
    sm3 = Column(visible=False)

    class Meta:
        model = Publication
        fields = ()
        order_by = ("-published_at",)
