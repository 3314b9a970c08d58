"""The small forms of a case page: an act, what is asked, a notice, an objection, its settling."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kangle.common import telephones
from kangle.common.forms import Form
from kangle.procedures.codes import Act

YES, NO = "yes", "no"


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **options):
        super().__init__(format="%Y-%m-%d", **options)


class ActForm(Form):
    """An act; its page words the labels by the act. What has none here is never typed."""

    act = forms.ChoiceField(choices=Act)
    seen = forms.IntegerField(required=False)
    reason = forms.CharField(label=_("原因"), max_length=200, required=False)
    effective_on = forms.DateField(label=_("生效日期"), required=False)
    on = forms.DateField(label=_("撤销日期"), required=False)

    def clean(self):
        """A day that the page asks for is said, not taken from what was proposed."""
        cleaned = super().clean()
        for name in ("effective_on", "on"):
            if name in self.data and not self.data[name].strip():
                self.add_error(name, forms.ValidationError(self.fields[name].error_messages["required"], code="required"))
        return cleaned


class AskedForm(Form):
    """What a case asks for; the village may mend it while the case lies with it."""

    presets = ("reason", "effective_on")  # what was asked so far
    reason = forms.CharField(label=_("申请理由"), max_length=200, widget=forms.Textarea({"rows": 2}))
    effective_on = forms.DateField(label=_("生效日期"), widget=DayInput())


class NoticeForm(Form):
    presets = ("place", "starts_on", "text", "telephone")  # from today, where and under which telephone the village posts them
    place = forms.CharField(label=_("张贴地点"), max_length=60)
    starts_on = forms.DateField(widget=DayInput())
    late_reason = forms.CharField(label=_("补登原因"), max_length=100, required=False)
    text = forms.CharField(max_length=300, required=False, widget=forms.Textarea({"rows": 2}))
    telephone = forms.CharField(label=_("监督电话"), max_length=30, required=False, validators=[telephones.refuse])

    def __init__(self, *args, called, **kwargs):
        """`called` is what the notice is called, as codes.notice_word has it."""
        super().__init__(*args, **kwargs)
        words = {"called": called}
        self.fields["starts_on"].label = _("%(called)s起") % words
        self.fields["text"].label = _("%(called)s内容") % words
        self.fields["late_reason"].help_text = _("%(called)s起早于今天的，须写明为什么现在才登记。") % words


class ObjectionForm(Form):
    presets = ("on",)  # put down on the day it was raised
    who = forms.CharField(label=_("反映人"), max_length=40)
    on = forms.DateField(label=_("反映日期"), widget=DayInput())
    content = forms.CharField(label=_("反映内容"), max_length=200, widget=forms.Textarea({"rows": 2}))


class SettleForm(Form):
    objection = forms.IntegerField()  # never typed
    upheld = forms.ChoiceField(label=_("异议是否成立"), choices=[(YES, _("成立")), (NO, _("不成立"))])
    outcome = forms.CharField(label=_("核查结论"), max_length=200)


def answers_of(data, what):
    """{key: (met or None, note)} of the fields `item-3`, `item-3-note`."""
    found = {}
    for name in data:
        head, _dash, key = name.partition("-")
        if head == what and key.isdigit() and len(key) < 19:
            found[int(key)] = ({YES: True, NO: False}.get(data[name]), data.get(f"{name}-note", "").strip())
    return found
