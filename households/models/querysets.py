"""How facts about people are read: who stood where on a day, how many lived there, what a household earned."""

import datetime
from functools import reduce
from operator import or_

from django.db.models import BigIntegerField, Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce, NullIf

from households.codes import MeasureState, Relation
from households.identity import CARD
from kangle.common.querysets import AreaBoundQuerySet
from kangle.procedures.decided import DecidedEventQuerySet
from villages.querysets import count_of, in_force


class HouseholdQuerySet(AreaBoundQuerySet):
    area_lookup = "village"

    def lock(self):
        """Let nobody else write these households until the transaction ends; they are locked in the order in which all do it.

        Read them afterwards: what a locking question reads beside the row it waits for is as it was before the wait.
        """
        list(self.select_for_update(of=("self",)).order_by("pk").values_list("pk"))

    def with_head(self):
        """Annotates `head_name`: the name of the member who is head and has not left."""
        return self.annotate(head_name=head_name(self.model._meta.get_field("members").related_model.objects, "pk"))

    def with_size(self, on):
        """Annotates `size`: the members living in the household on a day."""
        members = self.model._meta.get_field("members").related_model.objects
        return self.annotate(size=size_on(members, OuterRef("pk"), on))

    def with_status(self, on):
        """Annotates `status` and `status_on`: the latest status event on or before a day."""
        latest = self._last_event(on)
        return self.annotate(status=Subquery(latest.values("kind")[:1]), status_on=Subquery(latest.values("on")[:1]))

    def with_decided_on(self, on):
        """Annotates `decided_on`: the day `status` was decided, before `status_on` where a split brought it along."""
        return self.annotate(decided_on=Subquery(self._last_event(on).with_decided_on().values("decided_on")[:1]))

    def with_put_down(self, on):
        """Annotates `put_down_at`: when the event of `status` was put down, where it was decided before this system."""
        return self.annotate(put_down_at=Subquery(self._last_event(on).values("registration__at")[:1]))

    def _last_event(self, on):
        events = self.model._meta.get_field("events").related_model.objects
        return events.in_force(on).filter(household=OuterRef("pk"), on__lte=on).order_by("-on", "-pk")

    def with_steps_left(self):
        """Annotates `steps_left`: the screens of the household itself that nobody has filled in (see households.unasked)."""
        begun = self.model._meta.get_field("begun").related_model.objects
        own = begun.filter(household=OuterRef("pk"), member__isnull=True, year_record__isnull=True)
        return self.annotate(steps_left=Subquery(own.values("steps_left")[:1]))

    def with_income(self):
        """Annotates `income_year` and `income_per_head_fen` (fen): those of the last year on record, None where none is."""
        records = self.model._meta.get_field("year_records").related_model.objects
        last = records.filter(household=OuterRef("pk")).with_income_per_head().order_by("-year")
        return self.annotate(
            income_year=Subquery(last.values("year")[:1]),
            income_per_head_fen=Subquery(last.values("income_per_head_fen")[:1], output_field=BigIntegerField()),
        )

    def with_measures(self):
        """Annotates `measures_planned` and `measures_done`: how many helps were planned for it, and how many of them are done."""
        measures = self.model._meta.get_field("measures").related_model.objects.filter(household=OuterRef("pk"))
        return self.annotate(
            measures_planned=count_of(measures, "household"),
            measures_done=count_of(measures.filter(done_on__isnull=False), "household"),
        )

    def with_responsible(self, on, user=None):
        """Annotates `responsible` and `responsible_id`: the name and key of the cadre paired with it on a day.

        Of several (a successor may begin before the other has ended) the one whose account is `user`, else the newest.
        """
        held = self.model._meta.get_field("pairings").related_model.objects.held(on).filter(household=OuterRef("pk"))
        himself = [Case(When(cadre__user=user.pk, then=0), default=1, output_field=IntegerField())] if user else []
        held = held.order_by(*himself, "-since", "-pk")
        return self.annotate(
            responsible=Subquery(held.values("cadre__name")[:1]), responsible_id=Subquery(held.values("cadre_id")[:1])
        )


def head_name(members, household):
    """A subquery for the name of the head of `household` (the key of the outer row), None where it has none."""
    return Subquery(members.heads().filter(household=OuterRef(household)).values("name")[:1])


def head_among(members):
    """The head among some members of one household, None where they have none: MemberQuerySet.heads of records already read."""
    heads = [member for member in members if member.relation == Relation.HEAD and member.left_on is None]
    return min(heads, key=lambda head: (-head.joined_on.toordinal(), head.pk), default=None)


