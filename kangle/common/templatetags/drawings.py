"""Drawings: sparklines and bars as SVG from the server, charts as JSON for plotly.js with the same said in HTML."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from kangle.common import figures

register = template.Library()

WIDTH, HEIGHT, EDGE = 96, 28, 3
# plotly.js asks for an element of this id before it inserts a style for its maps, which our policy forbids and no page needs.
MAP_STYLE_ID = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53"


@register.simple_tag
def sparkline(values, label=""):
    """How a figure went: numbers in order of time, None where there was none. Nothing below two known numbers.

    `label` names it for those who cannot see it; without one it says first and last value.
    """
    values = list(values or ())
    known = [float(value) for value in values if value is not None]
    if len(known) < 2:
        return ""
    low, spread = min(known), (max(known) - min(known)) or 1.0
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    points = [
        None if value is None else (EDGE + number * step, HEIGHT - EDGE - (float(value) - low) / spread * (HEIGHT - 2 * EDGE))
        for number, value in enumerate(values)
    ]
    lines = format_html_join("", '<polyline points="{}"/>', ((" ".join(_at(point) for point in run),) for run in _runs(points)))
    x, y = next(point for point in reversed(points) if point)
    said = label or _("从 %(first)s 到 %(last)s") % {"first": figures.trimmed(known[0], 2), "last": figures.trimmed(known[-1], 2)}
    return format_html(
        '<svg class="sparkline" viewBox="0 0 {} {}" role="img" aria-label="{}">{}<circle cx="{}" cy="{}" r="2.5"/></svg>',
        *(WIDTH, HEIGHT, said, lines, _short(x), _short(y)),
    )


def _runs(points):
    """The stretches of points without a gap that are long enough to draw."""
    run = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
        else:
            if len(run) > 1:
                yield run
            run = []


def _at(point):
    return f"{_short(point[0])},{_short(point[1])}"


def _short(number):
    return f"{number:.1f}".removesuffix(".0")


@register.simple_tag
def bar(part, whole=1, tone="", target=None):
    """A horizontal bar: `part` of `whole`, with a stroke at `target`. Decoration only: the number stands beside it.

    Empty where part or whole is unknown; what exceeds the whole fills the bar.
    """
    if part is None or not whole:
        return ""
    full = min(max(float(part) / float(whole), 0), 1) * 100
    at = None if target is None else min(max(float(target) / float(whole), 0), 1) * 100
    stroke = (
        "" if at is None else format_html('<path class="mark-at" d="M{} 0v10" vector-effect="non-scaling-stroke"/>', _short(at))
    )
    return format_html(
        '<svg class="bar {}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="track" width="100" height="10"/><rect class="full" width="{}" height="10"/>{}</svg>',
        *(tone, _short(full), stroke),
    )


PAPER = (340, 120, 34, 18)  # width, height, edge at the sides, edge above and below


@register.simple_tag
def paper_trend(points, plan=None, label=""):
    """A line over the months for paper, where no script draws: `points` are (day, number), `plan` a dashed line across.

    The first and the last number, the plan and the months stand in it as text. Nothing below two known numbers.
    """
    known = [(day, float(number)) for day, number in points if number is not None]
    if len(known) < 2:
        return ""
    width, height, side, above = PAPER
    top = max([number for _day, number in known] + ([float(plan)] if plan else [])) or 1.0
    step = (width - 2 * side) / (len(known) - 1)

    def y(number):
        return height - above - number / top * (height - 2 * above)

    line = " ".join(_at((side + place * step, y(number))) for place, (_day, number) in enumerate(known))
    first, last = known[0], known[-1]
    texts = [
        (side, height - 4, "start", f"{first[0]:%Y-%m}"),
        (width - side, height - 4, "end", f"{last[0]:%Y-%m}"),
        (width - side, y(last[1]) - 5, "end", figures.count(int(last[1]))),
        (side, y(first[1]) - 5, "start", figures.count(int(first[1]))),
    ]
    across = ""
    if plan:
        across = format_html('<path class="plan" d="M{} {}H{}"/>', side, _short(y(float(plan))), width - side)
        texts.append((side, y(float(plan)) - 5, "start", _("计划 %(number)s") % {"number": figures.count(int(plan))}))
    written = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="{}">{}</text>',
        ((_short(x), _short(at), anchor, text) for x, at, anchor, text in texts),
    )
    drawn = format_html(
        '<path d="M{} {}H{}"/>{}<polyline points="{}"/>{}', side, height - above, width - side, across, line, written
    )
    return format_html('<svg class="paper" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>', width, height, label, drawn)


@register.simple_tag
def heat(hundredths, scheme=None):
    """The class of a heat cell: `{% heat score scheme %}`."""
    return figures.shade(hundredths, scheme)


@register.simple_block_tag(takes_context=True)
def chart(context, content, name, figure, title):
    """A plotly chart `figure` (a dict with `data` and `layout`) called `title`; the block says the same as a table.

    `{% chart "exits" figure title %}<table>…</table>{% endchart %}`. The page can be read without plotly.js: the block is
    open until the chart is drawn, and stays one click away. Needs `js/charts.js` in the page's scripts.
    """
    return format_html(
        '{}<figure class="chart" data-chart="chart-{}" data-library="{}"><figcaption>{}</figcaption>'
        '<div class="plot" hidden></div><details class="fallback" open><summary>{}</summary>{}</details></figure>{}',
        *(_style_once(context), name, static("vendor/plotly.min.js"), title, _("以表格查看"), mark_safe(content)),
        json_script(figure, f"chart-{name}"),
    )


def _style_once(context):
    """plotly's own rules as a stylesheet, once a page; with it plotly.js inserts none itself."""
    if context.render_context.get("plotly_style"):
        return ""
    context.render_context["plotly_style"] = True
    return format_html(
        '<link rel="stylesheet" id="plotly.js-style-global" class="no-inline-styles" href="{}"><template id="{}"></template>',
        *(static("css/plotly.css"), MAP_STYLE_ID),
    )
