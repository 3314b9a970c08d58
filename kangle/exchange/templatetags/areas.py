"""The area breadcrumb: where one stands, with the siblings at every step and the children below."""

from collections import defaultdict
from dataclasses import dataclass, field

from django import template
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.common import prepared

register = template.Library()


@dataclass
class Step:
    """One area on the way down, its address, and its siblings with theirs."""

    area: Area
    url: str
    here: bool = False
    others: list = field(default_factory=list)


@register.inclusion_tag("parts/trail.html", takes_context=True)
def area_trail(context, area, page=""):
    """`{% area_trail area %}`: links lead to this same page for another area by `?area=`; of an area's own page, whose URL name
    is given (`{% area_trail area "pages:area" %}`), by the code in its address.

    One query; nothing above the person's own area is shown, because nothing above it can be opened.
    """
    request = context["request"]
    own = request.user.area
    if area is None or own is None:
        return {"steps": [], "below": []}
    cut = len(own.path)
    above = [area.path[:length] for length in Area.CODE_LENGTH.values() if cut <= len(area.path[:length]) == length]

    def known():
        near = Q(path__in=above) | Q(parent__path__in=above)
        return Area.objects.current().filter(near).with_borne().order_by("path")

    seen = prepared.records(("trail", *above), Area, known, annotated=("borne",))
    children, by_path = defaultdict(list), {}
    for found in seen:
        by_path[found.path] = found
        children[found.parent_id].append(found)
    url, steps = _addresses(request, page), []
    for path in above:
        at = by_path.get(path, area)
        siblings = children[at.parent_id] if path != own.path else []
        others = [(other, url(other)) for other in siblings] if len(siblings) > 1 else []
        steps.append(Step(at, url(at), at.pk == area.pk, others))
    below = [(child, url(child)) for child in children[area.pk]]
    return {"steps": steps, "below": below, "below_label": _below_label(area)}


def _below_label(area):
    return _("选村") if area.level == Area.Level.TOWNSHIP else _("选乡镇") if area.level == Area.Level.COUNTY else _("选下级")


def _addresses(request, page):
    """A function from an area to the page at hand for that area."""
    if page:
        return lambda area: reverse(page, kwargs={"code": area.code})
    kept = {name: values for name, values in request.GET.lists() if name not in {"page", "area", "export"}}
    query = urlencode(kept, doseq=True)

    def url(area):
        parts = [query] if query else []
        if area.pk != request.user.area_id:
            parts.append(f"area={area.code}")
        return f"{request.path}?{'&'.join(parts)}" if parts else request.path

    return url
