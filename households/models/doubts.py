"""What the checks found and what was said to it: the rules as the county sets them, the doubts (疑点) and their explanations.

The rules themselves are declared and judged in households.checks; this module keeps what has to be stored of them.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.codes import Severity
from households.models.querysets import head_name
from kangle.common.querysets import AreaBoundQuerySet
from villages.models import village_key


class CheckRule(models.Model):
    """One rule of the checks as the county sets it: how severe it is, since when it is judged, from which size on it speaks."""

    code = models.CharField(_("代码"), max_length=50, unique=True)
    name = models.CharField(_("规则"), max_length=40)
    severity = models.CharField(_("程度"), max_length=8, choices=Severity)
    on_since = models.DateField(_("启用日期"))
    off_since = models.DateField(_("停用日期"), null=True, blank=True, help_text=_("自这一天起不再判断"))
    threshold = models.PositiveIntegerField(_("界限"), null=True, blank=True, help_text=_("只用于有界限的规则"))

    class Meta:
        verbose_name = verbose_name_plural = _("校验规则")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(off_since__isnull=True) | Q(off_since__gte=models.F("on_since")),
                name="households_rule_ends_after_it_begins",
                violation_error_message=_("停用日期不能早于启用日期。"),
            )
        ]

    def __str__(self):
        return self.name


class DoubtQuerySet(AreaBoundQuerySet):
    area_lookup = "village"

    def standing(self, on=None):
        """The doubts not yet cleared; with `on`, those that stood on that day."""
        if on is None:
            return self.filter(cleared_on__isnull=True)
        return (
            self.filter(found_on__lte=on).filter(Q(cleared_on__isnull=True) | Q(cleared_on__gt=on)).exclude(self._taken_over(on))
        )

    def _taken_over(self, on):
        """Whether a doubt was on a day still the one whose explanation was withdrawn later: that one stood then, not both."""
        same = {name: models.OuterRef(name) for name in ("rule", "subject", "found_on")}
        before = self.model._default_manager.filter(**same, explained_on__isnull=False, cleared_on__gt=on)
        return models.Exists(before.filter(pk__lt=models.OuterRef("pk")))

    def unexplained(self, on=None):
        """Those nobody had explained (by the day)."""
        if on is None:
            return self.filter(explained_on__isnull=True)
        return self.filter(Q(explained_on__isnull=True) | Q(explained_on__gt=on))

    def grave(self):
        """Those that a record may not keep as they are: to be put right, or at least explained."""
        return self.exclude(severity=Severity.HINT)

    def with_head(self):
        """Annotates `head_name`: the name of the household's head."""
        members = self.model._meta.get_field("member").related_model.objects
        return self.annotate(head_name=head_name(members, "household"))


class Doubt(models.Model):
    """One fault the checks found in the records of a household (or of a village), from the day it was found until it is gone.

    What it says follows from `rule` and `values`, in either language. An explanation belongs to these values: when they change,
    the doubt is cleared and found anew, unexplained. What is cleared stays on record, so that any past day can be counted again.
    """

    village = village_key("doubts")
    household = models.ForeignKey(
        "households.Household", models.CASCADE, null=True, blank=True, related_name="doubts", verbose_name=_("贫困户")
    )
    member = models.ForeignKey(
        "households.Member", models.CASCADE, null=True, blank=True, related_name="doubts", verbose_name=_("家庭成员")
    )
    year_record = models.ForeignKey(
        "households.YearRecord", models.CASCADE, null=True, blank=True, related_name="doubts", verbose_name=_("年度记录")
    )
    rule = models.CharField(_("规则"), max_length=50)
    subject = models.CharField(_("对象"), max_length=80)  # the record and field: "member:17:identity_number"
    severity = models.CharField(_("程度"), max_length=8, choices=Severity)
    values = models.JSONField(_("内容"), default=dict)
    found_on = models.DateField(_("发现日期"), default=timezone.localdate)
    cleared_on = models.DateField(_("消除日期"), null=True, blank=True)
    explained_on = models.DateField(_("说明日期"), null=True, blank=True)
    explained_by = models.CharField(_("说明人"), max_length=60, blank=True)
    explained_by_id = models.BigIntegerField(_("说明人编号"), null=True, blank=True)  # as in the audit: it outlives the account
    reason = models.CharField(_("说明"), max_length=200, blank=True)

    objects = DoubtQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("疑点")
        ordering = ["-found_on", "pk"]  # by no joined column: PostgreSQL locks no nullable side of a join
        indexes = [models.Index(fields=["rule", "cleared_on"], name="households_doubt_rule")]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "subject"], condition=Q(cleared_on__isnull=True), name="households_doubt_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(explained_on__isnull=True) | ~Q(reason=""), name="households_explanation_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.rule} {self.subject}"

    @property
    def is_explained(self):
        return self.explained_on is not None

    @property
    def must_be_obeyed(self):
        return self.severity == Severity.BLOCKS

    @property
    def sentence(self):
        """What is wrong and what to do, in the language of the moment."""
        from households.checks.sheet import say  # the rules read this room's models

        return say(self.rule, self.values)
