"""Which day a village's tier is read as of: a year that is over as it ended, the year in hand today, a chosen day as then."""

import datetime

import pytest
from django.core.cache import cache
from django.urls import reverse

from kangle.programme.models import Period
from kangle.scorecard.actions import recompute
from tests.county import household
from villages.models import Criterion, PovertyCriteria, Profile, Tier, VillageEvent

pytestmark = pytest.mark.django_db
SPRING, YEAR_END = datetime.date(2015, 3, 31), datetime.date(2015, 12, 31)
LABELS = {
    "guaranteed": "包干揽底村", "whole-village": "整村推进村", "other": "其他贫困村", "demonstration": "示范村"
}  # fmt: skip


def day(month, number=1, year=2015):
    return datetime.date(year, month, number)


@pytest.fixture(autouse=True)
def cold():
    cache.clear()


@pytest.fixture
def put_right(small_county):
    """高林湾村 was guaranteed as 2014 ended, which a list handed in during 2015 says otherwise; in 2015 it was whole-village
    until June, then guaranteed. 丰台村 was ranked with it in spring alone.
    """
    places = small_county
    Period.objects.create(area=places.county, year=2014)
    criteria = PovertyCriteria.objects.create(
        area=places.county, version=1, name="标准", in_force_from=day(1, year=2014), guaranteed=1, whole_village=1
    )
    Criterion.objects.create(criteria=criteria, measure="income", weight=1)
    Profile.objects.create(
        village=places.gaolinwan, year=2013, recorded_on=day(12, 20, 2013), terrain="hill", households=50, persons=210,
        rural_persons=200, income_per_head_fen=2900_00,
    )  # fmt: skip

    def tier(village, year, kind, rank, on, until=None):
        Tier.objects.create(village=village, year=year, tier=kind, rank=rank, assigned_on=on, superseded_on=until)

    tier(places.gaolinwan, 2014, "guaranteed", 7, day(2, year=2014), day(2))
    tier(places.gaolinwan, 2014, "other", 8, day(2))
    tier(places.gaolinwan, 2015, "whole-village", 5, day(1, 20), day(6, 3))
    tier(places.gaolinwan, 2015, "guaranteed", 6, day(6, 3))
    tier(places.fengtai, 2015, "whole-village", 9, day(1, 20), day(6, 3))
    household(places.gaolinwan, 1)
    for year, month, number in ((2014, 12, 31), (2015, 3, 31), (2015, 12, 31)):
        recompute(places.county, year=year, as_of=datetime.date(year, month, number))
    return places


def badge(client, village, query):
    """The tier that the village's own page names in its head."""
    page = client.get(reverse("pages:area", args=[village.short_code]) + query)
    assert page.status_code == 200
    tier = page.context["village"]["tier"]
    if tier is None:
        return None
    head = page.content.decode().partition("<h1")[2].partition("</h1>")[0]
    assert LABELS[tier.tier] in head
    return tier.tier, tier.rank


def listed(client, query):
    """{village: (tier's label, place)} of the list of villages, read off its file."""
    answer = client.get(f"{reverse('villages:list')}?export=csv&{query}")
    rows = [line.split(",") for line in answer.getvalue().decode("utf-8-sig").splitlines()]
    head = next(row for row in rows if "倒排序位" in row)
    name, tier, rank = (head.index(each) for each in ("村", "类别", "倒排序位"))
    return {row[name].strip('"'): (row[tier], row[rank]) for row in rows[rows.index(head) + 1 :] if len(row) == len(head)}


@pytest.mark.parametrize(
    ("query", "tier", "rank"),
    [
        ("period=2014", "guaranteed", 7),
        ("period=2015&as_of=2015-03-31", "whole-village", 5),
        ("as_of=2015-03-31", "whole-village", 5),
        ("period=2015&as_of=2015-12-31", "guaranteed", 6),
        ("period=2015", "guaranteed", 6),
    ],
)
def test_the_village_its_list_and_its_undertakings_tell_the_tier_of_the_year_or_day_chosen(
    put_right, people, as_person, query, tier, rank
):
    client, village = as_person(people.county_officer), put_right.gaolinwan
    assert badge(client, village, f"?{query}") == (tier, rank)
    assert listed(client, query)["高林湾村"] == (LABELS[tier], str(rank))
    year = 2014 if "2014" in query else 2015
    page = client.get(f"{reverse('pages:undertaking', args=[village.code, year])}?{query}")
    assert page.context["found"].tier.tier == tier
    lines = client.get(f"{reverse('pages:classing')}?{query}").context["lines"]
    assert next(line.tier.tier for line in lines if line.area == village) == tier


