"""What no record may say is refused by the database, whatever writes it, and by the records' admin in a sentence."""

import datetime
import io
import threading

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from funds.models import Appropriation, Expenditure, Recovery
from households.models import Measure
from kangle.audit import bounds
from kangle.audit.actions import save
from kangle.common import bounds_kept
from kangle.supervision.models import (
    Interview,
    SheetItem,
    ZoneDuty,
)
from projects.models import Gap, Progress
from tests.audit.one_of_each import another_allotment, changed, check, day, new_handed, served, village_check
from tests.random_county import build, dense
from villages.models import Attendance, Organisation

pytestmark = pytest.mark.django_db


# What is refused: a function of the records that gives one which may not be written, and a word of the sentence.
REFUSED = {
    "more handed out than allotted": (lambda it: new_handed(it), "还剩 0"),
    "handed out raised": (lambda it: changed(it["handed"], amount_fen=100_01), "下拨超过指标"),
    "allotment lowered under what was handed out": (lambda it: changed(it["allotment"], amount_fen=99_99), "已有"),
    "handed out before it was allotted": (lambda it: changed(it["handed"], on=day(2, 28)), "早于指标"),
    "allotted before the document": (lambda it: changed(it["allotment"], on=day(2, 28)), "早于文件"),
    "document dated after its allotments": (lambda it: changed(it["document"], on=day(3, 2)), "不能改成这样"),
    "paid out beyond": (
        lambda it: Expenditure(appropriation=it["handed"], on=day(4), amount_fen=1, payee="公司"),
        "支出超过下拨",
    ),
    "paid before it was handed out": (lambda it: changed(it["spent"], on=day(2)), "不能早于下拨"),
    "settled before it was paid": (lambda it: changed(it["spent"], settled_on=day(3, 31)), "早于支出"),
    "done beyond the plan": (lambda it: Progress(site=it["site"], on=day(6), quantity=1), "完成超过计划"),
    "plan lowered under what is done": (lambda it: changed(it["site"], planned=9), "已有 10"),
    "gap matched before it was found": (
        lambda it: Gap(village=it["village"], works="water", found_on=day(5), project=it["project"], matched_on=day(4)),
        "早于摸底",
    ),
    "marks above the weight": (lambda it: changed(it["mark"], points=6001), "超过这一项的分值"),
    "weight lowered under a mark": (lambda it: changed(it["item"], weight=59), "不能改成这样"),
    "weights beyond a hundred": (lambda it: SheetItem(round=it["round"], number=2, content="措施", weight=41), "100"),
    "passed unseen": (lambda it: check(it, on_site=False), "没有入户核实"),
    "passed without papers": (lambda it: check(it, papers_complete=False), "资料不齐"),
    "passed against the household's word": (lambda it: check(it, household_agrees=False), "户主不认可"),
    "round ends before it begins": (lambda it: changed(it["round"], finished_on=day(5)), "早于开始"),
    "inspected before its round": (lambda it: changed(it["inspected"], on=day(5)), "早于这一轮"),
    "interview before it was decided": (
        lambda it: Interview(
            round=it["round"], area=it["township"], cadre=it["cadre"], required_on=day(7), held_on=day(6), reason="末位"
        ),
        "早于决定",
    ),
    "marked by the sheet of another round": (
        lambda it: changed(it["mark"], item=SheetItem.objects.create(round=it["next"], number=1, content="项目", weight=100)),
        "不在这次督查那一轮的评分表里",
    ),
    "an inspection with marks put into another round": (lambda it: changed(it["inspected"], round=it["next"]), "不能改成这样"),
    "an item with marks put onto another sheet": (lambda it: changed(it["item"], round=it["next"]), "已有 1 条“评分”"),
    "inspected after its round": (lambda it: changed(it["inspected"], on=day(7, 2)), "晚于这一轮"),
    "round ended before an inspection": (lambda it: changed(it["late"].round, finished_on=day(6, 19)), "比它晚"),
    "household checked before its team was": (lambda it: changed(check(it), on=day(5)), "早于验收组"),
    "village checked before its team was": (lambda it: village_check(it, on=day(5)), "早于验收组"),
    "team formed after its checks": (lambda it: changed(village_check(it, kept=True).team, formed_on=day(12)), "比它早"),
    "a village passed with a reason why not": (lambda it: village_check(it, reason="集体经济薄弱"), "不写未通过原因"),
    "a household passed with a reason why not": (lambda it: check(it, reason="住房"), "不写未通过原因"),
    "handed out before it was received": (lambda it: changed(it["allotment"], received_on=day(3, 2)), "比它早"),
    "the receipt of what is handed out": (
        lambda it: new_handed(it, allotment=another_allotment(it, received_on=day(3, 9)), on=day(3, 8)),
        "早于指标的到账日期",
    ),
    "served by another household's measure": (
        lambda it: served(it, measure=it["measure"], household=it["other home"]),
        "另一户的",
    ),
    "a measure of who is served given to another": (
        lambda it: changed(served(it, kept=True, measure=it["measure"]).measure, household=it["other home"]),
        "已有 1 条“受益户”",
    ),
    "zone duty ends before it begins": (
        lambda it: ZoneDuty(zone=it["zone"], cadre=it["cadre"], township=it["township"], since=day(5), until=day(4)),
        "早于起期",
    ),
    "more days than February has": (lambda it: Attendance(post=it["post"], month=day(2), days=29), "超过了这个月"),
    "more workers than people": (lambda it: changed(it["profile"], labourers=41), "劳动力"),
    "more away than people": (lambda it: changed(it["profile"], migrant_workers=41), "外出务工"),
    "more dibao than households": (lambda it: changed(it["profile"], dibao_households=10), "低保户"),
    "more wubao than households": (lambda it: changed(it["profile"], wubao_households=10), "五保户"),
    "more of the party than people": (lambda it: changed(it["profile"], party_members=41), "党员"),
    "a body ends before it begins": (
        lambda it: Organisation(area=it["village"], kind="task-force", name="队", since=day(5), until=day(4)),
        "早于起期",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_database_refuses_it_whatever_writes_it(here, what):
    record = REFUSED[what][0](here)
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


@pytest.mark.parametrize("what", REFUSED)
def test_an_action_refuses_it_in_a_sentence(here, what):
    make, sentence = REFUSED[what]
    with pytest.raises(ValidationError) as refused:
        save(make(here), by="县扶贫办", reason="改")
    assert sentence in "".join(refused.value.messages)


def test_what_lies_at_the_limit_is_written_and_what_is_bad_already_may_be_put_right(here):
    changed(here["handed"], amount_fen=100_00).save()
    save(changed(here["allotment"], amount_fen=150_00), by="县扶贫办", reason="追加")
    save(new_handed(here, amount_fen=50_00), by="县扶贫办")
    check(here).save()
    Attendance.objects.create(post=here["post"], month=day(2), days=28)
    Attendance.objects.create(post=here["post"], month=datetime.date(2016, 2, 1), days=29)


def test_many_rows_at_once_are_judged_together(here):
    here["allotment"].amount_fen = 103_00
    here["allotment"].save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Appropriation.objects.bulk_create([new_handed(here, amount_fen=1_00) for _ in range(4)])
    Appropriation.objects.bulk_create([new_handed(here, amount_fen=1_00) for _ in range(3)])


def test_the_records_admin_says_it_and_keeps_what_was_typed(here, people, as_person):
    here["allotment"].amount_fen = 101_00
    here["allotment"].save()
    sent = {
        "allotment": here["allotment"].pk,
        "project": here["project"].pk,
        "on": "2015-03-01",
        "amount_fen": "7.5",
        "why": "下拨",
    }
    page = as_person(people.county_officer).post(reverse("admin:funds_appropriation_add"), sent).content.decode()
    assert "下拨超过指标：这笔指标还剩 1元，不能下拨 7.50元" in page.replace(" 元", "元") or "下拨超过指标" in page
    assert "7.5" in page and Appropriation.objects.count() == 1


def test_marks_within_an_inspection_are_refused_on_its_page(here, people, as_person):
    mark, inspected = here["mark"], here["inspected"]
    client = as_person(people.county_officer)
    address = reverse("admin:supervision_inspection_change", args=[inspected.pk])
    assert client.get(address).status_code == 200
    sent = {
        "round": inspected.round_id, "area": inspected.area_id, "on": "2015-06-01", "team": "一组", "households_sampled": "0",
        "why": "改", "marks-TOTAL_FORMS": "1", "marks-INITIAL_FORMS": "1", "marks-MIN_NUM_FORMS": "0",
        "marks-MAX_NUM_FORMS": "1000", "marks-0-id": mark.pk, "marks-0-inspection": inspected.pk,
        "marks-0-item": mark.item_id, "marks-0-points": "9000", "marks-0-evidence": "",
    }  # fmt: skip
    page = client.post(address, sent).content.decode()
    assert "超过这一项的分值" in page
    mark.refresh_from_db()
    assert mark.points == 6000


def test_every_bound_watches_its_tables_and_is_kept_once(here):
    kept, due = bounds_kept.standing(), bounds_kept.wanted(bounds.declared())
    assert set(kept) == set(due) and len(bounds.declared()) >= 20
    bounds_kept.install(bounds.declared())
    assert set(bounds_kept.standing()) == set(due)


def test_what_broke_a_bound_before_it_was_kept_stays_is_named_and_can_be_put_right(here):
    bounds_kept.drop(bounds_kept.standing())
    Attendance.objects.create(post=here["post"], month=day(2), days=31)
    bad = new_handed(here, amount_fen=5_00)
    bad.save()
    apps.get_app_config("audit").after_migrating(verbosity=0)
    told = " ".join(bounds.sentences())
    assert "驻村天数超过了这个月的天数" in told and "下拨超过指标" in told and str(here["allotment"].pk) in told
    changed(bad, project=here["project"]).save()  # nothing of it is altered that the bound speaks of
    bad.delete()
    assert "下拨超过指标" not in " ".join(bounds.sentences())


def test_a_random_county_with_plenty_of_everything_breaks_none(db):
    build(dense())
    assert list(bounds.sentences()) == []


def test_migrating_names_what_is_broken_and_goes_on(here):
    bounds_kept.drop(bounds_kept.standing())
    new_handed(here, amount_fen=5_00).save()
    said = io.StringIO()
    apps.get_app_config("audit").after_migrating(plan=["a migration"], stdout=said)
    assert "下拨超过指标" in said.getvalue() and "照旧保留" in said.getvalue()
    assert bounds_kept.standing()


def test_no_more_is_recovered_than_was_received(here):
    received = {"household": here["home"], "planned_on": day(3), "done_on": day(3)}
    Measure.objects.create(kind="relief", amount_fen=900_00, **received)
    Measure.objects.create(kind="loan", amount_fen=30_000_00, **received)
    save(Recovery(household=here["home"], on=day(9), amount_fen=400_00, reason="清退"), by="县扶贫办")
    with pytest.raises(ValidationError, match="还剩 500元"):
        save(Recovery(household=here["home"], on=day(9), amount_fen=500_01, reason="清退"), by="县扶贫办")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_two_who_hand_out_at_the_same_moment_do_not_exceed_together(here):
    here["allotment"].amount_fen = 160_00
    here["allotment"].save()
    refused, start = [], threading.Barrier(2)

    def hand_out():
        try:
            with transaction.atomic():
                start.wait(5)
                new_handed(here, amount_fen=40_00).save()
        except IntegrityError:
            refused.append(1)
        finally:
            connection.close()

    both = [threading.Thread(target=hand_out) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(20)
    assert len(refused) == 1
