"""Long work done here and now: where no worker runs, or to see one piece of it from near."""

from django.core.management.base import BaseCommand, CommandError

from kangle.jobs.kinds import registered
from kangle.jobs.work import work_off


class Command(BaseCommand):
    help = "在前台做完排队的后台任务，然后退出；可以只做一种"

    def add_arguments(self, parser):
        parser.add_argument("kind", nargs="?", help="只做这一种")

    def handle(self, *, kind, **options):
        if kind is not None and kind not in registered():
            raise CommandError(f"没有“{kind}”这种任务；有：{'、'.join(sorted(registered()))}", returncode=2)
        taken = work_off(kind or registered())
        self.stderr.write(f"做了 {taken} 件。")
