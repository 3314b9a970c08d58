"""One record of every fact model at one village, small enough to be told by heart; a test may ask for several villages.

`facts(village)` returns them by name. Amounts and days are the same at every village, names carry the village's own.
"""

import datetime
import io
import json
from types import SimpleNamespace

from funds.models import (
    Allotment,
    Appropriation,
    Budget,
    Channel,
    Delivery,
    Document,
    Donation,
    Donor,
    Expenditure,
    Recovery,
)
from households.models import Doubt, HouseholdCase, LookBack, Measure, Pairing, Paper, Registration, Visit, YearRecord
from households.workbook.book import BOOK
from kangle.accounts.models import User
from kangle.accounts.roles import Role
from kangle.assignments.models import Assignment, AssignmentStep
from kangle.bulletins.models import Bulletin, BulletinFile
from kangle.bulletins.writing import editable
from kangle.exchange.intake.writing import write_filled
from kangle.exchange.models import Import, ImportFile, ImportRow
from kangle.procedures.methods import put_shipped
from kangle.procedures.models import Case, CaseStep, Method, Notice, Objection
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
    SheetItem,
    VillageAcceptance,
    Zone,
    ZoneDuty,
)
from projects.models import Beneficiary, Gap, Progress, Project, Site, Step
from tests import county as small
from villages.models import (
    Attendance,
    Backing,
    Cadre,
    Commitment,
    Criterion,
    Facility,
    GroupDuty,
    Organisation,
    Post,
    PovertyCriteria,
    Profile,
    ShowWork,
    Target,
    TechnicalVisit,
    Tier,
    Training,
    VillageEvent,
)


def day(month, number=1, year=2015):
    return datetime.date(year, month, number)


def facts(village, number=1):
    """One of everything at a village; `number` tells several sets at one village apart."""
    made = SimpleNamespace(village=village, tag=f"{village.short_name}{number}")
    _places(made, number)
    _people(made, number)
    _cases(made, number)
    _works(made, number)
    _money(made, number)
    _import(made)
    _inspection(made, number)
    _assignment(made)
    return made


def _places(made, number):
    village, tag = made.village, made.tag
    made.profile = Profile.objects.create(
        village=village,
        year=2014 + number,
        recorded_on=day(12, 31, 2014 + number),
        terrain="mountain",
        households=200,
        persons=900,
        rural_persons=880,
        income_per_head_fen=3200_00,
    )
    made.facility = Facility.objects.create(village=village, kind="clinic", on=day(3, number), have=0, of=1)
    made.tier = Tier.objects.create(
        village=village, year=2014 + number, tier="guaranteed", rank=1, strategy="整村推进", assigned_on=day(1, 15, 2014 + number)
    )
    made.criteria, _new = PovertyCriteria.objects.get_or_create(
        area=village.parent.parent, version=1, defaults={"name": "倒排序标准", "in_force_from": day(1, 1, 2014), "guaranteed": 1}
    )
    Criterion.objects.get_or_create(criteria=made.criteria, measure="income", defaults={"weight": 1})
    work = {"village": village, "year": 2014 + number, "responsible": f"县水务局{tag}", "due_on": day(10, 1, 2014 + number)}
    made.backing = Backing.objects.create(
        village=village, year=2014 + number, enterprise=f"恒盛牛业{tag}", agreed_on=day(2, 10, 2014 + number)
    )
    made.commitment = Commitment.objects.create(party="government", content=f"人饮管网{tag}", amount_fen=300_000_00, **work)
    made.show_work = ShowWork.objects.create(work=f"村庄亮化{tag}", standard="路灯覆盖全部社", **work)
    made.event = VillageEvent.objects.create(village=village, kind="identified", on=day(1, number, 2014), reason="倒排序")
    made.target = Target.objects.create(
        area=village, year=2014 + number, kind="exit-persons", quantity=60, set_on=day(1, 20, 2014 + number)
    )
    made.cadre = Cadre.objects.create(area=village, name=f"线{tag}", sex="male", unit="县农牧局", phone="19900001111")
    made.organisation = Organisation.objects.create(area=village, kind="task-force", name=f"{tag}工作队", since=day(1, 5))
    made.post = Post.objects.create(
        cadre=made.cadre, area=village, organisation=made.organisation, kind="first-secretary", batch=1, since=day(1, 6)
    )
    made.attendance = Attendance.objects.create(post=made.post, month=day(5), days=18)
    made.group = village.groups.create(number=10 + number, name=f"{tag}社")
    made.duty = GroupDuty.objects.create(group=made.group, cadre=made.cadre, since=day(1, 7))
    made.training = Training.objects.create(
        area=village, audience="households", topic=f"养殖{tag}", held_on=day(4, number), persons=40
    )
    made.technical_visit = TechnicalVisit.objects.create(
        post=made.post, area=village, on=day(6, number), subject=f"中药材{tag}", persons=12
    )


