"""How village facts are read: as of a day, never as of "whenever the row was last touched"."""

from django.db.models import BigIntegerField, Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

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


class CadreQuerySet(AreaBoundQuerySet):
    def with_posts(self, on):
        """Annotates `posts_held`, `post` and `post_area`: how many on a day, the kind of the longest held and its area's name."""
        posts = self.model._meta.get_field("posts").related_model.objects
        held = posts.filter(cadre=OuterRef("pk")).held(on).order_by("since", "pk")
        return self.annotate(
            posts_held=count_of(held, "cadre"),
            post=Subquery(held.values("kind")[:1]),
            post_area=Subquery(held.values("area__name")[:1]),
        )


def count_of(rows, key):
    """A subquery counting `rows`, already narrowed to the outer query's row through their foreign key `key`."""
    counted = rows.order_by().values(key).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def villages_with_facts(areas, on):
    """The areas with what is said of a village in one line, as of a day.

    Annotates, None where nothing is on record: of the last profile `profile_year`, `terrain`, `households`, `persons`,
    `rural_persons`, `income_per_head_fen`; of the last year's classing `tier` and `tier_rank`; `lacking` (facilities of which
    fewer are there than should be); `first_secretary` and `first_secretary_id`.
    """

    def rows(relation):
        return areas.model._meta.get_field(relation).related_model.objects

    profile = rows("profiles").filter(village=OuterRef("pk"), recorded_on__lte=on).order_by("-year")
    tier = rows("tiers").filter(village=OuterRef("pk"), assigned_on__lte=on).order_by("-year")
    lacking = rows("facilities").filter(village=OuterRef("pk"), have__lt=F("of")).as_of(on)
    secretary = rows("posts").filter(area=OuterRef("pk"), kind="first-secretary").held(on).order_by("-since", "-pk")
    numbers = ("households", "persons", "rural_persons")
    return areas.annotate(
        profile_year=Subquery(profile.values("year")[:1]),
        terrain=Subquery(profile.values("terrain")[:1]),
        income_per_head_fen=Subquery(profile.values("income_per_head_fen")[:1], output_field=BigIntegerField()),
        tier=Subquery(tier.values("tier")[:1]),
        tier_rank=Subquery(tier.values("rank")[:1]),
        lacking=count_of(lacking, "village"),
        first_secretary=Subquery(secretary.values("cadre__name")[:1]),
        first_secretary_id=Subquery(secretary.values("cadre_id")[:1]),
        **{number: Subquery(profile.values(number)[:1]) for number in numbers},
    )
