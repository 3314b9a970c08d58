"""The template filters that write figures: thin names over kangle.common.figures."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from kangle.common import figures

register = template.Library()


def _known(value):
    """What a template passes for a missing variable is an empty text; to a figure that is unknown."""
    return None if value == "" else value


def _filter(name, write):
    register.filter(name, lambda value: write(_known(value)))


_filter("yuan", figures.yuan)
_filter("wan", figures.wan)
_filter("money", figures.money)
_filter("yi", figures.money)
_filter("count", figures.count)
_filter("change", figures.change)
_filter("moved", figures.moved)
_filter("points", figures.points)
_filter("day", figures.day)
_filter("month", figures.month)
_filter("duration", figures.duration)


@register.filter
def share(value, digits=None):
    """`{{ 0.9577|share:2 }}` → 95.77%."""
    return figures.share(_known(value), None if digits in (None, "") else int(digits))


@register.filter
def score(hundredths, digits=1):
    """`{{ 8653|score }}` → 86.5, `{{ 8653|score:2 }}` → 86.53."""
    return figures.score(_known(hundredths), int(digits))


@register.filter
def tone(hundredths, scheme=None):
    """good, fair, poor or none: the class that goes with the word."""
    return figures.word(_known(hundredths), scheme).tone


@register.filter
def word(hundredths, scheme=None):
    """The word of a score as a badge with its sign: `{{ score|word:scheme }}`."""
    found = figures.word(_known(hundredths), scheme)
    return format_html('<span class="badge {}"><i aria-hidden="true">{}</i>{}</span>', found.tone, found.sign, found.text)


@register.filter
def verdict(mark, scheme=None):
    """The word of the whole's score, `{{ sheet.whole|verdict:scheme }}`; where too little applies for a place, that it does."""
    if not mark or mark.score is None or mark.rank is not None:
        return word(mark.score if mark else None, scheme)
    return format_html('<span class="badge"><i aria-hidden="true">–</i>{}</span>', _("适用事项不足一半"))


@register.filter
def word_only(hundredths, scheme=None):
    """The word of a score as plain text, for titles and exports."""
    return figures.word(_known(hundredths), scheme).text
