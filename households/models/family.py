"""What is kept of a change in a family: the act, its day, its reason, and whom it concerned."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from households.codes import Left
from households.models.people import Household, Member
from households.models.querysets import HouseholdFactQuerySet, head_name


class FamilyActQuerySet(HouseholdFactQuerySet):
    def about(self, household):
        """The acts that a household took part in, from either side, newest first; each knows both by name (see `with_names`)."""
        return self.filter(Q(household=household) | Q(other=household)).with_names().order_by("-on", "-pk")

    def with_names(self):
        """Annotates `household_name` and `other_name`: the present head's name, else the number, as a household names itself."""
        return self.annotate(household_name=_name("household"), other_name=_name("other"))


def _name(key):
    return Coalesce(head_name(Member.objects, key), F(f"{key}__number"))


class FamilyAct(models.Model):
    """One dated act by which a family changed: a leaving or its undoing, a new head, a split, a joining of two or its undoing.

    `household` is where it was done: the one that was left, that divided, that was given up. `other`: the household that came of
    it, or that took the people in. `persons`: [{member, name, before, after, now}] as keys and relations, `now` being the key
    under which a person lives in the other household. `measures`: the keys of the measures that it stopped; `plans`: those of
    them that went on elsewhere, as [{measure, now}].
    """

    class Kind(models.TextChoices):
        LEFT = "left", _("成员离开")
        BACK = "back", _("撤销离开")
        HEAD = "head", _("更换户主")
        SPLIT = "split", _("分户")
        MERGED = "merged", _("合户")
        UNMERGED = "unmerged", _("合户撤销")

    household = models.ForeignKey(Household, models.PROTECT, related_name="family_acts", verbose_name=_("贫困户"))
    kind = models.CharField(_("变动"), max_length=8, choices=Kind)
    on = models.DateField(_("日期"))
    why = models.CharField(_("离开原因"), max_length=12, choices=Left, blank=True)
    reason = models.CharField(_("说明"), max_length=200, blank=True)
    other = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="family_acts_beyond", verbose_name=_("另一户")
    )
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undoing", verbose_name=_("撤销的变动")
    )
    persons = models.JSONField(_("涉及的人"), default=list)
    measures = models.JSONField(_("停止的措施"), default=list, blank=True)
    plans = models.JSONField(_("转走的措施"), default=list, blank=True)
    by_name = models.CharField(_("经办人"), max_length=60)

    programme_days = ("on",)
    objects = FamilyActQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("家庭变动")
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.on}"

    @property
    def names(self):
        return "、".join(person["name"] for person in self.persons)
