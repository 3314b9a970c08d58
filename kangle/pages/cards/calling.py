"""The telephone number of who is responsible: shown by a press (POST) that is put on record first, to those who may call.

The door asks for CALL; which cadres a person reaches is told here and nowhere else. Wherever a page names a cadre, the tag
`telephone` (villages/templatetags/cadres.py) or static/js/call.js beside the name offers the press.
"""

from django.shortcuts import render

from kangle.areas.models import Area
from kangle.audit.actions import record
from kangle.audit.models import Entry
from kangle.common.sayings import said as _
from kangle.pages.cards.village import CadreCard
from kangle.supervision.models import Zone, ZoneDuty
from villages.models import Post

PART = "X-Kangle-Part"  # sent by call.js, which puts the number where the button stood


class CadreTelephone(CadreCard):
    """One number in full: as a page, or as the part that call.js asks for."""

    http_method_names = ["post"]

    def through(self, user):
        """Besides those whose cards he may open: who answers for the township that the person's own village lies in."""
        above = Area.objects.none() if user.area is None else user.area.ancestors().filter(level=Area.Level.TOWNSHIP)
        duties = ZoneDuty.objects.filter(township__in=above)
        return [
            *super().through(user),
            (Post.objects.filter(area__in=above), "cadre"),
            (duties, "cadre"),
            (Zone.objects.filter(duties__in=duties), "leader"),
        ]

    def post(self, request, *args, **kwargs):
        cadre = self.get_object()
        if cadre.phone:
            record(by=request.user, act=Entry.Act.LOOK, on=cadre, reason=_("责任人电话"))
        template = "villages/parts/number.html" if request.headers.get(PART) else "villages/telephone.html"
        response = render(request, template, {"title": cadre.name, "cadre": cadre, "area": cadre.area})
        response["Cache-Control"] = "no-store"
        return response
