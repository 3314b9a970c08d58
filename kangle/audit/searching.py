"""What is looked for in the records' admin, in a list or for a choice: a line as long as in every other list, and no longer.

SQLite refuses a pattern of more than 50 000 bytes, PostgreSQL a NUL: neither may be asked.
"""

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList, ChangeListSearchForm
from django.utils.translation import gettext_lazy as _

from kangle.common.forms import Answering
from kangle.common.legible import LONGEST_SEARCH, line


class SearchForm(Answering, ChangeListSearchForm):
    """What it refuses the page says above its list, which is whole then."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields[SEARCH_VAR] = forms.CharField(label=_("搜索"), required=False, strip=False, max_length=LONGEST_SEARCH)


class Listed(ChangeList):
    search_form_class = SearchForm

    def __init__(self, request, *args, **options):
        super().__init__(request, *args, **options)
        self.query = self.query or request.GET.get(SEARCH_VAR, "")  # what was refused stands in its box, to be shortened


class Choices(AutocompleteJsonView):
    """What a choice field offers while one types, each named as its own admin names it, without a query for each."""

    def process_request(self, request):
        _term, *rest = super().process_request(request)
        return line(request.GET, "term", LONGEST_SEARCH), *rest

    def get_queryset(self):
        return super().get_queryset().select_related(*self.model_admin.list_select_related)

    def serialize_result(self, obj, to_field_name):
        return {"id": str(getattr(obj, to_field_name)), "text": self.model_admin.label(obj)}


def also_named(model, lookup):
    """The lookup of the names that what `lookup` names ("village__name") bore before; "" where its model keeps none."""
    *way, last = lookup.split("__")
    for step in way if last == "name" else ():
        related = model._meta.get_field(step).related_model
        if related is None:
            return ""
        model = related
    kept = getattr(model, "also_named", "") if last == "name" else ""
    return "__".join([*way, kept]) if kept else ""
