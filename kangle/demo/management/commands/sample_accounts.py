"""manage.py sample_accounts: who may sign in to the demo county, and with which password."""

from django.core.management.base import BaseCommand, CommandError

from kangle.accounts.models import User
from kangle.demo.accounts import SAMPLE_ACCOUNTS, sample_table
from kangle.pages.context import is_demo


class Command(BaseCommand):
    help = "打印演示县的样例账号。"

    def handle(self, *args, **options):
        if not is_demo() or not User.objects.filter(username=SAMPLE_ACCOUNTS[0].username).exists():
            raise CommandError("这里没有演示县：样例账号只随 manage.py demo 建立。", returncode=2)
        for line in sample_table():
            self.stdout.write(line)
