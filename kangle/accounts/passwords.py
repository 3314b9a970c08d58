"""What a password must be, said in the language of the page: Django's own sentence has no Chinese yet."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    def get_error_message(self):
        return self.get_help_text()

    def get_help_text(self):
        return _("密码至少 %(length)d 个字符。") % {"length": self.min_length}
