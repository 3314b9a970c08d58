"""How facts about money are read: every sum is of integer fen, as of a day."""

from django.db.models import BigIntegerField, Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from kangle.common.querysets import AreaBoundQuerySet
from projects.querysets import total


class DocumentQuerySet(AreaBoundQuerySet):
    def with_totals(self, on):
        """Annotates `allotted_fen`, `appropriated_fen`, `spent_fen` and `unspent_fen`: each stage of its money by a day."""
        allotments = self.model._meta.get_field("allotments").related_model
        appropriations = allotments._meta.get_field("appropriations").related_model
        expenditures = appropriations._meta.get_field("expenditures").related_model
        passed_down = appropriations.objects.filter(allotment__document=OuterRef("pk"), on__lte=on)
        spent = expenditures.objects.filter(appropriation__allotment__document=OuterRef("pk"), on__lte=on)
        return self.annotate(
            allotted_fen=total(allotments.objects.filter(document=OuterRef("pk"), on__lte=on), "document", "amount_fen"),
            appropriated_fen=total(passed_down, "allotment__document", "amount_fen"),
            spent_fen=total(spent, "appropriation__allotment__document", "amount_fen"),
        ).annotate(unspent_fen=F("allotted_fen") - F("spent_fen"))


class AllotmentQuerySet(AreaBoundQuerySet):
    def with_spent(self, on):
        """Annotates `spent_by_fen` and `unspent_fen`: what had been spent of it by a day, and what had not."""
        appropriations = self.model._meta.get_field("appropriations").related_model
        expenditures = appropriations._meta.get_field("expenditures").related_model.objects
        spent = (
            expenditures.filter(appropriation__allotment=OuterRef("pk"), on__lte=on)
            .order_by()
            .values("appropriation__allotment")
            .annotate(total=Sum("amount_fen"))
            .values("total")
        )
        spent = Coalesce(Subquery(spent, output_field=BigIntegerField()), 0)
        return self.annotate(spent_by_fen=spent).annotate(unspent_fen=F("amount_fen") - F("spent_by_fen"))

    def with_appropriated(self, on):
        """Annotates `appropriated_fen`: what had been passed down to projects by a day."""
        passed_down = self.model._meta.get_field("appropriations").related_model.objects
        passed_down = passed_down.filter(allotment=OuterRef("pk"), on__lte=on)
        return self.annotate(appropriated_fen=total(passed_down, "allotment", "amount_fen"))


class AppropriationQuerySet(AreaBoundQuerySet):
    """Appropriations lie where their allotment lies."""

    area_lookup = "allotment__area"

    def with_unspent(self):
        """Annotates `unspent_fen`: what of it has not been paid out."""
        return self.annotate(unspent_fen=F("amount_fen") - F("spent_fen"))


class ExpenditureQuerySet(AreaBoundQuerySet):
    area_lookup = "appropriation__allotment__area"


class DeliveryQuerySet(AreaBoundQuerySet):
    area_lookup = "donation__area"


class DonationQuerySet(AreaBoundQuerySet):
    def with_delivered(self, on):
        """Annotates `delivered_fen` and `outstanding_fen`: what of the pledge had arrived by a day, and what had not."""
        deliveries = self.model._meta.get_field("deliveries").related_model.objects
        arrived = total(deliveries.filter(donation=OuterRef("pk"), on__lte=on), "donation", "amount_fen")
        return self.annotate(delivered_fen=arrived).annotate(outstanding_fen=F("pledged_fen") - F("delivered_fen"))


class DonorQuerySet(QuerySet):
    """Donors lie nowhere: a donor is seen where one of its donations is."""

    def _donations(self):
        return self.model._meta.get_field("donations").related_model.objects.filter(donor=OuterRef("pk"))

    def within(self, area):
        return self.filter(Exists(self._donations().within(area)))

    def visible_to(self, user):
        return self.filter(Exists(self._donations().visible_to(user)))

    def with_totals(self, on, donations):
        """Annotates `pledged_fen` and `delivered_fen` by a day, of those `donations` that one may see."""
        donation = self.model._meta.get_field("donations").related_model
        deliveries = donation._meta.get_field("deliveries").related_model.objects
        seen = donations.values("pk")
        pledged = self._donations().filter(pledged_on__lte=on, pk__in=seen)
        arrived = deliveries.filter(donation__donor=OuterRef("pk"), on__lte=on, donation__in=seen)
        return self.annotate(
            pledged_fen=total(pledged, "donor", "pledged_fen"),
            delivered_fen=total(arrived, "donation__donor", "amount_fen"),
        )
