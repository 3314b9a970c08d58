"""Load the demo county."""

import time

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from kangle.demo.actions import Occupied, load_demo, open_to_visitors, records_held


class Command(BaseCommand):
    help = "向空的数据库载入演示县（康乐县 2015 年，人物均为虚构），并计算各月末评分。"

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="数据库已有记录时什么也不做")

    def handle(self, *, if_empty, **options):
        if if_empty and records_held() is not None:
            self.stdout.write(_("数据库里已有记录，没有载入演示数据。"))
            return
        self.began = self.last = time.monotonic()
        try:
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
