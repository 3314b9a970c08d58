"""The history of one household: every change of every field of every record of it, with who, when and why."""

from django.apps import apps
from django.db.models import AutoField, Q
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.models import Household, Member, Revocation, YearRecord
from kangle.audit.models import Entry
from kangle.exchange.filters import ChoiceFilter, DateRangeFilter, ListFilter, SearchFilter
from kangle.exchange.models import Attachment
from kangle.exchange.views import ListPage
from kangle.pages.history import HistoryTable

# The records whose history is told: the household, and whatever hangs on one by a key of that name.
PARTS = [
    model
    for model in apps.get_app_config("households").get_models()
    if any(field.name == "household" and field.many_to_one for field in model._meta.concrete_fields)
]
FIELDS = {
    field.name: field.verbose_name
    for model in (Household, Member, YearRecord)
    for field in model._meta.concrete_fields
    if field.name not in {"id", "household"}
}


class HouseholdHistoryFilter(ListFilter):
    q = SearchFilter("actor_name", "object_name", "reason", label=gettext_lazy("操作人、记录或原因"))
    field = ChoiceFilter(label=gettext_lazy("哪一项"), choices=list(FIELDS.items()), method="by_field")
    act = ChoiceFilter(label=gettext_lazy("操作"), choices=Entry.Act)
    at = DateRangeFilter(label=gettext_lazy("日期"))

    def by_field(self, queryset, name, value):
        return queryset.filter(Q(before__has_key=value) | Q(after__has_key=value))


class HouseholdHistory(ListPage):
    """Every act on the records of one household, also on those that are no longer there; numbers are masked."""

    filterset_class = HouseholdHistoryFilter
    table_class = HistoryTable
    hint = gettext_lazy("没有符合条件的修改记录。")

    @cached_property
    def household(self):
        found = Household.objects.visible_to(self.request.user).select_related("village").with_head()
        found = found.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404(_("没有这一户，或者它不在您的地区。"))
        return found

    @property
    def area(self):
        return self.household.village

    def get_title(self):
        return _("%(head)s：修改记录") % {"head": self.household.head_name or self.household.number}

    def get_queryset(self):
        key = self.household.pk
        own = Q(model=Household._meta.label_lower, object_id=str(key))
        parts = [model._meta.label_lower for model in PARTS]
        # A record says whose it is when it is made, moved or deleted; in between its own number tells.
        told = Entry.objects.filter(model__in=parts).filter(Q(before__household=key) | Q(after__household=key))
        for model in PARTS:
            numbers = [str(pk) for pk in model._base_manager.filter(household=key).values_list("pk", flat=True)]
            own |= Q(model=model._meta.label_lower, object_id__in=numbers)
        undone = Revocation.objects.filter(event__household=key).values_list("pk", flat=True)
        own |= Q(model=Revocation._meta.label_lower, object_id__in=[str(pk) for pk in undone])
        own |= Q(model=Attachment._meta.label_lower, object_id__in=[str(pk) for pk in self.attachments()])
        return Entry.objects.filter(own | Q(pk__in=told.values("pk")))

    def attachments(self):
        """The keys of all photos and papers of the household and its records, also of those removed."""
        mine = Q(model=Household._meta.label_lower, record_id=self.household.pk)
        for model in PARTS:
            if isinstance(model._meta.pk, AutoField):
                mine |= Q(
                    model=model._meta.label_lower,
                    record_id__in=model._base_manager.filter(household=self.household.pk).values("pk"),
                )
        return Attachment.objects.filter(mine).values_list("pk", flat=True)
