"""The template filters that write figures: thin names over kangle.common.figures."""

from django import template
from django.utils.html import format_html

from kangle.common import figures

register = template.Library()

register.filter("yuan", figures.yuan)
register.filter("wan", figures.wan)
register.filter("money", figures.money)
register.filter("yi", figures.money)
register.filter("count", figures.count)
register.filter("score", figures.score)
register.filter("change", figures.change)
register.filter("day", figures.day)
register.filter("month", figures.month)


@register.filter
def share(value, digits=None):
    """`{{ 0.9577|share:2 }}` → 95.77%."""
    return figures.share(value, None if digits in (None, "") else int(digits))


@register.filter
def tone(hundredths, scheme=None):
    """good, fair, poor or none: the class that goes with the word."""
    return figures.word(hundredths, scheme).tone


@register.filter
def word(hundredths, scheme=None):
    """The word of a score as a badge with its sign: `{{ score|word:scheme }}`."""
    found = figures.word(hundredths, scheme)
    return format_html('<span class="badge {}"><i aria-hidden="true">{}</i>{}</span>', found.tone, found.sign, found.text)


@register.filter
def word_only(hundredths, scheme=None):
    """The word of a score as plain text, for titles and exports."""
    return figures.word(hundredths, scheme).text
