"""Deciding tiers: as one act, each deviation with its reason, nothing overwritten; and a new year takes them over."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from kangle.audit.models import Entry
from kangle.programme.actions import set_state
from kangle.programme.opening import open_year, take_back, weighed, withdraw
from kangle.programme.opening import opening_of as opening
from kangle.programme.years import ensure_record_open
from villages import criteria
from villages.classing import Choice, change, decide
from villages.models import Backing, Classing, Commitment, Criterion, PovertyCriteria, ShowWork, Tier, VillageEvent

pytestmark = pytest.mark.django_db
BASIS = "领导小组2015年第一次会议"


def day(month, number=1, year=2015):
    return datetime.date(year, month, number)


@pytest.fixture
def made(small_county, people):
    """The county's first criteria."""
    return criteria.make_version(
        small_county.county,
        {"name": "标准", "in_force_from": day(1), "guaranteed": 1, "whole_village": 1, "other": 1, "demonstration": 1},
        {"incidence": 70, "income": 30, "lacking": 0},
        by=people.county_officer,
    )


def decided(county, by, *choices, on=None, basis=BASIS, criteria=None):
    return decide(
        county, 2015, choices=choices, criteria=criteria, order_on=day(12, 31, 2014), on=on or day(1, 28), basis=basis, by=by
    )


@pytest.fixture
def tiers(small_county, people, made):
    """高林湾 first and guaranteed, 丰台 second and whole-village, the community 城南 a demonstration village."""
    return decided(
        small_county.county,
        people.county_officer,
        Choice(small_county.gaolinwan, "guaranteed", "县级领导包干", rank=1, points=9000, proposed="guaranteed"),
        Choice(small_county.fengtai, "whole-village", "整村推进", rank=2, points=4000, proposed="whole-village"),
        Choice(small_county.chengnan, "demonstration", "示范建设"),
        Choice(small_county.banpo, ""),
        criteria=made,
    )


def standing(year=2015):
    return {(tier.village.short_name, tier.tier) for tier in Tier.objects.standing().filter(year=year).select_related("village")}


class TestDeciding:
    def test_the_whole_county_is_one_act_with_its_parts(self, tiers, people, made):
        assert standing() == {("高林湾村", "guaranteed"), ("丰台村", "whole-village"), ("城南社区", "demonstration")}
        act = Entry.objects.whole().get(model="villages.classing")
        assert (act.act, act.reason, act.actor_name) == ("decide", BASIS, people.county_officer.name)
        assert Entry.objects.parts_of(tiers.key).filter(model="villages.tier").count() == 3
        assert (tiers.criteria, tiers.decided_by, tiers.scope) == (made, people.county_officer.name, "whole")

    def test_a_deviation_asks_for_its_reason_by_the_villages_name(self, small_county, people):
        otherwise = {"rank": 1, "points": 9000, "proposed": "guaranteed"}
        with pytest.raises(ValidationError, match="高林湾村：与建议类别不同"):
            decided(small_county.county, people.county_officer, Choice(small_county.gaolinwan, "other", **otherwise))
        with pytest.raises(ValidationError, match="高林湾村"):  # to leave it out is a deviation, too
            decided(small_county.county, people.county_officer, Choice(small_county.gaolinwan, "", **otherwise))
        assert not Tier.objects.exists() and not Classing.objects.exists()
        decided(
            small_county.county, people.county_officer, Choice(small_county.gaolinwan, "other", reason="连片推进", **otherwise)
        )
        assert Tier.objects.get().reason == "连片推进"

    def test_a_village_that_is_not_poor_becomes_a_demonstration_village_without_a_reason(self, small_county, people):
        decided(small_county.county, people.county_officer, Choice(small_county.banpo, "demonstration", rank=3, points=100))
        found = Tier.objects.get()
        assert (found.rank, found.points, found.reason) == (None, 100, "")

    @pytest.mark.parametrize(
        ("how", "told"),
        [
            ({"basis": " "}, "依据的文件"),
            ({"on": day(1, 5, 2016)}, "不在 2015 年度"),
            ({"on": datetime.date(2015, 1, 1), "after": day(1, 28)}, "不能比它更早"),
        ],
    )
    def test_what_cannot_be_decided_is_told(self, how, told, tiers, small_county, people):
        how.pop("after", None)
        with pytest.raises(ValidationError, match=told):
            decided(small_county.county, people.county_officer, Choice(small_county.banpo, "demonstration"), **how)

    def test_neither_in_a_closed_year_nor_where_nothing_changes(self, tiers, small_county, people):
        same = Choice(small_county.chengnan, "demonstration", "示范建设")
        with pytest.raises(ValidationError, match="没有一个村的类别有变化"):
            decided(small_county.county, people.county_officer, same)
        set_state(small_county.period, state="closed", by=people.county_officer, reason="年终")
        with pytest.raises(ValidationError, match="2015 年度已关闭"):
            decided(small_county.county, people.county_officer, Choice(small_county.banpo, "other", reason="补"))

    def test_a_later_change_keeps_what_was_decided_before(self, tiers, small_county, people):
        choice = Choice(
            small_county.fengtai, "guaranteed", "县级领导包干", "塌方受灾", rank=2, points=4000, proposed="whole-village"
        )
        change(choice, 2015, on=day(6, 3), reason="塌方受灾", by=people.county_officer)
        rows = Tier.objects.filter(village=small_county.fengtai).order_by("assigned_on")
        assert [(row.tier, row.superseded_on) for row in rows] == [("whole-village", day(6, 3)), ("guaranteed", None)]
        for on, tier in ((day(3), "whole-village"), (day(6, 2), "whole-village"), (day(6, 3), "guaranteed")):
            assert Tier.objects.in_force(2015, on).get(village=small_county.fengtai).tier == tier
        assert Classing.objects.filter(scope="single").get().basis == "塌方受灾"

    def test_a_village_taken_out_has_no_tier_from_that_day_on(self, tiers, small_county, people):
        change(Choice(small_county.chengnan, ""), 2015, on=day(9), reason="撤销示范", by=people.county_officer)
        assert not Tier.objects.in_force(2015, day(9)).filter(village=small_county.chengnan).exists()
        assert Tier.objects.in_force(2015, day(8, 31)).filter(village=small_county.chengnan).exists()


