"""The form in which an administrator keeps an account."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from kangle.accounts.models import User
from kangle.accounts.placement import LEVEL_OF_ROLE, ensure_placed, roles_at
from kangle.areas.models import Area
from kangle.common import telephones
from kangle.common.forms import ModelForm

USERNAME_RULE = RegexValidator(
    r"^[a-z][a-z0-9._-]{2,29}$", _("用户名以小写拼音字母开头，只用字母、数字和 . _ -，3 至 30 个字符。")
)


class ByLevel(ModelChoiceIterator):
    """The areas under headings that say which roles' they are: one list of all of them says to nobody which is his."""

    def __iter__(self):
        at = {}
        for area in self.queryset:
            at.setdefault(area.level, []).append(self.choice(area))
        yield "", self.field.empty_label
        for level, choices in sorted(at.items()):
            words = {"level": Area.Level(level).label, "roles": roles_at(level)}
            yield (_("%(level)s（%(roles)s）") % words if words["roles"] else words["level"]), choices


class AreaChoice(forms.ModelChoiceField):
    """Areas in the order of the tree, a village named with its township: there are two 新庄村 in the county."""

    iterator = ByLevel

    def label_from_instance(self, area):
        return f"{area.parent.short_name} {area.short_name}" if area.is_village and area.parent else area.short_name


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class AccountForm(ModelForm):
    """An account as the administrator `by` may keep it: only areas of his own, role and area fitting each other."""

    area = AreaChoice(queryset=Area.objects.none(), label=_("地区"))

    class Meta:
        model = User
        fields = ["username", "name", "role", "area", "unit", "phone", "access_from", "access_until"]
        widgets = {"access_from": DayInput, "access_until": DayInput}
        help_texts = {
            "username": _("姓名的拼音，例如 mazhongyi；建好后不能改。"),
            "access_from": _("留空表示立即生效。"),
            "access_until": _("过了这一天，账号自动失效；留空表示没有期限。"),
        }

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["area"].queryset = Area.objects.visible_to(by).current().select_related("parent").order_by("path")
        self.fields["area"].help_text = _("；").join(
            _("%(roles)s选%(level)s") % {"roles": roles_at(level), "level": Area.Level(level).label}
            for level in dict.fromkeys(LEVEL_OF_ROLE.values())
        )
        self.fields["username"].validators.append(USERNAME_RULE)
        self.fields["phone"].validators.append(telephones.refuse)
        if self.instance.pk:
            self.fields["username"].disabled = True
            self.fields["username"].help_text = ""

    def clean_username(self):
        return self.cleaned_data["username"].lower()

    def clean(self):
        fields = super().clean()
        if fields.get("area") and fields.get("role"):
            try:
                ensure_placed(role=fields["role"], area=fields["area"], by=self.by)
            except ValidationError as refused:
                self.add_error(None, refused)
        first, last = fields.get("access_from"), fields.get("access_until")
        if first and last and last < first:
            self.add_error("access_until", _("任职止不能早于任职起。"))
        return fields
