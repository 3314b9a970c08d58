"""搜索: one box for all that rooms have declared (`exchange.finding`), never beyond what the person may see."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from households.actions import bearer_of
from households.models import Member
from kangle.accounts.roles import Capability
from kangle.common.legible import LONGEST_SEARCH, line
from kangle.common.masking import mask_identity, whole_identity
from kangle.common.texts import half_width, one_dot
from kangle.exchange.finding import SHOWN, groups

LEAST = 2


@require_GET
def search(request):
    """The results for `?q=`, grouped; an identity number leads those who may see numbers to its household, on record."""
    text = " ".join(one_dot(half_width(line(request.GET, "q", LONGEST_SEARCH))).split())
    number = whole_identity(text)
    context = {"title": _("搜索"), "text": text, "groups": [], "shown": SHOWN}
    if number:
        household = _household_of(request.user, number)
        if household is not None:
            return redirect("households:detail", household.pk)
        context |= {"text": "", "sentence": _refused_number(request.user, number)}
    elif not text:
        context["sentence"] = _("请输入村名、姓名（也可输拼音首字母）、户编号、督查问题或轮次、组织、项目，或指标文件的文号。")
    elif len(text) < LEAST:
        context["sentence"] = _("只有一个字，找到的会太多：请至少输入两个字。")
    else:
        context["groups"] = groups(request.user, text)
        if not context["groups"]:
            context["sentence"] = _("没有找到“%(text)s”。姓名要从第一个字输起；只能找到您地区之内的记录。") % {"text": text}
    answer = render(request, "pages/search.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _household_of(user, number):
    """The household in which the bearer of an identity number lives (a number lives once), for those who may see numbers."""
    living = Member.objects.visible_to(user).filter(left_on__isnull=True).select_related("household")
    member = bearer_of(number, living, by=user)
    return member and member.household


def _refused_number(user, number):
    if not user.may(Capability.SEE_NUMBERS):
        return _("按证件号码查找要有“查看完整号码”的权限。可以改用姓名或户编号查找。")
    return _("没有找到证件号码为 %(number)s 的人。请核对号码；只能找到您地区之内的记录。") % {"number": mask_identity(number)}
