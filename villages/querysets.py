"""How village facts are read: as of a day, never as of "whenever the row was last touched"."""

from django.db.models import Exists, OuterRef, Q

from kangle.common.querysets import AreaBoundQuerySet


def in_force(on, since="since", until="until"):
    """The condition that a dated row (`since` inclusive, `until` the last day or open) is in force on a day."""
    return Q(**{f"{since}__lte": on}) & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": on}))


class VillageFactQuerySet(AreaBoundQuerySet):
    area_lookup = "village"


class FacilityQuerySet(VillageFactQuerySet):
    def as_of(self, on):
        """The latest observation of each village's each facility on or before a day."""
        later = self.model.objects.filter(village=OuterRef("village"), kind=OuterRef("kind"), on__lte=on, on__gt=OuterRef("on"))
        return self.filter(~Exists(later), on__lte=on)


class TierQuerySet(VillageFactQuerySet):
    def poor(self):
        """The key poor villages: guaranteed, whole-village and other; a demonstration village is not poor."""
        return self.exclude(tier="demonstration")


class PostQuerySet(AreaBoundQuerySet):
    def held(self, on):
        """The posts held on a day."""
        return self.filter(in_force(on))


class AttendanceQuerySet(AreaBoundQuerySet):
    area_lookup = "post__area"


class GroupDutyQuerySet(AreaBoundQuerySet):
    area_lookup = "group__village"

    def held(self, on):
        return self.filter(in_force(on))
