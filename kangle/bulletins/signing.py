"""The page on which a bulletin is signed: the paper, every number that differs from the data, sign or return or withdraw."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kangle.bulletins import actions
from kangle.bulletins.drafting import own_or_404, whole
from kangle.bulletins.forms import SignForm
from kangle.bulletins.views import told
from kangle.common.forms import ReasonForm
from kangle.common.typesetting import NoChineseFont


@require_http_methods(["GET", "POST"])
def sign(request, pk):
    """A POST is one act named by `do`: sign, return, withdraw."""
    bulletin = own_or_404(request.user, pk)
    context = told(bulletin, request.user)
    do, data = request.POST.get("do", ""), request.POST
    differing = bool(context["differing"] or context["weighing"])
    forms = {
        "sign": SignForm(data if do == "sign" else None, bulletin=bulletin, differing=differing),
        "return": ReasonForm(data if do == "return" else None, label=_("退回的原因：要改什么"), auto_id="return_%s"),
        "withdraw": ReasonForm(data if do == "withdraw" else None, label=_("撤回的原因"), auto_id="withdraw_%s"),
    }
    form = forms.get(do)
    if form is not None and form.is_valid():
        try:
            messages.success(request, _done(do, bulletin, form.cleaned_data, by=request.user, version=whole(data.get("version"))))
        except ValidationError as refused:
            form.add_error(None, refused)
        except NoChineseFont:
            form.add_error(None, _("服务器上没有中文字体，印不出 PDF，没有签发：请告诉系统管理员。"))
        else:
            return redirect("bulletins:detail", bulletin.pk)
    context |= {"bulletin": bulletin, "forms": forms, "had_a_hand": not actions.may_sign(bulletin, request.user)}
    return render(request, "bulletins/sign.html", context, status=422 if form is not None else 200)


def _done(do, bulletin, values, *, by, version):
    """Do one act; what was done, in a sentence."""
    if do == "sign":
        confirmed, reason = values.get("confirmed", False), values.get("reason", "")
        actions.sign(bulletin, by=by, version=version, on=values["on"], confirmed=confirmed, reason=reason)
        return _("已签发：DOCX 和 PDF 已经定稿，各乡镇都能看到。")
    if do == "return":
        actions.send_back(bulletin, by=by, reason=values["reason"])
        return _("已退回修改，起草人会看到原因。")
    actions.withdraw(bulletin, by=by, reason=values["reason"])
    return _("已撤回：通报仍可查看，标明已撤回；可以重新起草一份代替它。")
