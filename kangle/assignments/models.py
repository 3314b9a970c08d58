"""A thing given to a person: what, to whom, until when, and what became of it (交办)."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kangle.accounts.models import User
from kangle.areas.models import Area
from kangle.assignments.kinds import kind_named, kind_of
from kangle.assignments.querysets import AssignmentQuerySet, StepQuerySet
from kangle.assignments.states import OPEN, TONES, WAITING, Act, State


class Assignment(models.Model):
    """One record given by a leader to a person, with a day and a word, until it is answered and accepted.

    The record is named by its model's label and its number, as in the audit, because it stands in a room above; what it was
    called is kept, so that the assignment can be read when the record is gone.
    """

    model = models.CharField(_("记录种类"), max_length=60)
    record_id = models.BigIntegerField(_("记录编号"))
    title = models.CharField(_("事由"), max_length=200)
    area = models.ForeignKey(Area, models.PROTECT, related_name="assignments", verbose_name=_("地区"))
    giver = models.ForeignKey(User, models.PROTECT, related_name="assignments_given", verbose_name=_("交办人"))
    holder = models.ForeignKey(User, models.PROTECT, related_name="assignments_held", verbose_name=_("承办人"))
    word = models.CharField(_("要求"), max_length=200)
    given_on = models.DateField(_("交办日期"))
    due_on = models.DateField(_("答复期限"))
    state = models.CharField(_("进展"), max_length=12, choices=State, default=State.GIVEN)
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    closed_on = models.DateField(_("了结日期"), null=True, blank=True)
    turn = models.PositiveSmallIntegerField(_("轮次"), default=0)  # of acts: tells who acts on an old page

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = pgettext_lazy("列表", "交办")
        ordering = ["-given_on", "-pk"]
        indexes = [
            models.Index(fields=["model", "record_id"], name="assignments_of_record"),
            models.Index(fields=["holder", "state", "due_on"], name="assignments_of_holder"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "record_id", "holder"], condition=Q(state__in=OPEN), name="assignments_once_to_one"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("given_on")), name="assignments_due_after_given"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("assignments:assignment", args=[self.pk])

    @property
    def kind(self):
        """The Kind of its record; None where nothing of that kind is given any more."""
        return kind_of(self.model)

    @property
    def kind_name(self):
        return kind_named(self.model, self.area.level)

    def record_for(self, user):
        """The record as `user` may see it; None outside his area and where it is no longer there."""
        return self.kind and self.kind.record(self.record_id, user)

    @property
    def late(self):
        """By how many days the answer is late today; 0 or less where it is not, or has come."""
        return (timezone.localdate() - self.due_on).days if self.state in WAITING else 0

    @property
    def tone(self):
        return TONES["overdue" if self.late > 0 else self.state]

    @property
    def is_open(self):
        return self.state in OPEN

    @property
    def is_lost(self):
        """Whether it is open and its holder's account gives him no way in any more."""
        return self.is_open and not (self.holder.is_active and self.holder.in_post)


class AssignmentStep(models.Model):
    """One act on an assignment: who, when, which, with which word. Never changed."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="steps", verbose_name=pgettext_lazy("列表", "交办"))
    act = models.CharField(_("办理"), max_length=12, choices=Act)
    at = models.DateTimeField(_("时间"), auto_now_add=True)
    # Who is kept as id and name, as in the audit.
    by_id = models.BigIntegerField(_("办理人编号"), null=True)
    by_name = models.CharField(_("办理人"), max_length=60)
    word = models.CharField(_("说明"), max_length=200, blank=True)
    due_on = models.DateField(_("答复期限"), null=True, blank=True)  # as this act set it

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("交办经过")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.assignment} {self.get_act_display()}"
