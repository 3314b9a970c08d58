"""Fields that carry a unit, so that no sum ever mixes yuan with fen or loses a digit."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kangle.common.numerals import MONEY, MeasuredField
from kangle.common.texts import tidy_name


def fitting(model, name, text):
    """A text as a field of a model (or record) can hold it: what does not fit is left out, and three dots say so."""
    longest, text = model._meta.get_field(name).max_length, str(text)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


class YuanField(MeasuredField):
    """A form field in which a person types yuan, or 0.85万元; the cleaned value is integer fen."""

    unit = MONEY

    def __init__(self, **kwargs):
        kwargs.setdefault("max_digits", 16)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return Decimal(value) / 100 if isinstance(value, int) else value

    def clean(self, value):
        yuan = super().clean(value)
        return None if yuan is None else int((yuan * 100).to_integral_value(ROUND_HALF_UP))

    def has_changed(self, initial, data):
        try:
            return super().has_changed(self.prepare_value(initial), data)
        except InvalidOperation:
            return True


class FenField(models.BigIntegerField):
    """Money as integer fen: decimals are summed as floats on SQLite and go wrong by yuan over a million rows.

    What goes back is a record of its own, never a negative amount; a difference (`signed`) may fall below zero.
    """

    def __init__(self, *args, signed=False, **kwargs):
        kwargs.setdefault("default", 0)
        super().__init__(*args, **kwargs)
        self.signed = signed

    def formfield(self, **kwargs):
        return super(models.IntegerField, self).formfield(
            **{
                "form_class": YuanField,
                "min_value": None if self.signed else 0,
                "help_text": self.help_text or _("单位：元"),
                **kwargs,
            }
        )

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if value is not None and abs(value) > 10**15:
            raise ValidationError(_("金额过大：最多十万亿元。"))


class NameField(models.CharField):
    """A person's name: kept, and compared with what somebody looks for, in the one shape that `tidy_name` gives it."""

    def to_python(self, value):
        text = super().to_python(value)
        return text if text is None else tidy_name(text)

    def get_prep_value(self, value):
        text = super().get_prep_value(value)
        return text if text is None else tidy_name(text)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs  # the database sees a column of letters


class QuantityField(models.DecimalField):
    """Land, a distance, an area: never less than nothing, in whatever form it is written."""

    default_validators = [MinValueValidator(0)]

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": MeasuredField, **kwargs})

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs  # the database sees a column of decimals
