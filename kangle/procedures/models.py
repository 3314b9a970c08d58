"""Methods as data (what must be done, who does it, how long a notice hangs) and the cases that walk through them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from kangle.areas.models import Area
from kangle.common.sayings import SENTENCE, told
from kangle.procedures import codes
from kangle.procedures.departments import SEPARATOR, listed
from kangle.procedures.querysets import CaseFactQuerySet, CaseQuerySet, ItemQuerySet, MethodQuerySet, NoticeQuerySet
from kangle.programme.models import ExitCondition
from kangle.programme.workdays import DAY, Calendar, Counts, Span

# The names of the shipped methods (shipped.py, which a migration reads and nobody edits), so that English has them too.
gettext_noop("“9771”贫困户识别法")
gettext_noop("“12345”精准识别法")
gettext_noop("“131”贫困村识别法")
gettext_noop("贫困户脱贫退出程序")
gettext_noop("“回头看”清退程序")
gettext_noop("返贫挂号程序")
gettext_noop("贫困村退出程序")
gettext_noop("贫困村返贫挂号程序")


class Method(models.Model):
    """One version of a method of identifying, leaving, returning or removing (9771, 131, 12345, ...), as its document has it."""

    code = models.SlugField(_("代码"), max_length=30)
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    name = models.CharField(_("名称"), max_length=40)
    subject = models.CharField(_("对象"), max_length=10, choices=codes.Subject)
    kind = models.CharField(_("事项"), max_length=10, choices=codes.Kind)
    since = models.DateField(_("启用日期"), null=True, blank=True)
    until = models.DateField(_("停用日期"), null=True, blank=True)
    source = models.CharField(_("依据"), max_length=200)
    provisional = models.BooleanField(_("暂拟"), default=True)

    presets = ("version", "provisional")  # a method is its first version, and provisional until a document fixes it
    objects = MethodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("方法")
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="procedures_one_version"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="procedures_until_after_since"
            ),
        ]

    def __str__(self):
        return _("%(name)s 第%(version)s版") % {"name": told({SENTENCE: self.name}), "version": self.version}

    @property
    def in_use(self):
        """Whether a case has been opened under this version: then it is changed by a new version only."""
        return self.cases.exists()


class ItemGroup(models.Model):
    """A part of a method: 九优先, 七不准, 七步骤."""

    method = models.ForeignKey(Method, models.CASCADE, related_name="groups", verbose_name=_("方法"))
    number = models.PositiveSmallIntegerField(_("序号"))
    title = models.CharField(_("标题"), max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = _("方法的分组")
        ordering = ["method", "number"]
        constraints = [models.UniqueConstraint(fields=["method", "number"], name="procedures_group_number")]

    def __str__(self):
        return f"{self.method} · {self.title}"


class Item(models.Model):
    """One item of a method. `days`: how long a notice hangs, or how long a level may take over a step; blank: no limit.
    `counts`: whether these are calendar or working days, as the method's document says.

    `departments`: who reviews a step of the departments, as procedures.departments lists them; every one of them must pass.
    """

    group = models.ForeignKey(ItemGroup, models.CASCADE, related_name="items", verbose_name=_("分组"))
    number = models.PositiveSmallIntegerField(_("序号"))
    kind = models.CharField(_("类别"), max_length=10, choices=codes.ItemKind)
    text = models.CharField(_("内容"), max_length=120)
    level = models.CharField(_("层级"), max_length=12, choices=codes.Level, default=codes.Level.VILLAGE)
    days = models.PositiveSmallIntegerField(_("天数"), null=True, blank=True)
    # What was counted before a method said so; a form presets nothing (ItemForm).
    counts = models.CharField(
        _("天数怎样算"),
        max_length=10,
        choices=Counts,
        default=Counts.CALENDAR,
        blank=True,
        help_text=_("依据文件写“个工作日”的选工作日：按国家公布的放假调休数，起算当日不计；只写“天”“日”的选自然日。"),
    )
    departments = models.CharField(
        _("会审部门"),
        max_length=200,
        blank=True,
        help_text=_(
            "部门一级的步骤由哪些单位会审，用顿号分开，写法同账号的“单位”；每个都通过才算会审完。不填：任何一个部门通过即可。"
        ),
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("方法的条目")
        ordering = ["group", "number"]
        constraints = [models.UniqueConstraint(fields=["group", "number"], name="procedures_item_number")]

    def __str__(self):
        return self.text

    def clean(self):
        self.departments = SEPARATOR.join(listed(self.departments))
        if self.departments and (self.kind, self.level) != (codes.ItemKind.STEP, codes.Level.DEPARTMENTS):
            raise ValidationError({"departments": _("只有层级为“部门”的步骤才填会审部门。")})
        if self.days and not self.counts:
            raise ValidationError({"counts": _("填了天数，还要选自然日还是工作日：依据文件写“个工作日”的选工作日。")})

    @property
    def span(self):
        """Its days as a Span; None where it names none."""
        return Span(self.days, self.counts or Counts.CALENDAR) if self.days else None


class Case(models.Model):
    """One matter (办件) that walks from the village up to the county: somebody is to be identified, to leave, return, be removed.

    `turn` counts the steps taken: whoever acts on what he saw is told when somebody else has acted since.
    """

    method = models.ForeignKey(Method, models.PROTECT, related_name="cases", verbose_name=_("方法"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="cases", verbose_name=_("地区"))
    kind = models.CharField(_("事项"), max_length=10, choices=codes.Kind)
    title = models.CharField(_("办件"), max_length=60)
    state = models.CharField(_("状态"), max_length=12, choices=codes.State, default=codes.State.VILLAGE)
    reason = models.CharField(_("申请理由"), max_length=200)
    opened_on = models.DateField(_("立件日期"))
    opened_by_id = models.BigIntegerField(_("立件人编号"), null=True, blank=True)
    opened_by = models.CharField(_("立件人"), max_length=60)
    effective_on = models.DateField(_("生效日期"))
    arrived_on = models.DateField(_("到达日期"))
    due_on = models.DateField(_("办理时限"), null=True, blank=True)
    turn = models.PositiveSmallIntegerField(_("步数"), default=0)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("办件")
        ordering = ["-opened_on", "-pk"]
        indexes = [models.Index(fields=["state", "due_on"])]

    def __str__(self):
        return f"{self.what} · {self.title}"

    @property
    def what(self):
        """What it asks for, in words; asks for its method where neither that nor its subject (`with_subject`) is at hand."""
        return codes.asked_for(self.kind, self.__dict__.get("subject") or self.method.subject)

    @property
    def level(self):
        """The level it lies at now; None once it has ended."""
        return codes.LEVEL_OF.get(self.state)

    @cached_property
    def readings(self):
        """{name: what} of what its subject has read about it; each once (see procedures.subjects.once)."""
        return {}

    @property
    def is_pending(self):
        return self.state in codes.PENDING

    @property
    def tone(self):
        return codes.TONES[self.state]


class CaseStep(models.Model):
    """One act on a case: by whom, at which level, when and why. Never overwritten; persons are kept as id and name.

    `department`: for which department a joint review was passed, as the method writes it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps", verbose_name=_("办件"))
    level = models.CharField(_("层级"), max_length=12, choices=codes.Level)
    department = models.CharField(_("会审部门"), max_length=60, blank=True)
    act = models.CharField(_("操作"), max_length=10, choices=codes.Act)
    by_id = models.BigIntegerField(_("经办人编号"), null=True, blank=True)
    by_name = models.CharField(_("经办人"), max_length=60)
    at = models.DateTimeField(_("时间"), default=timezone.now)
    on = models.DateField(_("日期"))
    reason = models.CharField(_("意见"), max_length=200, blank=True)

    objects = CaseFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("办理步骤")
        ordering = ["case", "pk"]

    def __str__(self):
        return f"{self.case} {self.get_act_display()} {self.on}"


