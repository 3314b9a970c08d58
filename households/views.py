"""The lists of the households room and what it knows of one household's card."""

from django.db.models import F, Max
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households import answering, card, cases, filters, tables
from households.codes import Relation
from households.entry import steps
from households.entry.facts import new_address
from households.entry.judging import address_of
from households.family.views import addresses
from households.family.wording import told
from households.models import (
    FamilyAct,
    Household,
    LookBack,
    Measure,
    Member,
    MenuItem,
    Pairing,
    Paper,
    StatusEvent,
    Visit,
    YearRecord,
)
from households.photos import photos_of
from households.standing import GONE, is_kept, of_status
from kangle.accounts.roles import Capability
from kangle.audit.actions import record
from kangle.audit.models import Entry
from kangle.common.masking import mask_account, mask_identity, mask_phone
from kangle.exchange.facts import FactList, Section, VisibleDetail, read_together, with_query
from kangle.programme.models import Period, PovertyLine
from kangle.programme.years import day_in_hand

MENU = [
    ("households:list", gettext_lazy("农户")),
    ("households:members", gettext_lazy("家庭成员")),
    ("households:events", gettext_lazy("身份变化")),
    ("households:year-records", gettext_lazy("年度记录")),
    ("households:measures", gettext_lazy("帮扶措施")),
    ("households:menu", gettext_lazy("帮扶菜单")),
    ("households:pairings", gettext_lazy("结对帮扶")),
    ("households:visits", gettext_lazy("入户走访")),
    ("households:papers", gettext_lazy("到户资料")),
    ("households:look-backs", gettext_lazy("回头看")),
    ("households:doubts", gettext_lazy("疑点")),
    ("households:rules", gettext_lazy("校验规则")),
    ("exchange:imports", gettext_lazy("表格导入")),
]


# What is put down about a household again and again.
NEW = [(gettext_lazy("登记走访"), Visit), (gettext_lazy("安排措施"), Measure), (gettext_lazy("确定责任人"), Pairing)]
VISITS_AT_HAND = 3  # the newest, to which a photo or a word may still be added
# The parts of the card that need its whole width; the others stand side by side.
WIDE = {"measures", "projects", "acceptances", "events"}


class HouseholdRoomList(FactList):
    menu = MENU


class HouseholdList(HouseholdRoomList):
    model = Household
    filterset_class = filters.HouseholdFilter
    table_class = tables.HouseholdTable
    title = gettext_lazy("农户")
    hint = gettext_lazy("还没有建档立卡户。请按识别程序逐户登记，户数多的也可以用“表格导入”。")
    entered_at = (gettext_lazy("登记新户"), "households:new")


class MemberList(HouseholdRoomList):
    model = Member
    filterset_class = filters.MemberFilter
    table_class = tables.MemberTable
    title = gettext_lazy("家庭成员")
    hint = gettext_lazy("还没有家庭成员。成员随贫困户一起登记。")


class StatusEventList(HouseholdRoomList):
    model = StatusEvent
    filterset_class = filters.StatusEventFilter
    table_class = tables.StatusEventTable
    title = gettext_lazy("身份变化")
    hint = gettext_lazy("还没有识别、脱贫、返贫、清退或销号的记录。")
    template_name = "households/registering/events.html"


class YearRecordList(HouseholdRoomList):
    model = YearRecord
    filterset_class = filters.YearRecordFilter
    table_class = tables.YearRecordTable
    title = gettext_lazy("年度记录")
    hint = gettext_lazy("还没有年度记录。每年年底入户采集一次收入和生活条件。")


class MeasureList(HouseholdRoomList):
    model = Measure
    filterset_class = filters.MeasureFilter
    table_class = tables.MeasureTable
    title = gettext_lazy("帮扶措施")
    hint = gettext_lazy("还没有帮扶措施。请按致贫原因为每户安排措施。")


class MenuItemList(HouseholdRoomList):
    """The county's menu of help, with how many households of the chosen area took each item."""

    model = MenuItem
    filterset_class = filters.MenuItemFilter
    table_class = tables.MenuItemTable
    title = gettext_lazy("帮扶菜单")
    hint = gettext_lazy("还没有菜单项目：可选的产业和措施、补助标准和上限都列在菜单里。")

    def get_queryset(self):
        return self.table_class.prepare_within(MenuItem.objects.all(), self.area)


class PairingList(HouseholdRoomList):
    model = Pairing
    filterset_class = filters.PairingFilter
    table_class = tables.PairingTable
    title = gettext_lazy("结对帮扶")
    hint = gettext_lazy("还没有结对。请为每户确定一名帮扶责任人。")


class VisitList(HouseholdRoomList):
    model = Visit
    filterset_class = filters.VisitFilter
    table_class = tables.VisitTable
    title = gettext_lazy("入户走访")
    hint = gettext_lazy("还没有走访记录。责任人每次入户后登记一次。")


