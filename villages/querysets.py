"""How village facts are read: as of a day, never as of "whenever the row was last touched"."""

from django.db.models import BigIntegerField, Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kangle.common.querysets import AreaBoundQuerySet
from kangle.procedures.decided import DecidedEventQuerySet

# The rule of staffing asks a posted cadre for twenty days in the village every month.
DAYS_ASKED = 20


# What a guaranteed or demonstration village may still lack, in the order in which it is put right.
LACKING = (
    ("enterprise", _("缺包干企业")),
    ("government-items", _("缺政府承担事项")),
    ("enterprise-items", _("缺企业承担事项")),
    ("works", _("缺示范建设内容")),
)
NOTHING = ("none", _("齐全"))


def in_force(on, since="since", until="until"):
    """The condition that a dated row (`since` inclusive, `until` the last day or open) is in force on a day."""
    return Q(**{f"{since}__lte": on}) & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": on}))


class VillageFactQuerySet(AreaBoundQuerySet):
    area_lookup = "village"


class VillageEventQuerySet(DecidedEventQuerySet, VillageFactQuerySet):
    whose = "village"


class FacilityQuerySet(VillageFactQuerySet):
    def as_of(self, on):
        """The latest observation of each village's each facility on or before a day."""
        later = self.model.objects.filter(village=OuterRef("village"), kind=OuterRef("kind"), on__lte=on, on__gt=OuterRef("on"))
        return self.filter(~Exists(later), on__lte=on)

    def met(self):
        """What is there in full."""
        return self.filter(have__gte=F("of"))

    def lacking(self):
        """What is there in part or not at all."""
        return self.filter(have__lt=F("of"))


class CountyWideQuerySet(AreaBoundQuerySet):
    """What is the county's: whoever is of the county or of any place in it reads the whole of it."""

    def within(self, area):
        return self.filter(area__path=area.county) if area.path != area.county else super().within(area)

    def in_force(self, county, on):
        """The newest version of a county's criteria that has begun by a day; None where none has."""
        return self.filter(area=county, in_force_from__lte=on).order_by("-in_force_from", "-version").first()


class WorkQuerySet(VillageFactQuerySet):
    """What somebody is to do by a day (`due_on`), and has done on one (`done_on`)."""

    def with_state(self, on):
        """Annotates `state` as of a day: done, late or due."""
        done = When(done_on__lte=on, then=Value("done"))
        return self.annotate(state=Case(done, When(due_on__lt=on, then=Value("late")), default=Value("due")))


def _in_force_on(on):
    return Q(assigned_on__lte=on) & (Q(superseded_on__isnull=True) | Q(superseded_on__gt=on))


def _in_force_in_its_year(today):
    """The condition that a tier is in force on the day its year is read as of: the day of the year that is nearest to today."""
    over = Q(superseded_on__isnull=True) | Q(superseded_on__year__gt=F("year"))
    return (
        Q(year__lt=today.year, assigned_on__year__lte=F("year")) & over
        | Q(year=today.year) & _in_force_on(today)
        | Q(year__gt=today.year, superseded_on__isnull=True)
    )


class TierQuerySet(VillageFactQuerySet):
    def standing(self):
        """Those no later decision has taken the place of: what a new decision would. What a page says it asks `in_force`."""
        return self.filter(superseded_on__isnull=True)

    def in_force(self, year=None, on=None):
        """A year's tiers (None: those of every year) as they stood on a day; one that another took the place of on that day
        stands no more. Without a day each year is read as of its own: a year that is over as of its last day, the year in hand
        as of today, one that has not begun as it will begin.
        """
        held = self.filter(_in_force_in_its_year(timezone.localdate()) if on is None else _in_force_on(on))
        return held if year is None else held.filter(year=year)

    def undertaking(self):
        """Those of the villages in which somebody undertakes something: guaranteed and demonstration villages."""
        return self.filter(tier__in=["guaranteed", "demonstration"])

    def with_undertakings(self, on):
        """Annotates of a village's year `enterprise`, `duty`, `government_fen`, `enterprise_fen`, `items`, `items_done`
        (of undertakings and works together, done by a day), and `lacks`, the first of LACKING, else NOTHING.
        """

        def rows(relation):
            model = self.model._meta.get_field("village").related_model._meta.get_field(relation).related_model
            return model.objects.filter(village=OuterRef("village"), year=OuterRef("year")).order_by()

        backings, commitments, works = rows("backings"), rows("commitments"), rows("show_works")
        guaranteed, done = Q(tier="guaranteed"), Q(done_on__lte=on)
        by = {party: commitments.filter(party=party) for party in ("government", "enterprise")}
        lacks = [
            When(guaranteed & ~Exists(backings), then=Value("enterprise")),
            *(When(guaranteed & ~Exists(by[party]), then=Value(f"{party}-items")) for party in by),
            When(Q(tier="demonstration") & ~Exists(works), then=Value("works")),
        ]
        return self.annotate(
            enterprise=Subquery(backings.values("enterprise")[:1]),
            duty=Subquery(backings.values("duty")[:1]),
            **{f"{party}_fen": sum_of(rows_of, "village", "amount_fen") for party, rows_of in by.items()},
            items=count_of(commitments, "village") + count_of(works, "village"),
            items_done=count_of(commitments.filter(done), "village") + count_of(works.filter(done), "village"),
            lacks=Case(*lacks, default=Value(NOTHING[0])),
        )

    def poor(self):
        """The key poor villages: guaranteed, whole-village and other; a demonstration village is not poor."""
        return self.exclude(tier="demonstration")


