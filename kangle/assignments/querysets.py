"""How assignments are read: whose they are, what waits for whom, what is late."""

from django.db.models import BooleanField, Case, OuterRef, Q, Subquery, Value, When

from kangle.accounts.roles import Capability
from kangle.assignments.states import OPEN, TO_SETTLE, WAITING
from kangle.common.querysets import AreaBoundQuerySet, path_range


class AssignmentQuerySet(AreaBoundQuerySet):
    def visible_to(self, user):
        """Those given by or to the person; whoever may give, also what anybody of his area has given."""
        if getattr(user, "area", None) is None or not user.is_active:
            return self.none()
        mine = Q(holder=user) | Q(giver=user)
        return self.filter(mine | Q(**path_range("giver__area", user.area.path)) if user.may(Capability.GIVE) else mine)

    def of(self, record):
        """Those about one record."""
        return self.filter(model=record._meta.label_lower, record_id=record.pk)

    def open(self):
        return self.filter(state__in=OPEN)

    def waiting_for(self, user):
        """What the person has still to answer, nearest to its limit first."""
        return self.filter(holder=user, state__in=WAITING).order_by("due_on", "pk")

    def overdue(self, on):
        return self.filter(state__in=WAITING, due_on__lt=on)

    def to_settle(self):
        """Answered, and neither accepted nor returned."""
        return self.filter(state__in=TO_SETTLE)

    def with_progress(self, on):
        """Annotates `progress` (the state, "overdue" where the answer is late), `last_word` and `lost`: True where it is open and
        its holder can sign in no more, else None."""
        steps = self.model._meta.get_field("steps").related_model.objects.filter(assignment=OuterRef("pk")).order_by("-pk")
        gone = Q(holder__is_active=False) | Q(holder__access_until__lt=on)
        return self.annotate(
            progress=Case(When(state__in=WAITING, due_on__lt=on, then=Value("overdue")), default="state"),
            last_word=Subquery(steps.values("word")[:1]),
            lost=Case(When(Q(state__in=OPEN) & gone, then=Value(True)), default=Value(None), output_field=BooleanField()),
        )


class StepQuerySet(AreaBoundQuerySet):
    """A step lies where its assignment lies."""

    area_lookup = "assignment__area"
