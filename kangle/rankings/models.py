"""Published rankings: frozen texts with their digests; withdrawn and issued anew, never edited."""

import json

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kangle.areas.models import Area
from kangle.common.querysets import AreaBoundQuerySet


class PublicationQuerySet(AreaBoundQuerySet):
    def in_force(self):
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, user):
        """A published ranking may be read by every unit ranked: by everybody in the county, and by those above it."""
        area = getattr(user, "area", None)
        if area is None or not user.is_active:
            return self.none()
        if area.level > Area.Level.COUNTY:
            return self.filter(area__path=area.county)
        return self.within(area)

    def alike(self, *, area, kind, subject, level):
        """Those that rank the same units by the same thing, newest day first; one round is like another."""
        same = {} if kind == Publication.Kind.ROUND else {"subject": subject}
        return self.filter(area=area, kind=kind, level=level, **same).order_by("-as_of", "-pk")

    def of_day(self, as_of, *, subject, communities, **same):
        """The one in force of this very ranking and day, of one round where rounds are ranked; None where none is published.

        `communities`: whether they are ranked beside the villages; None where that is no question.
        """
        return self.in_force().same_of_day(as_of, subject=subject, communities=communities, **same)

    def same_of_day(self, as_of, *, subject, communities, **same):
        """The newest of this very ranking and day among these, as `of_day`."""
        found = self.filter(as_of=as_of, subject=subject, **same).order_by("-pk")
        return next((each for each in found if each.document["rule"].get("communities") in (None, communities)), None)


class Publication(models.Model):
    """One published ranking, as it is carried: inputs, rule and result in one canonical text, and its digests."""

    class Kind(models.TextChoices):
        SCORE = "score", _("663评分")
        ROUND = "round", _("督查轮次")
        POVERTY = "poverty", _("贫困倒排序")

    class Level(models.TextChoices):
        TOWNSHIP = "township", _("乡镇")
        VILLAGE = "village", _("村")

    area = models.ForeignKey(Area, models.PROTECT, related_name="rankings", verbose_name=_("县"))
    number = models.PositiveIntegerField(_("编号"))
    kind = models.CharField(_("类型"), max_length=8, choices=Kind)
    # A code of the sheet (663, a group, an item, an indicator); a round's key; "poverty".
    subject = models.CharField(_("排名依据"), max_length=40)
    level = models.CharField(_("级别"), max_length=8, choices=Level)
    year = models.PositiveSmallIntegerField(_("年度"))
    as_of = models.DateField(_("截至"))
    title = models.CharField(_("标题"), max_length=120)
    # The file's bytes, which end without a line break: nothing may be added to them.
    text = models.TextField(_("内容"))
    sha256 = models.CharField("SHA-256", max_length=64)
    sm3 = models.CharField("SM3", max_length=64, blank=True)
    published_at = models.DateTimeField(_("发布时间"))
    published_by = models.CharField(_("发布人"), max_length=60)
    published_by_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_by = models.CharField(_("撤回人"), max_length=60, blank=True)
    withdrawn_reason = models.CharField(_("撤回原因"), max_length=200, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("代替")
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("已发布排名")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "year", "number"], name="rankings_number"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="rankings_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def withdrawal(self):
        """That it was withdrawn, when, by whom, why and what holds instead, in one sentence; "" while it is in force."""
        if self.withdrawn_at is None:
            return ""
        told = {"day": timezone.localdate(self.withdrawn_at), "who": self.withdrawn_by, "reason": self.withdrawn_reason}
        said = gettext("%(reference)s 已于 %(day)s 由%(who)s撤回：%(reason)s。") % (told | {"reference": self.reference})
        instead = getattr(self, "replaced_by", None)
        return said + gettext("以 %(reference)s 为准。") % {"reference": instead.reference} if instead else said

    @cached_property
    def document(self):
        """The frozen ranking as a dict: its head, and rule, inputs, result."""
        return json.loads(self.text)["ranking"]

    @property
    def reference(self):
        """How a paper names it: 2015-003."""
        return f"{self.year}-{self.number:03}"
