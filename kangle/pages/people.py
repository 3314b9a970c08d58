"""Who answers for an area: of a village those sent there and its own cadres, and above it those who answer for its township.

Everything as it stands on a day. Whose number may be asked for, and how, is the one rule of kangle/pages/cards/calling.py.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.common.together import read
from kangle.supervision.models import Zone, ZoneDuty
from villages.models import Cadre, Post

SENT = (Post.Kind.FIRST_SECRETARY, Post.Kind.TASK_FORCE_LEADER, Post.Kind.TASK_FORCE_MEMBER, Post.Kind.TECHNICIAN)
OF_TOWNSHIP = (Post.Kind.COUNTY_LEADER, Post.Kind.TOWNSHIP_LEADER, Post.Kind.STATION_HEAD)


@dataclass(frozen=True)
class Person:
    """Somebody who answers for an area: in which post or posts, who (None where nobody does), and whether his card opens."""

    post: str | Promise
    cadre: Cadre | None = None
    opens: bool = False


def people_of(area, *, on, reader):
    """The Persons of an area as of a day: of a village, a township or a county; none of what lies higher. One query.

    Who holds several posts there is named once. The cards of those who hold their post above the area open only for a `reader`
    (a User) whose area reaches as far up.
    """
    if area.level < area.Level.COUNTY:
        return []
    named = _Named(area, on)
    if area.level == area.Level.COUNTY:
        return _once(_of_county(named))
    reaches_up = area.path[: area.CODE_LENGTH[area.Level.TOWNSHIP]].startswith(reader.area.path)
    return _once(_of_village(named, reaches_up) if area.is_village else _of_township(named, reaches_up))


def _once(people):
    """Each of them once, where he is first named, with all his posts; posts that nobody holds stay by themselves."""
    found = {}
    for person in people:
        key = person.cadre.pk if person.cadre else person.post
        held = found.get(key)
        post = _("、").join([str(held.post), str(person.post)]) if held else person.post
        found[key] = Person(post, person.cadre, person.opens or bool(held and held.opens))
    return list(found.values())


class _Named:
    """The posts and zone duties that concern an area on a day, and the cadres they name, each by its key."""

    def __init__(self, area, on):
        self.area = area
        township = area.parent_id if area.is_village else area.pk
        held, watched = Post.objects.held(on).order_by("since", "pk"), ZoneDuty.objects.held(on).order_by("pk")
        above = held.filter(area=township, kind__in=OF_TOWNSHIP)
        posts = above | held.filter(area=area, kind__in=SENT) if area.is_village else above
        duties = watched.within(area) if area.level == area.Level.COUNTY else watched.filter(township=township)
        zones = Zone.objects.filter(pk__in=duties.values("zone"))
        own = Q(area=area, unit=area.name) if area.is_village else Q(pk__in=[])
        whose = (posts.values("cadre"), duties.values("cadre"), zones.values("leader"))
        cadres = Cadre.objects.filter(reduce(or_, (Q(pk__in=keys.order_by()) for keys in whose), own))
        townships = Area.objects.filter(pk__in=duties.order_by().values("township"))
        self.posts, self.duties, zones, cadres, townships = read(posts, duties, zones, cadres, townships)
        self.zones, self.cadres, self.townships = ({row.pk: row for row in rows} for rows in (zones, cadres, townships))

    def holding(self, kind, opens):
        """Those in a post; of the leaders of a township, one name for two offices, the office on record."""
        held = [(post, self.cadres[post.cadre_id]) for post in self.posts if post.kind == kind]
        told = kind == Post.Kind.TOWNSHIP_LEADER
        return [Person((told and cadre.rank) or post.get_kind_display(), cadre, opens) for post, cadre in held]

    def own(self):
        """The cadres on record at the area itself who hold no post there."""
        sent = {post.cadre_id for post in self.posts}
        found = [cadre for key, cadre in sorted(self.cadres.items()) if cadre.area_id == self.area.pk and key not in sent]
        return [Person(cadre.rank or _("村干部"), cadre, True) for cadre in found if cadre.unit == self.area.name]

    def leader(self, zone, opens):
        return Person(_("%(zone)s牵头领导") % {"zone": zone}, self.cadres[zone.leader_id], opens)

    def watching(self, opens):
        """Of each duty the zone's cadre and the zone's leader."""
        for duty in self.duties:
            zone = self.zones[duty.zone_id]
            yield Person(_("%(zone)s片区干部") % {"zone": zone}, self.cadres[duty.cadre_id], opens)
            yield self.leader(zone, opens)


def _of_village(named, reaches_up):
    sent = [person for kind in SENT for person in named.holding(kind, True)]
    above = [person for kind in OF_TOWNSHIP for person in named.holding(kind, reaches_up)]
    return [*sent, *named.own(), *above, *named.watching(reaches_up)]


def _of_township(named, opens):
    """The leader of the county who answers for it, its station head, its zone: also where nobody has been named."""
    found = [person for kind in OF_TOWNSHIP for person in named.holding(kind, opens) or [Person(kind.label)]]
    return found + (list(named.watching(opens)) or [Person(_("片区干部"))])


def _of_county(named):
    """The leaders of its zones, each with the zone's cadres and the townships each of them answers for."""
    found = []
    for zone in sorted(named.zones.values(), key=lambda zone: zone.name):
        found.append(named.leader(zone, True))
        townships = defaultdict(list)
        for duty in named.duties:
            if duty.zone_id == zone.pk:
                townships[duty.cadre_id].append(named.townships[duty.township_id].short_name)
        for cadre, names in townships.items():
            words = {"zone": zone, "townships": "、".join(names)}
            found.append(Person(_("%(zone)s片区干部（%(townships)s）") % words, named.cadres[cadre], True))
    return found
