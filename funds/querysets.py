"""How facts about money are read: every sum is of integer fen, as of a day."""

from django.db.models import BigIntegerField, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from kangle.common.querysets import AreaBoundQuerySet


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


class AppropriationQuerySet(AreaBoundQuerySet):
    """Appropriations lie where their allotment lies."""

    area_lookup = "allotment__area"


class ExpenditureQuerySet(AreaBoundQuerySet):
    area_lookup = "appropriation__allotment__area"


class DeliveryQuerySet(AreaBoundQuerySet):
    area_lookup = "donation__area"
