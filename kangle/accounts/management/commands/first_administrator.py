"""manage.py first_administrator USERNAME NAME: the account with which a county's administrator creates all others."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from kangle.accounts.account_forms import USERNAME_RULE
from kangle.accounts.actions import create_account
from kangle.accounts.models import User
from kangle.accounts.roles import Role
from kangle.areas.models import Area


class Command(BaseCommand):
    help = "建立县里的第一个系统管理员，并打印一次性密码。"

    def add_arguments(self, parser):
        parser.add_argument("username", help="用户名（拼音）")
        parser.add_argument("name", help="姓名")
        parser.add_argument("--area", default=settings.KANGLE_COUNTY, help="县的代码")

    def handle(self, *args, username, name, area, **options):
        county = Area.objects.by_code(area)
        if county is None:
            raise CommandError(f"没有代码为 {area} 的地区：请先运行 manage.py load_areas。", returncode=2)
        if User.objects.filter(username=username.lower()).exists():
            raise CommandError(f"用户名 {username} 已有人用。", returncode=2)
        try:
            USERNAME_RULE(username)
            user, password = create_account(by=None, username=username, name=name, role=Role.ADMINISTRATOR, area=county)
        except ValidationError as refused:
            raise CommandError("；".join(refused.messages), returncode=2) from None
        self.stdout.write(f"{county.name} 系统管理员 {user.name}\n用户名      {user.username}\n一次性密码  {password}")
