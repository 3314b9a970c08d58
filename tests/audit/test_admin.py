"""Keeping records in the admin: one's own area, a reason, one entry for each change, sentences for what is refused."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from funds.models import Delivery, Donation, Donor
from households.models import Household, Measure, Member, Pairing, YearRecord
from kangle.accounts.roles import Role
from kangle.audit.models import Entry
from kangle.programme.models import ExitCondition, ExitStandard, Period
from tests import county as small
from villages.models import Cadre, Training

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(small_county):
    return small.household(small_county.gaolinwan, 1, phone="19912345678", account="6217001234567890123")


@pytest.fixture
def abroad(small_county):
    return small.household(small_county.fengtai, 2)


def url(record, page="change"):
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[] if page in {"add", "changelist"} else [record.pk])


def filled(client, record, **changes):
    """The form of a record's page as the browser would send it back, with some fields changed."""
    page = client.get(url(record))
    sent = {}
    forms = [page.context["adminform"].form]
    for group in page.context["inline_admin_formsets"]:
        forms += [group.formset.management_form, *group.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if value is True:
                sent[field.html_name] = "on"
            elif value is not None and value is not False:
                sent[field.html_name] = str(value)
    return {**sent, **changes}


def test_a_change_is_one_entry_with_before_after_and_reason(people, home, as_person):
    client = as_person(people.village_worker)
    answer = client.post(url(home), filled(client, home, address="一社12号", why="搬到新址"))
    assert answer.status_code == 302
    entry = Entry.objects.get(act=Entry.Act.CHANGE)
    assert (entry.model, entry.object_id, entry.actor_name) == ("households.household", str(home.pk), "杨文斌")
    assert (entry.before, entry.after, entry.reason) == ({"address": ""}, {"address": "一社12号"}, "搬到新址")
    assert entry.area_path == "622922100200"


def test_a_change_needs_a_reason_and_loses_nothing(people, home, as_person):
    client = as_person(people.village_worker)
    answer = client.post(url(home), filled(client, home, address="一社12号"))
    assert answer.status_code == 200
    assert "why" in answer.context["adminform"].form.errors
    assert "一社12号" in answer.content.decode()
    home.refresh_from_db()
    assert home.address == ""


def test_saving_without_a_change_leaves_no_entry(people, home, as_person):
    client = as_person(people.village_worker)
    client.post(url(home), filled(client, home, why="看看"))
    assert not Entry.objects.filter(act=Entry.Act.CHANGE).exists()


def test_another_villages_record_is_not_there(people, abroad, as_person):
    client = as_person(people.village_worker)
    assert client.get(url(abroad)).status_code == 302
    assert client.get(url(abroad), follow=True).redirect_chain[-1][0] == reverse("admin:index")
    client.post(url(abroad), {"address": "改", "why": "改"})
    abroad.refresh_from_db()
    assert abroad.address == ""


def test_the_list_shows_ones_own_village_and_masks_numbers(people, home, abroad, as_person):
    page = as_person(people.village_worker).get(url(home, "changelist")).content.decode()
    assert home.number in page
    assert abroad.number not in page
    assert "199****5678" in page
    assert "19912345678" not in page
    assert "6217001234567890123" not in page


def test_member_lists_mask_identity_numbers(people, home, as_person):
    member = home.members.first()
    page = as_person(people.village_worker).get(url(member, "changelist")).content.decode()
    assert member.identity_number not in page
    assert f"{member.identity_number[:6]}********{member.identity_number[-4:]}" in page


def test_opening_a_form_with_full_numbers_is_on_record(people, home, as_person):
    as_person(people.village_worker).get(url(home))
    look = Entry.objects.get(act=Entry.Act.LOOK)
    assert (look.model, look.object_id) == ("households.household", str(home.pk))


def test_a_fact_cannot_be_moved_out_of_ones_area(people, home, small_county, as_person):
    client = as_person(people.village_worker)
    answer = client.post(url(home), filled(client, home, village=str(small_county.fengtai.pk), reason="搬迁"))
    assert "village" in answer.context["adminform"].form.errors
    home.refresh_from_db()
    assert home.village == small_county.gaolinwan


def test_choices_offer_only_ones_own_area(people, home, abroad, as_person):
    asked = {"app_label": "households", "model_name": "member", "field_name": "household", "term": ""}
    offered = as_person(people.village_worker).get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [choice["id"] for choice in offered] == [str(home.pk)]


def test_choices_give_nothing_to_those_who_keep_no_facts(small_county, home, as_person):
    keeper = small.person("li.xiaomei", "李晓梅", Role.ADMINISTRATOR, small_county.county)
    asked = {"app_label": "households", "model_name": "member", "field_name": "household", "term": ""}
    assert as_person(keeper).get(reverse("admin:autocomplete"), asked).status_code == 403


def test_what_one_may_not_choose_stays_valid_where_it_stands(people, home, small_county, as_person):
    official = Cadre.objects.create(area=small_county.county, name="马志强", sex="male", unit="县水务局")
    given = Measure.objects.create(household=home, kind="relief", planned_on=datetime.date(2015, 3, 1), responsible=official)
    client = as_person(people.village_worker)
    answer = client.post(url(given), filled(client, given, content="米面", why="补充内容"))
    assert answer.status_code == 302
    given.refresh_from_db()
    assert (given.content, given.responsible) == ("米面", official)


def test_a_closed_year_refuses_with_a_sentence(people, small_county, as_person):
    held = Training.objects.create(
        area=small_county.fucheng, audience="cadres", topic="养殖", held_on=datetime.date(2015, 3, 1), persons=20
    )
    Period.objects.update(state=Period.State.CLOSED)
    client = as_person(people.county_officer)
    answer = client.post(url(held), filled(client, held, persons="30", why="更正"))
    assert "2015 年度已关闭" in answer.content.decode()
    page = client.get(url(held, "delete")).content.decode()
    assert "2015 年度已关闭" in page
    client.post(url(held, "delete"), {"post": "yes", "reason": "重复"})
    held.refresh_from_db()
    assert held.persons == 20


def test_what_others_point_at_is_not_deleted_and_says_so(people, home, as_person):
    client = as_person(people.county_officer)
    answer = client.post(url(home, "delete"), {"post": "yes", "reason": "重复"})
    assert answer.status_code == 200
    assert "还有 4 条“家庭成员”用着它" in answer.content.decode()
    assert Household.objects.filter(pk=home.pk).exists()


def test_deleting_needs_a_reason_and_keeps_everything_on_record(people, home, as_person):
    member = home.members.last()
    client = as_person(people.village_worker)
    client.post(url(member, "delete"), {"post": "yes"})
    client.post(url(member, "delete"), {"post": "yes", "reason": "\x00"})
    assert Member.objects.filter(pk=member.pk).exists()
    client.post(url(member, "delete"), {"post": "yes", "reason": "重复\x00登记"})
    assert not Member.objects.filter(pk=member.pk).exists()
    entry = Entry.objects.get(act=Entry.Act.DELETE)
    assert entry.before["identity_number"] == member.identity_number
    assert entry.reason == "重复�登记"


def test_deleting_many_puts_each_on_record(people, home, as_person):
    chosen = list(home.members.all()[2:])
    client = as_person(people.village_worker)
    sent = {"action": "delete_selected", "_selected_action": [member.pk for member in chosen], "post": "yes"}
    asked = client.post(url(home.members.first(), "changelist"), sent)
    assert "请写明删除的原因" in asked.content.decode()
    assert Member.objects.filter(household=home).count() == 4
    client.post(url(home.members.first(), "changelist"), {**sent, "reason": "重复登记"})
    assert Entry.objects.filter(act=Entry.Act.DELETE, reason="重复登记").count() == len(chosen)
    assert Member.objects.filter(household=home).count() == 2


def test_parts_on_a_page_are_audited_under_its_reason(small_county, as_person):
    standard = ExitStandard.objects.create(year=2016, subject="household", source="甘肃省")
    ExitCondition.objects.create(standard=standard, number=1, text="人均纯收入")
    client = as_person(small.person("li.xiaomei", "李晓梅", Role.ADMINISTRATOR, small_county.county))
    sent = filled(client, standard, why="按新文件")
    sent["conditions-0-text"] = "人均纯收入超过3500元"
    assert client.post(url(standard), sent).status_code == 302
    entry = Entry.objects.get(act=Entry.Act.CHANGE)
    assert (entry.model, entry.reason) == ("programme.exitcondition", "按新文件")
    client.post(url(standard, "delete"), {"post": "yes", "reason": "废止"})
    deleted = Entry.objects.filter(act=Entry.Act.DELETE).values_list("model", flat=True)
    assert set(deleted) == {"programme.exitcondition", "programme.exitstandard"}


def test_closing_a_year_is_an_act_with_a_reason(people, small_county, as_person):
    client = as_person(people.county_officer)
    period = small_county.period
    client.post(url(period), {"state": "closed", "visit_days": "30", "why": "年度考核完成"})
    period.refresh_from_db()
    assert not period.is_open
    assert Entry.objects.get(act=Entry.Act.DECIDE).reason == "年度考核完成"


def test_how_often_a_household_is_visited_is_said_by_the_year(people, small_county, as_person):
    client = as_person(people.county_officer)
    client.post(url(small_county.period), {"state": "open", "visit_days": "15", "why": "年底加密走访"})
    small_county.period.refresh_from_db()
    assert small_county.period.visit_days == 15
    assert Entry.objects.get(act=Entry.Act.CHANGE).after == {"visit_days": 15}


def test_the_history_of_a_record_is_told_in_words(people, home, as_person):
    client = as_person(people.village_worker)
    client.post(url(home), filled(client, home, phone="19987654321", kind="dibao", why="换号"))
    page = client.get(url(home, "history")).content.decode()
    assert "199****5678 → 199****4321" in page
    assert "一般贫困户 → 低保贫困户" in page
    assert "19987654321" not in page


@pytest.mark.parametrize("kind", ["household", "member", "yearrecord", "statusevent"])
def test_a_longer_list_takes_no_more_queries(kind, people, small_county, as_person):
    client, path = as_person(people.county_officer), reverse(f"admin:households_{kind}_changelist")
    counts = []
    for number in range(1, 7):
        small.household(small_county.gaolinwan, number)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        counts.append(len(asked))
    assert counts[1] == counts[5] <= 12, "\n".join(query["sql"] for query in asked.captured_queries)


@pytest.fixture
def donation(small_county):
    donor = Donor.objects.create(name="兰州爱心企业", kind="enterprise")
    given = Donation.objects.create(
        donor=donor,
        area=small_county.gaolinwan,
        form="money",
        content="助学",
        pledged_on=datetime.date(2014, 4, 1),
        pledged_fen=900_00,
    )
    Delivery.objects.create(donation=given, on=datetime.date(2014, 5, 1), amount_fen=123_00)
    return given


def with_a_part_altered_and_deleted(client, donation):
    altered = {"deliveries-0-on": "2015-05-01", "deliveries-0-amount_fen": "7", "deliveries-0-DELETE": "on", "why": "重复"}
    return filled(client, donation, **altered)


def test_a_part_of_a_closed_year_is_not_deleted_by_altering_its_day_first(donation, small_county, people, as_person):
    Period.objects.create(area=small_county.county, year=2014, state=Period.State.CLOSED)
    client = as_person(people.county_officer)
    answer = client.post(url(donation), with_a_part_altered_and_deleted(client, donation))
    assert answer.status_code == 200 and "2014 年度已关闭" in answer.content.decode()
    assert Delivery.objects.get().amount_fen == 123_00


def test_a_deletion_keeps_what_stood_there_not_what_was_typed_over_it(donation, people, as_person):
    client = as_person(people.county_officer)
    assert client.post(url(donation), with_a_part_altered_and_deleted(client, donation)).status_code == 302
    assert not Delivery.objects.exists()
    before = Entry.objects.get(act=Entry.Act.DELETE).before
    assert (before["on"], before["amount_fen"]) == ("2014-05-01", 123_00)


def chosen(client, term):
    """What the choice field for a measure's member offers."""
    asked = {"app_label": "households", "model_name": "measure", "field_name": "member", "term": term}
    return client.get(reverse("admin:autocomplete"), asked).json()["results"]


@pytest.mark.parametrize("role", [Role.FINANCE, Role.DEPARTMENT, Role.INSPECTOR])
def test_nobody_learns_whose_an_identity_number_is_without_the_right_to_see_it(role, home, small_county, as_person):
    number = home.members.first().identity_number
    client = as_person(small.person("somebody", "某人", role, small_county.county))
    assert chosen(client, number) == []
    assert len(chosen(client, home.number)) == home.members.count()


def test_finding_a_person_by_the_identity_number_is_on_record_as_a_look(home, people, as_person):
    member = home.members.first()
    found = chosen(as_person(people.village_worker), f" {member.identity_number.lower()} ")
    assert [each["id"] for each in found] == [str(member.pk)]
    entry = Entry.objects.get(act=Entry.Act.LOOK)
    assert (entry.object_id, entry.actor_name) == (str(home.pk), "杨文斌")


def test_the_reason_of_an_event_is_not_taken_for_the_reason_of_its_change(people, home, as_person):
    event = home.events.get()
    event.reason = "人均收入低于标准"
    event.save()
    client = as_person(people.county_officer)
    sent = filled(client, event, on="2014-06-01")
    assert "why" in client.post(url(event), sent).context["adminform"].form.errors
    assert client.post(url(event), {**sent, "why": "日期抄错"}).status_code == 302
    entry = Entry.objects.get(act=Entry.Act.CHANGE)
    assert entry.reason == "日期抄错" and set(entry.after) == {"on"}


def test_a_rule_of_the_database_is_told_by_its_fields_not_by_its_name(people, home, as_person):
    client = as_person(people.village_worker)
    member = home.members.first()
    answer = client.post(url(member), filled(client, member, left_on="2013-01-01", why="死亡"))
    page = answer.content.decode()
    assert "“加入日期、离开日期”互相矛盾或超出范围" in page
    assert "households_left_after_joined" not in page


def test_a_second_pairing_in_force_is_told_in_words(people, home, small_county, as_person):
    cadre = Cadre.objects.create(area=small_county.gaolinwan, name="马志强", sex="male", unit="县水务局")
    Pairing.objects.create(household=home, cadre=cadre, since=datetime.date(2015, 1, 1))
    sent = {"household": home.pk, "cadre": cadre.pk, "since": "2015-02-01"}
    page = as_person(people.village_worker).post(reverse("admin:households_pairing_add"), sent).content.decode()
    assert "“贫困户”已有一条仍然有效的记录" in page


@pytest.mark.parametrize(("field", "value", "said"), [("on", "2115-01-01", "还没有到"), ("persons", "-3", "")])
def test_an_impossible_value_comes_back_with_the_form(people, small_county, as_person, field, value, said):
    sent = {"area": small_county.fucheng.pk, "audience": "cadres", "topic": "政策", "held_on": "2015-07-01", "persons": "9"}
    sent["held_on" if field == "on" else field] = value
    answer = as_person(people.county_officer).post(reverse("admin:villages_training_add"), sent)
    assert answer.status_code == 200 and said in answer.content.decode()
    assert not Training.objects.exists()


def test_money_is_never_negative(people, home, as_person):
    record = YearRecord.objects.create(household=home, year=2015, recorded_on=datetime.date(2015, 11, 1))
    client = as_person(people.village_worker)
    answer = client.post(url(record), filled(client, record, wages_fen="-1", why="更正"))
    assert list(answer.context["adminform"].form.errors) == ["wages_fen"]


@pytest.mark.parametrize("sent", ["abc", "一户", "12.5", "９", "-1", "9" * 30, "9" * 5000, "a\x00b"], ids=range(8))
def test_a_choice_that_is_no_number_is_a_sentence_and_loses_nothing(people, home, as_person, sent):
    client = as_person(people.village_worker)
    answer = client.post(reverse("admin:households_measure_add"), {"household": sent, "kind": "relief", "amount_fen": "350.50"})
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "请从列出的里面重新选" in said or ("\x00" in sent and "“贫困户”里有看不见的字符" in said)
    assert 'value="350.50"' in said
    form = answer.context["adminform"].form
    assert form["household"].value() == sent
    options = form.fields["household"].widget.widget.optgroups("household", [sent])[0][1]
    assert [option["value"] for option in options if option["selected"]] == [sent]
    assert not Measure.objects.exists()


def test_another_areas_record_is_named_by_its_number_alone(people, abroad, as_person):
    client = as_person(people.village_worker)
    said = client.post(reverse("admin:households_measure_add"), {"household": abroad.pk, "kind": "relief"}).content.decode()
    assert "”没有“" in said
    assert abroad.number not in said


@pytest.mark.parametrize("row", ["abc", "9" * 30, "", "1 OR 1"])
def test_rows_chosen_by_what_is_no_number_are_refused_in_a_sentence(people, home, as_person, row):
    client = as_person(people.village_worker)
    rows = {"action": "delete_selected", "_selected_action": [home.pk, row]}
    said = client.post(url(home, "changelist"), rows, follow=True)
    assert said.status_code == 200
    assert "没有改动任何记录" in said.content.decode()
    assert Household.objects.filter(pk=home.pk).exists()


def test_a_page_that_says_it_has_thousands_of_rows_is_answered_soon(people, as_person):
    rows = {"deliveries-TOTAL_FORMS": "9223372036854775807", "deliveries-INITIAL_FORMS": "0", "content": "一批衣物"}
    keeper = small.person("cai.zheng", "财政员", Role.FINANCE, people.county_officer.area)
    answer = as_person(keeper).post(reverse("admin:funds_donation_add"), rows)
    assert answer.status_code == 200
    assert len(answer.context["inline_admin_formsets"][0].formset.forms) <= 400
    assert "一批衣物" in answer.content.decode()
