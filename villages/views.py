"""The lists of the villages room and the card of a cadre."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kangle.accounts.roles import Capability
from kangle.areas.models import Area, Group
from kangle.exchange.facts import FactList, Section, VisibleDetail, with_query
from kangle.programme.chosen import read_of_day
from villages import filters, tables
from villages.models import (
    Attendance,
    Cadre,
    Facility,
    GroupDuty,
    Organisation,
    Post,
    Profile,
    Target,
    TechnicalVisit,
    Training,
    VillageEvent,
)

MENU = [
    ("villages:list", pgettext_lazy("列表", "村")),
    ("villages:tiers", gettext_lazy("贫困村分类")),
    ("villages:facilities", gettext_lazy("基础设施")),
    ("villages:profiles", gettext_lazy("村情")),
    ("villages:events", gettext_lazy("贫困村进退")),
    ("villages:groups", gettext_lazy("社")),
    ("villages:targets", gettext_lazy("年度任务")),
    ("villages:organisations", gettext_lazy("组织机构")),
    ("villages:cadres", gettext_lazy("干部")),
    ("villages:posts", pgettext_lazy("列表", "岗位")),
    ("villages:attendances", gettext_lazy("驻村考勤")),
    ("villages:duties", gettext_lazy("包社责任")),
    ("villages:technical-visits", gettext_lazy("科技服务")),
    ("villages:trainings", gettext_lazy("宣传培训")),
]


class VillageRoomList(FactList):
    menu = MENU


class VillageList(VillageRoomList):
    model = Area
    filterset_class = filters.VillageFilter
    table_class = tables.VillageTable
    title = pgettext_lazy("列表", "村")
    hint = gettext_lazy("还没有行政村。请管理员先载入行政区划。")

    @cached_property
    def read(self):
        return read_of_day(self.request, self.area)

    @property
    def year_read(self):
        """The year of which the tiers and their places are told: each year has its own."""
        period, _day = self.read
        return period.year if period else None

    def get_queryset(self):
        _period, day = self.read
        return self.table_class.prepare(Area.objects.current().at_level(Area.Level.VILLAGE), self.year_read, day)

    def facts(self):
        return [(_("口径"), self.of_what)] if self.year_read else []

    @property
    def of_what(self):
        _period, day = self.read
        if day:
            return _("类别和倒排序位是截至 %(day)s 的，其余是现在的情况。") % {"day": day}
        return _("类别和倒排序位是 %(year)d 年度的，其余是现在的情况。") % {"year": self.year_read}

    def get_extra(self):
        return super().get_extra() | {"of_what": self.of_what if self.year_read else ""}


class ProfileList(VillageRoomList):
    model = Profile
    filterset_class = filters.ProfileFilter
    table_class = tables.ProfileTable
    title = gettext_lazy("村情")
    hint = gettext_lazy("还没有村情记录。村情每年采集一次，由驻村工作队填报。")


class FacilityList(VillageRoomList):
    model = Facility
    filterset_class = filters.FacilityFilter
    table_class = tables.FacilityTable
    title = gettext_lazy("基础设施")
    hint = gettext_lazy("还没有设施记录。请逐村登记已有多少、应有多少。")


class VillageEventList(VillageRoomList):
    model = VillageEvent
    filterset_class = filters.VillageEventFilter
    table_class = tables.VillageEventTable
    title = gettext_lazy("贫困村进退")
    hint = gettext_lazy("还没有贫困村的识别、退出或返贫记录。")


class GroupList(VillageRoomList):
    model = Group
    filterset_class = filters.GroupFilter
    table_class = tables.GroupTable
    title = gettext_lazy("社（村民小组）")
    hint = gettext_lazy("还没有社。请逐村登记村民小组。")
    entered_at = (gettext_lazy("登记社"), "villages:new-groups")
    template_name = "villages/groups.html"

    def get_extra(self):
        return super().get_extra() | {"may_decide": self.request.user.may(Capability.DECIDE)}


class TargetList(VillageRoomList):
    model = Target
    filterset_class = filters.TargetFilter
    table_class = tables.TargetTable
    title = gettext_lazy("年度任务")
    hint = gettext_lazy("还没有下达任务。请扶贫办按年度把任务分解到乡镇和村。")


class OrganisationList(VillageRoomList):
    model = Organisation
    filterset_class = filters.OrganisationFilter
    table_class = tables.OrganisationTable
    title = gettext_lazy("组织机构")
    hint = gettext_lazy("还没有登记工作站、工作队、合作社等组织。")


class CadreList(VillageRoomList):
    model = Cadre
    filterset_class = filters.CadreFilter
    table_class = tables.CadreTable
    title = gettext_lazy("干部")
    hint = gettext_lazy("还没有登记干部。")


class PostList(VillageRoomList):
    model = Post
    filterset_class = filters.PostFilter
    table_class = tables.PostTable
    title = pgettext_lazy("列表", "岗位")
    hint = gettext_lazy("还没有派驻岗位。请先登记干部，再登记第一书记、工作队和科技特派员。")


class AttendanceList(VillageRoomList):
    model = Attendance
    filterset_class = filters.AttendanceFilter
    table_class = tables.AttendanceTable
    title = gettext_lazy("驻村考勤")
    hint = gettext_lazy("还没有考勤。每月登记驻村天数，规定不少于20天。")


class GroupDutyList(VillageRoomList):
    model = GroupDuty
    filterset_class = filters.GroupDutyFilter
    table_class = tables.GroupDutyTable
    title = gettext_lazy("包社责任")
    hint = gettext_lazy("还没有包社责任人。请为每个社确定一名责任人。")


class TechnicalVisitList(VillageRoomList):
    model = TechnicalVisit
    filterset_class = filters.TechnicalVisitFilter
    table_class = tables.TechnicalVisitTable
    title = gettext_lazy("科技服务")
    hint = gettext_lazy("还没有科技特派员下村服务的记录。")


class TrainingList(VillageRoomList):
    model = Training
    filterset_class = filters.TrainingFilter
    table_class = tables.TrainingTable
    title = gettext_lazy("宣传培训")
    hint = gettext_lazy("还没有培训记录。每办一场登记一次。")


class CadreDetail(VisibleDetail):
    """A cadre's card: posts, days in the village, groups answered for; rooms above add what they know (`sections`)."""

    model = Cadre
    template_name = "villages/cadre.html"
    context_object_name = "cadre"

    def through(self, user):
        return [(Post.objects.visible_to(user), "cadre"), (GroupDuty.objects.visible_to(user), "cadre")]

    def get_queryset(self):
        return super().get_queryset().select_related("area", "user")

    def get_context_data(self, **context):
        cadre = self.object
        return super().get_context_data(
            title=cadre.name,
            area=cadre.area,
            sections=self.sections(cadre),
            **context,
        )

    def sections(self, cadre):
        """The parts of the card below its head, in order."""
        user = self.request.user
        return [
            Section(
                _("岗位"),
                tables.PostTable,
                cadre.posts.visible_to(user),
                columns=("kind", "area", "organisation", "batch", "since", "until", "days"),
                empty=_("没有派驻岗位。"),
            ),
            Section(
                _("驻村考勤"),
                tables.AttendanceTable,
                Attendance.objects.visible_to(user).filter(post__cadre=cadre),
                columns=("month", "area", "days", "enough"),
                more=with_query("villages:attendances", q=cadre.name),
                limit=12,
            ),
            Section(
                _("包社责任"),
                tables.GroupDutyTable,
                cadre.group_duties.visible_to(user),
                columns=("group", "village", "since", "until"),
            ),
        ]