def test_the_lists_of_tiers_say_of_each_year_how_it_ended(put_right, people, as_person):
    client = as_person(people.county_officer)
    told = {(tier.year, tier.tier) for tier in rows_of(client, "villages:tiers")}
    assert told == {(2014, "guaranteed"), (2015, "guaranteed")}
    assert {(tier.year, tier.tier) for tier in rows_of(client, "villages:undertakings")} == told
    then = rows_of(client, "villages:tiers", "?as_of=2015-03-31")
    assert {(tier.village.short_name, tier.tier) for tier in then} == {("高林湾村", "whole-village"), ("丰台村", "whole-village")}
    assert rows_of(client, "villages:undertakings", "?as_of=2015-03-31") == []
    assert "类别是截至 2015-03-31 的" in client.get(reverse("villages:tiers") + "?as_of=2015-03-31").content.decode()
    history = client.get(reverse("villages:tier-history")).context["total"]
    assert history == 5, "what was ever decided stays on record"


def rows_of(client, name, query=""):
    table = client.get(reverse(name) + query).context["table"]
    return list(Tier.objects.filter(pk__in=table.queryset.values("pk")).select_related("village"))


def test_a_place_is_told_among_those_that_were_ranked_on_that_day(put_right, people, as_person):
    client, path = as_person(people.county_officer), reverse("pages:area", args=[put_right.gaolinwan.short_code])
    assert client.get(f"{path}?period=2015&as_of=2015-03-31").context["village"]["tier"].of == 2
    assert client.get(f"{path}?period=2015").context["village"]["tier"].of == 1


@pytest.mark.parametrize(("query", "number"), [("period=2014", 1), ("as_of=2015-03-31", 0), ("period=2015", 1)])
def test_what_the_scorecard_counts_is_what_the_pages_tell(put_right, people, as_person, query, number):
    client = as_person(people.county_officer)
    rows = reverse("scorecard:rows", args=["methods.guaranteed-villages", "numerator"])
    assert client.get(f"{rows}?{query}").context["present"] == number
    assert sum(tier == LABELS["guaranteed"] for tier, _rank in listed(client, query).values()) == number


def test_last_years_tier_beside_the_order_is_the_one_that_year_ended_with(put_right, people, as_person):
    lines = as_person(people.county_officer).get(reverse("pages:classing") + "?period=2015").context["lines"]
    assert next(line.before.tier for line in lines if line.area == put_right.gaolinwan) == "guaranteed"


def test_a_village_that_left_poverty_since_is_named_by_its_tier_of_then(put_right, people, as_person):
    VillageEvent.objects.create(village=put_right.gaolinwan, kind="exited", on=day(11, 20))
    client = as_person(people.county_officer)
    for query, named in (("period=2014", True), ("period=2015&as_of=2015-03-31", True), ("period=2015", False)):
        page = client.get(reverse("pages:area", args=[put_right.gaolinwan.short_code]) + f"?{query}").content.decode()
        head = page.partition("<h1")[2].partition("</h1>")[0]
        assert "已退出 2015-11-20" in head and any(label in head for label in LABELS.values()) is named, query


def test_a_page_of_a_day_leads_to_the_list_of_that_day(put_right, people, as_person):
    client = as_person(people.county_officer)
    page = client.get("/?period=2015&as_of=2015-03-31").content.decode()
    assert "/villages/?as_of=2015-03-31" in page
    there = client.get("/villages/?as_of=2015-03-31&period=2015").content.decode()
    assert "类别和倒排序位是截至 2015-03-31 的" in there and 'name="as_of" value="2015-03-31"' in there


@pytest.mark.parametrize("query", ["as_of=x", "as_of=2011-01-01", "as_of=2015-03-31&period=2014", "as_of=2999-01-01"])
def test_a_day_that_cannot_be_read_is_said(put_right, people, as_person, query):
    client = as_person(people.county_officer)
    for name in ("villages:list", "villages:tiers", "pages:classing"):
        assert client.get(f"{reverse(name)}?{query}").status_code == 404, name
