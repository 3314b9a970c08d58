"""The pages of 村级分类: everybody reads the order, the county decides; who carries what in a village is kept and told."""

import datetime

import pytest
from django.urls import reverse

from kangle.audit.models import Entry
from kangle.programme.actions import set_state
from tests.county import household
from villages.models import Backing, Classing, Commitment, Criterion, Facility, PovertyCriteria, Profile, ShowWork, Tier

pytestmark = pytest.mark.django_db
ORDER = reverse("pages:classing")
DECIDE = reverse("pages:classing-decide")


def day(month, number=1, year=2015):
    return datetime.date(year, month, number)


@pytest.fixture
def ordered(small_county):
    """高林湾 is the poorest, then 丰台; of 半坡 no profile is on record, 城南 is a community."""
    county = small_county.county
    criteria = PovertyCriteria.objects.create(
        area=county, version=1, name="标准", in_force_from=day(1), guaranteed=1, whole_village=1, demonstration=1
    )
    Criterion.objects.create(criteria=criteria, measure="incidence", weight=7)
    Criterion.objects.create(criteria=criteria, measure="income", weight=3)
    for village, income in ((small_county.gaolinwan, 2900_00), (small_county.fengtai, 3900_00), (small_county.chengnan, 5000_00)):
        Profile.objects.create(
            village=village, year=2014, recorded_on=day(12, 20, 2014), terrain="hill", households=50, persons=210,
            rural_persons=200, income_per_head_fen=income,
        )  # fmt: skip
        Facility.objects.create(village=village, kind="clinic", on=day(12, 31, 2014), have=0, of=1)
    for number in range(3):
        household(small_county.gaolinwan, number, persons=5)
    household(small_county.fengtai, 9, persons=5)
    return small_county


def fields(places, **more):
    """What the form of the decision sends: a tier for each village by its path, and the rest."""
    sent = {"decided_on": "2015-01-28", "basis": "领导小组会议"}
    for village, (tier, reason) in places.items():
        sent |= {f"tier-{village.path}": tier, f"strategy-{village.path}": "策略", f"reason-{village.path}": reason}
    return sent | more


def proposed(places):
    return {
        places.gaolinwan: ("guaranteed", ""), places.fengtai: ("whole-village", ""), places.chengnan: ("demonstration", "")
    }  # fmt: skip


def text(response):
    return response.content.decode()


class TestTheOrder:
    def test_everybody_reads_places_and_proposals(self, ordered, people, as_person):
        lines = as_person(people.county_officer).get(ORDER).context["lines"]
        assert [(line.unit["name"], line.place, line.proposed) for line in lines] == [
            ("高林湾村", 1, "guaranteed"), ("丰台村", 2, "whole-village"), ("城南社区", None, ""), ("半坡村", None, "")
        ]  # fmt: skip
        page = text(as_person(people.county_officer).get(ORDER))
        assert "没有村情记录" in page and "社区不参加村的排名" in page and "从最穷的排起" in page

    def test_a_village_reads_its_own_place_in_the_whole_county(self, ordered, people, as_person):
        response = as_person(people.other_worker).get(ORDER)
        assert [(line.unit["name"], line.place) for line in response.context["lines"]] == [("丰台村", 2)]
        assert "位次是全县的" in text(response) and "高林湾村" not in text(response)

    def test_without_criteria_the_page_says_what_to_do(self, small_county, people, as_person):
        page = text(as_person(people.county_officer).get(ORDER))
        assert "还没有倒排序标准" in page
        assert as_person(people.county_officer).get(DECIDE).status_code == 302

    @pytest.mark.parametrize("typed", ["2015-13-40", "2013-05-01", "明天"])
    def test_a_day_that_cannot_be_is_told(self, typed, ordered, people, as_person):
        response = as_person(people.county_officer).get(ORDER, {"on": typed})
        assert response.status_code == 404 and "不能作排序日期" in text(response)

    def test_another_day_orders_by_what_was_on_record_then(self, ordered, people, as_person):
        Profile.objects.create(
            village=ordered.banpo, year=2015, recorded_on=day(3), terrain="hill", households=9, persons=50, rural_persons=40,
            income_per_head_fen=2000_00,
        )  # fmt: skip
        lines = as_person(people.county_officer).get(ORDER, {"on": "2015-03-02"}).context["lines"]
        assert {line.unit["name"]: line.place for line in lines}["半坡村"] is not None


