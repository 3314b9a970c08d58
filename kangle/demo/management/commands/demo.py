"""Load the demo county."""

import time

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from kangle.demo.actions import Occupied, ensure_nobodys, load_demo, open_to_visitors, records_held


class Command(BaseCommand):
    help = "向空的数据库载入演示县（康乐县 2015 年，人物均为虚构），并计算各月末评分。"

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="已有演示数据时什么也不做；一个县自己的站点则拒绝")

    def handle(self, *, if_empty, **options):
        self.began = self.last = time.monotonic()
        try:
            if if_empty:
                ensure_nobodys()
                if records_held() is not None:
                    return  # the demo itself, of an earlier start
            with transaction.atomic():
                area = load_demo(say=self._say)
                open_to_visitors(area, say=self._say)
        except Occupied as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(_("演示县已载入，用时 %(seconds).1f 秒。") % {"seconds": time.monotonic() - self.began})

    def _say(self, text):
        now = time.monotonic()
        self.stdout.write(f"{now - self.last:6.1f} 秒  {text}")
        self.stdout.flush()
        self.last = now