class TestCriteria:
    def test_a_new_version_begins_with_what_the_last_one_says(self, made, small_county):
        values, weights = criteria.beginnings(small_county.county)
        assert (values["name"], values["guaranteed"], weights) == ("标准", 1, {"incidence": 70, "income": 30})

    def test_the_first_begins_with_what_is_shipped(self, small_county):
        values, weights = criteria.beginnings(small_county.county)
        assert values["provisional"] and (values["guaranteed"], sum(weights.values())) == (12, 100)

    def test_what_a_decision_rests_on_is_never_altered(self, tiers, made, people):
        with pytest.raises(ValidationError, match="第 1 版已经用来定过类别"):
            criteria.alter(made, {"name": "改"}, {"income": 1}, by=people.county_officer, reason="改")
        assert PovertyCriteria.objects.get().name == "标准"

    def test_one_that_nothing_rests_on_may_be_put_right(self, made, people):
        criteria.alter(made, {"name": "改"}, {"income": 5, "lacking": 2}, by=people.county_officer, reason="笔误")
        assert criteria.weights_of(made) == {"income": 5, "lacking": 2}
        assert Entry.objects.filter(model="villages.criterion", act="delete").count() == 1

    def test_without_a_weight_or_before_the_last_version_is_refused(self, made, small_county, people):
        values = {"name": "新", "in_force_from": day(2)}
        with pytest.raises(ValidationError, match="至少一项"):
            criteria.make_version(small_county.county, values, {"income": 0}, by=people.county_officer)
        with pytest.raises(ValidationError, match="新版不能比它更早"):
            criteria.make_version(
                small_county.county, values | {"in_force_from": day(1, 1, 2014)}, {"income": 1}, by=people.county_officer
            )
        assert Criterion.objects.count() == 2


@pytest.fixture
def carried(tiers, small_county):
    """What hangs on the tiers of 2015: a backing, one undertaking done and one not, a showcase work."""
    village = small_county.gaolinwan
    Backing.objects.create(village=village, year=2015, enterprise="恒盛牛业", agreed_on=day(2, 10))
    for content, done_on in (("硬化道路", day(9, 1)), ("人饮管网", None)):
        Commitment.objects.create(
            village=village, year=2015, party="government", content=content, amount_fen=100_000_00, responsible="县水务局",
            due_on=day(10, 1), done_on=done_on,
        )  # fmt: skip
    ShowWork.objects.create(
        village=small_county.chengnan, year=2015, work="亮化", standard="路灯到社", responsible="附城镇", due_on=day(9, 30)
    )
    return tiers


