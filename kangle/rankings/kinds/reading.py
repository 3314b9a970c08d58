"""Reading what a ranking by scores is computed from: a published snapshot's integers, its scheme, the sheet's rules."""

from django.utils import translation

from kangle.programme.items import GROUP, GROUPS, ITEM, TOTAL, items_of, name_of
from kangle.rankings.units import LEVELS, areas_at, unit_of
from kangle.scorecard.declarations import SHARE
from kangle.scorecard.indicators import CATALOGUE, of_item
from kangle.scorecard.models import Value, Weight
from kangle.scorecard.rules import written

# A share of fewer households or persons than this is not ranked beside shares of hundreds; provisional (暂拟).
LEAST_N = 5


def kind_of(subject):
    """ "whole", "group", "item" or "indicator"; '' for what is none of them, or an indicator without a rule."""
    if subject == TOTAL:
        return "whole"
    if subject in GROUP:
        return "group"
    if subject in ITEM:
        return "item"
    return "indicator" if subject in CATALOGUE and CATALOGUE[subject].rule is not None else ""


def subject_name(subject):
    """What a subject is called; lazy."""
    return CATALOGUE[subject].name if subject in CATALOGUE else name_of(subject)


def structure(subject):
    """({group: [items]}, {item: [indicators]}, [indicators]) that the score of `subject` is made of."""
    kind = kind_of(subject)
    if kind == "indicator":
        return {}, {}, [subject]
    groups = {group.code: [item.code for item in items_of(group.code)] for group in GROUPS}
    groups = groups if kind == "whole" else {subject: groups[subject]} if kind == "group" else {}
    items = [subject] if kind == "item" else [item for items in groups.values() for item in items]
    judged = {item: [each.code for each in of_item(item) if each.rule is not None] for item in items}
    return groups, judged, [code for codes in judged.values() for code in codes]


def freeze(snapshot, subject, level, *, communities=True, least_n=LEAST_N):
    """(rule, inputs) of a ranking by `subject` at a level of a published snapshot's county, in three queries."""
    areas = areas_at(snapshot.area, level, snapshot.year)
    rule = rule_of(snapshot, subject, level, communities=communities, least_n=least_n)
    indicators, units = list(rule["indicators"]), [unit_of(area) for area in areas]
    rows = Value.objects.filter(snapshot=snapshot, area__in=areas, indicator__in=indicators)
    stored = {}
    for key, code, score, *numbers in rows.values_list("area_id", "indicator", "score", "numerator", "denominator", "target"):
        # What the snapshot did not score (scorecard.looking) is not scored anew either: without a target nothing is.
        if score is None and CATALOGUE[code].reading(*numbers) is not None:
            numbers[-1] = None
        stored.setdefault(key, {})[code] = numbers
    for area, unit in zip(areas, units, strict=True):
        unit["figures"] = {code: stored.get(area.pk, {}).get(code, [None, None, None]) for code in indicators}
    return rule, {"units": units}


def rule_of(snapshot, subject, level, *, communities=True, least_n=LEAST_N):
    """The rule by which a snapshot's figures are ranked by `subject`; names in Chinese, whoever asks. One query."""
    groups, items, indicators = structure(subject)
    with translation.override("zh-hans"):
        rule = _rule(snapshot, subject, level, groups, items, indicators)
    return rule | {"communities": int(communities or level == "township"), "least_n": least_n}


def _rule(snapshot, subject, level, groups, items, indicators):
    scheme, codes = snapshot.scheme, [*groups, *items, *indicators]
    set_ = dict(Weight.objects.filter(scheme=scheme, code__in=codes).values_list("code", "weight"))
    return {
        "formula": 1,
        "subject": subject,
        "kind": kind_of(subject),
        "scheme": {
            "version": scheme.version,
            "name": scheme.name,
            "provisional": int(scheme.provisional),
            "formula": scheme.formula,
            "attained_from": scheme.attained_from,
            "nearly_from": scheme.nearly_from,
        },
        "weights": {code: set_.get(code, 1) for code in codes},
        "groups": groups,
        "order": list(groups),  # of the sheet: the canonical form orders keys by itself
        "items": items,
        "indicators": {code: _indicator(CATALOGUE[code], level) for code in indicators},
        "names": {code: str(subject_name(code)) for code in {*codes, subject}},
    }


def _indicator(each, level):
    return {
        "version": each.version,
        "rule": written(each.rule),
        "less": int(each.less),
        "share": int(each.unit is SHARE),
        "planned": int(each.is_planned),
        "sampled": int(each.is_sampled),
        "judged": int(LEVELS[level] <= each.judged_to),
        "unit": each.unit.code,
        "scale": each.unit.scale,
        "sentence": str(each.sentence),
        "source": str(each.source),
    }
