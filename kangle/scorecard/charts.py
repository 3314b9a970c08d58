"""Figures as charts: pure functions from rows to a plotly dictionary, drawn by the browser, said as a table beside."""


def exits_by_month(months, persons, plan):
    """Persons out of poverty over the months (a line) against the year's plan (a level)."""
    return {
        "data": [
            {"type": "scatter", "mode": "lines+markers", "name": "脱贫人口", "x": months, "y": persons, "line": {"width": 3}},
            {
                "type": "scatter",
                "mode": "lines",
                "name": "计划",
                "x": months,
                "y": [plan] * len(months),
                "line": {"dash": "dash"},
            },
        ],
        "layout": {"yaxis": {"rangemode": "tozero"}, "height": 300, "xaxis": {"type": "category"}},
    }


def money_by_stage(stages, amounts):
    """Money allotted, appropriated and spent, in 亿元, as bars from left to right."""
    return {
        "data": [{"type": "bar", "x": stages, "y": amounts, "text": [f"{amount:.2f}" for amount in amounts]}],
        "layout": {"height": 300, "yaxis": {"title": {"text": "亿元"}}},
    }


def values_by_month(name, months, values):
    """One figure over the months."""
    return {
        "data": [{"type": "scatter", "mode": "lines+markers", "name": name, "x": months, "y": values, "line": {"width": 3}}],
        "layout": {"height": 280, "xaxis": {"type": "category"}},
    }
