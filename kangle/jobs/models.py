"""Long work: what was asked, which parts are done, who holds which part, and until when."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kangle.jobs.querysets import ENDED, OPEN, RunQuerySet, ShardQuerySet


class Run(models.Model):
    """One piece of long work (a recomputation), from the asking to its end; its state lives here, never in the broker."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待")
        RUNNING = "running", _("进行中")
        DONE = "done", _("完成")
        FAILED = "failed", _("失败")

    kind = models.CharField(_("种类"), max_length=40)
    # Two runs with the same key never stand open together: the second request finds the first.
    key = models.CharField(_("内容"), max_length=120)
    title = models.CharField(_("说明"), max_length=120)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.WAITING)
    asked_by = models.CharField(_("发起人"), max_length=60)
    asked_at = models.DateTimeField(_("发起时间"), default=timezone.now)
    started_at = models.DateTimeField(_("开始"), null=True, blank=True)
    finished_at = models.DateTimeField(_("结束"), null=True, blank=True)
    error = models.TextField(_("错误"), blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("后台任务")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="jobs_one_open_run_per_key",
            )
        ]
        indexes = [models.Index(fields=["-asked_at"])]

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        return self.state in OPEN

    @property
    def has_ended(self):
        return self.state in ENDED

    @property
    def took(self):
        """How long it worked, as a timedelta: until now where it still works; None before its first shard is taken."""
        return (self.finished_at or timezone.now()) - self.started_at if self.started_at else None


class ClockSetBack(models.Model):
    """That the machine's clock was ahead: by beat's file a timed task ran at an hour that had not come when it was noticed."""

    noticed_at = models.DateTimeField(_("发现时间"))
    ahead_until = models.DateTimeField(_("时钟走到过"))

    class Meta:
        verbose_name = verbose_name_plural = _("时钟超前")
        ordering = ["-noticed_at", "-pk"]

    def __str__(self):
        return f"{self.noticed_at:%Y-%m-%d %H:%M}"


class Shard(models.Model):
    """One part of a run that one worker does at a time, under a lease; doing it twice does no harm."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待")
        RUNNING = "running", _("进行中")
        DONE = "done", _("完成")
        FAILED = "failed", _("失败")

    run = models.ForeignKey(Run, models.CASCADE, related_name="shards", verbose_name=_("任务"))
    position = models.PositiveIntegerField(_("次序"))
    arguments = models.JSONField(_("参数"), default=dict)
    label = models.CharField(_("内容"), max_length=120)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("次数"), default=0)
    holder = models.CharField(_("执行者"), max_length=80, blank=True)
    leased_until = models.DateTimeField(_("租约到期"), null=True, blank=True)
    started_at = models.DateTimeField(_("开始"), null=True, blank=True)
    finished_at = models.DateTimeField(_("结束"), null=True, blank=True)
    rows = models.PositiveIntegerField(_("行数"), default=0)
    error = models.TextField(_("错误"), blank=True)

    objects = ShardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任务分片")
        ordering = ["run", "position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="jobs_shard_position")]

    def __str__(self):
        return self.label
