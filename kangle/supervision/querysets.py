"""How facts found by visiting are read."""

from kangle.common.querysets import AreaBoundQuerySet


class InspectionFactQuerySet(AreaBoundQuerySet):
    area_lookup = "inspection__area"


class ZoneFactQuerySet(AreaBoundQuerySet):
    area_lookup = "township"


class CadreFactQuerySet(AreaBoundQuerySet):
    area_lookup = "cadre__area"
