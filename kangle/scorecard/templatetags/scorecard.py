"""Template filters for published figures."""

from django import template

from kangle.scorecard import markup, wording

register = template.Library()

register.filter("value_text", wording.value_text)
register.filter("unit_text", wording.unit_text)
register.filter("target_text", wording.target_text)
register.filter("parts_text", wording.parts_text)
register.filter("gap_text", wording.gap_text)
register.filter("move_text", wording.move_text)
register.filter("rule_hint", wording.rule_hint)


@register.simple_tag
def board_cells(board, scheme, query="", reasons=None):
    """The board of an area; the template gives its rows, the scheme that words the scores, the query that keeps area and day,
    and where it knows them the reasons of the changes, {item code: Move}."""
    return markup.board_html(board, scheme, query, reasons or {})