def _people(made, number):
    village, tag = made.village, made.tag
    made.household = home = small.household(village, number, exited_on=day(12, 10), group=made.group, phone="19900002222")
    made.head = home.members.get(relation="01")
    made.head.name = f"户主{tag}"
    made.head.save()
    made.record = YearRecord.objects.create(
        household=home,
        year=2015,
        recorded_on=day(11, 20),
        wages_fen=12_000_00,
        dibao_fen=1_000_00,
        business_expenses_fen=500_00,
        house_grade="B",
        water_safe=True,
        enough_food=True,
        enough_clothing=True,
    )
    made.measure = Measure.objects.create(
        household=home,
        kind="loan",
        content=f"贷款{tag}",
        planned_on=day(2, 1),
        done_on=day(3, 1),
        amount_fen=50_000_00,
        responsible=made.cadre,
    )
    made.pairing = Pairing.objects.create(household=home, cadre=made.cadre, since=day(1, 8))
    made.visit = Visit.objects.create(household=home, cadre=made.cadre, on=day(7, 2), note=f"走访{tag}")
    made.paper = Paper.objects.create(household=home, kind="booklet", year=2015, issued_on=day(2, 2))
    made.registration = Registration.objects.create(
        area=village, kind="identified", on=day(1, 9), document=f"名册{tag}", households=1, by_name=f"马志明{tag}"
    )
    made.look_back = LookBack.objects.create(household=home, on=day(6, 6), conforms=True, checked_by=f"核查{tag}")
    made.doubt = Doubt.objects.create(
        village=village,
        household=home,
        member=made.head,
        rule="member.healthy-unable",
        subject=f"member:{made.head.pk}:labour",
        severity="explain",
        values={"name": made.head.name, "age": 40, "labour": "lost"},
        found_on=day(7, 7),
    )


def _cases(made, number):
    """The household's way out of poverty: a case that was sent up, hung out, objected to and decided; and one removed."""
    put_shipped()  # a test that empties the tables takes away what the migrations put there
    village, tag = made.village, made.tag
    made.case = case = Case.objects.create(
        method=Method.objects.get(code="exit-household"),
        area=village,
        kind="exit",
        title=f"办件{tag}",
        state="decided",
        reason=f"收入达标{tag}",
        opened_on=day(11, 10),
        opened_by=f"经办{tag}",
        effective_on=day(12, 10),
        arrived_on=day(12, 8),
        turn=2,
    )
    HouseholdCase.objects.create(case=case, household=made.household)
    made.household.events.filter(kind="exited").update(case=case)
    for act, level, on in (("opened", "village", day(11, 10)), ("decided", "county", day(12, 9))):
        CaseStep.objects.create(case=case, act=act, level=level, by_name=f"经办{tag}", on=on, reason=f"意见{tag}")
    made.notice = Notice.objects.create(
        area=village, kind="exit", level="village", place=f"公开栏{tag}", starts_on=day(11, 20), ends_on=day(11, 26), by_name=tag
    )
    made.notice.cases.add(case)
    made.objection = Objection.objects.create(
        notice=made.notice, case=case, who=f"村民{tag}", content="收入不实", on=day(11, 22), by_name=tag,
        settled_on=day(11, 25), upheld=False, outcome="查无实据", settled_by=tag,
    )  # fmt: skip
    made.removed = small.household(village, 400 + number, persons=1)
    made.removed.events.create(kind="removed", on=day(6, 20))
    Measure.objects.create(
        household=made.removed, kind="relief", planned_on=day(2, 1), done_on=day(3, 1), stopped_on=day(6, 20), amount_fen=600_00
    )