class OrganisationQuerySet(AreaBoundQuerySet):
    def held(self, on):
        """The organisations that exist on a day."""
        return self.filter(in_force(on))


class PostQuerySet(AreaBoundQuerySet):
    def held(self, on):
        """The posts held on a day."""
        return self.filter(in_force(on))

    def with_days(self):
        """Annotates `days`: the days spent at the post in all, by its monthly attendance; None where no month is on record."""
        months = self.model._meta.get_field("attendances").related_model.objects.filter(post=OuterRef("pk"))
        return self.annotate(days=sum_of(months, "post", "days"))


class AttendanceQuerySet(AreaBoundQuerySet):
    area_lookup = "post__area"

    def enough(self):
        """The months with as many days in the village as the rule asks."""
        return self.filter(days__gte=DAYS_ASKED)

    def short(self):
        return self.filter(days__lt=DAYS_ASKED)


class GroupDutyQuerySet(AreaBoundQuerySet):
    area_lookup = "group__village"

    def held(self, on):
        return self.filter(in_force(on))


class CadreQuerySet(AreaBoundQuerySet):
    def with_posts(self, on, area=None):
        """Annotates `posts_held`, `post` and `post_area`: how many on a day, the kind of the longest held and its area's name.

        With `area` only the posts held there or below it.
        """
        posts = self.model._meta.get_field("posts").related_model.objects
        posts = posts.all() if area is None else posts.within(area)
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


def sum_of(rows, key, amount):
    """A subquery adding up `amount` of `rows`, narrowed as for `count_of`; None where there are none."""
    summed = rows.order_by().values(key).annotate(total=Sum(amount)).values("total")
    return Subquery(summed, output_field=BigIntegerField())


def villages_with_facts(areas, on, year=None, tiers_on=None):
    """The areas with what is said of a village in one line, as of a day.

    Annotates, None where nothing is on record: of the last profile `profile_year`, `terrain`, `households`, `persons`,
    `rural_persons`, `income_per_head_fen`; of the classing for `year` (None: the last one) as of the day `tiers_on` (None: the
    year's own, see `TierQuerySet.in_force`) `tier` and `tier_rank`; `lacking` (facilities of which
    fewer are there than should be, of a village in which any was looked at); `first_secretary` and `first_secretary_id`.
    """

    def rows(relation):
        return areas.model._meta.get_field(relation).related_model.objects

    profile = rows("profiles").filter(village=OuterRef("pk"), recorded_on__lte=on).order_by("-year")
    tier = rows("tiers").filter(village=OuterRef("pk")).in_force(year, tiers_on).order_by("-year")
    looked_at = rows("facilities").filter(village=OuterRef("pk"), on__lte=on, of__gt=0)
    lacking = count_of(rows("facilities").filter(village=OuterRef("pk")).lacking().as_of(on), "village")
    secretary = rows("posts").filter(area=OuterRef("pk"), kind="first-secretary").held(on).order_by("-since", "-pk")
    numbers = ("households", "persons", "rural_persons")
    return areas.annotate(
        profile_year=Subquery(profile.values("year")[:1]),
        terrain=Subquery(profile.values("terrain")[:1]),
        income_per_head_fen=Subquery(profile.values("income_per_head_fen")[:1], output_field=BigIntegerField()),
        tier=Subquery(tier.values("tier")[:1]),
        tier_rank=Subquery(tier.values("rank")[:1]),
        lacking=Case(When(Exists(looked_at), then=lacking)),
        first_secretary=Subquery(secretary.values("cadre__name")[:1]),
        first_secretary_id=Subquery(secretary.values("cadre_id")[:1]),
        **{number: Subquery(profile.values(number)[:1]) for number in numbers},
    )


def groups_with_responsible(groups, on):
    """The villagers' groups with `responsible` and `responsible_id`, the cadre who answers for each on a day (or None)."""
    duties = groups.model._meta.get_field("duties").related_model.objects.filter(group=OuterRef("pk")).held(on)
    duties = duties.order_by("-since", "-pk")
    return groups.annotate(
        responsible=Subquery(duties.values("cadre__name")[:1]), responsible_id=Subquery(duties.values("cadre_id")[:1])
    )
