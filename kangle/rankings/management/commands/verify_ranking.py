"""verify_ranking: compute a published ranking again from its own frozen inputs, and say whether it is identical."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kangle.rankings.models import Publication
from kangle.rankings.verification import known_here, verify


class Command(BaseCommand):
    help = "Verify a published ranking: a carried file, or the number (2015-003) or key of one in the database."

    def add_arguments(self, parser):
        parser.add_argument("what", metavar="FILE|ID")
        parser.add_argument("--digest", default="", help="the SHA-256 (or its first digits) that a paper shows")

    def handle(self, what, digest, **options):
        outcome = verify(_text_of(what), printed=digest)
        if outcome.ranking is not None:
            self.stdout.write(f"{outcome.ranking.get('title')} {outcome.ranking.get('number')}")
            self.stdout.write(f"SHA-256 {outcome.sha256}")
            self.stdout.write(f"SM3     {outcome.sm3 or _('（本机没有 SM3）')}")
        if outcome.is_identical:
            self.stdout.write(self.style.SUCCESS(_("一致：由文件里的数据和规则重新计算，结果完全相同。")))
            if withdrawn := known_here(outcome):
                self.stdout.write(self.style.WARNING(withdrawn))
            return
        faults, more = outcome.named
        for fault in faults:
            self.stdout.write(f"- {fault}")
        if more:
            self.stdout.write(_("……另有 %(more)d 处。") % {"more": more})
        raise CommandError(_("不一致。"), returncode=1)


def _text_of(what):
    """The text of a file, or of a publication by its reference or key."""
    path = Path(what)
    if path.is_file():
        try:
            return path.read_bytes().decode()
        except UnicodeDecodeError as error:
            raise CommandError(
                _("第 %(place)d 个字节不是 UTF-8：文件被改过。") % {"place": error.start + 1}, returncode=1
            ) from error
    found = _publication(what)
    if found is None:
        raise CommandError(_("没有文件“%(what)s”，也没有这个编号的排名。") % {"what": what}, returncode=2)
    return found.text


def _publication(what):
    year, _dash, number = what.partition("-")
    if year.isdigit() and number.isdigit():
        found = list(Publication.objects.filter(year=int(year), number=int(number)).select_related("area"))
        if len(found) > 1:  # several counties count their own
            keys = "、".join(f"{each.area.short_name} {each.pk}" for each in found)
            raise CommandError(_("有几个县有这个编号，请写键号：%(keys)s。") % {"keys": keys}, returncode=2)
        return found[0] if found else None
    return Publication.objects.filter(pk=int(what)).first() if what.isdigit() else None
