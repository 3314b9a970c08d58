"""On a case's page: a sentence that names a part of the page leads there."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

register = template.Library()
# The anchor of a part and what the page calls it.
PARTS = {"items": _("逐项核对"), "notices": _("公示和异议"), "doubts": _("疑点")}


@register.filter
def to_parts(sentence):
    """The sentence with each name of a part that stands in it in quotation marks as a link to the part."""
    anchors = {str(conditional_escape(name)): anchor for anchor, name in PARTS.items()}
    named = re.compile("([“])(" + "|".join(map(re.escape, anchors)) + ")([”])")
    return mark_safe(named.sub(lambda found: _linked(*found.groups(), anchors), str(conditional_escape(sentence))))


def _linked(opening, name, closing, anchors):
    return format_html('{}<a href="#{}">{}</a>{}', opening, anchors[name], mark_safe(name), closing)
