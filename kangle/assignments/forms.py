"""The forms of an assignment: giving it, and each act on it."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kangle.accounts.models import User
from kangle.assignments.actions import LONGEST_WORD
from kangle.assignments.giving import LONGEST_DAYS, USUAL_DAYS
from kangle.common.forms import Form
from kangle.exchange.filters import PlainSelect


class HolderField(forms.ModelChoiceField):
    """One of the accounts a record may be given to, with role, area and unit: two of one name are told apart."""

    widget = PlainSelect

    def label_from_instance(self, user):
        return " · ".join(filter(None, (user.name, user.get_role_display(), str(user.area), user.unit)))


def _usual_day():
    return timezone.localdate() + datetime.timedelta(days=USUAL_DAYS)


class GiveForm(Form):
    """To whom, until when, with which word; `holders` are the accounts to choose from."""

    presets = ("to", "due_on")  # whoever answers for the record, within the usual time
    to = HolderField(User.objects.none(), label=_("交给谁"), empty_label=_("请选一个人"))
    due_on = forms.DateField(label=_("答复期限"), initial=_usual_day, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    word = forms.CharField(label=_("要求"), max_length=LONGEST_WORD, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args, holders, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["to"].queryset = holders
        last = today + datetime.timedelta(days=LONGEST_DAYS)
        self.fields["due_on"].widget.attrs |= {"min": today.isoformat(), "max": last.isoformat()}


class ActForm(Form):
    """One act: its word, and for a return a new day."""

    act = forms.CharField()
    word = forms.CharField(required=False, label=_("说明"))
    due_on = forms.DateField(required=False, label=_("答复期限"))
    seen = forms.IntegerField(required=False)
