"""Figures as charts: pure functions from rows to a plotly dictionary, drawn by the browser, said as a table beside."""

from django.utils.translation import gettext as _

from kangle.common import figures


def months_of(days):
    """Days as the labels of an axis: 1月 … 12月; the day too where it is not a month's only one."""
    labels = [_("%(month)s月") % {"month": day.month} for day in days]
    return [label if labels.count(label) == 1 else f"{day:%m-%d}" for label, day in zip(labels, days, strict=True)]


def exits_by_month(days, persons, plan):
    """Persons out of poverty over the months (a line) against the year's plan (a level), where there is one."""
    months = months_of(days)
    line = {"type": "scatter", "mode": "lines+markers", "name": _("脱贫人口"), "x": months, "y": persons, "line": {"width": 3}}
    level = {"type": "scatter", "mode": "lines", "name": _("计划"), "x": months, "y": [plan] * len(months)}
    return {
        "data": [line] if plan is None else [line, level | {"line": {"dash": "dash"}}],
        "layout": {"yaxis": {"rangemode": "tozero", "tickformat": ",d"}, "height": 300, "xaxis": {"type": "category"}},
    }


def money_by_stage(stages, amounts_fen):
    """Money allotted, appropriated and spent, as bars from left to right; the labels carry the amounts in words."""
    bars = {
        "type": "bar",
        "x": stages,
        "y": [None if fen is None else fen / 1e10 for fen in amounts_fen],
        "text": [figures.money(fen) for fen in amounts_fen],
    }
    return {"data": [bars], "layout": {"height": 300, "yaxis": {"title": {"text": _("亿元")}}}}


def values_by_month(name, days, values, *, is_share):
    """One figure over the months; a share's axis is in per cent."""
    line = {"type": "scatter", "mode": "lines+markers", "name": name, "x": months_of(days), "y": values, "line": {"width": 3}}
    axis = {"tickformat": ".1%"} if is_share else {"tickformat": ","}
    return {"data": [line], "layout": {"height": 280, "xaxis": {"type": "category"}, "yaxis": axis}}