class TestDeciding:
    def test_the_county_decides_as_proposed(self, ordered, people, as_person):
        response = as_person(people.county_officer).post(DECIDE, fields(proposed(ordered)), follow=True)
        assert "3 个村有变化，从 2015-01-28 起算" in text(response)
        placed = Tier.objects.exclude(rank=None).order_by("rank")
        assert [(tier.tier, tier.rank) for tier in placed] == [("guaranteed", 1), ("whole-village", 2)]
        made = Classing.objects.get()
        assert (made.order_on, made.criteria.version, made.decided_by) == (day(12, 31, 2014), 1, people.county_officer.name)

    def test_a_deviation_without_a_reason_keeps_what_was_typed_and_marks_the_village(self, ordered, people, as_person):
        places = proposed(ordered) | {ordered.fengtai: ("other", "")}
        response = as_person(people.county_officer).post(DECIDE, fields(places))
        assert response.status_code == 422 and not Tier.objects.exists()
        page = text(response)
        assert "丰台村：与建议类别不同" in page and page.count("与建议不同：请写理由。") == 1
        assert '<option value="other" selected>' in page and "领导小组会议" in page
        places[ordered.fengtai] = ("other", "与邻村连片")
        as_person(people.county_officer).post(DECIDE, fields(places, **{"numbers-meant": "on"}))
        assert Tier.objects.get(tier="other").reason == "与邻村连片"
        assert "1 个村的类别与建议不同" in text(as_person(people.inspector).get(ORDER))

    def test_numbers_other_than_the_criteria_foresee_are_asked_about_first(self, ordered, people, as_person):
        client = as_person(people.county_officer)
        assert "numbers-meant" not in text(client.get(DECIDE))
        places = proposed(ordered) | {ordered.fengtai: ("guaranteed", "受灾最重")}
        response = client.post(DECIDE, fields(places))
        page = text(response)
        assert response.status_code == 422 and not Tier.objects.exists()
        assert "包干揽底村 2 个（标准 1 个）、整村推进村 0 个（标准 1 个）" in page
        assert 'name="numbers-meant">' in page and "受灾最重" in page
        client.post(DECIDE, fields(places, **{"numbers-meant": "on"}))
        assert Tier.objects.filter(tier="guaranteed").count() == 2

    def test_a_day_or_basis_left_blank_is_asked_for(self, ordered, people, as_person):
        response = as_person(people.county_officer).post(DECIDE, fields(proposed(ordered), basis="", decided_on=""))
        assert response.status_code == 422 and set(response.context["form"].errors) == {"basis", "decided_on"}

    def test_only_the_county_decides(self, ordered, people, as_person):
        change = reverse("pages:classing-change", args=[ordered.gaolinwan.code, 2015])
        for person in (people.inspector, people.township_officer, people.village_worker):
            assert as_person(person).post(DECIDE, fields(proposed(ordered))).status_code == 403
            assert as_person(person).post(change, {}).status_code == 403
            assert "确定类别</a>" not in text(as_person(person).get(ORDER))
        assert not Tier.objects.exists()

    def test_one_village_is_changed_later_and_its_history_says_so(self, ordered, people, as_person):
        client = as_person(people.county_officer)
        client.post(DECIDE, fields(proposed(ordered)))
        where = reverse("pages:classing-change", args=[ordered.fengtai.code, 2015])
        sent = {"tier": "guaranteed", "strategy": "包干", "changed_on": "2015-06-03", "reason": "塌方受灾"}
        assert client.post(where, sent | {"reason": ""}).status_code == 422
        client.post(where, sent)
        page = text(client.get(where))
        assert "2015-01-28 – 2015-06-03" in page and "塌方受灾" in page and "倒排序第 2 位，建议整村推进村" in page
        assert "调整 2015 年度类别" in page
        history = text(client.get(reverse("villages:tier-history"), {"q": "丰台"}))
        assert history.count("2015-06-03") == 2

    def test_a_village_without_a_tier_gets_one_with_its_place(self, ordered, people, as_person):
        client = as_person(people.county_officer)
        sent = {"tier": "whole-village", "strategy": "", "changed_on": "2015-06-03", "reason": "补定"}
        client.post(reverse("pages:classing-change", args=[ordered.fengtai.code, 2015]), sent)
        tier = Tier.objects.get()
        assert (tier.rank, tier.proposed) == (2, "whole-village")

    def test_a_closed_year_refuses(self, ordered, people, as_person):
        set_state(ordered.period, state="closed", by=people.county_officer, reason="年终")
        response = as_person(people.county_officer).post(DECIDE, fields(proposed(ordered)))
        assert response.status_code == 422 and "2015 年度已关闭" in text(response)


class TestCriteriaPages:
    def test_a_new_version_is_made_from_the_last_one(self, ordered, people, as_person):
        client = as_person(people.county_officer)
        form = client.get(reverse("villages:new-criteria")).context["form"]
        assert (form["name"].value(), form["weight_incidence"].value(), form["weight_lacking"].value()) == ("标准", 7, 0)
        sent = {
            "name": "标准", "source": "州上通知", "in_force_from": "2016-01-01", "guaranteed": "2", "whole_village": "1",
            "other": "0", "demonstration": "1", "reason": "州上通知",
            **{f"weight_{measure}": "0" for measure in Criterion.Measure.values}, "weight_income": "5",
        }  # fmt: skip
        assert client.post(reverse("villages:new-criteria"), sent | {"weight_income": "0"}).status_code == 422
        client.post(reverse("villages:new-criteria"), sent)
        made = PovertyCriteria.objects.get(version=2)
        assert [(row.measure, row.weight) for row in made.rows.all()] == [("income", 5)] and not made.provisional
        assert "第 2 版" in text(as_person(people.village_worker).get(reverse("villages:criteria")))

    def test_a_version_that_is_used_leads_to_the_next(self, ordered, people, as_person):
        client = as_person(people.county_officer)
        client.post(DECIDE, fields(proposed(ordered)))
        where = reverse("villages:edit-criteria", args=[PovertyCriteria.objects.get().pk])
        assert "已经用来定过类别" in text(client.get(where, follow=True))
        assert "修改</a>" not in text(client.get(reverse("villages:criteria")))


