"""How every form of the site answers what it cannot take: in its own sentence at the field, with what was typed, cursor in it."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from kangle.common import reasons
from kangle.common.numerals import read_numbers
from kangle.common.presets import leave_open, offer_nothing

TYPED_SHOWN = 40  # characters of what was typed that a sentence repeats
# What Django says of itself, by code: only these are said in the house's words, never a sentence that somebody here wrote.
VALIDATORS = {"max_value", "min_value", "max_length", "min_length", "max_digits", "max_decimal_places", "max_whole_digits"}
VALIDATORS |= {"null_characters_not_allowed"}
BLANK = {"required", "blank", "null"}


class Answering:
    """For any form: mixed in before Django's. What is wrong is said at its field, by the field's name, with what was typed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _blank(field)  # said when it is asked for: labels are often set later
            _keep_letters(field.widget)
            read_numbers(field)

    def __getitem__(self, name):
        if name in self.fields:  # as late as this: choices, labels and fields are often set once the form is made
            offer_nothing(self.fields[name])
            read_numbers(self.fields[name])
        return super().__getitem__(name)

    def full_clean(self):
        super().full_clean()
        wrong = [name for name in self.fields if name in self._errors] if self.is_bound else ()
        for name in wrong:
            _keep_day(self.fields[name].widget)
        for name in wrong[:1]:
            self.fields[name].widget.attrs["autofocus"] = True

    def add_error(self, field, error):
        """As Django does, its own phrases put into sentences."""
        error = error if isinstance(error, ValidationError) else ValidationError(error)
        if hasattr(error, "error_dict"):
            error = ValidationError({name: self._in_words(name, found) for name, found in error.error_dict.items()})
        else:
            error = ValidationError(self._in_words(field, error.error_list))
        super().add_error(field, error)

    def _in_words(self, name, errors):
        field = self.fields.get(name)
        if field is not None:
            return [_told(each, field, lambda: self._typed(name)) for each in errors]
        return [_alike(each) if each.code == "unique_together" and name == NON_FIELD_ERRORS else each for each in errors]

    def _typed(self, name):
        """What was typed into a field, as one text; "" of a password."""
        if isinstance(self.fields[name].widget, forms.PasswordInput):
            return ""
        typed = self[name].data
        texts = typed if isinstance(typed, (list, tuple)) else [typed]
        text = "、".join(str(each).strip() for each in texts if each not in (None, ""))
        return text if len(text) <= TYPED_SHOWN else text[:TYPED_SHOWN] + "…"


def sent(request):
    """What a form is to judge: what was sent to it, be it nothing at all; None where its page is only asked for."""
    return request.POST if request.method == "POST" else None


class Form(Answering, forms.Form):
    """A form that belongs to no record."""


