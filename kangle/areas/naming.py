"""By what names a place is known: the one it bears, and every name that a loaded edition of the list gave its code.

Whoever looks a place up by a name asks here, so that a sheet which says 下庄村 finds what the newest list calls 吓庄村.
"""

from collections import defaultdict

from django.db.models import Aggregate, CharField, F, OuterRef, Q, Subquery

from kangle.areas.models import SPOKEN_ENDINGS, Area, Name

NAME = Area._meta.get_field("name")
SEPARATOR = "\n"  # of no name


class Joined(Aggregate):
    """Texts of a group as one, SEPARATOR between them, in no order."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, char(10))"
    output_field = CharField()

    def as_postgresql(self, compiler, connection):
        return self.as_sql(compiler, connection, function="STRING_AGG", template="%(function)s(%(expressions)s, chr(10))")


def borne_before():
    """A subquery of the names an Area (the outer query's row) bore otherwise than now, for the annotation `borne`."""
    others = Name.objects.filter(area=OuterRef("pk")).exclude(name=OuterRef("name")).order_by()
    return Subquery(others.values("area").annotate(borne=Joined(F("name"))).values("borne")[:1])


def formerly(area):
    """The names people knew the area by before, as they say them, sorted; of a queryset `with_borne` nothing is asked for."""
    told = hasattr(area, "borne")
    names = (area.borne or "").split(SEPARATOR) if told else area.names.values_list("name", flat=True)
    return sorted({Area(name=name).short_name for name in names if name} - {area.short_name})


def way_to_area(lookup):
    """The lookup of the area whose name `lookup` ("household__village__name", "name") reads; "" for an Area's own."""
    return lookup.removesuffix("name").removesuffix("__")


def also_called(lookup, condition):
    """The condition that an area, whose name `lookup` reads, bore a name that meets `condition` (a Q about a Name)."""
    way = way_to_area(lookup)
    return Q(**{f"{way}__in" if way else "pk__in": Name.objects.filter(condition).values("area")})


def spoken(name):
    """A name without the ending that its kind brings along: 高林湾 of 高林湾村委会, 高林湾村 and 高林湾."""
    name = "".join(name.split())
    for official, _spoken in (*SPOKEN_ENDINGS, ("社区", ""), ("村", "")):
        if name.endswith(official) and len(name) > len(official):
            return name[: -len(official)]
    return name


def villages_called(within):
    """{name without its ending: [the current villages within an area that bear or bore it]}; one place may answer to several."""
    found = defaultdict(list)
    villages = Area.objects.within(within).current().at_level(Area.Level.VILLAGE).with_borne().select_related("parent")
    for village in villages.order_by("path"):
        for name in {spoken(each) for each in (village.name, *(village.borne or "").split(SEPARATOR)) if each}:
            found[name].append(village)
    return found
