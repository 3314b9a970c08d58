"""Who answers for a place by his post: the first whom a leader would give it to."""

from django.utils import timezone

from kangle.areas.models import Area
from villages.models import Cadre, Post

HEADS = {Area.Level.VILLAGE: Post.Kind.FIRST_SECRETARY, Area.Level.TOWNSHIP: Post.Kind.STATION_HEAD}


def head_of(area):
    """The first secretary of a village, the station head of a township; None elsewhere, and where nobody is."""
    held = Post.objects.held(timezone.localdate()).filter(area=area, kind=HEADS.get(area.level, ""))
    return Cadre.objects.filter(pk__in=held.values("cadre")).order_by("pk").first()
