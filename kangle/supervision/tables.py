"""The lists of the supervision room, one table for each fact model."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.tables.people import head
from kangle.exchange.facts import FactTable
from kangle.exchange.tables import (
    AreaColumn,
    ChoiceColumn,
    Column,
    DateColumn,
    LinkColumn,
    NumberColumn,
    ScoreColumn,
    ShareColumn,
    YesNoColumn,
)
from kangle.supervision.models import (
    AcceptanceTeam,
    Discipline,
    Finding,
    HouseholdAcceptance,
    Inspection,
    Interview,
    Mark,
    PolicySurvey,
    Round,
    VillageAcceptance,
    ZoneDuty,
)
from villages.tables.people import area, cadre
from villages.tables.places import township, village

FINDING_STATES = {
    "rectified": (_("已整改"), "good"),
    "rectified-late": (_("逾期整改"), "fair"),
    "overdue": (_("逾期未改"), "poor"),
    "open": (_("整改中"), "fair"),
}
FINDING_WORDS = [(code, word) for code, (word, _tone) in FINDING_STATES.items()]
FINDING_TONES = {code: tone for code, (_word, tone) in FINDING_STATES.items()}


class RoundColumn(LinkColumn):
    """A round by its year and number: 2015年第3轮."""

    def __init__(self, *args, year="year", number="number", key="pk", **options):
        super().__init__(_("轮次"), year, *args, link=("supervision:round", key), order_by=(year, number), **options)
        self.number = number

    def lookups(self):
        return (*super().lookups(), self.number)

    def value(self, row):
        return _("%(year)s年第%(number)s轮") % {"year": row[self.lookup], "number": row[self.number]}


class TeamColumn(Column):
    """An acceptance team by its number: 第3验收组."""

    def value(self, row):
        return _("第%(number)s验收组") % {"number": row[self.lookup]}


class HeldColumn(ChoiceColumn):
    """Whether an interview was held, in a word."""

    def __init__(self, *args, **options):
        words = [(True, _("已约谈")), (False, _("待约谈"))]
        super().__init__(*args, choices=words, tones={True: "good", False: "poor"}, **options)

    def value(self, row):
        return row[self.lookup] is not None


def passed():
    """The column that says whether a check was passed."""
    return ChoiceColumn(
        _("结果"), "passed", choices=[(True, _("通过")), (False, _("未通过"))], tones={True: "good", False: "poor"}
    )


class RoundTable(FactTable):
    number = RoundColumn()
    area = area()
    basis = Column(on_phone=False)
    started_on = DateColumn()
    finished_on = DateColumn(on_phone=False)
    townships_inspected = NumberColumn(_("督查乡镇"))
    sampled = NumberColumn(_("抽查户数"))
    findings = NumberColumn(_("发现问题"))
    findings_open = NumberColumn(_("未整改"))
    interviews_required = NumberColumn(on_phone=False)
    interviews_held = NumberColumn(_("已约谈"))

    footer_sums = ("townships_inspected", "sampled", "findings", "findings_open", "interviews_required", "interviews_held")

    class Meta:
        model = Round
        fields = ()
        order_by = ("-number",)

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_counts()


class InspectionTable(FactTable):
    area = area()
    round = RoundColumn(year="round__year", number="round__number", key="round_id")
    on = DateColumn()
    team = Column(on_phone=False)
    households_sampled = NumberColumn()
    score = ScoreColumn(_("得分"))
    findings_count = NumberColumn(_("发现问题"))

    footer_sums = ("households_sampled", "findings_count")

    class Meta:
        model = Inspection
        fields = ()
        order_by = ("-on", "area")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_score()


class MarkTable(FactTable):
    area = area("inspection__area")
    round = RoundColumn(year="inspection__round__year", number="inspection__round__number", key="inspection__round_id")
    item = Column(_("评分项"), "item__content", order_by=("item__number",))
    weight = NumberColumn(_("分值"), "item__weight")
    points = ScoreColumn(_("得分"))
    evidence = Column(on_phone=False)

    class Meta:
        model = Mark
        fields = ()
        order_by = ("area", "round", "item")


class FindingTable(FactTable):
    content = LinkColumn(link=("supervision:finding", "pk"))
    area = area()
    upper = AreaColumn(_("上级"), "area", parent=True, on_phone=False)
    state = ChoiceColumn(_("整改状态"), choices=FINDING_WORDS, tones=FINDING_TONES)
    found_on = DateColumn(on_phone=False)
    due_on = DateColumn()
    rectified_on = DateColumn(on_phone=False)
    responsible = cadre("responsible", _("整改责任人"))
    rectification = Column(on_phone=False)
    evidence = Column(visible=False)

    class Meta:
        model = Finding
        fields = ()
        order_by = ("-found_on", "area")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_state(timezone.localdate())


class InterviewTable(FactTable):
    cadre = cadre(label=_("被约谈人"))
    area = area()
    round = RoundColumn(year="round__year", number="round__number", key="round_id")
    required_on = DateColumn(on_phone=False)
    held_on = DateColumn()
    state = HeldColumn(_("状态"), "held_on")
    reason = Column(on_phone=False)

    class Meta:
        model = Interview
        fields = ()
        order_by = ("-required_on", "area")


class AcceptanceTeamTable(FactTable):
    number = TeamColumn(_("验收组"))
    year = Column()
    area = area()
    leader = cadre("leader", _("组长"))
    formed_on = DateColumn(on_phone=False)
    households_checked = NumberColumn(_("验收户数"))
    households_passed = NumberColumn(_("通过户数"))
    villages_checked = NumberColumn(_("验收村数"))
    villages_passed = NumberColumn(_("通过村数"))

    footer_sums = ("households_checked", "households_passed", "villages_checked", "villages_passed")

    class Meta:
        model = AcceptanceTeam
        fields = ()
        order_by = ("-year", "number")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_counts()


class HouseholdAcceptanceTable(FactTable):
    head_name = head()
    village = village("household__village")
    township = township("household__village")
    on = DateColumn()
    team = TeamColumn(_("验收组"), "team__number", on_phone=False)
    on_site = YesNoColumn(on_phone=False)
    papers_complete = YesNoColumn(on_phone=False)
    household_agrees = YesNoColumn(on_phone=False)
    passed = passed()
    reason = Column()

    class Meta:
        model = HouseholdAcceptance
        fields = ()
        order_by = ("-on", "head_name")

    @classmethod
    def prepare(cls, queryset):
        return queryset.with_head()


class VillageAcceptanceTable(FactTable):
    village = village()
    township = township()
    on = DateColumn()
    team = TeamColumn(_("验收组"), "team__number", on_phone=False)
    passed = passed()
    reason = Column()

    class Meta:
        model = VillageAcceptance
        fields = ()
        order_by = ("-on", "village")


class PolicySurveyTable(FactTable):
    village = village()
    township = township()
    on = DateColumn()
    surveyed = NumberColumn()
    aware = NumberColumn()
    share = ShareColumn(_("知晓率"), "aware", denominator="surveyed")

    footer_sums = ("surveyed", "aware")

    class Meta:
        model = PolicySurvey
        fields = ()
        order_by = ("-on", "village")


class DisciplineTable(FactTable):
    cadre = cadre()
    unit = Column(_("单位"), "cadre__unit")
    area = area("cadre__area")
    on = DateColumn()
    sanction = ChoiceColumn()
    reason = Column()

    class Meta:
        model = Discipline
        fields = ()
        order_by = ("-on", "cadre")


class ZoneDutyTable(FactTable):
    township = AreaColumn(_("乡镇"), "township", link=("pages:area", "township__code"))
    zone = Column(_("片区"), "zone__name")
    leader = cadre("zone__leader", _("牵头领导"))
    cadre = cadre(label=_("片区干部"))
    since = DateColumn(on_phone=False)
    until = DateColumn(on_phone=False)

    class Meta:
        model = ZoneDuty
        fields = ()
        order_by = ("zone", "township")
