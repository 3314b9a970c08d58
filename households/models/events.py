"""Where a household stands: dated events, never overwritten."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from households.models.people import Household
from households.models.querysets import StatusEventQuerySet
from households.models.registering import Registration
from kangle.procedures.models import Case


class StatusEvent(models.Model):
    """A dated change of where a household stands: identified, exited, returned, removed, deregistered. Never overwritten."""

    class Kind(models.TextChoices):
        IDENTIFIED = "identified", _("识别")
        EXITED = "exited", _("脱贫")
        RETURNED = "returned", _("返贫")
        REMOVED = "removed", _("清退")
        DEREGISTERED = "deregistered", _("销号")

    household = models.ForeignKey(
        Household, models.PROTECT, db_index=False, related_name="events", verbose_name=_("贫困户")
    )  # found by the indexes below
    kind = models.CharField(_("事件"), max_length=12, choices=Kind)
    on = models.DateField(_("日期"))
    reason = models.CharField(_("原因"), max_length=120, blank=True)
    procedure = models.CharField(_("程序"), max_length=40, blank=True)
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, editable=False, related_name="status_events", verbose_name=_("办件")
    )
    # A household that split off stands where the old one stood: nobody decided it anew, and no figure counts it as an event.
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="carried_to", verbose_name=_("随原户")
    )
    # Put down together with many others, of what was decided before the county kept its records here.
    registration = models.ForeignKey(
        Registration, models.PROTECT, null=True, blank=True, editable=False, related_name="events", verbose_name=_("身份补登")
    )

    programme_days = ("on",)
    objects = StatusEventQuerySet.as_manager()
    revoked_on = None  # told by `with_revocation`
    put_down_at = None  # told by `with_put_down`

    class Meta:
        verbose_name = verbose_name_plural = _("身份变化")
        ordering = ["household", "on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["household", "on", "kind"], name="households_one_event_a_day"),
        ]
        # Where a household stands is read off its newest event: in the order of this index nothing is left to sort.
        indexes = [models.Index(fields=["household", "on", "id"], name="households_newest_event")]

    def __str__(self):
        return f"{self.household} {self.get_kind_display()} {self.on}"

    def is_undone(self, on):
        """Whether the event was undone by a day, of one read `with_revocation`; `in_force` asks the database the same."""
        return self.revoked_on is not None and self.revoked_on <= on
