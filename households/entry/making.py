"""The form class of a screen, made from its declaration: a yes or no is answered, a number typed on the keyboard of digits."""

from django import forms
from django.db import models
from django.forms.models import modelform_factory
from django.utils.translation import gettext_lazy

from households.entry.forms import FORMS, StepForm
from households.entry.menu import MenuField, MenuForm
from households.models import MenuItem

YES_NO = [("True", gettext_lazy("是")), ("False", gettext_lazy("否"))]
KEYPAD = ("phone", "account", "number")


def form_of(step):
    """The form class of a screen."""
    base = MenuForm if "item" in step.fields else FORMS.get(step.model, StepForm)
    return modelform_factory(step.model, form=base, fields=step.fields, formfield_callback=_on_phone)


def _on_phone(field, **kwargs):
    """A model's field as a phone shows it."""
    if isinstance(field, models.BooleanField):
        return forms.TypedChoiceField(
            label=field.verbose_name, choices=YES_NO, coerce=lambda text: text == "True", widget=forms.RadioSelect
        )
    if field.related_model is MenuItem:
        return field.formfield(form_class=MenuField, **kwargs)
    made = field.formfield(**kwargs)
    if isinstance(made, forms.DateField):
        made.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    elif isinstance(made, forms.DecimalField | forms.IntegerField):
        # A number input swallows what it does not understand, and changes its value under a scrolling thumb.
        made.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    elif field.name in KEYPAD:
        made.widget.attrs |= {"inputmode": "tel", "autocomplete": "off"}
    return made