class ReasonForm(Form):
    """Why something is done, `label` being what is asked."""

    reason = forms.CharField(max_length=200, widget=forms.Textarea({"rows": 2}), validators=[reasons.refuse])

    def __init__(self, *args, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label


class ModelForm(Answering, forms.ModelForm):
    """A form of one record; that of a new one begins without the defaults of its model (see kangle.common.presets)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        leave_open(self, given=kwargs.get("initial") or ())


def blank(field):
    """That a field was left blank, and what belongs into it."""
    words = {"field": field.label or ""}
    if isinstance(field, forms.FileField):
        return _("“%(field)s”还没有选：请选一个文件。") % words
    if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
        return _("“%(field)s”还没有选：请选一项。") % words
    if _is_day(field):
        return _("“%(field)s”没有填，或者填的那一天日历上没有：请填年、月、日，例如 2015-06-30。") % words
    if _is_number(field):
        return _("“%(field)s”还没有填：请写数字。") % words
    return _("“%(field)s”还没有填：请填上再保存。") % words


_blank = lazy(blank, str)


def _told(error, field, typed):
    """The house's sentence for one of Django's about a field; any other error as it is."""
    if error.code in BLANK:
        return ValidationError(blank(field), code=error.code) if _is_djangos(error, field) else error
    if error.code not in VALIDATORS and not _is_djangos(error, field):
        return error
    params = error.params or {}
    words = {"field": field.label or "", "typed": typed(), "limit": params.get("limit_value", params.get("max", ""))}
    sentence = _sentence(error.code, field, params)
    return ValidationError(sentence % words, code=error.code) if sentence else error


def _sentence(code, field, params):
    """The sentence for a code, with places for field, typed and limit; "" where Django's own has to do."""
    if code == "max_length":
        return _("“%(field)s”最多写 %(limit)s 个字，现在多了：请改短一些。")
    if code == "min_length":
        return _("“%(field)s”写的是“%(typed)s”：至少要 %(limit)s 个字，请补全。")
    if code == "max_value":
        return _("“%(field)s”写的是“%(typed)s”：最大是 %(limit)s，请核对。")
    if code == "min_value":
        return _("“%(field)s”写的是“%(typed)s”：最小是 %(limit)s，请核对。")
    if code == "max_decimal_places":
        return _("“%(field)s”写的是“%(typed)s”：小数最多 %(limit)s 位，请核对。")
    if code in {"max_digits", "max_whole_digits"}:
        return _("“%(field)s”写的是“%(typed)s”：位数太多，请核对。")
    if code in {"unique", "unique_for_date"}:
        return _("“%(field)s”写的是“%(typed)s”：已经有一条这样的记录，请核对，或者去改那一条。")
    if code in {"invalid_choice", "invalid_pk_value", "invalid_list"}:
        return _("“%(field)s”没有“%(typed)s”这一项：请从列出的里面重新选。")
    if code == "null_characters_not_allowed":
        return _("“%(field)s”里有看不见的字符（空字符），多半是复制时带来的：请删去，重新填写。")
    if code != "invalid":
        return ""
    if _is_day(field):
        return _("“%(field)s”写的是“%(typed)s”：日历上没有这一天。请写年、月、日，例如 2015-06-30。")
    if isinstance(field, forms.IntegerField) and not isinstance(field, (forms.DecimalField, forms.FloatField)):
        return _("“%(field)s”写的是“%(typed)s”：请只写整数，不带单位和文字，例如 12。")
    if _is_number(field):
        return _("“%(field)s”写的是“%(typed)s”：请只写数字，不带单位和文字，例如 12 或 12.5。")
    return _("“%(field)s”写的是“%(typed)s”：格式不对，请核对。")


def _alike(error):
    """That there is such a record already."""
    labels = error.params.get("field_labels", "") if error.params else ""
    return ValidationError(_("已经有一条“%(fields)s”相同的记录：请核对，或者去改那一条。") % {"fields": labels}, code=error.code)


def _is_djangos(error, field):
    """Whether a message is one of the framework's own, of the form's field or of the model's."""
    kinds = [field, *getattr(field, "fields", ())]  # a range of days speaks with the voice of one of its two
    own = [each.default_error_messages for one in kinds for each in type(one).__mro__ if _brings_messages(each)]
    own += [models.Field.default_error_messages, forms.Field.default_error_messages]
    return any(error.message == message for messages in own for message in messages.values())


def _brings_messages(kind):
    return "default_error_messages" in vars(kind) and kind.__module__.startswith("django.")


def _is_day(field):
    return any(isinstance(each, forms.DateField) for each in [field, *getattr(field, "fields", ())])


def _is_number(field):
    return isinstance(field, forms.IntegerField)  # of which decimals and floats are a kind


def _keep_letters(widget):
    """A number input swallows what it does not understand, "12元" for one, and changes under a scrolling thumb: a line of text
    with the keyboard of digits keeps it, so that it can be answered.
    """
    if isinstance(widget, forms.NumberInput) and widget.input_type == "number":
        widget.input_type = "text"
        widget.attrs = {name: value for name, value in widget.attrs.items() if name not in {"min", "max", "step"}}
        widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}


def _keep_day(widget):
    """A day that is none stays in sight: a calendar input would show it blank."""
    for each in [widget, *getattr(widget, "widgets", ())]:
        if isinstance(each, forms.DateInput) and "date" in (each.input_type, each.attrs.get("type")):
            each.input_type = "text"
            each.attrs.pop("type", None)
