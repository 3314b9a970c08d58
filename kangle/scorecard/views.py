"""The pages of figures: one item, one indicator, the rows behind it."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kangle.common.reading import at_one_moment
from kangle.programme.items import ITEM, ITEMS
from kangle.scorecard import charts
from kangle.scorecard.asked import asked
from kangle.scorecard.boards import marks_of
from kangle.scorecard.comparing import compared_of
from kangle.scorecard.declarations import SHARE
from kangle.scorecard.founded import places_that_told
from kangle.scorecard.indicators import CATALOGUE, of_item
from kangle.scorecard.moves import moves, weights_of
from kangle.scorecard.readings import Figure, not_counted
from kangle.scorecard.trends import across, figures_over, marks_across, own_level
from kangle.scorecard.wording import rule_text, value_text

PART_NAMES = {
    "numerator": gettext_lazy("计入数"),
    "denominator": gettext_lazy("基数"),
    "target": gettext_lazy("目标"),
}


@at_one_moment
def item(request, code):
    """事项: the item's figures with value, target, score, trend, fraction, what documents reported, best and worst below."""
    if code not in ITEM:
        raise Http404(_("没有这个事项。"))
    wanted = asked(request)
    found = {"asked": wanted, "area": wanted.area, "item": ITEM[code], "title": ITEM[code].name, "items": ITEMS}
    if not wanted.sheet:
        return render(request, "scorecard/unpublished.html", found)
    indicators = of_item(code)
    trend = figures_over(wanted.snapshots, wanted.area, indicators)
    below = across(wanted.snapshot, wanted.area, indicators)
    reported = compared_of(wanted.area, wanted.period.year)
    found["rows"] = [
        {
            "figure": wanted.sheet.figures[each.code],
            "trend": [None if figure is None or figure.value is None else float(figure.value) for figure in trend[each.code]],
            "worst": next((child for child in below[each.code] if child.figure.score is not None), None),
            "best": next((child for child in reversed(below[each.code]) if child.figure.score is not None), None),
            "reported": reported.get(each.code, ()),
        }
        for each in indicators
    ]
    found["mark"] = mark = wanted.sheet.marks[code]
    found["vetoed_by"] = CATALOGUE.get(mark.veto)
    found["standings"] = _standings(wanted, code)
    found |= _moved(wanted, code, mark, trend)
    return render(request, "scorecard/item.html", found)


def _moved(wanted, code, mark, trend):
    """What moved the item since the last month-end, as context; nothing where there is no earlier snapshot. Two queries."""
    if wanted.before is None:
        return {}
    earlier = marks_of(wanted.before, wanted.area).get(code)
    place = [snapshot.pk for snapshot in wanted.snapshots].index(wanted.before.pk)
    codes = [each.code for each in of_item(code)]
    before = {each: trend[each][place] or Figure(CATALOGUE[each], not_counted(each)) for each in codes}
    now = {each: wanted.sheet.figures[each] for each in codes}
    old_weights, weights = weights_of(wanted.before.scheme, wanted.snapshot.scheme)
    found = moves(code, (before, earlier, old_weights), (now, mark, weights))
    return {"moves": found, "before_mark": earlier, "change": sum(each.points for each in found)}


def _standings(wanted, code):
    """The areas below with their mark for the item, worst first; what is not judged comes last."""
    children = [child.area for child in across(wanted.snapshot, wanted.area, of_item(code)[:1])[of_item(code)[0].code]]
    marks = marks_across(wanted.snapshot, children, [code])
    listed = [(child, marks[child.pk, code]) for child in children if (child.pk, code) in marks]
    return sorted(listed, key=lambda each: (each[1].score is None, each[1].score or 0, each[0].path))


@at_one_moment
def indicator(request, code):
    """指标: what it says and how it is judged, its value here and in every area below, its history, its rows."""
    if code not in CATALOGUE:
        raise Http404(_("没有这个指标。"))
    wanted, found = asked(request), CATALOGUE[code]
    context = {"asked": wanted, "area": wanted.area, "indicator": found, "title": found.name, "item": ITEM[found.item]}
    if not wanted.sheet:
        return render(request, "scorecard/unpublished.html", context)
    figure = wanted.sheet.figures[code]
    children = across(wanted.snapshot, wanted.area, [found])[code]
    history = figures_over(wanted.snapshots, wanted.area, [found])[code]
    values = [None if each is None or each.value is None else float(each.value) for each in history]
    days = [snapshot.as_of for snapshot in wanted.snapshots]
    context |= {
        "figure": figure,
        "children": children,
        "widest": max((float(child.figure.value) for child in children if child.figure.value is not None), default=0),
        "own": own_level(figure, children) if children else None,
        "history": list(zip(wanted.snapshots, history, strict=True)),
        "chart": charts.values_by_month(str(found.name), days, values, is_share=found.unit is SHARE),
        "reported": compared_of(wanted.area, wanted.period.year, code).get(code, ()),
        "told": places_that_told(wanted.snapshot, wanted.area, found) if figure.is_unfounded else None,
        "parts": [(part, PART_NAMES[part]) for part in found.measures],
        "value_text": value_text(figure),
        "rule_text": rule_text(found),
        "computed_by": wanted.snapshot.versions.get(code),
    }
    return render(request, "scorecard/indicator.html", context)