def size_on(members, household, on):
    """A subquery counting the members of `household` who lived there on the day `on` (a date or an outer reference)."""
    living = members.filter(household=household, joined_on__lte=on).filter(Q(left_on__isnull=True) | Q(left_on__gt=on))
    counted = living.order_by().values("household").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class HouseholdFactQuerySet(AreaBoundQuerySet):
    """Facts that hang on a household; they lie where the household lies."""

    area_lookup = "household__village"

    def with_head(self):
        """Annotates `head_name`: the name of the household's head, so that a list of facts can say whose each one is."""
        household = self.model._meta.get_field("household").related_model
        members = household._meta.get_field("members").related_model.objects
        return self.annotate(head_name=head_name(members, "household"))


class MemberQuerySet(HouseholdFactQuerySet):
    def heads(self):
        """The heads who have not left. A household has one; of two, which only a mistake makes, who joined last counts first."""
        return self.filter(relation=Relation.HEAD, left_on__isnull=True).order_by("-joined_on", "pk")

    def living(self, on):
        """The members who belong to their household on a day: joined by then and not yet left."""
        return self.filter(joined_on__lte=on).filter(Q(left_on__isnull=True) | Q(left_on__gt=on))

    def with_steps_left(self):
        """Annotates `steps_left`: the screens of the member that nobody has filled in (see households.unasked)."""
        return self.annotate(steps_left=F("begun__steps_left"))

    def bearing(self, number):
        """Those who bear a number or another of its card: a disability card's is the identity number and some digits more."""
        card = number[:CARD]
        if len(card) < CARD:
            return self.filter(identity_number=number)
        return self.filter(identity_number__gte=card, identity_number__lte=f"{card}9999")


class MeasureQuerySet(HouseholdFactQuerySet):
    def unended(self, on):
        """The helps not stopped by a day, those arranged for later too."""
        return self.filter(Q(stopped_on__isnull=True) | Q(stopped_on__gt=on))

    def running(self, on):
        """The helps arranged by a day and not stopped by then."""
        return self.unended(on).filter(planned_on__lte=on)

    def in_state(self, *states):
        """The helps in some of the states, as `MeasureState.of` tells them."""
        done, stopped = Q(done_on__isnull=False), Q(stopped_on__isnull=False)
        conditions = {
            MeasureState.PLANNED: ~done & ~stopped,
            MeasureState.DONE: done,
            MeasureState.STOPPED: ~done & stopped,
        }
        return self.filter(reduce(or_, [conditions[state] for state in states]))

    def unfinished(self, year):
        """The helps arranged by the end of a year and neither done nor stopped."""
        return self.in_state(MeasureState.PLANNED).filter(planned_on__lte=datetime.date(year, 12, 31))

    def beside(self, measure):
        """The household's other measures of the same item of the menu in the same year, promised or given; of any version."""
        same = {"item__area": measure.item.area_id, "item__name": measure.item.name, "planned_on__year": measure.planned_on.year}
        others = self.filter(household=measure.household_id, **same).exclude(pk=measure.pk)
        return others.in_state(MeasureState.PLANNED, MeasureState.DONE)

    def worth(self):
        """What the measures are worth together, in fen."""
        return self.aggregate(total=Sum("amount_fen"))["total"] or 0


class MenuItemQuerySet(AreaBoundQuerySet):
    """The menu is the county's: whoever is of the county or of any place in it reads the whole of it."""

    def within(self, area):
        return self.filter(area__path=area.county) if area.path != area.county else super().within(area)

    def in_force(self, on):
        """The newest version of each item that has begun by a day and not ended before it."""
        begun = in_force(on)
        newer = self.model.objects.filter(begun, area=OuterRef("area"), name=OuterRef("name"), version__gt=OuterRef("version"))
        return self.filter(begun).exclude(Exists(newer))

    def with_taken(self, area):
        """Annotates `households` and `taken_fen`: how many households of an area took an item, and what it is worth to them."""
        measures = self.model._meta.get_field("measures").related_model.objects.within(area).filter(item=OuterRef("pk"))
        taken = measures.in_state(MeasureState.PLANNED, MeasureState.DONE).order_by().values("item")
        households = taken.annotate(n=Count("household", distinct=True)).values("n")
        return self.annotate(
            households=Coalesce(Subquery(households, output_field=IntegerField()), 0),
            taken_fen=Coalesce(Subquery(taken.annotate(n=Sum("amount_fen")).values("n"), output_field=BigIntegerField()), 0),
        )


