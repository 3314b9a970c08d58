"""The list of bulletins."""

from kangle.bulletins.models import Bulletin
from kangle.exchange.facts import FactTable
from kangle.exchange.tables import AreaColumn, ChoiceColumn, Column, DateColumn, LinkColumn

TONES = {"draft": "fair", "submitted": "fair", "returned": "poor", "issued": "good", "withdrawn": "none"}


class BulletinTable(FactTable):
    title = LinkColumn(None, "title", link=("bulletins:detail", "pk"))
    number = Column()
    area = AreaColumn()  # mostly the county, which who reads for a village cannot open
    year = Column(on_phone=False)
    state = ChoiceColumn(tones=TONES)
    as_of = DateColumn(on_phone=False)
    drafted_by = Column(on_phone=False)
    signed_by = Column(on_phone=False)
    issued_on = DateColumn()

    class Meta:
        model = Bulletin
        fields = ()
        order_by = ("-issued_on",)
