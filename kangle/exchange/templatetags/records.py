"""The way back from one record's page: its list, and the areas it lies in."""

from django import template
from django.urls import reverse

from kangle.areas.models import Area

register = template.Library()


@register.inclusion_tag("parts/record_trail.html", takes_context=True)
def record_trail(context, area, list_name, list_label):
    """`{% record_trail area "households:list" _("贫困户") %}`: each area of the person's own leads to its page. One query."""
    own = context["request"].user.area
    steps = []
    if area is not None and own is not None:
        lengths = [length for length in Area.CODE_LENGTH.values() if len(own.path) <= length <= len(area.path)]
        found = Area.objects.filter(path__in=[area.path[:length] for length in lengths]).order_by("path")
        steps = [(step, reverse("pages:area", args=[step.code])) for step in found]
    return {"steps": steps, "list_url": reverse(list_name), "list_label": list_label}