class StatusEventQuerySet(DecidedEventQuerySet, HouseholdFactQuerySet):
    whose = "household"

    def in_force(self, on):
        """Events that had not been undone by a day; one undone later stands on that day as it was decided.

        What a household that split off brought along is undone with the old one's.
        """
        undone = self.model._meta.get_field("revocation").related_model.objects.filter(on__lte=on).values("event")
        return self.exclude(Q(pk__in=undone) | Q(carried_from__in=undone))

    def decided(self):
        """Events that somebody decided about their household, not those that came along from the one it split off."""
        return self.filter(carried_from__isnull=True)

    def with_decided_on(self):
        """Annotates `decided_on`: the day it was decided; of one brought along, the day of the old household's."""
        return self.annotate(decided_on=Coalesce("carried_from__on", "on"))

    def with_revocation(self):
        """Annotates `revoked_on`: the day from which on the event is undone, None where it stands (see StatusEvent.is_undone)."""
        return self.annotate(revoked_on=Coalesce("revocation__on", "carried_from__revocation__on"))

    def with_put_down(self):
        """Annotates `put_down_at`: when an event decided before this system was put down here, None of any other."""
        return self.annotate(put_down_at=F("registration__at"))

    def between(self, first, last):
        return self.filter(on__gte=first, on__lte=last)

    def with_persons(self):
        """Annotates `persons`: the members on the day of the event."""
        members = self.model._meta.get_field("household").related_model._meta.get_field("members").related_model.objects
        return self.annotate(persons=size_on(members, OuterRef("household"), OuterRef("on")))

    def with_persons_known(self):
        """Annotates `persons` alike, None where nobody is on record of that day: a household that came here later brought along
        who lives in it now, not who did then.
        """
        return self.with_persons().annotate(persons=NullIf("persons", 0))


# Net income: what came in less what the business cost. Yuan are stored as fen.
INCOME_PARTS = (
    "wages_fen",
    "business_fen",
    "property_fen",
    "family_planning_fen",
    "dibao_fen",
    "extreme_poverty_fen",
    "pension_fen",
    "ecological_fen",
    "other_transfers_fen",
)
INCOME_COSTS = ("business_expenses_fen",)
INCOME_SCREENS = {"income": INCOME_PARTS[:3], "transfers": INCOME_PARTS[3:]}  # of the phone's form, and what each asks of it


def net_income():
    """The expression for what is on record of a year's net income, in fen."""
    total = F(INCOME_PARTS[0])
    for part in INCOME_PARTS[1:]:
        total = total + F(part)
    for cost in INCOME_COSTS:
        total = total - F(cost)
    return total


def whole_income():
    """The condition that all of a yearly record's income was asked about (households.unasked, in SQL)."""
    asked = Q()
    for screen, parts in INCOME_SCREENS.items():
        nothing_said = Q(*(Q(**{part: 0}) for part in parts), _connector=Q.OR)
        asked &= ~(Q(begun__steps_left__icontains=f'"{screen}"') & nothing_said)
    return Q(begun=None) | asked


class YearRecordQuerySet(HouseholdFactQuerySet):
    def filled_in(self):
        """The records of which no screen is left: what a figure counts is whole."""
        begun = self.model._meta.get_field("begun").related_model.objects
        return self.exclude(Exists(begun.filter(year_record=OuterRef("pk")).exclude(steps_left=[])))

    def with_steps_left(self):
        """Annotates `steps_left`: the screens of the record that nobody has filled in (see households.unasked)."""
        return self.annotate(steps_left=F("begun__steps_left"))

    def with_net_income(self):
        """Annotates `net_income_fen`: None where not all of the income was asked about."""
        return self.annotate(net_income_fen=Case(When(whole_income(), then=net_income()), output_field=BigIntegerField()))

    def with_persons(self):
        """Annotates `persons`: how many shared the income, the members on the day of the record (see households.sharing)."""
        household = self.model._meta.get_field("household").related_model
        members = household._meta.get_field("members").related_model.objects
        return self.annotate(persons=size_on(members, OuterRef("household"), OuterRef("recorded_on")))

    def with_income_per_head(self):
        """Annotates `net_income_fen`, `persons`, `income_per_head_fen`: fen; None where not all of the income was asked about,
        and a head where nobody shared it.
        """
        each = self.with_net_income().with_persons()
        return each.annotate(income_per_head_fen=F("net_income_fen") / NullIf(F("persons"), 0))
