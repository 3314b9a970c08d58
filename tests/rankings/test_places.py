"""The cases a ranking is quarrelled about: ties, missing, not applicable, few, communities, empty townships, new names."""

import datetime

import pytest

from kangle.areas.models import Area, Name
from kangle.rankings.kinds import compute
from kangle.rankings.kinds.rounds import freeze as freeze_round
from kangle.rankings.placing import COMMUNITY, FEW_ITEMS, NO_SCORE, SMALL_N, placed
from kangle.rankings.units import areas_at, unit_of
from kangle.supervision.models import Finding, Inspection, Mark, Round, SheetItem
from tests.facts import day


def unit(code, kind="village", **figures):
    return {"code": code, "name": f"{code}村", "parent": "1", "parent_name": "甲乡", "kind": kind, "figures": figures}


LINEAR = {"rule": {"kind": "linear", "worst": None}, "less": 0, "share": 1, "planned": 0, "judged": 1, "sampled": 1, "version": 1}
SCHEME = {"version": 1, "name": "第一版", "provisional": 1, "formula": 2, "attained_from": 9000, "nearly_from": 7000}


def rule_of(kind="indicator", subject="a.one", **more):
    """A rule over two groups of two items of one indicator each."""
    groups = {"g": ["a", "b"], "h": ["c", "d"]}
    items = {"a": ["a.one"], "b": ["b.one"], "c": ["c.one"], "d": ["d.one"]}
    codes = [code for codes in items.values() for code in codes]
    made = {"formula": 1, "subject": subject, "kind": kind, "scheme": SCHEME, "weights": {}, "groups": groups, "items": items}
    return made | {"indicators": dict.fromkeys(codes, LINEAR), "names": {}, "least_n": 5, "communities": 1} | more


def whole(**shares):
    """A village's figures: {item: share in per cent, None where nothing is counted}, each of a hundred households."""
    return {f"{item}.one": [None if share is None else share, 100, 10000] for item, share in shares.items()}


def rows_by_code(rule, units):
    return {row["code"]: row for row in compute("score", rule, {"units": units})}


def test_equal_scores_share_a_place_and_the_next_is_left_out():
    rows = [{"code": code, "score": score, "reason": ""} for code, score in zip("abcd", (9000, 8000, 8000, 7000), strict=True)]
    assert [(row["code"], row["place"], row["tied"]) for row in placed(rows)] == [
        ("a", 1, 0),
        ("b", 2, 1),
        ("c", 2, 1),
        ("d", 4, 0),
    ]


def test_a_share_of_few_households_is_scored_and_stands_below_the_line():
    figures = {"a": [1, 4, 10000], "b": [90, 100, 10000]}
    units = [unit(code, **{"a.one": numbers}) for code, numbers in figures.items()]
    rows = rows_by_code(rule_of(items={"a": ["a.one"]}, groups={}, indicators={"a.one": LINEAR}), units)

    assert (rows["a"]["place"], rows["a"]["score"], rows["a"]["n"], rows["a"]["reason"]) == (None, 2500, 4, SMALL_N)
    assert (rows["b"]["place"], rows["b"]["of"]) == (1, 1)


def test_nothing_counted_and_no_denominator_are_not_ranked_as_zero():
    units = [
        unit("a", **{"a.one": [None, None, None]}),
        unit("b", **{"a.one": [0, 0, 10000]}),
        unit("c", **{"a.one": [0, 9, 10000]}),
    ]
    rows = rows_by_code(rule_of(items={"a": ["a.one"]}, groups={}, indicators={"a.one": LINEAR}), units)

    assert [(rows[code]["score"], rows[code]["place"], rows[code]["reason"]) for code in "abc"] == [
        (None, None, NO_SCORE),
        (None, None, NO_SCORE),
        (0, 1, ""),
    ]


def test_one_item_alone_in_its_group_does_not_sink_a_village():
    units = [unit("x", **whole(a=95, b=95, c=0, d=None)), unit("y", **whole(a=60, b=60, c=60, d=60))]
    rows = rows_by_code(rule_of("whole", "663"), units)

    assert rows["x"]["score"] == 6333  # within its group the zero would have cost half: 47.50, and the last place
    assert (rows["x"]["place"], rows["y"]["place"]) == (1, 2)
    assert rows["x"]["lost"][0] == ["c", 3333, 3333]  # one of two items is half of its group
    old = rows_by_code(rule_of("whole", "663", scheme=SCHEME | {"formula": 1}), units)
    assert (old["x"]["score"], old["x"]["place"]) == (4750, 2)


def test_less_than_half_of_the_weight_is_scored_and_takes_no_place():
    units = [unit("x", **whole(a=100, b=None, c=None, d=None)), unit("y", **whole(a=50, b=50, c=None, d=None))]
    rows = rows_by_code(rule_of("whole", "663"), units)

    assert (rows["x"]["place"], rows["x"]["score"], rows["x"]["reason"], rows["x"]["n"]) == (None, 10000, FEW_ITEMS, 1)
    assert (rows["y"]["place"], rows["y"]["of"]) == (1, 1)


