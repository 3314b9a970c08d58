"""What a case about a household says beside the procedure: the record, what changed since, the exit standard, the notice."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.card import lights_of
from households.case_actions import kinds_open_to, revoke_standing, title_of, write_standing
from households.case_doubts import Doubted, of_household, of_the_household
from households.checks.actions import look_again
from households.codes import Cause, HouseholdKind
from households.comparison import compare
from households.evidence import evidence_of, weighed
from households.exits import CONDITIONS
from households.models import Household, Member, StatusEvent
from households.models.cases import HouseholdCase
from households.standing import of_status
from kangle.audit.models import Entry
from kangle.common.fields import fitting
from kangle.common.figures import yuan
from kangle.common.masking import mask_identity
from kangle.procedures.codes import Kind
from kangle.procedures.opening import of_record
from kangle.procedures.since import altered_since
from kangle.procedures.subjects import Fact, LeavingSubject, once, when_kept

LIGHTS = tuple(CONDITIONS)
LABELS = {
    "size": gettext_lazy("人口"),
    "kind": gettext_lazy("贫困户属性"),
    "main_cause": gettext_lazy("主要致贫原因"),
    "planned_exit_year": gettext_lazy("计划脱贫年度"),
    "income_year": gettext_lazy("收入年度"),
    "income_per_head_fen": gettext_lazy("人均纯收入"),
    "food": gettext_lazy("不愁吃"),
    "clothing": gettext_lazy("不愁穿"),
    "education": gettext_lazy("义务教育"),
    "medical": gettext_lazy("基本医疗"),
    "housing": gettext_lazy("住房安全"),
    "water": gettext_lazy("饮水安全"),
}


def facts_of(household, day):
    """What is true of a household on a day, by the names of `LABELS`: numbers, codes, and True, False or None for a condition."""
    household = Household.objects.with_size(day).with_income().get(pk=household.pk)
    record = household.year_records.with_steps_left().order_by("-year").first()
    lights = lights_of(record, list(household.members.living(day).with_steps_left()), day)
    read = {name: getattr(household, name) for name in LABELS if name not in LIGHTS}
    return read | {name: light.holds for name, light in zip(LIGHTS, lights, strict=True)}


def in_words(name, value):
    """One fact as it is printed."""
    if name in LIGHTS:
        return {True: _("达标"), False: _("未达标"), None: _("未采集")}[value]
    if value is None or value == "":
        return "—"
    if name == "income_per_head_fen":
        return yuan(value)
    labels = {"kind": HouseholdKind, "main_cause": Cause}.get(name)
    return str(labels(value).label) if labels else str(value)


class HouseholdSubject(Doubted, LeavingSubject):
    """Cases whose method is about a household."""

    lacking = gettext_lazy("没有 %(year)d 年的贫困户退出标准：请先在记录维护里录入。")
    advice = gettext_lazy("记录有误或没有记录的，先在农户卡片上更正、补录；确未达标的，退回、不予通过或撤回，继续帮扶。")

    def doubts(self, case):
        return of_household(case.of_household.household_id)

    def counted(self):
        return of_the_household()

    def judge_again(self, case):
        look_again(case.of_household.household)

    def compare(self, case, answers):
        return compare(case.of_household.household, case.effective_on, answers)

    @once
    def evidence(self, case):
        """[Evidence] of a removal, [] of any other case."""
        return evidence_of(case.of_household.household, timezone.localdate()) if case.kind == Kind.REMOVE else []

    @once
    def weighed(self, case):
        """What the records say of the case (households.evidence.Weighed)."""
        return weighed(case.of_household.household, case.kind, case.effective_on, self.evidence(case))

    def reason_asked(self, case):
        if against := self.weighed(case).against:
            return _("记录与申请不一致：%(said)s。往前办须写明理由。") % {"said": _("；").join(against)}
        return super().reason_asked(case)

    def warnings(self, case):
        return [
            *super().warnings(case),
            (_("记录与申请不一致，往前办须写明理由："), list(self.weighed(case).against)),
            (_("农户的记录不全，请先核实、补录："), list(self.weighed(case).lacks)),
        ]

    def sent(self, case, *, by):
        kept = case.of_household
        kept.facts = facts_of(kept.household, timezone.localdate())
        kept.save(update_fields=["facts"])
        case.title = fitting(case, "title", title_of(kept.household))  # who heads it may have been entered meanwhile
        case.save(update_fields=["title"])

    def decided(self, case, *, by):
        write_standing(case.of_household, by=by)

    def revoked(self, case, *, by, on, reason):
        revoke_standing(case.of_household, by=by, on=on, reason=reason)

    def page(self, case, user):
        kept = case.of_household
        today = timezone.localdate()
        household = Household.objects.with_head().with_status(today).get(pk=kept.household_id)
        facts = facts_of(household, today)
        standing = of_status(household.status)
        return "households/parts/case_subject.html", {
            "household": household,
            "of_household": kept,
            "standing": standing,
            "facts": [
                Fact(label, in_words(name, kept.facts.get(name)), in_words(name, facts[name])) for name, label in LABELS.items()
            ],
            "kept": bool(kept.facts),
            "then": when_kept(case, kept.facts),
            **self.exit_of(case),
            "evidence": self.evidence(case),
            **self.shown(case, user),
            "entries": altered_since(case, Entry.objects.of(household)),
            "event": StatusEvent.objects.filter(case=case).select_related("revocation").first(),
        }

    def listing(self, cases):
        """Whose cases a notice lists: by name, as the village knows them, their numbers masked."""
        kept = {each.case_id: each for each in HouseholdCase.objects.filter(case__in=cases).select_related("household__group")}
        keys = [each.household_id for each in kept.values()]
        today = timezone.localdate()
        sizes = dict(Household.objects.filter(pk__in=keys).with_size(today).values_list("pk", "size"))
        heads = {}
        for member in Member.objects.heads().filter(household__in=keys):
            heads.setdefault(member.household_id, member)
        headings = [_("户主"), _("证件号码"), _("村"), _("社"), _("人口"), _("主要致贫原因"), _("事由")]
        rows = []
        for case in cases:
            household = kept[case.pk].household
            head = heads.get(household.pk)
            rows.append(
                [
                    head.name if head else household.number,
                    mask_identity(head.identity_number) if head else "—",
                    case.area,
                    household.group or "—",
                    sizes[household.pk],
                    household.get_main_cause_display(),
                    case.reason,
                ]
            )
        return headings, rows


OFFERS = {
    Kind.IDENTIFY: gettext_lazy("申请识别"),
    Kind.EXIT: gettext_lazy("申请脱贫"),
    Kind.RETURN: gettext_lazy("返贫挂号"),
    Kind.REMOVE: gettext_lazy("申请清退"),
}


def of_card(household, user):
    """What the card says of a household's cases (see procedures.opening.of_record)."""
    return of_record(
        [each.case for each in household.cases.select_related("case__method")],
        user,
        kinds=kinds_open_to(household),
        offers=OFFERS,
        address=lambda kind: reverse("households:open-case", args=[household.pk, kind.value]),
    )
