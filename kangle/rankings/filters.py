"""How the published rankings are narrowed."""

from django.utils.translation import gettext_lazy as _

from kangle.exchange.filters import ListFilter, OpenedYearFilter, SearchFilter, YesNoFilter
from kangle.rankings.models import Publication


class PublicationFilter(ListFilter):
    q = SearchFilter("title", "sha256")
    year = OpenedYearFilter(label=_("年度"))
    withdrawn = YesNoFilter(field_name="withdrawn_at", isnull=True, label=_("已撤回"))

    class Meta:
        model = Publication
        fields = ["kind", "level", "as_of"]
