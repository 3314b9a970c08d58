"""The pages on which an administrator keeps the accounts of his area. (Their list lies in kangle.pages.)"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kangle.accounts import actions
from kangle.accounts.account_forms import AccountForm
from kangle.accounts.locks import locked_usernames
from kangle.accounts.models import User
from kangle.common.forms import sent


@never_cache
@require_http_methods(["GET", "POST"])
def create(request):
    """A new account; its one-time password is shown on the answer to the form and never again.

    The address may name what is known of it already: `role`, `area`, `unit`.
    """
    known = {name: request.GET[name] for name in ("role", "area", "unit") if name in request.GET}
    form = AccountForm(sent(request), by=request.user, initial=known)
    if request.method == "POST" and form.is_valid():
        user, password = actions.create_account(by=request.user, **form.cleaned_data)
        return _issued(request, user, password)
    return render(request, "accounts/account.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """An account's person, role, area and days of the post."""
    user = _account(request, pk)
    form = AccountForm(sent(request), instance=User.objects.get(pk=user.pk), by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_account(user, by=request.user, **{name: form.cleaned_data[name] for name in form.changed_data})
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("已保存 %(name)s 的账号。") % {"name": form.cleaned_data["name"]})
            return redirect("accounts:edit", pk)
    context = {"form": form, "account": user, "locked": bool(locked_usernames([user.username]))}
    return render(request, "accounts/account.html", context, status=_status(form))


@never_cache
@require_POST
def reset(request, pk):
    """A new one-time password, shown once."""
    user = _account(request, pk)
    try:
        password = actions.reset_password(user, by=request.user)
    except ValidationError as refused:
        return _refused(request, pk, refused)
    return _issued(request, user, password)


@require_POST
def switch(request, pk):
    """Off if the account is on, on if it is off (the button says which)."""
    user, on = _account(request, pk), request.POST.get("on") == "yes"
    try:
        actions.switch(user, on=on, by=request.user)
    except ValidationError as refused:
        return _refused(request, pk, refused)
    said = _("%(name)s 的账号已启用。") if on else _("%(name)s 的账号已停用，正在使用的会话即刻失效。")
    messages.success(request, said % {"name": user.name})
    return redirect("accounts:edit", pk)


@require_POST
def unlock(request, pk):
    """Forget the failed sign-ins."""
    user = _account(request, pk)
    actions.unlock(user, by=request.user)
    messages.success(request, _("已解除锁定，%(name)s 现在可以登录。") % {"name": user.name})
    return redirect("accounts:edit", pk)


def _account(request, pk):
    return get_object_or_404(User.objects.visible_to(request.user).select_related("area"), pk=pk)


def _issued(request, user, password):
    return render(request, "accounts/issued.html", {"account": user, "password": password})


def _refused(request, pk, refused):
    for sentence in refused.messages:
        messages.error(request, sentence)
    return redirect("accounts:edit", pk)


def _status(form):
    """422 for a form sent back with faults, so that htmx and tests can tell it from a page that was asked for."""
    return 422 if form.is_bound and form.errors else 200
