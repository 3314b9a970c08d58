"""The conditions the list of assignments can be narrowed by."""

from django.utils.translation import gettext_lazy as _

from kangle.assignments.kinds import choices
from kangle.assignments.models import Assignment
from kangle.assignments.states import PROGRESS, TO_SETTLE, WAITING
from kangle.exchange.filters import ChoiceFilter, DateRangeFilter, ListFilter, SearchFilter

SETS = {"waiting": WAITING, "answered": TO_SETTLE}
SET_WORDS = [("waiting", _("没有答复（含逾期）")), ("answered", _("已答复，待认可"))]


class AssignmentFilter(ListFilter):
    q = SearchFilter("title", "word", "holder__name", "giver__name", "area__name", label=_("事由、要求或姓名"))
    whose = ChoiceFilter(label=_("谁的"), choices=[("mine", _("交给我的")), ("given", _("我交办的"))], method="by_whose")
    progress = ChoiceFilter(label=_("进展"), choices=[*SET_WORDS, *PROGRESS], method="by_progress")
    model = ChoiceFilter(label=_("种类"), choices=choices)
    lost = ChoiceFilter(label=_("承办人账号"), choices=[("yes", _("不能登录"))], method="by_lost")
    due_on = DateRangeFilter(label=_("答复期限"))

    class Meta:
        model = Assignment
        fields = ["given_on"]

    def by_whose(self, queryset, name, value):
        return queryset.filter(**{"holder" if value == "mine" else "giver": self.request.user})

    def by_progress(self, queryset, name, value):
        return queryset.filter(state__in=SETS[value]) if value in SETS else queryset.filter(progress=value)

    def by_lost(self, queryset, name, value):
        return queryset.filter(lost=True)
