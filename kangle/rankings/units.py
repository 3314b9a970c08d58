"""The units that are ranked, as a frozen ranking names them."""

from kangle.areas.models import Area


def unit_of(area):
    """An area (its parent read with it) as a unit: its key is its path, which is its code unless another bore that before."""
    return {
        "code": area.path,
        "name": area.short_name,
        "parent": area.parent.path,
        "parent_name": area.parent.short_name,
        "kind": "township" if area.level == Area.Level.TOWNSHIP else area.kind,
    }


LEVELS = {"township": Area.Level.TOWNSHIP, "village": Area.Level.VILLAGE}


def areas_at(county, level, year):
    """The areas of a county at a level ("township", "village") that stood in a year, in the order of their codes."""
    standing = Area.objects.within(county).standing_in(year).at_level(LEVELS[level])
    return list(standing.select_related("parent").order_by("path"))
