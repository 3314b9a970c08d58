"""The conditions the list of bulletins can be narrowed by."""

from django.utils.translation import gettext_lazy as _

from kangle.bulletins.models import Bulletin
from kangle.exchange.filters import ListFilter, SearchFilter, WholeNumberFilter


class BulletinFilter(ListFilter):
    q = SearchFilter("title", "number", "drafted_by", "signed_by", label=_("标题、文号或姓名"))
    year = WholeNumberFilter(label=_("年度"))

    class Meta:
        model = Bulletin
        fields = ["state", "issued_on"]