@pytest.fixture
def decided(ordered, people, as_person):
    as_person(people.county_officer).post(DECIDE, fields(proposed(ordered)))
    return ordered


class TestUndertakings:
    def test_the_list_says_who_lacks_what(self, decided, people, as_person):
        client = as_person(people.county_officer)
        page = text(client.get(reverse("villages:undertakings")))
        assert "缺包干企业" in page and "缺示范建设内容" in page
        village = decided.gaolinwan
        here = [village.code, 2015]
        sent = {"enterprise": "恒盛牛业", "duty": "包产业", "agreed_on": "2015-02-10"}
        client.post(reverse("pages:backing", args=here), sent)
        for party in ("government", "enterprise"):
            assert "缺" in text(client.get(reverse("pages:undertaking", args=here)))
            item = {"content": f"{party}事项", "amount_fen": "25.5", "responsible": "县水务局"}
            item |= {"due_on": "2015-10-01", "party": party}
            client.post(reverse("pages:new-commitment", args=here), item)
        assert [each.amount_fen for each in Commitment.objects.all()] == [2550, 2550]
        lacking = text(client.get(reverse("villages:undertakings"), {"lacks": "any"}))
        assert "高林湾村" not in lacking and "城南社区" in lacking
        assert Entry.objects.filter(model="villages.commitment", act="create").count() == 2

    def test_it_is_read_on_the_villages_page_and_its_own(self, decided, people, as_person):
        village = decided.gaolinwan
        Backing.objects.create(village=village, year=2015, enterprise="恒盛牛业", agreed_on=day(2, 10))
        Commitment.objects.create(
            village=village, year=2015, party="enterprise", content="投放母牛", amount_fen=500_000_00, responsible="产业部",
            due_on=day(10), done_on=day(9),
        )  # fmt: skip
        client = as_person(people.village_worker)
        for page in (reverse("pages:area", args=[village.code]), reverse("pages:undertaking", args=[village.code, 2015])):
            shown = text(client.get(page))
            assert "恒盛牛业" in shown and "投放母牛" in shown and "缺政府承担事项" in shown and "50万元" in shown
        assert "登记一项" not in text(client.get(reverse("pages:undertaking", args=[village.code, 2015])))

    def test_altering_asks_why_and_deleting_is_on_record(self, decided, people, as_person):
        client = as_person(people.county_officer)
        work = ShowWork.objects.create(
            village=decided.chengnan, year=2015, work="亮化", standard="路灯到社", responsible="附城镇", due_on=day(9, 30)
        )
        where = reverse("pages:show-work", args=[work.pk])
        sent = {"work": "亮化", "standard": "路灯到户", "responsible": "附城镇", "due_on": "2015-09-30", "done_on": "2015-09-01"}
        assert client.post(where, sent).status_code == 422
        client.post(where, sent | {"why": "标准提高"})
        work.refresh_from_db()
        assert (work.standard, work.done_on) == ("路灯到户", day(9, 1))
        client.post(where, sent | {"why": "重复登记", "delete": "1"})
        assert not ShowWork.objects.exists()
        assert [entry.reason for entry in Entry.objects.of(work)] == ["重复登记", "标准提高"]

    def test_only_what_the_tier_has_can_be_entered(self, decided, people, as_person):
        sent = {"work": "亮化", "standard": "路灯到社", "responsible": "附城镇", "due_on": "2015-09-30"}
        where = reverse("pages:new-show-work", args=[decided.gaolinwan.code, 2015])
        response = as_person(people.county_officer).post(where, sent)
        assert response.status_code == 422 and "不是示范村" in text(response)

    def test_another_village_is_not_there(self, decided, people, as_person):
        path = reverse("pages:undertaking", args=[decided.gaolinwan.code, 2015])
        assert as_person(people.other_worker).get(path).status_code == 404


def test_all_that_a_decision_lacks_is_said_at_once_and_numbers_off_the_criteria_stand_out(as_person, people, ordered):
    client = as_person(people.county_officer)
    sent = proposed(ordered) | {ordered.fengtai: ("guaranteed", "")}
    refused = text(client.post(DECIDE, fields(sent, basis="")))
    assert "与建议不同：请写理由" in refused and 'id="id_basis_error"' in refused
    client.post(DECIDE, fields(sent | {ordered.fengtai: ("guaranteed", "全村进度慢")}, **{"numbers-meant": "on"}))
    assert text(client.get(ORDER)).count("与标准不符") == 2, "two guaranteed of one, no whole village of one"


def test_a_decision_of_which_nothing_arrived_is_answered_like_a_blank_one(as_person, people, ordered):
    answer = as_person(people.county_officer).post(reverse("pages:classing-decide"), b"", content_type="text/plain")
    assert answer.status_code == 422
    assert answer.context["form"].is_bound
