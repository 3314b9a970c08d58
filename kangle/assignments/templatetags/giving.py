"""A record's page offers to give it to somebody, and says to whom it was given."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from kangle.accounts.roles import Capability
from kangle.assignments.kinds import kind_of
from kangle.assignments.models import Assignment

register = template.Library()


@register.simple_tag(takes_context=True)
def give_button(context, record):
    """`{% give_button project %}`: nothing for who may give nothing. Asks the database nothing."""
    label = record._meta.label_lower
    if kind_of(label) is None or not context["request"].user.may(Capability.GIVE):
        return ""
    return format_html('<a class="button" href="{}">{}</a>', reverse("assignments:give", args=[label, record.pk]), _("交办"))


@register.inclusion_tag("assignments/parts/given.html", takes_context=True)
def given_of(context, record):
    """`{% given_of finding %}`: what the reader may see of the assignments of a record, the newest first. One query."""
    found = Assignment.objects.visible_to(context["request"].user).of(record)
    return {"assignments": found.select_related("holder", "giver")}


@register.inclusion_tag("assignments/parts/given.html")
def given_to_me(assignments):
    """`{% given_to_me assigned %}`: what waits for the reader's answer."""
    return {"assignments": assignments, "mine": True}
