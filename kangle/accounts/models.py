"""The people who use the system: their role, their area, and the time their post gives them access."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kangle.accounts.records import NOBODY, RECORDS
from kangle.accounts.roles import GRANTS, Capability, Role
from kangle.areas.models import Area
from kangle.common.fields import NameField
from kangle.common.querysets import AreaBoundQuerySet


class UserQuerySet(AreaBoundQuerySet):
    """Accounts lie at the area of their person; those without an area are seen by nobody."""

    def with_state(self, on, locked=()):
        """Annotates `state`, one of `User.State`: whether the person could sign in on a day, and if not, why.

        `locked` are the names shut out by failed sign-ins right now (accounts.locks).
        """
        state = User.State
        return self.annotate(
            state=Case(
                When(is_active=False, then=Value(state.OFF)),
                When(access_until__lt=on, then=Value(state.ENDED)),
                When(access_from__gt=on, then=Value(state.NOT_BEGUN)),
                When(username__in=locked, then=Value(state.LOCKED)),
                When(must_change_password=True, then=Value(state.NEW)),
                default=Value(state.ON),
                output_field=models.CharField(),
            )
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, username, password, *, name, role, area=None, **fields):
        """A new account; whoever receives the password must change it at the first sign-in unless told otherwise.

        User names are kept in small letters, and the sign-in form lowers what is typed: a phone likes to begin with a capital.
        """
        user = self.model(username=username.lower(), name=name, role=role, area=area, **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """One person's account: one role, one area, and the days between which the post gives access."""

    class State(models.TextChoices):
        ON = "on", _("可以登录")
        NEW = "new", _("未改一次性密码")
        NOT_BEGUN = "not-begun", _("任职未开始")
        ENDED = "ended", _("任职已结束")
        LOCKED = "locked", _("已锁定")
        OFF = "off", _("已停用")

    username = models.CharField(_("用户名"), max_length=30, unique=True)
    name = NameField(_("姓名"), max_length=30)
    role = models.CharField(_("角色"), max_length=20, choices=Role)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="users", verbose_name=_("地区"))
    unit = models.CharField(_("单位"), max_length=60, blank=True)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    access_from = models.DateField(_("任职起"), null=True, blank=True)
    access_until = models.DateField(_("任职止"), null=True, blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    must_change_password = models.BooleanField(_("须改密码"), default=True)
    created_at = models.DateTimeField(_("建立时间"), default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = verbose_name_plural = _("用户")
        ordering = ["username"]

    def __str__(self):
        return self.name or self.username

    @property
    def in_post(self):
        """Whether the person's post gives access today: accounts end with the post, not when somebody remembers."""
        if self.access_from is None and self.access_until is None:
            return True  # most posts have no end, and every link of a page asks
        today = timezone.localdate()
        started = self.access_from is None or self.access_from <= today
        return started and (self.access_until is None or today <= self.access_until)

    @property
    def capabilities(self):
        """Everything the person may do now; empty once the account is off or the post has ended."""
        return GRANTS.get(self.role, frozenset()) if self.is_active and self.in_post else frozenset()

    def may(self, capability):
        return capability in self.capabilities

    def may_edit(self, model):
        """Whether the person may write records of `model` (its label, 'households.member') within his own area."""
        return self.may(Capability.EDIT_RECORDS) and not RECORDS.get(model, NOBODY).isdisjoint(self.capabilities)

    def may_look_up(self, model):
        """Whether the person may choose a record of `model` in a form: who may edit it, or reads facts at all."""
        return self.may_edit(model) or (model in RECORDS and self.may(Capability.READ))

    # What Django's admin asks of a user; the admin itself decides by model and area (kangle.audit.admin).
    @property
    def is_staff(self):
        return self.may(Capability.EDIT_RECORDS)

    def has_perm(self, perm, obj=None):
        return False

    def has_module_perms(self, app_label):
        return False
