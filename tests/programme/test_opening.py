"""A new year takes over what the old one leaves, as one act that is read, chosen, and can be undone."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from households.models import Household, Measure, YearRecord
from kangle.audit import actions as audit
from kangle.audit.models import Entry
from kangle.jobs.models import Run
from kangle.programme.actions import set_state
from kangle.programme.models import Period, PlanLine
from kangle.programme.opening import open_year, opening_of, take_back, weighed, withdraw
from kangle.programme.years import ensure_record_open
from kangle.scorecard.actions import recompute
from kangle.scorecard.carrying import Targets, reached
from tests import county as small
from villages.models import Target, Training

pytestmark = pytest.mark.django_db
REASON = "县扶贫办〔2016〕1号"
ALL = {
    "exit-plans": {"exit-plans": "carried"},
    "measures": {"measures": "carried"},
    "targets": {"exit-persons": "rest", "train-households": "same"},
}


def day(month, year=2015):
    return datetime.date(year, month, 10)


def measure(home, **fields):
    given = {"kind": "relief", "planned_on": day(3), "amount_fen": 500_00, **fields}
    return Measure.objects.create(household=home, **given)


def target(area, kind, quantity, year=2015):
    return Target.objects.create(area=area, year=year, kind=kind, quantity=quantity, set_on=day(2, year))


@pytest.fixture
def left(small_county):
    """What 2015 leaves: two poor households and one that has left poverty, measures in every state, targets reached in part."""
    homes = [small.household(small_county.gaolinwan, number, planned_exit_year=2015) for number in (1, 2)]
    out = small.household(small_county.gaolinwan, 3, persons=3, exited_on=day(11), planned_exit_year=2015)
    removed = small.household(small_county.fengtai, 1)
    removed.events.create(kind="removed", on=day(9))
    found = {
        "open": measure(homes[0]),
        "of_exited": measure(out, planned_on=day(6, 2014)),
        "done": measure(homes[0], done_on=day(5)),
        "stopped": measure(homes[1], stopped_on=day(5)),
        "of_removed": measure(removed),
    }
    target(small_county.gaolinwan, "exit-persons", 10)  # three have left
    target(small_county.fengtai, "exit-persons", 4)
    target(small_county.gaolinwan, "train-households", 2)
    return found


def opened(county, by, choices=ALL, reason=REASON, year=2016):
    return open_year(county, year=year, choices=choices, by=by, reason=reason)


def test_the_page_says_what_the_old_year_leaves(small_county, left):
    told = {line.code: line for _carrier, lines in weighed(opening_of(small_county.county)) for line in lines}
    assert told["poor"].facts == ("2", "8")
    assert told["exited"].facts == ("1", "3")
    assert told["exit-plans"].facts == ("2",)
    assert told["measures"].facts == ("2", "2", "1,000元")
    assert told["exit-persons"].facts == ("14", "3", "11", "0")
    assert [label for _code, label in told["exit-persons"].options] == ["结转未完成：11（2 处）", "照上年再下达：14", "不结转"]
    assert told["exit-persons"].chosen == "rest" and told["train-households"].chosen == "same"


def test_one_act_carries_over_what_was_chosen(small_county, people, left):
    period, numbers = opened(small_county.county, people.county_officer)
    assert numbers == {"households": 0, "exit-plans": 2, "measures": 2, "targets": 3, "tiers": 0}
    assert set(Measure.objects.filter(carried_to=2016)) == {left["open"], left["of_exited"]}
    assert {(each.area.name, each.kind, each.quantity) for each in Target.objects.filter(year=2016)} == {
        ("高林湾村委会", "exit-persons", 7),
        ("丰台村委会", "exit-persons", 4),
        ("高林湾村委会", "train-households", 2),
    }
    assert sorted(Household.objects.values_list("planned_exit_year", flat=True).exclude(planned_exit_year=None)) == [
        2015,
        2016,
        2016,
    ]
    assert Entry.objects.whole().count() == 1  # one act in the county's history, whatever the number of records
    said = Entry.objects.of(left["open"]).get()
    assert (said.after, said.reason, said.actor_name) == ({"carried_to": 2016}, REASON, people.county_officer.name)
    assert Entry.objects.parts_of(period.carried_key).count() == 7


def test_nothing_is_carried_over_where_nothing_was_chosen(small_county, people, left):
    period, numbers = opened(small_county.county, people.county_officer, choices={})
    assert period.is_open and sum(numbers.values()) == 0
    assert not Measure.objects.exclude(carried_to=None).exists() and not Target.objects.filter(year=2016).exists()


def test_a_target_that_was_set_already_stays_as_it_is(small_county, people, left):
    target(small_county.fengtai, "exit-persons", 99, year=2016)
    opened(small_county.county, people.county_officer)
    assert Target.objects.get(area=small_county.fengtai, year=2016).quantity == 99


def test_what_was_done_is_the_countys_number_also_where_nobody_had_a_target(small_county):
    target(small_county.fucheng, "train-cadres", 2)
    for area in (small_county.gaolinwan, small_county.suji, small_county.fengtai):
        Training.objects.create(area=area, audience="cadres", topic="政策", held_on=day(4), persons=9)
    line = next(line for line in Targets().weigh(small_county.period, 2016) if line.code == "train-cadres")
    assert line.facts == ("2", "3", "1", "0")  # two were set, three held in the county, one of the township's is lacking


def test_a_target_is_reached_by_what_no_target_below_answers_for(small_county):
    target(small_county.county, "train-cadres", 5)
    target(small_county.fucheng, "train-cadres", 2)
    for area in (small_county.county, small_county.suji, small_county.fucheng, small_county.gaolinwan):
        Training.objects.create(area=area, audience="cadres", topic="政策", held_on=day(4), persons=9)
    found = reached(small_county.period)
    assert {key: number for key, number in found.items() if key[0]} == {
        (small_county.county.pk, "train-cadres"): 2,
        (small_county.fucheng.pk, "train-cadres"): 2,
    }


def test_a_year_is_opened_once_whoever_comes_second(small_county, people, left):
    opened(small_county.county, people.county_officer)
    with pytest.raises(ValidationError, match="已经有人开启"):
        opened(small_county.county, people.county_officer)
    assert Target.objects.filter(year=2016).count() == 3


def test_neither_without_a_reason_nor_years_ahead(small_county, people):
    with pytest.raises(ValidationError, match="写明原因"):
        opened(small_county.county, people.county_officer, reason=" ")
    Period.objects.create(area=small_county.county, year=datetime.date.today().year + 1, carried_key=None)
    last = Period.objects.order_by("-year").first()
    set_state(last, state=Period.State.CLOSED, by="县扶贫办", reason="试")
    with pytest.raises(ValidationError, match="最早在它的前一年开启"):
        opened(small_county.county, people.county_officer, year=last.year + 1)


def test_a_year_opened_on_the_server_is_carried_over_to_afterwards(small_county, people, left):
    Period.objects.create(area=small_county.county, year=2016)
    period, numbers = opened(small_county.county, people.county_officer)
    assert (period.year, numbers["measures"]) == (2016, 2)


def test_taking_it_back_keeps_what_was_altered_since(small_county, people, left):
    period, _numbers = opened(small_county.county, people.county_officer)
    Target.objects.filter(area=small_county.fengtai, year=2016).update(quantity=5)
    Measure.objects.filter(pk=left["open"].pk).update(done_on=day(2, 2016))
    put_back, kept = take_back(period, by=people.county_officer, reason="任务另文下达")
    assert (put_back, kept) == (5, 2)
    assert [each.quantity for each in Target.objects.filter(year=2016)] == [5]
    assert list(Measure.objects.filter(carried_to=2016)) == [left["open"]]
    assert not Household.objects.filter(planned_exit_year=2016).exists()
    with pytest.raises(ValidationError, match="没有结转"):
        take_back(period, by=people.county_officer, reason="再撤一次")
    assert opened(small_county.county, people.county_officer)[1]["targets"] == 2  # anew, but for the one that stayed


def test_a_year_opened_by_mistake_is_undone_as_if_it_had_never_been(small_county, people, left):
    small_plan = PlanLine.objects.create(area=small_county.county, year=2016, number=1, position=1, title="到2016年")
    period, _numbers = opened(small_county.county, people.county_officer)
    withdraw(period, by=people.county_officer, reason="年度看错了")
    assert list(Period.objects.values_list("year", flat=True)) == [2015]
    assert not Target.objects.filter(year=2016).exists() and not Measure.objects.exclude(carried_to=None).exists()
    assert PlanLine.objects.get() == small_plan  # a plan for years to come was there before
    gone = Entry.objects.filter(model="programme.period", act=Entry.Act.DELETE).get()
    assert (gone.before["year"], gone.reason, gone.actor_name) == (2016, "年度看错了", people.county_officer.name)
    again, numbers = opened(small_county.county, people.county_officer)
    assert (again.year, numbers["targets"]) == (2016, 3)


def test_a_year_in_which_something_was_entered_is_not_undone(small_county, people, left):
    period, _numbers = opened(small_county.county, people.county_officer)
    home = Household.objects.order_by("pk").first()
    audit.save(YearRecord(household=home, year=2016, recorded_on=day(1, 2016)), by=people.village_worker)
    with pytest.raises(ValidationError, match="2016 年度已有录入，不能撤销：年度记录 1"):
        withdraw(period, by=people.county_officer, reason="年度看错了")
    period.refresh_from_db()
    assert period.carried_key and Target.objects.filter(year=2016).count() == 3  # and nothing was taken back either


@pytest.mark.parametrize("which", ["closed", "loaded", "older"])
def test_only_the_newest_open_year_opened_here_is_undone(small_county, people, which):
    period = small_county.period
    if which != "loaded":
        period, _numbers = opened(small_county.county, people.county_officer, choices={})
    if which == "closed":
        set_state(period, state=Period.State.CLOSED, by=people.county_officer, reason="试")
    if which == "older":
        opened(small_county.county, people.county_officer, choices={}, year=2017)
    with pytest.raises(ValidationError, match="不能撤销：只有最新的"):
        withdraw(period, by=people.county_officer, reason="试")
    with pytest.raises(ValidationError, match="写明原因"):
        withdraw(period, by=people.county_officer, reason=" ")


def test_a_night_that_comes_too_late_for_a_year_undone_is_told_so(small_county, people):
    period, _numbers = opened(small_county.county, people.county_officer, choices={})
    withdraw(period, by=people.county_officer, reason="年度看错了")
    with pytest.raises(ValidationError, match="没有 2016 年度"):
        recompute(small_county.county, year=2016, as_of=day(1, 2016))


def test_a_carried_measure_is_the_new_years_own(small_county, people, left):
    opened(small_county.county, people.county_officer)
    set_state(small_county.period, state=Period.State.CLOSED, by=people.county_officer, reason="年终")
    for name, may in (("open", True), ("done", False)):
        stored, new = (Measure.objects.get(pk=left[name].pk) for _ in range(2))
        new.content, stored.content = "改为养羊", "养牛"
        if may:
            ensure_record_open(stored, new)
        else:
            with pytest.raises(ValidationError, match="2015 年度已关闭"):
                ensure_record_open(stored, new)
    into_the_closed_year = Measure.objects.get(pk=left["open"].pk)
    into_the_closed_year.done_on = day(12)
    with pytest.raises(ValidationError, match="2015 年度已关闭"):
        ensure_record_open(Measure.objects.get(pk=left["open"].pk), into_the_closed_year)


class TestPages:
    def test_the_county_opens_the_year_from_the_page(self, as_person, people, left):
        client = as_person(people.county_officer)
        page = client.get(reverse("pages:open-year")).content.decode()
        assert "结转未完成：11" in page and "2015 年度还没有关闭" in page and "贫困线" in page
        asked = {"year": "2016", "measures.measures": "carried", "targets.exit-persons": "rest"}
        refused = client.post(reverse("pages:open-year"), {**asked, "targets.exit-persons": "left", "reason": ""})
        assert refused.status_code == 422 and Period.objects.count() == 1
        assert '<option value="left" selected>' in refused.content.decode()  # what was chosen is still chosen
        done = client.post(reverse("pages:open-year"), {**asked, "reason": REASON}, follow=True).content.decode()
        assert (
            "结转年度任务 2 项、帮扶措施 2 条，改计划脱贫年度 0 户，结转村级分类 0 个村。" in done
            and "开启并结转" in done
            and REASON in done
        )

    def test_the_old_years_scores_stay_one_press_away(self, as_person, people, left, small_county):
        recompute(small_county.county, year=2015, as_of=small_county.period.ends_on)
        client = as_person(people.county_officer)
        client.post(reverse("pages:open-year"), {"year": "2016", "reason": REASON})
        page = client.get(reverse("pages:overview")).content.decode()
        assert "2016 年度的评分正在计算" in page and '<a href="?period=2015">2015</a>' in page
        assert "2015年 <b>1</b> 户" in page and "今年已有" not in page and "2015年脱贫 / 计划" in page
        assert '<a href="?period=2016">2016</a>' in client.get("/?period=2015").content.decode()
        assert Run.objects.get().key.endswith("2016-" + str(datetime.date.today()))  # and the new year's are being computed

    def test_closing_tells_what_is_open_and_its_reason_is_read_by_everybody(self, as_person, people, left):
        client = as_person(people.county_officer)
        page = client.get(reverse("pages:year-state", args=[2015])).content.decode()
        assert "没有落实的帮扶措施（可结转）" in page and "还没有发布过评分数据" in page
        where = reverse("pages:year-state", args=[2015])
        assert client.post(where, {"state": "closed", "reason": ""}).status_code == 422
        assert "?state=planned" in page
        client.post(where, {"state": "closed", "reason": "省上年度核查完成"})
        assert not Period.objects.get(year=2015).is_open
        assert client.post(where, {"state": "closed", "reason": "又一次"}).status_code == 422  # somebody was first
        client.post(where, {"state": "open", "reason": "更正苏集镇数据"})
        read = as_person(people.village_worker).get(reverse("pages:years")).content.decode()
        assert "省上年度核查完成" in read and "更正苏集镇数据" in read and "关闭 2015 年度" not in read

    def test_only_the_county_decides(self, as_person, people):
        for person in (people.village_worker, people.township_officer, people.inspector):
            client = as_person(person)
            assert client.post(reverse("pages:open-year"), {"year": "2016", "reason": REASON}).status_code == 403
            assert client.post(reverse("pages:year-state", args=[2015]), {"state": "closed", "reason": "x"}).status_code == 403
        assert Period.objects.get().is_open

    def test_taking_back_asks_why(self, as_person, people, left):
        client = as_person(people.county_officer)
        opened(people.county_officer.area, people.county_officer)
        where = reverse("pages:year-take-back", args=[2016])
        refused = client.post(where, {"reason": ""})
        assert refused.status_code == 422 and Period.objects.get(year=2016).carried_key
        assert "7 条记录恢复原样" in client.post(where, {"reason": "任务另文下达"}, follow=True).content.decode()
