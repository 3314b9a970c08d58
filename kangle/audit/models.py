"""Who changed what, when, from what to what, and why."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kangle.common.querysets import after
from kangle.common.sayings import SayingLine

COUNTY_PATH = 6  # characters of a county's path

# Entries that say what a database holds, by their `model`: the invented county, or a site of one's own that was begun.
DEMO, BEGUN = "demo.county", "site.begun"


class EntryQuerySet(models.QuerySet):
    def within(self, area):
        """Entries about records at `area` or below it."""
        return self.filter(area_path__gte=area.path, area_path__lt=after(area.path))

    def of(self, record):
        """The history of one record, newest first."""
        return self.filter(model=record._meta.label_lower, object_id=str(record.pk)).order_by("-at", "-pk")

    def parts_of(self, key):
        """The entries of one act, in the order in which they were put down."""
        return self.filter(part_of=key).order_by("pk")

    def whole(self):
        """One entry for each act: without the many that are parts of one."""
        return self.filter(part_of__isnull=True)

    def since(self, at, model, area):
        """What was done to the records of one model at `area` or below it from the instant `at` on, oldest first."""
        return self.within(area).filter(model=model._meta.label_lower, at__gte=at).order_by("at", "pk")

    def visible_to(self, user):
        """Entries within the person's area; those about records of no area (poverty lines, channels) from the county up."""
        area = getattr(user, "area", None)
        if area is None or not user.is_active:
            return self.none()
        within = Q(area_path__gte=area.path, area_path__lt=after(area.path))
        return self.filter(within | Q(area_path="") if len(area.path) <= COUNTY_PATH else within)


class Entry(models.Model):
    """One act of one person on one record: never changed, never removed."""

    class Act(models.TextChoices):
        CREATE = "create", _("新增")
        CHANGE = "change", _("修改")
        DELETE = "delete", _("删除")
        LOOK = "look", _("查看完整号码")
        SIGN_IN = "sign-in", _("登录")
        LOAD = "load", _("批量载入")
        DECIDE = "decide", _("决定")

    at = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)
    # An actor is kept as id and name: the record of what somebody did outlives the account.
    actor_id = models.BigIntegerField(_("操作人编号"), null=True, blank=True)
    actor_name = models.CharField(_("操作人"), max_length=60)
    act = models.CharField(_("操作"), max_length=12, choices=Act)
    model = models.CharField(_("记录种类"), max_length=60)
    object_id = models.CharField(_("记录编号"), max_length=40, blank=True)
    object_name = models.CharField(_("记录"), max_length=200, blank=True)
    area_path = models.CharField(_("地区"), max_length=12, blank=True, db_index=True)
    before = models.JSONField(_("之前"), default=dict, blank=True)
    after = models.JSONField(_("之后"), default=dict, blank=True)
    reason = SayingLine(_("原因"), max_length=200, blank=True)  # what the site says for itself, in the reader's language
    # The key of the one act (an import, its undoing) that this entry is a part of.
    part_of = models.UUIDField(_("所属操作"), null=True, blank=True, db_index=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("操作记录")
        indexes = [models.Index(fields=["model", "object_id"]), models.Index(fields=["model", "at"])]

    def __str__(self):
        return f"{self.actor_name} {self.get_act_display()} {self.object_name}"