def _works(made, number):
    village, tag = made.village, made.tag
    made.project = project = Project.objects.create(
        area=village,
        number=f"KL-{village.code}-{number}",
        name=f"卫生室{tag}",
        year=2015,
        works="clinic",
        authority="县卫生局",
        planned_start_on=day(3, 1),
        planned_finish_on=day(9, 30),
    )
    for stage, on in (("01-proposed", day(1, 10)), ("08-approved", day(2, 10)), ("09-works", day(3, 5))):
        made.step = Step.objects.create(project=project, stage=stage, on=on)
    made.site = Site.objects.create(project=project, area=village, planned=4)
    made.progress = Progress.objects.create(site=made.site, on=day(5, 5), quantity=1)
    made.gap = Gap.objects.create(
        village=village, works="clinic", found_on=day(1, number), project=project, matched_on=day(2, 10)
    )
    made.beneficiary = Beneficiary.objects.create(
        project=project, household=made.household, measure=made.measure, since=day(5, 5)
    )


def _import(made):
    """A workbook of two rows sent in: one to be written, one to come back."""
    target = io.BytesIO()
    write_filled(target, BOOK, {"members": [{"name": f"新人{made.tag}"}] * 2})
    made.source = Import.objects.create(
        area=made.village, book="households", name=f"采集表{made.tag}.xlsx", size=target.tell(), state=Import.State.READY,
        language="zh-hans", sent_by="杨文斌", sent_by_id=1, rows=2, counts={"members": {"new": 1, "refused": 1}},
    )  # fmt: skip
    ImportFile.objects.create(source=made.source, content=target.getvalue())
    for row, outcome in ((2, "new"), (3, "refused")):
        faults = [["I", "民族", f"新人{made.tag}", "error"]] if outcome == "refused" else []
        ImportRow.objects.create(
            source=made.source, sheet="成员", row=row, outcome=outcome, called=f"新人{made.tag}", faults=faults
        )


def _money(made, number):
    village, tag = made.village, made.tag
    channel, _new = Channel.objects.get_or_create(code="central", defaults={"name": "中央专项", "group": "fiscal"})
    made.document = Document.objects.create(
        area=village, number=f"临财〔2015〕{village.pk}{number}号", title=f"下达{tag}", issuer="临夏州财政局", on=day(2, 1)
    )
    made.allotment = Allotment.objects.create(
        document=made.document, channel=channel, area=village, on=day(2, 3), amount_fen=100_000_00, received_on=day(2, 20)
    )
    made.appropriation = Appropriation.objects.create(
        allotment=made.allotment, project=made.project, on=day(3, 10), amount_fen=80_000_00, spent_fen=30_000_00
    )
    made.expenditure = Expenditure.objects.create(
        appropriation=made.appropriation, on=day(6, 30), amount_fen=30_000_00, payee=f"建筑队{tag}", voucher=f"凭{tag}"
    )
    made.recovery = Recovery.objects.create(household=made.household, on=day(8, 8), amount_fen=1_200_00, reason=f"追回{tag}")
    made.budget = Budget.objects.create(
        area=village, year=2014 + number, on=day(12, 20, 2014 + number), revenue_increment_fen=9_000_00, source=f"决算{tag}"
    )
    made.donor = Donor.objects.create(name=f"爱心企业{tag}", kind="enterprise")
    made.donation = Donation.objects.create(
        donor=made.donor, area=village, form="money", content=f"捐资{tag}", pledged_on=day(5, 1), pledged_fen=20_000_00
    )
    made.delivery = Delivery.objects.create(donation=made.donation, on=day(6, 1), amount_fen=15_000_00)


