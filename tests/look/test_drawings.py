"""What the server draws, and what it hands to plotly.js."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.staticfiles.finders import find, get_finders
from django.template import Context, Template

from kangle.common import figures
from kangle.common.finders import PlotlyFinder, package_data
from kangle.common.templatetags import drawings

PLOTLY = (package_data() / "plotly.min.js").read_text(encoding="utf-8")


def drawn(template, **values):
    return Template("{% load drawings %}" + template).render(Context(values))


def points(svg):
    return [[tuple(map(float, at.split(","))) for at in run.split()] for run in re.findall(r'points="([^"]+)"', svg)]


def test_a_sparkline_rises_where_the_figure_rises():
    (run,) = points(drawings.sparkline([10, 20, 15]))
    assert run[0][0] < run[1][0] < run[2][0]
    assert run[1][1] < run[2][1] < run[0][1]


def test_a_sparkline_is_broken_where_nothing_is_known():
    assert [len(run) for run in points(drawings.sparkline([1, 2, None, 3, 4, 5]))] == [2, 3]


@pytest.mark.parametrize("values", [[], [1], [None, 3, None], None])
def test_one_number_is_no_line(values):
    assert drawings.sparkline(values) == ""


def test_a_level_line_is_drawn_and_said():
    svg = drawings.sparkline([5, 5, 5])
    assert len({y for _x, y in points(svg)[0]}) == 1
    assert 'aria-label="从 5 到 5"' in svg


def test_a_sparkline_escapes_its_label():
    assert "<b>" not in drawings.sparkline([1, 2], label='"><b>')


@pytest.mark.parametrize(("part", "whole", "width"), [(1, 4, "25"), (5, 4, "100"), (-1, 4, "0"), (1, 3, "33.3")])
def test_a_bar_is_as_long_as_its_share(part, whole, width):
    assert f'class="full" width="{width}"' in drawings.bar(part, whole)


@pytest.mark.parametrize(("part", "whole"), [(None, 4), (1, 0), (1, None)])
def test_there_is_no_bar_without_a_share(part, whole):
    assert drawings.bar(part, whole) == ""


def test_heat_runs_from_need_to_in_place():
    assert [drawings.heat(value) for value in (0, 1749, 1750, 6999, 7000, 8000, 8999, 9000, 10000, None)] == [
        "heat-poor-0", "heat-poor-0", "heat-poor-1", "heat-poor-3", "heat-fair-0", "heat-fair-1", "heat-fair-1", "heat-good-0",
        "heat-good-1", "heat-none",
    ]  # fmt: skip


@pytest.mark.parametrize(("attained", "nearly"), [(9000, 7000), (8000, 6000), (10000, 9999), (9500, 9500)])
def test_a_heat_cell_has_the_colour_of_the_card_at_every_score(attained, nearly):
    scheme = SimpleNamespace(attained_from=attained, nearly_from=nearly)
    for hundredths in range(0, 10001, 7):
        assert drawings.heat(hundredths, scheme).split("-")[1] == figures.word(hundredths, scheme).tone


def test_nothing_drawn_here_carries_a_style_of_its_own():
    svg = drawings.sparkline([1, 2]) + drawings.bar(1, 2, "poor", 1.5)
    page = drawn('{% chart "a" figure "标题" %}<p>表</p>{% endchart %}', figure={"data": [], "layout": {}})
    assert "style=" not in svg + page


def test_a_chart_says_the_same_without_plotly():
    page = drawn('{% chart "a" figure title %}<p>表</p>{% endchart %}', figure={"data": []}, title="<b>")
    assert '<details class="fallback" open>' in page
    assert "<p>表</p>" in page
    assert "&lt;b&gt;" in page


def test_a_charts_figure_cannot_end_its_script():
    page = drawn('{% chart "a" figure "t" %}{% endchart %}', figure={"data": ["</script><script>alert(1)"]})
    assert page.count("</script>") == 1
    inside = re.search(r'<script id="chart-a" type="application/json">(.*?)</script>', page).group(1)
    assert json.loads(inside) == {"data": ["</script><script>alert(1)"]}


def test_two_charts_share_one_stylesheet():
    page = drawn('{% chart "a" f "t" %}{% endchart %}{% chart "b" f "t" %}{% endchart %}', f={"data": []})
    assert page.count("plotly.js-style-global") == 1


def test_only_plotly_js_is_served_out_of_its_package():
    assert find("vendor/plotly.min.js") == str(package_data() / "plotly.min.js")
    assert not find("vendor/widgetbundle.js")
    assert not find("vendor/../plotly.min.js")
    (finder,) = [finder for finder in get_finders() if isinstance(finder, PlotlyFinder)]
    assert [path for path, _storage in finder.list([])] == ["plotly.min.js"]


def test_our_stylesheet_has_every_rule_plotly_would_insert():
    """Fails at an upgrade that brings rules: write them into static/css/plotly.css."""
    start = PLOTLY.index('{"X,X div":')
    rules = PLOTLY[start : PLOTLY.index("};", start)]
    selectors = re.findall(r'[{,](?:"([XY][^"]*)"|(Y)):["\']', rules)
    wanted = {quoted or bare for quoted, bare in selectors}
    shown = {rule for rule in wanted if not re.search("modebar|cloud-dialog|data-title", rule)}
    sheet = Path(find("css/plotly.css")).read_text(encoding="utf-8")
    missing = [rule for rule in shown if _ours(rule) + " {" not in sheet]
    assert len(shown) > 20
    assert missing == []


def _ours(selector):
    return selector.replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier")


def test_plotly_still_asks_before_it_styles_its_maps():
    """Fails at an upgrade that changes the id or no longer asks: take the new id into drawings.MAP_STYLE_ID."""
    assert f'if(!document.getElementById("{drawings.MAP_STYLE_ID}"))' in PLOTLY
    assert '.matches(".no-inline-styles")' in PLOTLY