def opened(county, by, option="carried"):
    return open_year(county, year=2016, choices={"tiers": {"tiers": option}}, by=by, reason="省上通知")


class TestCarriedOver:
    def test_the_year_says_what_the_old_one_leaves(self, carried, small_county):
        lines = {line.code: line for carrier, lines in weighed(opening(small_county.county)) for line in lines}
        line = lines["tiers"]
        assert line.facts == ("1", "1", "0", "1", "2") and line.chosen == "carried"
        assert [label for _code, label in line.options] == ["全部结转到 2016 年度：3 个村", "不结转"]

    def test_tiers_strategies_enterprises_and_what_is_not_done_are_carried_over(self, carried, small_county, people):
        _period, numbers = opened(small_county.county, people.county_officer)
        assert numbers["tiers"] == 3 and standing(2016) == standing(2015)
        new = Tier.objects.get(village=small_county.gaolinwan, year=2016)
        assert (new.strategy, new.rank, new.assigned_on) == ("县级领导包干", None, day(1, 1, 2016))
        assert new.carried_from.year == 2015
        assert Backing.objects.get(year=2016).enterprise == "恒盛牛业"
        assert Commitment.objects.get(year=2016).content == "人饮管网"
        assert ShowWork.objects.get(year=2016).carried_from.work == "亮化"

    def test_those_who_have_left_the_list_may_stay_behind(self, carried, small_county, people):
        VillageEvent.objects.create(village=small_county.fengtai, kind="exited", on=day(12, 1))
        lines = {line.code: line for carrier, lines in weighed(opening(small_county.county)) for line in lines}
        assert "只结转没有退出的：2 个村（已退出 1 个村不结转）" in dict(lines["tiers"].options).values()
        opened(small_county.county, people.county_officer, "standing")
        assert {name for name, _tier in standing(2016)} == {"高林湾村", "城南社区"}

    def test_nothing_is_carried_over_unasked(self, carried, small_county, people):
        opened(small_county.county, people.county_officer, "left")
        assert not Tier.objects.filter(year=2016).exists() and not Backing.objects.filter(year=2016).exists()

    def test_it_takes_over_what_stood_as_the_year_ended(self, carried, small_county, people):
        found = Tier.objects.standing().filter(village=small_county.fengtai, year=2015)
        found.update(superseded_on=day(1, 15, 2016))
        Tier.objects.create(village=small_county.fengtai, year=2015, tier="other", rank=2, assigned_on=day(1, 15, 2016))
        opened(small_county.county, people.county_officer)
        assert Tier.objects.get(village=small_county.fengtai, year=2016).tier == "whole-village"

    def test_it_is_taken_back_with_the_opening_but_for_what_was_altered(self, carried, small_county, people):
        period, _numbers = opened(small_county.county, people.county_officer)
        Backing.objects.filter(year=2016).update(enterprise="另一家")
        put_back, kept = take_back(period, by=people.county_officer, reason="另文")
        assert (put_back, kept) == (5, 1)
        assert not Tier.objects.filter(year=2016).exists() and Backing.objects.get(year=2016).enterprise == "另一家"

    def test_an_opening_withdrawn_leaves_no_tier_of_its_year(self, carried, small_county, people):
        period, _numbers = opened(small_county.county, people.county_officer)
        withdraw(period, by=people.county_officer, reason="年度看错了")
        assert not Tier.objects.filter(year=2016).exists() and len(standing(2015)) == 3

    def test_what_was_carried_over_is_decided_anew_by_the_new_years_order(self, carried, small_county, people):
        opened(small_county.county, people.county_officer)
        choice = Choice(small_county.gaolinwan, "guaranteed", "县级领导包干", rank=1, points=9000, proposed="guaranteed")
        decide(
            small_county.county, 2016, choices=[choice], criteria=None, order_on=None, on=day(1, 20, 2016), basis="会议",
            by=people.county_officer,
        )  # fmt: skip
        rows = Tier.objects.filter(village=small_county.gaolinwan, year=2016).order_by("assigned_on")
        assert [(row.rank, row.superseded_on) for row in rows] == [(None, day(1, 20, 2016)), (1, None)]

    def test_a_closed_year_keeps_its_undertakings(self, carried, small_county, people):
        set_state(small_county.period, state="closed", by=people.county_officer, reason="年终")
        with pytest.raises(ValidationError, match="2015 年度已关闭"):
            ensure_record_open(None, Commitment(village=small_county.gaolinwan, year=2015))
