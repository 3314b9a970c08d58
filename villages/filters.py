"""The conditions the lists of the villages room can be narrowed by."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kangle.areas.models import Group
from kangle.exchange.filters import ChoiceFilter, DateRangeFilter, ListFilter, SearchFilter, WholeNumberFilter, YesNoFilter
from villages.models import (
    Attendance,
    Cadre,
    Commitment,
    Facility,
    GroupDuty,
    Organisation,
    Post,
    Profile,
    Target,
    TechnicalVisit,
    Tier,
    Training,
    VillageEvent,
)
from villages.querysets import LACKING, NOTHING
from villages.tables.classing import STATES

# The tiers in whose villages somebody undertakes something.
UNDERTAKEN = (Tier.Kind.GUARANTEED, Tier.Kind.DEMONSTRATION)


def year():
    """The year a row belongs to."""
    return WholeNumberFilter(label=_("年度"))


class VillageFilter(ListFilter):
    q = SearchFilter("name", "parent__name", names=["name", "parent__name"], label=_("村或乡镇"))
    tier = ChoiceFilter(label=_("类别"), choices=Tier.Kind)
    terrain = ChoiceFilter(label=_("地貌"), choices=Profile.Terrain)
    lacking = WholeNumberFilter(label=_("至少缺几项设施"), lookup_expr="gte")
    has_secretary = YesNoFilter("first_secretary", label=_("有第一书记"), isnull=True)


class ProfileFilter(ListFilter):
    q = SearchFilter("village__name", label=_("村"))
    year = year()

    class Meta:
        model = Profile
        fields = ["terrain"]


class FacilityFilter(ListFilter):
    q = SearchFilter("village__name", label=_("村"))
    met = ChoiceFilter(label=_("是否达标"), choices=[("yes", _("已达标")), ("no", _("未达标"))], method="by_met")

    class Meta:
        model = Facility
        fields = ["kind", "on"]

    def by_met(self, queryset, name, value):
        return queryset.met() if value == "yes" else queryset.lacking()


class TierFilter(ListFilter):
    q = SearchFilter("village__name", "strategy", label=_("村或策略"))
    year = year()

    class Meta:
        model = Tier
        fields = ["tier"]


class TierHistoryFilter(TierFilter):
    standing = YesNoFilter("superseded_on", label=_("已被改变"), isnull=True)


class UndertakingFilter(ListFilter):
    q = SearchFilter("village__name", "enterprise", label=_("村或企业"))
    year = year()
    tier = ChoiceFilter(label=_("类别"), choices=[(kind, kind.label) for kind in UNDERTAKEN])
    lacks = ChoiceFilter(label=_("还缺什么"), choices=[("any", _("有缺的")), *LACKING, NOTHING], method="by_lacking")

    def by_lacking(self, queryset, name, value):
        return queryset.exclude(lacks=NOTHING[0]) if value == "any" else queryset.filter(lacks=value)


class WorkFilter(ListFilter):
    """What somebody is to do by a day."""

    q = SearchFilter("village__name", label=_("村"))
    year = year()
    state = ChoiceFilter(label=_("进展"), choices=STATES)


class CommitmentFilter(WorkFilter):
    q = SearchFilter("village__name", "content", "responsible", label=_("村、事项或负责人"))

    class Meta:
        model = Commitment
        fields = ["party"]


class ShowWorkFilter(WorkFilter):
    q = SearchFilter("village__name", "work", "standard", "responsible", label=_("村、内容或负责人"))


class VillageEventFilter(ListFilter):
    q = SearchFilter("village__name", label=_("村"))

    class Meta:
        model = VillageEvent
        fields = ["kind", "on"]


class TargetFilter(ListFilter):
    q = SearchFilter("area__name", label=_("地区"))
    year = year()

    class Meta:
        model = Target
        fields = ["kind"]


class GroupFilter(ListFilter):
    q = SearchFilter("name", "village__name", label=_("社或村"))
    has_responsible = YesNoFilter("responsible", label=_("有包社责任人"), isnull=True)

    class Meta:
        model = Group
        fields = []


class OrganisationFilter(ListFilter):
    q = SearchFilter("name", "agency", "area__name", names=["name", "area__name"], label=_("名称、派出单位或地区"))
    standing = ChoiceFilter("until", label=_("现状"), choices=[("yes", _("现有")), ("no", _("已撤销"))], method="by_standing")

    class Meta:
        model = Organisation
        fields = ["kind"]

    def by_standing(self, queryset, name, value):
        return queryset.filter(until__isnull=value == "yes")


class CadreFilter(ListFilter):
    q = SearchFilter("name", "unit", "area__name", names=["name"], label=_("姓名、单位或地区"))
    post = ChoiceFilter(label=_("现任岗位"), choices=Post.Kind)
    in_post = YesNoFilter("post", label=_("现在在岗"), isnull=True)
    organisation = ChoiceFilter(label=_("所在组织"), choices=Organisation.Kind, method="by_organisation")

    class Meta:
        model = Cadre
        fields = ["sex"]

    def by_organisation(self, queryset, name, value):
        held = Post.objects.held(timezone.localdate()).filter(organisation__kind=value)
        return queryset.filter(pk__in=held.values("cadre"))


class PostFilter(ListFilter):
    q = SearchFilter("cadre__name", "cadre__unit", "area__name", names=["cadre__name", "area__name"], label=_("姓名、单位或地区"))
    in_office = ChoiceFilter(label=_("现状"), choices=[("yes", _("在任")), ("no", _("已离任"))], method="by_office")
    batch = WholeNumberFilter(label=_("批次"))

    class Meta:
        model = Post
        fields = ["kind"]

    def by_office(self, queryset, name, value):
        return queryset.filter(until__isnull=value == "yes")


class AttendanceFilter(ListFilter):
    q = SearchFilter("post__cadre__name", "post__area__name", label=_("姓名或地区"))
    kind = ChoiceFilter("post__kind", label=_("岗位"), choices=Post.Kind)
    month = DateRangeFilter(label=_("月份"))
    enough = ChoiceFilter(label=_("是否达标"), choices=[("yes", _("达到20天")), ("no", _("不足20天"))], method="by_enough")

    class Meta:
        model = Attendance
        fields = []

    def by_enough(self, queryset, name, value):
        return queryset.enough() if value == "yes" else queryset.short()


class GroupDutyFilter(ListFilter):
    q = SearchFilter("cadre__name", "group__name", "group__village__name", label=_("姓名、社或村"))

    class Meta:
        model = GroupDuty
        fields = ["since"]


class TrainingFilter(ListFilter):
    q = SearchFilter("topic", "organiser", "area__name", label=_("主题、主办单位或地区"))

    class Meta:
        model = Training
        fields = ["audience", "held_on"]


class TechnicalVisitFilter(ListFilter):
    q = SearchFilter("subject", "post__cadre__name", "area__name", label=_("内容、姓名或地区"))

    class Meta:
        model = TechnicalVisit
        fields = ["on"]
