"""manage.py create_administrator USERNAME NAME: the account with which a county's administrator creates all others."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kangle.accounts.account_forms import USERNAME_RULE
from kangle.accounts.actions import create_account
from kangle.accounts.first_steps import next_step
from kangle.accounts.models import User
from kangle.accounts.roles import Role
from kangle.areas.codes import NoSuchArea, area_for


class Command(BaseCommand):
    help = "建立县里的系统管理员，打印只显示这一次的一次性密码。"

    def add_arguments(self, parser):
        parser.add_argument("username", help="用户名（姓名的拼音），例如 mazhongyi")
        parser.add_argument("name", help="姓名")
        parser.add_argument("--area", default=settings.KANGLE_COUNTY, help="县的区划代码；省略则为 KANGLE_COUNTY")
        parser.add_argument("--another", action="store_true", help="该县已有系统管理员，再建一个")

    def handle(self, *, username, name, area, another, **options):
        try:
            county = area_for(area)
            _ensure_wanted(username, name, county, another)
            user, password = create_account(by=None, username=username, name=name, role=Role.ADMINISTRATOR, area=county)
        except (NoSuchArea, ValidationError) as refused:
            raise CommandError(" ".join(getattr(refused, "messages", [str(refused)])), returncode=2) from refused
        self.stdout.write(
            _("已建立%(area)s系统管理员 %(name)s。首次登录须换成自己的密码。") % {"area": county.short_name, "name": user.name}
        )
        self.stdout.write(_("用户名：%(username)s") % {"username": user.username})
        if sentence := next_step():
            self.stdout.write(sentence)
        self.stdout.write(_("一次性密码（只显示这一次）：%(password)s") % {"password": password})


def _ensure_wanted(username, name, county, another):
    """Refuse a name nobody could sign in with, or a second administrator that was not asked for in words."""
    if not name.strip():
        raise ValidationError(_("请写明系统管理员的姓名。"))
    USERNAME_RULE(username)
    if User.objects.filter(username=username).exists():
        raise ValidationError(_("用户名 %(username)s 已有人用，请换一个。") % {"username": username})
    standing = User.objects.filter(role=Role.ADMINISTRATOR, area=county, is_active=True).order_by("pk").first()
    if standing and not another:
        raise ValidationError(
            _("%(area)s已有系统管理员 %(name)s（%(username)s）：其他账号由他在页面上建立。他无法登录时，加 --another 再建一个。")
            % {"area": county.short_name, "name": standing.name, "username": standing.username}
        )
