"""manage.py next_step: what a new site still lacks before a county can work on it; nothing once it can."""

from django.core.management.base import BaseCommand

from kangle.accounts.first_steps import next_step


class Command(BaseCommand):
    help = "说出新站点下一步要做的事；一切就绪时什么也不说。"

    def handle(self, **options):
        if sentence := next_step():
            self.stdout.write(sentence)
