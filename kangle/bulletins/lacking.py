"""What keeps a bulletin from being sent for signature and signed, in sentences."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.bulletins.freezing import of_another_round
from kangle.bulletins.models import Bulletin

YEAR = re.compile(r"〔(\d{4})〕")  # as a document number writes it


def lacks(bulletin):
    """[what is missing before it can be signed], in sentences."""
    found = [sentence for sentence in [of_another_round(bulletin)] if sentence]
    if old := withdrawn_ranking(bulletin):
        told = {"reference": old.reference, "day": timezone.localdate(old.withdrawn_at)}
        found.append(_("所依据的排名 %(reference)s 已于 %(day)s 撤回：请按现在的记录重新生成，看过新稿再送签。") % told)
    if not bulletin.number:
        found.append(_("还没有发文字号：请在“文件头”里填写。"))
    if not any(block["kind"] == "text" and block["text"].strip() for block in bulletin.blocks):
        found.append(_("正文是空的：请写上内容。"))
    return found


def other_year(bulletin, on):
    """That the year in the document number is not that of the day of the document, in a sentence; "" where it is."""
    year = YEAR.search(bulletin.number)
    if year is None or int(year[1]) == on.year:
        return ""
    return _("发文字号“%(number)s”的年份与成文日期（%(day)s）的年份不同。") % {"number": bulletin.number, "day": on}


def withdrawn_ranking(bulletin):
    """The ranking a bulletin rests on, where it has been withdrawn; else None."""
    old = bulletin.publication
    return old if old is not None and old.withdrawn_at is not None else None


def number_is_used(bulletin, number):
    """Whether another bulletin of the county bears the number."""
    return Bulletin.objects.filter(area=bulletin.area, number=number).exclude(pk=bulletin.pk).exists()


def number_used(number):
    """That a number is used, in a sentence."""
    return _("发文字号“%(number)s”已经用过：请换一个。") % {"number": number}