class Answer(models.Model):
    """What was found about one item of the method, or about one condition of the year's exit standard, with its evidence."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="answers", verbose_name=_("办件"))
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="answers", verbose_name=_("条目"))
    condition = models.ForeignKey(
        ExitCondition, models.PROTECT, null=True, blank=True, related_name="answers", verbose_name=_("退出条件")
    )
    met = models.BooleanField(_("是否符合"))
    note = models.CharField(_("说明"), max_length=120, blank=True)
    by_id = models.BigIntegerField(_("填写人编号"), null=True, blank=True)
    by_name = models.CharField(_("填写人"), max_length=60)
    on = models.DateField(_("日期"))

    objects = CaseFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("逐项核对")
        ordering = ["case", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "item"], name="procedures_one_answer_an_item"),
            models.UniqueConstraint(fields=["case", "condition"], name="procedures_one_answer_a_condition"),
            models.CheckConstraint(
                condition=Q(item__isnull=False, condition__isnull=True) | Q(item__isnull=True, condition__isnull=False),
                name="procedures_answer_to_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.case} {self.item or self.condition}"


class Notice(models.Model):
    """A public notice (公示): which cases, of which level, where it hangs, from which day to which (both included).

    `working_days`: for how many working days it hangs; blank: it hangs for the calendar days from the first to the last. Blank
    `ends_on`: the last day cannot be told yet, for the days off of its year are not on record.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="notices", verbose_name=_("地区"))
    cases = models.ManyToManyField(Case, related_name="notices", verbose_name=_("办件"))
    kind = models.CharField(_("事项"), max_length=10, choices=codes.Kind)
    level = models.CharField(_("层级"), max_length=12, choices=codes.Level)
    place = models.CharField(_("张贴地点"), max_length=60)
    starts_on = models.DateField(_("公示起"))
    ends_on = models.DateField(_("公示止"), null=True, blank=True)
    working_days = models.PositiveSmallIntegerField(_("公示工作日数"), null=True, blank=True)
    entered_on = models.DateField(_("登记日期"), default=timezone.localdate)
    late_reason = models.CharField(_("补登原因"), max_length=100, blank=True)
    text = models.CharField(_("公示内容"), max_length=300, blank=True)
    telephone = models.CharField(_("监督电话"), max_length=30, blank=True)
    by_id = models.BigIntegerField(_("张贴人编号"), null=True, blank=True)
    by_name = models.CharField(_("张贴人"), max_length=60)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = pgettext_lazy("办件", "公示")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="procedures_notice_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False) | Q(working_days__isnull=False), name="procedures_notice_end_told_or_counted"
            ),
        ]

    def __str__(self):
        return f"{self.area} {self.get_kind_display()} {self.starts_on}"

    @property
    def what(self):
        """What its cases ask for, in words, where their subject is at hand (`with_subject`)."""
        return codes.asked_for(self.kind, self.__dict__.get("subject"))

    @property
    def called(self):
        return codes.notice_word(self.level)

    @property
    def was_entered_late(self):
        """Whether it was put on record after it began to hang: then its first day is somebody's word."""
        return self.entered_on > self.starts_on

    @property
    def span(self):
        """For how many days of which kind it hangs, as a Span."""
        if self.working_days is not None:
            return Span(self.working_days, Counts.WORKING)
        return Span((self.ends_on - self.starts_on).days + 1)

    @property
    def term(self):
        """From when to when, in words: "2015-09-29 – 2015-10-14（7 个工作日）"."""
        words = {"first": self.starts_on, "last": self.ends_on, "span": self.span}
        if self.ends_on is None:
            return _("%(first)s 起 %(span)s，到哪天为止还不能确定") % words
        return _("%(first)s – %(last)s（%(span)s）") % words if self.working_days else _("%(first)s – %(last)s") % words

    def days_left(self, on):
        """How long it still hangs, the given day included, as a Span; of none once it has run, None where nobody can tell."""
        if self.ends_on is None:
            return None
        if self.working_days is None:
            return Span(max((self.ends_on - max(on, self.starts_on)).days + 1, 0))
        # An announced notice counts from the day after it is put up.
        return Calendar(self.area).workdays(max(on, self.starts_on + DAY), self.ends_on)

    def has_run(self, on):
        """Whether its full days are over by a day."""
        return self.ends_on is not None and self.ends_on < on


class Objection(models.Model):
    """What somebody holds against a case that hangs out, and how it was settled; unsettled it stops the case."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections", verbose_name=pgettext_lazy("办件", "公示"))
    case = models.ForeignKey(Case, models.PROTECT, related_name="objections", verbose_name=_("办件"))
    who = models.CharField(_("反映人"), max_length=40)
    content = models.CharField(_("反映内容"), max_length=200)
    on = models.DateField(_("反映日期"))
    by_id = models.BigIntegerField(_("登记人编号"), null=True, blank=True)
    by_name = models.CharField(_("登记人"), max_length=60)
    settled_on = models.DateField(_("办结日期"), null=True, blank=True)
    upheld = models.BooleanField(_("是否成立"), null=True, blank=True)
    outcome = models.CharField(_("核查结论"), max_length=200, blank=True)
    settled_by = models.CharField(_("办结人"), max_length=60, blank=True)

    objects = CaseFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("公示异议")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, upheld__isnull=True) | Q(settled_on__isnull=False, upheld__isnull=False),
                name="procedures_settled_one_way",
            )
        ]

    def __str__(self):
        return f"{self.case} {self.on}"
