"""Template filters for published figures."""

from django import template

from kangle.scorecard import wording

register = template.Library()

register.filter("value_text", wording.value_text)
register.filter("unit_text", wording.unit_text)
register.filter("target_text", wording.target_text)
register.filter("parts_text", wording.parts_text)
