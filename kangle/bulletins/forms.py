"""What is typed about a bulletin: its head, one block, why it is returned or withdrawn, the words of whoever signs it."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kangle.bulletins.freezing import ensure_come
from kangle.bulletins.lacking import other_year
from kangle.bulletins.models import Bulletin
from kangle.common.forms import Form, ModelForm
from kangle.common.texts import half_width

NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}〔\d{4}〕[1-9]\d{0,3}号")
KINDS = [
    ("text", gettext_lazy("正文段落")),
    ("first", gettext_lazy("一级标题（一、）")),
    ("second", gettext_lazy("二级标题（（一））")),
    ("third", gettext_lazy("三级标题（1.）")),
]


class DraftForm(Form):
    """As of which day a round's data are frozen."""

    presets = ("as_of",)  # the last day of which there is data
    as_of = forms.DateField(
        label=gettext_lazy("数据截至"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), validators=[ensure_come]
    )


class HeadForm(ModelForm):
    """What stands around the text; a round's data may be frozen as of another day."""

    class Meta:
        model = Bulletin
        fields = ["number", "title", "issuer", "signer", "to", "copies", "as_of"]
        widgets = {
            "title": forms.Textarea({"rows": 2}),
            "to": forms.Textarea({"rows": 2}),
            "copies": forms.Textarea({"rows": 2}),
            "as_of": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.round_id is None:
            del self.fields["as_of"]  # a published ranking has its own day

    def clean_as_of(self):
        ensure_come(self.cleaned_data["as_of"])
        return self.cleaned_data["as_of"]

    def clean_number(self):
        number = half_width(self.cleaned_data["number"]).replace(" ", "").replace("[", "〔").replace("]", "〕")
        if number and not NUMBER.fullmatch(number):
            raise ValidationError(_("发文字号“%(typed)s”的格式不对：请写成“康扶办发〔2015〕12号”这样。") % {"typed": number})
        return number


class BlockForm(Form):
    """One heading or paragraph; a line break begins a paragraph of its own."""

    presets = ("kind", "text")  # a paragraph, as most are; of a block that is edited, what it says
    kind = forms.ChoiceField(label=gettext_lazy("格式"), choices=KINDS)
    text = forms.CharField(label=gettext_lazy("内容"), max_length=6000, widget=forms.Textarea({"rows": 10}))

    def clean(self):
        found = super().clean()
        if found.get("kind") != "text" and "\n" in found.get("text", ""):
            raise ValidationError({"text": _("标题只能有一行：请去掉换行，或者改成正文段落。")})
        return found


class SignForm(Form):
    """The signer's words: the day of the document; where something differs from the data, that he has seen it, and why it does.

    Where the document number is of another year than the day, he says that he has seen that too.
    """

    presets = ("on",)  # who signs signs today
    on = forms.DateField(label=gettext_lazy("成文日期"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    year_seen = forms.BooleanField(required=False)
    confirmed = forms.BooleanField(label=gettext_lazy("以上与数据不同的、数据里没有的和删去的，我已逐一核对"), required=False)
    reason = forms.CharField(label=gettext_lazy("为什么不同"), max_length=200, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, bulletin, differing, **kwargs):
        super().__init__(*args, **kwargs)
        self.bulletin = bulletin
        self.initial.setdefault("on", timezone.localdate())
        if not differing:
            del self.fields["confirmed"], self.fields["reason"]
        if not self._differs(self.initial["on"]) and not self.is_bound:
            del self.fields["year_seen"]

    def _differs(self, on):
        """The sentence that the years differ, as the label of the box that says it was seen; "" where they do not."""
        told = other_year(self.bulletin, on)
        self.fields["year_seen"].label = told and _("%(told)s我已核对，照此签发") % {"told": told}
        return told

    def clean(self):
        found = super().clean()
        told = "on" in found and self._differs(found["on"])
        if not told:
            del self.fields["year_seen"]
        elif not found.get("year_seen"):
            self.add_error("year_seen", _("%(told)s请核对日期，或者退回改正文号；确实如此的，请勾选。") % {"told": told})
        return found


def proposed_number(bulletin):
    """The number after the county's last one of the year: a proposal, to be changed as the office's register wants."""
    used = Bulletin.objects.filter(area=bulletin.area, number__contains=f"〔{bulletin.year}〕").values_list("number", flat=True)
    found = [re.match(r"(.+)〔\d{4}〕(\d+)号", number) for number in used]
    last = max((match for match in found if match), key=lambda match: int(match[2]), default=None)
    name, serial = (last[1], int(last[2]) + 1) if last else (f"{bulletin.area.name[:1]}扶办发", 1)
    return f"{name}〔{bulletin.year}〕{serial}号"
