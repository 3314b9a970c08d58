"""The administrator's list of accounts. (What is done to one account lies in kangle.accounts.)"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kangle.accounts.locks import locked
from kangle.accounts.models import User
from kangle.accounts.roles import Role
from kangle.areas.models import Area
from kangle.common.masking import mask_phone
from kangle.exchange.facts import with_query
from kangle.exchange.filters import ChoiceFilter, ListFilter, SearchFilter
from kangle.exchange.tables import AreaColumn, ChoiceColumn, Column, DateColumn, LinkColumn, ListTable, MaskedColumn, MomentColumn
from kangle.exchange.views import ListPage
from kangle.pages.year_lacking import lacking_of
from kangle.procedures.methods import unmanned
from kangle.programme.chosen import periods_of

TONES = {"on": "good", "new": "fair", "not-begun": "none", "ended": "poor", "locked": "poor", "off": "poor"}


class AccountFilter(ListFilter):
    q = SearchFilter("name", "username", "unit", "area__name", label=_("姓名、用户名、单位或地区"))
    role = ChoiceFilter(label=_("角色"), choices=Role)
    state = ChoiceFilter(label=_("状态"), choices=User.State)


class AccountTable(ListTable):
    name = LinkColumn(link=("accounts:edit", "pk"))
    username = Column()
    role = ChoiceColumn()
    township = AreaColumn(_("上级"), "area", parent=True, on_phone=False)
    area = AreaColumn(_("地区"), "area")
    unit = Column(on_phone=False)
    phone = MaskedColumn(mask=mask_phone, on_phone=False)
    cadre = Column(_("对应的干部"), "cadre__name", on_phone=False)
    state = ChoiceColumn(_("状态"), choices=User.State, tones=TONES)
    access_until = DateColumn(on_phone=False)
    last_login = MomentColumn(_("上次登录"), on_phone=False)

    class Meta:
        order_by = ("area", "username")


class AccountList(ListPage):
    filterset_class = AccountFilter
    table_class = AccountTable
    title = _("用户")
    hint = _("没有符合条件的账号。可以放宽条件，或者新建账号。")
    template_name = "accounts/list.html"

    def get_queryset(self):
        return User.objects.with_state(timezone.localdate(), locked())

    def get_extra(self):
        shut_out = User.objects.visible_to(self.request.user).filter(username__in=locked()).order_by("username")
        lacking = lacking_of(periods_of(self.request.user.area), self.request.user)
        return {"locked_accounts": shut_out, "unmanned": self.unmanned(), "lacking": lacking}

    def unmanned(self):
        """[(department, the address of a new account for it)] of those that cases wait for, or will, and nobody speaks for."""
        county = self.request.user.area
        names = unmanned(county, timezone.localdate()) if county and county.level == Area.Level.COUNTY else []
        return [(name, with_query("accounts:create", role=Role.DEPARTMENT.value, area=county.pk, unit=name)) for name in names]
