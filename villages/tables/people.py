"""Lists of organisations, of cadres and of what they do."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kangle.areas.models import Area
from kangle.common.masking import mask_phone
from kangle.exchange.facts import FactTable
from kangle.exchange.tables import AreaColumn, ChoiceColumn, Column, DateColumn, LinkColumn, MaskedColumn, NumberColumn
from villages.models import Attendance, Cadre, GroupDuty, Organisation, Post, TechnicalVisit, Training
from villages.querysets import DAYS_ASKED
from villages.tables.places import township, village


def cadre(accessor="cadre", label=None):
    """The column that names a cadre and leads to the card."""
    return LinkColumn(label or _("姓名"), f"{accessor}__name", link=("villages:cadre", f"{accessor}_id"))


def area(accessor="area"):
    """The column that names the area, of any level, a row lies at."""
    return AreaColumn(_("地区"), accessor, link=("pages:area", f"{accessor}__code"))


class MonthColumn(DateColumn):
    """A month, stored as its first day."""

    def shown(self, value):
        return super().shown(value)[:7]


class EnoughDaysColumn(ChoiceColumn):
    """Whether the days of a month reach what the rule asks, in a word."""

    def __init__(self, *args, **options):
        super().__init__(
            *args,
            choices=[(True, _("达到20天")), (False, _("不足20天"))],
            tones={True: "good", False: "poor"},
            **options,
        )

    def value(self, row):
        return row[self.lookup] >= DAYS_ASKED


class OrganisationTable(FactTable):
    name = Column()
    kind = ChoiceColumn()
    area = area()
    agency = Column(on_phone=False)
    since = DateColumn(on_phone=False)
    until = DateColumn(on_phone=False)

    class Meta:
        model = Organisation
        fields = ()
        order_by = ("area", "kind", "name")


class SpokenNameColumn(Column):
    """An area's official name from an annotation, as people say it."""

    def value(self, row):
        name = row[self.lookup]
        return Area(name=name).short_name if name else None


class CadreTable(FactTable):
    name = LinkColumn(link=("villages:cadre", "pk"))
    sex = ChoiceColumn(on_phone=False)
    unit = Column()
    rank = Column(on_phone=False)
    speciality = Column(on_phone=False)
    area = area()
    post = ChoiceColumn(_("现任岗位"), choices=Post.Kind)
    post_area = SpokenNameColumn(_("任职地"), on_phone=False)
    posts_held = NumberColumn(_("在任岗位数"), on_phone=False)
    phone = MaskedColumn(mask=mask_phone)

    class Meta:
        model = Cadre
        fields = ()
        order_by = ("area", "name")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_posts(timezone.localdate())

    @classmethod
    def prepare_within(cls, queryset, area, year=None):
        return queryset.with_posts(timezone.localdate(), area)


class PostTable(FactTable):
    cadre = cadre()
    kind = ChoiceColumn()
    area = area()
    upper = AreaColumn(_("上级"), "area", parent=True, on_phone=False)
    organisation = Column(_("组织"), "organisation__name", on_phone=False)
    unit = Column(_("派出单位"), "cadre__unit", on_phone=False)
    batch = NumberColumn(on_phone=False)
    since = DateColumn()
    until = DateColumn(on_phone=False)
    days = NumberColumn(_("累计驻村天数"))

    footer_sums = ("days",)

    class Meta:
        model = Post
        fields = ()
        order_by = ("area", "kind", "-since")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_days()


class AttendanceTable(FactTable):
    cadre = cadre("post__cadre")
    kind = ChoiceColumn(_("岗位"), "post__kind")
    area = area("post__area")
    month = MonthColumn()
    days = NumberColumn()
    enough = EnoughDaysColumn(_("是否达标"), "days")

    footer_sums = ("days",)

    class Meta:
        model = Attendance
        fields = ()
        order_by = ("-month", "area")


class GroupDutyTable(FactTable):
    group = Column(_("社"), "group__name", order_by=("group__village__path", "group__number"))
    village = village("group__village")
    township = township("group__village")
    cadre = cadre(label=_("责任人"))
    unit = Column(_("单位"), "cadre__unit", on_phone=False)
    since = DateColumn()
    until = DateColumn(on_phone=False)

    class Meta:
        model = GroupDuty
        fields = ()
        order_by = ("group", "-since")


class TrainingTable(FactTable):
    topic = Column()
    audience = ChoiceColumn()
    area = area()
    held_on = DateColumn()
    persons = NumberColumn()
    organiser = Column(on_phone=False)

    footer_sums = ("persons",)

    class Meta:
        model = Training
        fields = ()
        order_by = ("-held_on", "area")


class TechnicalVisitTable(FactTable):
    subject = Column()
    cadre = cadre("post__cadre", _("科技特派员"))
    area = area()
    on = DateColumn()
    persons = NumberColumn()

    footer_sums = ("persons",)

    class Meta:
        model = TechnicalVisit
        fields = ()
        order_by = ("-on", "area")
