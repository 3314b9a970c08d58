"""The conditions the lists of the procedures room can be narrowed by."""

from django.utils.translation import gettext_lazy as _

from kangle.exchange.filters import ChoiceFilter, DateRangeFilter, ListFilter, SearchFilter
from kangle.procedures.codes import PENDING, Subject
from kangle.procedures.models import Case, Notice


class CaseFilter(ListFilter):
    q = SearchFilter("title", "area__name", "reason", "method__name", label=_("户、村、理由或方法"))
    opened_on = DateRangeFilter(label=_("立件日期"))
    subject = ChoiceFilter(label=_("对象"), choices=Subject, field_name="method__subject")
    under_way = ChoiceFilter(label=_("办理"), choices=[("yes", _("在办")), ("no", _("已办完"))], method="by_end")
    announcement = ChoiceFilter(label=_("公告"), choices=[("owed", _("待公告"))], method="by_announcement")

    class Meta:
        model = Case
        fields = ["kind", "state"]

    def by_announcement(self, queryset, name, value):
        return queryset.unannounced()

    def by_end(self, queryset, name, value):
        return queryset.pending() if value == "yes" else queryset.exclude(state__in=PENDING)


class QueueFilter(ListFilter):
    q = SearchFilter("title", "area__name", "reason", label=_("户、村或理由"))
    subject = ChoiceFilter(label=_("对象"), choices=Subject, field_name="method__subject")
    objection = ChoiceFilter(label=_("异议"), choices=[("yes", _("未办结")), ("no", _("无"))], method="by_dispute")

    class Meta:
        model = Case
        fields = ["kind", "state"]

    def by_dispute(self, queryset, name, value):
        return queryset.filter(disputed=value == "yes")


class NoticeFilter(ListFilter):
    q = SearchFilter("place", "area__name", "text", label=_("地点、地区或内容"))
    ends_on = DateRangeFilter(label=_("公示止"))

    class Meta:
        model = Notice
        fields = ["kind", "level"]
