"""What is asked of who puts down many households at once, and what of it cannot be taken."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.models.registering import Registration
from households.refusals import NUMBER
from households.registering.weighing import LARGEST, Asked, ensure_day
from kangle.common import reasons
from kangle.common.forms import Form
from kangle.common.texts import half_width
from kangle.procedures.forms import DayInput

BETWEEN = re.compile(r"[\s,，;；、]+")
HEADING = "户编号"  # as the lists' files head the column
SHOWN = 3  # of the numbers that are none


class RegistrationForm(Form):
    """What is put down for an `area`; nothing of it is preset."""

    kind = forms.ChoiceField(label=gettext_lazy("登记什么"), choices=[("", "—"), *Registration.Kind.choices])
    on = forms.DateField(label=gettext_lazy("认定的日期"), widget=DayInput())
    document = forms.CharField(
        label=gettext_lazy("依据的文件或名册"),
        max_length=Registration._meta.get_field("document").max_length,
        help_text=gettext_lazy("例如：康扶领发〔2014〕12号，建档立卡户名册。记在每户的身份变化里。"),
    )
    numbers = forms.CharField(
        label=gettext_lazy("只登记这些户编号"),
        required=False,
        widget=forms.Textarea({"rows": 4, "inputmode": "numeric", "spellcheck": "false"}),
        help_text=gettext_lazy("从名册里复制户编号一列，一行一个。登记识别可以空着：就是本地区所有还没有身份的户。"),
    )

    def __init__(self, *args, area, **kwargs):
        super().__init__(*args, **kwargs)
        self.area = area

    def clean_document(self):
        document = self.cleaned_data["document"]
        if reasons.says_nothing(document):
            raise ValidationError(_("“%(typed)s”不是文件或名册：请写文号，或者名册的名称。") % {"typed": document[:20]})
        return document

    def clean_numbers(self):
        """The numbers as a tuple, each once; the heading of a column that was copied with them is none."""
        told = [each for each in BETWEEN.split(half_width(self.cleaned_data["numbers"])) if each and each != HEADING]
        numbers = tuple(dict.fromkeys(told))
        wrong = [each for each in numbers if not NUMBER.fullmatch(each)]
        if wrong:
            words = {"wrong": "、".join(each[:24] for each in wrong[:SHOWN]), "count": len(wrong)}
            raise ValidationError(_("有 %(count)d 处不是户编号（10 至 20 位数字），例如“%(wrong)s”：请核对。") % words)
        if len(numbers) > LARGEST:
            words = {"found": len(numbers), "most": LARGEST}
            raise ValidationError(_("一次最多 %(most)d 户，这里有 %(found)d 户：请分几次登记。") % words)
        return numbers

    def clean(self):
        """Who has left poverty is named one by one: a whole area does not leave at a press."""
        told = self.cleaned_data
        if told.get("kind") == Registration.Kind.EXITED and "numbers" in told and not told["numbers"]:
            self.add_error("numbers", _("登记脱贫要写明是哪些户：请把名册里的户编号复制到这里。"))
        if told.get("kind") and told.get("on"):
            ensure_day(Asked(self.area, Registration.Kind(told["kind"]), told["on"]))
        return told

    def asked(self):
        told = self.cleaned_data
        return Asked(self.area, Registration.Kind(told["kind"]), told["on"], told["numbers"])