def test_a_community_among_villages_is_ranked_or_left_out_as_asked():
    units = [unit("x", "community", **whole(a=100, b=100, c=100, d=100)), unit("y", **whole(a=50, b=50, c=50, d=50))]

    assert rows_by_code(rule_of("whole", "663"), units)["y"]["place"] == 2
    rows = rows_by_code(rule_of("whole", "663", communities=0), units)
    assert rows["y"]["place"] == 1
    assert (rows["x"]["place"], rows["x"]["reason"], rows["x"]["score"]) == (None, COMMUNITY, 10000)


def test_a_veto_costs_the_item_all_that_was_left_of_it():
    veto = LINEAR | {"rule": {"kind": "veto"}}
    rule = rule_of("item", "a", groups={}, items={"a": ["a.one", "a.two"]}, indicators={"a.one": LINEAR, "a.two": veto})
    rows = rows_by_code(rule, [unit("x", **{"a.one": [80, 100, 10000], "a.two": [9, 10, 10000]})])

    assert rows["x"]["score"] == 0
    assert rows["x"]["lost"] == [["a.two", 5000, 9000], ["a.one", 5000, 1000]]


def test_a_veto_that_weighs_nothing_still_costs_everything():
    veto = LINEAR | {"rule": {"kind": "veto"}}
    rule = rule_of("item", "a", groups={}, items={"a": ["a.two"]}, indicators={"a.two": veto}, weights={"a.two": 0})
    assert rows_by_code(rule, [unit("x", **{"a.two": [9, 10, 10000]})])["x"]["lost"] == [["a.two", 0, 10000]]


@pytest.fixture
def inspected(small_county):
    """A function: a round of the county with the points and households visited of each area."""

    def make(finished=True, **townships):
        made = Round.objects.create(area=small_county.county, year=2015, number=1, basis="方案", started_on=day(3))
        if finished:
            made.finished_on = day(3, 20)
            made.save()
        for number, content in ((1, "到户"), (2, "台账")):
            SheetItem.objects.create(round=made, number=number, content=content, weight=50)
        for name, (points, sampled) in townships.items():
            visit = Inspection.objects.create(
                round=made, area=getattr(small_county, name), on=day(3, 9), team="一组", households_sampled=sampled
            )
            for item, got in zip(made.items.order_by("number"), points, strict=False):
                Mark.objects.create(inspection=visit, item=item, points=got)
        return made

    return make


def test_a_round_is_ranked_by_its_points_and_says_what_each_item_cost(inspected):
    rule, inputs = freeze_round(inspected(fucheng=((4000, 4500), 20), suji=((5000, 4000), 20)))
    rows = compute("round", rule, inputs)

    assert [(row["place"], row["score"], row["n"], row["lost"]) for row in rows] == [
        (1, 9000, 20, [["2", 5000, 1000], ["1", 5000, 0]]),
        (2, 8500, 20, [["1", 5000, 1000], ["2", 5000, 500]]),
    ]


def test_a_township_of_which_few_households_were_visited_is_not_ranked_beside_the_others(inspected):
    rule, inputs = freeze_round(inspected(fucheng=((5000, 5000), 4), suji=((1000, 1000), 20)))
    rows = {row["code"]: row for row in compute("round", rule, inputs)}

    assert (rows["622922100"]["place"], rows["622922100"]["reason"]) == (None, SMALL_N)
    assert rows["622922101"]["place"] == 1


def test_a_township_inspected_and_not_marked_has_no_place(inspected):
    rule, inputs = freeze_round(inspected(fucheng=((), 20), suji=((1000, 1000), 20)))
    assert [row["reason"] for row in compute("round", rule, inputs)] == ["", NO_SCORE]


def test_a_round_under_way_cannot_be_frozen(inspected):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="还没有结束"):
        freeze_round(inspected(finished=False, fucheng=((1, 1), 9)))


def test_findings_are_counted_with_the_round(inspected, small_county):
    made = inspected(fucheng=((5000, 5000), 20))
    Finding.objects.create(
        inspection=made.inspections.get(),
        area=small_county.fucheng,
        item="targeting",
        content="问题",
        found_on=day(3),
        due_on=day(4),
    )
    _rule, inputs = freeze_round(made)
    assert [each["findings"] for each in inputs["units"]] == [1]


def test_two_units_renamed_keep_their_places_by_their_codes(small_county):
    for key, name in (("fengtai", "半坡村委会"), ("banpo", "丰台村委会")):  # they take each other's name
        area = getattr(small_county, key)
        area.name = name
        area.save()
        Name.objects.create(area=area, edition=2019, name=name)
    units = {unit_of(area)["code"]: unit_of(area)["name"] for area in areas_at(small_county.county, "village", 2015)}
    assert units["622922101200"] == "半坡村" and units["622922101208"] == "丰台村"


def test_a_township_without_villages_is_ranked_as_a_township_and_has_none_to_rank(small_county):
    from tests.county import area

    area("622922102", "空乡", Area.Kind.TOWNSHIP)
    assert "622922102" in {each.path for each in areas_at(small_county.county, "township", 2015)}
    assert not [each for each in areas_at(small_county.county, "village", 2015) if each.path.startswith("622922102")]


def test_a_village_merged_away_is_ranked_in_its_own_years(small_county):
    small_county.banpo.closed_in = 2016
    small_county.banpo.save()
    assert small_county.banpo in areas_at(small_county.county, "village", 2015)
    assert small_county.banpo not in areas_at(small_county.county, "village", datetime.date(2016, 1, 1).year)