def _bulletin(made, number, **fields):
    """A bulletin of one paragraph, agreeing with its data."""
    block = {"key": "opening", "kind": "text", "text": f"督查{made.tag}。", "sources": []}
    basis = {"of": "round", "units": [], "publication": None}
    return Bulletin.objects.create(
        area=made.village, year=2015, round=made.round, number=f"康扶办发〔2015〕{number}号", title=f"通报{made.tag}",
        issuer="康乐县扶贫开发办公室文件", signer="康乐县扶贫开发办公室", to="各乡镇", as_of=day(4, 30), basis=json.dumps(basis),
        basis_sha256="0" * 64, made=[block], blocks=[editable(block)], drafted_by="石建国", hands=[0], **fields,
    )  # fmt: skip


def _inspection(made, number):
    village, tag, cadre = made.village, made.tag, made.cadre
    made.round = Round.objects.create(
        area=village, year=2015, number=number, basis=f"督查{tag}", started_on=day(4, 1), interviews_required=1
    )
    item = SheetItem.objects.create(round=made.round, number=1, content=f"建档立卡{tag}", weight=100)
    made.inspection = Inspection.objects.create(
        round=made.round, area=village, on=day(4, 10), team=f"第一组{tag}", households_sampled=12
    )
    made.mark = Mark.objects.create(inspection=made.inspection, item=item, points=86_50)
    made.finding = Finding.objects.create(
        inspection=made.inspection,
        area=village,
        item="targeting",
        content=f"档案不全{tag}",
        responsible=cadre,
        found_on=day(4, 10),
        due_on=day(5, 10),
    )
    made.interview = Interview.objects.create(
        round=made.round, area=village, cadre=cadre, required_on=day(4, 20), reason=f"排名末位{tag}"
    )
    made.bulletin = _bulletin(made, number, state="issued", issued_on=day(5, 2), signed_by="马建国", signed_by_id=1)
    for form in BulletinFile.Form.values:
        BulletinFile.objects.create(bulletin=made.bulletin, form=form, content=b"%PDF", size=4, sha256="0" * 64)
    made.draft = _bulletin(made, number + 100)
    made.submitted = _bulletin(made, number + 200, state="submitted", submitted_by="杨秀英", submitted_at=made.draft.drafted_at)
    made.team = AcceptanceTeam.objects.create(area=village, year=2015, number=number, leader=cadre, formed_on=day(10, 1))
    made.household_check = HouseholdAcceptance.objects.create(
        team=made.team, household=made.household, on=day(12, 1), passed=True
    )
    made.village_check = VillageAcceptance.objects.create(
        team=made.team, village=village, on=day(12, number), passed=False, reason=f"集体经济薄弱{tag}"
    )
    made.survey = PolicySurvey.objects.create(village=village, on=day(9, number), surveyed=20, aware=18)
    made.discipline = Discipline.objects.create(cadre=cadre, on=day(9, 9), sanction="criticised", reason=f"弄虚作假{tag}")
    made.zone = zone = Zone.objects.create(area=village, name=f"南片{tag}", leader=cadre)
    if number == 1:
        made.zone_duty = ZoneDuty.objects.create(zone=zone, cadre=cadre, township=village, since=day(1, 9))


def _assignment(made):
    """The finding given to the village's task force, whose account takes its name from the village."""
    village = made.village

    def account(what, name, role):
        wanted = {"name": f"{name}{made.tag}", "role": role, "area": village}
        return User.objects.get_or_create(username=f"{what}.{village.short_code}", defaults=wanted)[0]

    giver, holder = account("giver", "交办人", Role.OFFICIAL), account("holder", "承办人", Role.TASK_FORCE)
    made.assignment = Assignment.objects.create(
        model="supervision.finding", record_id=made.finding.pk, title=made.finding.content, area=made.village, giver=giver,
        holder=holder, word=f"限期整改{made.tag}", given_on=day(4, 12), due_on=day(4, 20),
    )  # fmt: skip
    AssignmentStep.objects.create(
        assignment=made.assignment, act="given", by_id=giver.pk, by_name=giver.name, word=made.assignment.word, due_on=day(4, 20)
    )