class PaperList(HouseholdRoomList):
    model = Paper
    filterset_class = filters.PaperFilter
    table_class = tables.PaperTable
    title = gettext_lazy("到户资料")
    hint = gettext_lazy("还没有发放脱贫计划或明白册的记录。")


class LookBackList(HouseholdRoomList):
    model = LookBack
    filterset_class = filters.LookBackFilter
    table_class = tables.LookBackTable
    title = gettext_lazy("回头看核查")
    hint = gettext_lazy("还没有回头看核查记录。请逐户核查后登记结果。")


def running_measures(household):
    """What is being done for a household, each measure with `responsible_name`, the newest first."""
    running = household.measures.filter(stopped_on__isnull=True).annotate(responsible_name=F("responsible__name"))
    return running.order_by("-planned_on", "pk")


class HouseholdDetail(VisibleDetail):
    """A household's card as far as this room knows it; rooms above add their parts in kangle.pages (`sections`).

    Its numbers are masked. Mixed with `Revealing` it shows them in full, once.
    """

    http_method_names = ["get", "head", "options"]
    model = Household
    template_name = "households/detail.html"
    context_object_name = "household"
    revealed = False

    def get_queryset(self):
        today = timezone.localdate()
        rows = super().get_queryset().select_related("village", "group")
        return rows.with_head().with_status(today).with_decided_on(today).with_size(today).with_responsible(today)

    def get_context_data(self, **context):
        household, today = self.object, timezone.localdate()
        sections = self.sections(household)
        members, records, lines, years, running, visits, history, photos, acts = read_together(
            sections.values(),
            household.members.with_steps_left(),
            household.year_records.with_income_per_head().with_steps_left().order_by("year"),
            PovertyLine.objects.order_by("year").values_list("year").annotate(Max("amount_fen")),
            Period.objects.filter(area__path=household.village.county).order_by("-year").values_list("year", "state"),
            running_measures(household),
            household.visits.order_by("-on", "-pk")[:VISITS_AT_HAND],
            self.history(household),
            photos_of(household),
            FamilyAct.objects.about(household),
        )
        sections = {name: section for name, section in sections.items() if section.total or not section.if_any}
        # Ages are counted on the day in hand, so that a pupil fits his class.
        day = day_in_hand([Period(year=year) for year, _state in years])
        living = [member for member in members if not member.has_left(today)]
        open_years = [year for year, state in years if state == Period.State.OPEN] if is_kept(household, members) else None
        return super().get_context_data(
            title=_title(household, members),
            area=household.village,
            standing=of_status(household.status),
            people=[self.person(member, day) for member in living],
            age_day=day,
            gone=_gone(members, living),
            lights=card.lights_of(records[-1] if records else None, living, day),
            answering=answering.shown([*answering.tasks_of(running, household), *self.works(household, sections)]),
            records=records,
            income=card.income_lines(records, dict(lines)),
            holdings=card.holdings(records[-1]) if records else (),
            source=card.source_of(records[-1] if records else None),
            numbers=self.numbers(household),
            revealed=self.revealed,
            may_reveal=not self.revealed and self.request.user.may(Capability.SEE_NUMBERS),
            sections=[section for name, section in sections.items() if name in WIDE],
            small_sections=[section for name, section in sections.items() if name not in WIDE],
            history=history,
            photos=photos,
            acts=[(act, told(act, household), beyond(act, household)) for act in acts],
            merged=merged_by(acts, household),
            doubts=self.doubts(household),
            may_explain=self.request.user.may(Capability.EXPLAIN),
            **self.entering(household, records, running, visits, open_years),
            cases=cases.of_card(household, self.request.user),
            **context,
        )

    def doubts(self, household):
        """What the checks hold against the household, each with the screen on which whoever may enters puts it right."""
        found = household.doubts.standing().select_related("member", "year_record").order_by("explained_on", "severity", "pk")
        enters = self.request.user.may(Capability.ENTER)
        for doubt in found:
            doubt.mended_at = address_of(doubt) if enters else ""
        return found

    def works(self, household, sections):
        """What rooms above do for the household, as Tasks, read off their sections."""
        return []

    def entering(self, household, records, running, visits, open_years):
        """Where each part of the card is corrected, for whoever may; `open_years` is None where nothing is added any more."""
        if not self.request.user.may(Capability.ENTER):
            return {}
        first = steps.YEAR[0].code
        years = {record.year: reverse("households:year-step", args=[household.pk, record.year, first]) for record in records}
        to_enter = {year: reverse("households:year-step", args=[household.pk, year, first]) for year in open_years or ()}
        edit = {
            "household": [(step, reverse("households:step", args=[household.pk, step.code])) for step in steps.HOUSEHOLD],
            "years": [(year, url) for year, url in years.items() if year in to_enter],
            "to_enter": [(year, url) for year, url in to_enter.items() if year not in years],
            "is_kept": open_years is not None,
            "family": addresses(household),
            "visits": [
                (visit, reverse("households:visit-step", args=[household.pk, visit.pk, steps.VISIT[0].code])) for visit in visits
            ],
            "photos": reverse("households:step", args=[household.pk, steps.PHOTOS.code]),
            "new": [(label, new_address(model, household.pk)) for label, model in NEW],
            "measures": [
                (measure, reverse("households:measure-step", args=[household.pk, measure.pk, steps.MEASURE[0].code]))
                for measure in running
            ],
        }
        return {"may_enter": True, "edit": edit}

    def person(self, member, day):
        """One living member as the card shows him, his age counted on a day."""
        return {
            "member": member,
            "age": card.age_on(member.born_on, day),
            "marks": card.marks_of(member, day),
            "covered": card.covered(member),
            "number": member.identity_number if self.revealed else mask_identity(member.identity_number),
        }

    def numbers(self, household):
        """The household's telephone and account, in full only on a recorded look."""
        if self.revealed:
            return {"phone": household.phone, "account": household.account}
        return {"phone": mask_phone(household.phone), "account": mask_account(household.account)}

    def history(self, household):
        """What was done to the record itself, newest first."""
        return Entry.objects.of(household)[:20]

    def sections(self, household):
        """The parts of the card that are lists, by name, in the order they are printed."""
        rows = {"household": household.pk}
        return {
            "measures": Section(
                _("帮扶措施"),
                tables.MeasureTable,
                Measure.objects.filter(**rows),
                columns=(
                    *("kind", "industry", "content", "quantity", "member", "state", "planned_on", "done_on", "amount_fen"),
                    *("result", "responsible"),
                ),
                more=with_query("households:measures", q=household.number),
                empty=_("还没有安排措施。请按致贫原因安排。"),
            ),
            "pairings": Section(
                _("帮扶责任人"),
                tables.PairingTable,
                Pairing.objects.filter(**rows),
                columns=("cadre", "unit", "since", "until"),
                empty=_("还没有帮扶责任人。请尽快结对。"),
            ),
            "visits": Section(
                _("入户走访"),
                tables.VisitTable,
                Visit.objects.filter(**rows),
                columns=("on", "cadre", "place", "note", "photos"),
                more=with_query("households:visits", q=household.number),
                limit=8,
            ),
            "papers": Section(
                _("到户资料"), tables.PaperTable, Paper.objects.filter(**rows), columns=("kind", "year", "issued_on")
            ),
            "look-backs": Section(
                _("回头看核查"),
                tables.LookBackTable,
                LookBack.objects.filter(**rows),
                columns=("on", "conforms", "reason", "checked_by"),
            ),
            "events": Section(
                _("身份变化"),
                tables.StatusEventTable,
                StatusEvent.objects.filter(**rows),
                columns=("kind", "on", "revoked_on", "persons", "reason", "procedure"),
                sums=False,
            ),
        }


