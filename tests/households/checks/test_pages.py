"""The pages of doubts: who reads them, who explains, what the card and the list of rules say."""

import pytest
from django.urls import reverse

from households.models import Doubt
from tests.facts import facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(small_county):
    return facts(small_county.gaolinwan)


def card(made):
    return reverse("households:detail", args=[made.household.pk])


def post(client, made, page="explain", **sent):
    return client.post(reverse(f"households:{page}", args=[made.doubt.pk]), sent, follow=True)


def test_the_card_says_what_is_wrong_and_offers_to_explain(here, people, as_person):
    page = as_person(people.village_worker).get(card(here)).content.decode()
    assert here.doubt.sentence in page
    assert reverse("households:explain", args=[here.doubt.pk]) in page


@pytest.mark.parametrize("who", ["county_officer", "township_officer", "village_worker"])
def test_who_keeps_or_reviews_households_explains(here, people, as_person, who):
    page = post(as_person(getattr(people, who)), here, reason="已入户核实").content.decode()
    here.doubt.refresh_from_db()
    assert here.doubt.reason == "已入户核实"
    assert "已入户核实" in page and "撤回说明" in page


def test_who_only_reads_is_offered_nothing_and_refused(here, people, as_person):
    client = as_person(people.inspector)
    assert reverse("households:explain", args=[here.doubt.pk]) not in client.get(card(here)).content.decode()
    assert post(client, here, reason="看过").status_code == 403


def test_a_doubt_of_another_village_is_not_there(here, people, as_person):
    client = as_person(people.other_worker)
    assert post(client, here, reason="看过").status_code == 404
    assert post(client, here, page="withdraw").status_code == 404
    here.doubt.refresh_from_db()
    assert not here.doubt.is_explained


def test_a_refusal_is_said_on_the_card(here, people, as_person):
    refused = post(as_person(people.village_worker), here, reason=" ")
    assert refused.status_code == 422 and refused.context["request"].path == reverse("households:doubt", args=[here.doubt.pk])
    assert "“核实的情况和原因”还没有填" in refused.content.decode() and "autofocus" in refused.content.decode()
    long = "核" * 201
    assert f">{long}</textarea>" in post(as_person(people.village_worker), here, reason=long).content.decode()
    Doubt.objects.update(severity="blocks")
    page = post(as_person(people.village_worker), here, reason="没错").content.decode()
    assert "必须改正，不能用说明代替" in page
    assert reverse("households:explain", args=[here.doubt.pk]) not in page


def test_an_explanation_is_taken_back_on_the_card(here, people, as_person):
    client = as_person(people.village_worker)
    post(client, here, reason="已入户核实")
    page = post(client, here, page="withdraw").content.decode()
    assert "已入户核实" not in page
    assert Doubt.objects.standing().unexplained().count() == 1


def test_the_rules_count_their_doubts_in_the_area_and_lead_to_them(here, small_county, people, as_person):
    facts(small_county.fengtai)
    client = as_person(people.county_officer)
    rules, narrowed = reverse("households:rules"), f"{reverse('households:doubts')}?rule=member.healthy-unable"

    def line(page):
        return next(row for row in page.context["rows"] if row["rule"].code == "member.healthy-unable")

    assert line(client.get(rules))["open"] == 2
    village = line(client.get(rules, {"area": "622922100200"}))
    assert (village["open"], village["address"]) == (1, f"{narrowed}&area=622922100200")
    post(client, here, reason="核实过")
    row = line(client.get(rules, {"area": "622922100200"}))
    assert (row["open"], row["explained"]) == (0, 1)
    assert client.get(row["address"]).status_code == 200


def test_the_list_is_narrowed_by_rule_severity_and_state(here, small_county, people, as_person):
    facts(small_county.fengtai)
    client = as_person(people.county_officer)
    post(client, here, reason="核实过")

    def shown(**query):
        return client.get(reverse("households:doubts"), query).context["total"]

    assert (shown(), shown(state="open"), shown(state="explained")) == (2, 1, 1)
    assert (shown(rule="household.blank"), shown(severity="explain"), shown(severity="blocks")) == (0, 2, 0)
    assert shown(q=here.village.short_name) == 1


def test_a_doubt_leads_whoever_may_write_to_the_screen_of_its_field(here, people, as_person):
    member = here.household.members.first()
    Doubt.objects.filter(pk=here.doubt.pk).update(
        rule="member.identity-checksum", severity="blocks", member=member, subject=f"member:{member.pk}:identity_number"
    )
    address = reverse("households:doubt", args=[here.doubt.pk])
    screen = reverse("households:member-step", args=[here.household.pk, member.pk, "who"])
    assert f'href="{screen}">去改正' in as_person(people.village_worker).get(address).content.decode()
    assert "去改正" not in as_person(people.inspector).get(address).content.decode()
    card = reverse("households:detail", args=[here.household.pk])
    assert f'href="{screen}">去改正' in as_person(people.village_worker).get(card).content.decode()
    assert "去改正" not in as_person(people.inspector).get(card).content.decode()
    Doubt.objects.update(cleared_on="2015-09-09")
    assert "去改正" not in as_person(people.village_worker).get(address).content.decode()


def test_a_cleared_doubt_leaves_the_list_and_says_so_on_its_page(here, people, as_person):
    Doubt.objects.update(cleared_on="2015-09-09")
    client = as_person(people.village_worker)
    assert client.get(reverse("households:doubts")).context["total"] == 0
    page = client.get(reverse("households:doubt", args=[here.doubt.pk])).content.decode()
    assert "这个疑点已经消除" in page and "2015-09-09" in page


def test_the_administrator_sets_a_rule_with_a_reason_and_adds_none(people, small_county, as_person):
    from households.models import CheckRule
    from kangle.accounts.roles import Role
    from tests import county as small

    keeper = small.person("li.xiaomei", "李晓梅", Role.ADMINISTRATOR, small_county.county)
    client, rule = as_person(keeper), CheckRule.objects.get(code="year-record.farmland")
    page = reverse("admin:households_checkrule_change", args=[rule.pk])
    sent = {"severity": "hint", "on_since": "2014-01-01", "off_since": "", "threshold": "80"}
    assert client.post(page, sent).status_code == 200  # no reason given
    assert client.post(page, {**sent, "why": "高寒牧区耕地多"}).status_code == 302
    rule.refresh_from_db()
    assert (rule.severity, rule.threshold, rule.name) == ("hint", 80, "人均耕地过多")
    assert client.get(reverse("admin:households_checkrule_add")).status_code == 403
