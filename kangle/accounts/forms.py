"""The forms people meet at the door: signing in, choosing a password of one's own."""

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from kangle.common.forms import Answering


class SignInForm(Answering, AuthenticationForm):
    """User name and password; one sentence for every failure, so that nobody learns which names exist."""

    error_messages = {
        "invalid_login": _("用户名或密码不正确，或者该账号已停用。请检查后重新输入；忘记密码请与系统管理员联系。"),
        "inactive": _("该账号已停用。"),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("用户名")
        self.fields["password"].label = _("密码")

    def clean_username(self):
        return self.cleaned_data["username"].strip().lower()


class OwnPasswordForm(Answering, PasswordChangeForm):
    """The old password and twice the new one, which must differ from the one an administrator handed out."""

    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_unchanged": _("新密码不能与旧密码相同。"),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("旧密码")
        self.fields["new_password1"].label = _("新密码")
        self.fields["new_password2"].label = _("再输一遍新密码")

    def clean_new_password1(self):
        new = self.cleaned_data.get("new_password1")
        if new and new == self.cleaned_data.get("old_password"):
            self.add_error("new_password1", self.error_messages["password_unchanged"])
        return new