def _gone(members, living):
    """The members who have left and do not live here again under another record."""
    here = {member.identity_number for member in living}
    return [member for member in members if member not in living and member.identity_number not in here]


def beyond(act, household):
    """The key of the other household an act concerned; None where it concerned this one alone."""
    return act.household_id if act.other_id == household.pk else act.other_id


def merged_by(acts, household):
    """The act by which the household was given up, among its `acts`, as long as nobody undid it; else None."""
    undone = {act.undoes_id for act in acts}
    given_up = (act for act in acts if act.kind == FamilyAct.Kind.MERGED and act.household_id == household.pk)
    return next((act for act in given_up if act.pk not in undone), None)


def _title(household, members):
    """What a card is called: by its head; one that is given up by its last head and its number, for both are asked for."""
    heads = [member for member in members if member.relation == Relation.HEAD]
    name = household.head_name or (max(heads, key=lambda head: head.left_on).name if heads else "")
    return f"{name} {household.number}".strip() if not household.head_name or household.status in GONE else name


class Revealing:
    """Shows a household's card once with the full numbers, and puts the look on record before anything is shown.

    Only a POST shows them, so that no link, reload or history entry does; the door asks for the capability.
    """

    http_method_names = ["get", "post"]
    revealed = True

    def get(self, request, *args, **kwargs):
        """Somebody reloads or comes back after signing in: the masked card, until he asks again."""
        return redirect("households:detail", self.get_object().pk)

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        record(by=request.user, act=Entry.Act.LOOK, on=self.object)
        response = self.render_to_response(self.get_context_data())
        response["Cache-Control"] = "no-store"
        return response
