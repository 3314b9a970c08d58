"""Signing in and out, and one's own password."""

from axes.helpers import get_cool_off
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.core.exceptions import NON_FIELD_ERRORS
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kangle.accounts.access import home_of
from kangle.accounts.actions import own_password_chosen
from kangle.accounts.first_steps import before_signing_in
from kangle.accounts.forms import OwnPasswordForm, SignInForm
from kangle.accounts.locks import tries_left
from kangle.areas.models import Area
from kangle.audit.actions import record
from kangle.audit.models import Entry


class SignIn(LoginView):
    """The first page: which county this is, user name and password."""

    template_name = "accounts/login.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self):
        return home_of(self.request.user)

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "site_name": settings.SITE_NAME,  # Django's view would print the host's address
            "county_area": Area.objects.by_code(settings.KANGLE_COUNTY),
            "lacking": before_signing_in(),
        }

    def form_invalid(self, form):
        if form.has_error(NON_FIELD_ERRORS, "invalid_login"):
            left = tries_left(self.request, form.cleaned_data.get("username", ""))
            told = ngettext(
                "再输错 %(left)d 次，将暂停登录 %(minutes)d 分钟。", "再输错 %(left)d 次，将暂停登录 %(minutes)d 分钟。", left
            )
            form.add_error(None, told % {"left": left, "minutes": get_cool_off().total_seconds() // 60})
        return super().form_invalid(form)

    def form_valid(self, form):
        response = super().form_valid(form)
        record(by=self.request.user, act=Entry.Act.SIGN_IN, on=self.request.user)
        return response


class SignOut(LogoutView):
    """Ends the session, by POST only: a link in somebody's mail must not sign a person out."""


class OwnPassword(PasswordChangeView):
    """A person's own password; forced at the first sign-in and after an administrator reset it."""

    template_name = "accounts/password.html"
    form_class = OwnPasswordForm
    success_url = reverse_lazy("accounts:password")

    def get_success_url(self):
        return home_of(self.request.user) if self.was_forced else super().get_success_url()

    def form_valid(self, form):
        self.was_forced = form.user.must_change_password
        response = super().form_valid(form)
        own_password_chosen(form.user)
        messages.success(self.request, _("密码已修改；别处登录的会话已退出。"))
        return response
