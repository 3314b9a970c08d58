"""Load an edition of the published list of divisions."""

import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kangle.areas.actions import ManyClosed, load_list
from kangle.areas.codes import CodeExhausted
from kangle.areas.editions import WrongEdition, edition_of
from kangle.areas.imports import BadList, DivisionList, read_reused


class Command(BaseCommand):
    help = "载入国家统计局区划清单（code,name,parent_code,level），任何年份、任何范围；重复载入同一清单不改变任何内容。"

    def add_arguments(self, parser):
        parser.add_argument("file", help="清单文件：UTF-8（有无 BOM 均可）或 GB18030 编码的 CSV")
        parser.add_argument("--edition", metavar="YEAR", help="版本年份；不写则取文件名里的四位数字")
        parser.add_argument("--reused", metavar="FILE", help="被另一区划重用的代码，每行一个，# 起为注释")
        parser.add_argument("--accept", action="store_true", help="已核对清单完整，照样撤销一成以上的地区")

    def handle(self, *, file, edition, reused, accept, **options):
        began = time.monotonic()
        outcome = self._load(file, edition, reused, accept)
        for note in outcome.notes:
            self.stdout.write(note)
        outcome.notes.close()
        self.stdout.write(_summary(outcome, time.monotonic() - began))
        call_command("next_step", stdout=self.stdout)

    def _load(self, file, edition, reused, accept):
        reading = file
        try:
            with open(file, "rb"):  # a file that is not there is said before anything about its name
                pass
            year = edition_of(file, edition)
            listing = DivisionList(file)
            listing.check()
            reading = reused
            codes = read_reused(reused) if reused else set()
            return load_list(listing, edition=year, reused=codes, by=_("命令行"), accept=accept)
        except BadList as error:
            self._name_bad_lines(reading, error)
            raise CommandError(str(error), returncode=2) from error
        except (WrongEdition, CodeExhausted, ManyClosed) as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(_unreadable(reading, error), returncode=2) from error

    def _name_bad_lines(self, file, error):
        for line, sentence in error.problems:
            self.stderr.write(_("%(file)s 第 %(line)d 行：%(sentence)s") % {"file": file, "line": line, "sentence": sentence})
        if error.total > len(error.problems):
            self.stderr.write(_("……还有 %(more)d 处。") % {"more": error.total - len(error.problems)})


def _unreadable(file, error):
    return _("读不了文件 %(file)s（%(reason)s）：请核对路径和权限。") % {"file": file, "reason": error.strerror}


def _summary(outcome, seconds):
    scope = "、".join(f"{area.name} {area.code}" for area in outcome.scope[:3]) or _("无")
    if len(outcome.scope) > 3:
        scope = _("%(scope)s 等 %(count)d 处") % {"scope": scope, "count": len(outcome.scope)}
    return _(
        "载入完成（范围：%(scope)s）：新增 %(added)d，更名 %(renamed)d，撤销 %(closed)d，"
        "代码重用 %(reused)d，恢复 %(reopened)d，未变 %(unchanged)d，用时 %(seconds).1f 秒。"
    ) % {"scope": scope, "seconds": seconds, **outcome.counts()}
