"""No form says what nobody has said: an answer that must be given begins open, and stays open until somebody gives it.

Three ways lead to an unsaid answer, and all forms of the site are closed to them here: a select without an empty choice saves its
first one; the default of a model's field stands in the form of a new record as if it were known; a box that nobody ticked means
"no". What is to stand there beforehand all the same is named: in `presets` of the form or of the model, each with its reason.
"""

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.widgets import ChoiceWidget
from django.utils.translation import gettext_lazy as _

CHOOSE = _("请选择")
LEFT_OPEN = _("未选")  # of what may stay blank: it says what stands there, and asks for nothing
DJANGOS = BLANK_CHOICE_DASH[0][1]
YES_NO = [("True", _("是")), ("False", _("否"))]
TICKED = {True: "True", "on": "True", "true": "True", False: "False", "false": "False"}  # as a box would have said it


class YesNoField(forms.TypedChoiceField):
    """A yes or a no that must be said; the cleaned value is a bool."""

    def __init__(self, **options):
        options.setdefault("choices", YES_NO)
        super().__init__(coerce=lambda text: text == "True", **options)

    def clean(self, value):
        return super().clean(TICKED.get(value, value))


def meant(form):
    """The names of the fields in which something may stand beforehand, as the form and its model declare it."""
    model = getattr(getattr(form, "_meta", None), "model", None)
    return {*getattr(form, "presets", ()), *getattr(model, "presets", ())}


def leave_open(form, given):
    """Let the form of a new record begin without the defaults of its model, but for what is meant; `given` are the names of which
    its page says itself what stands there.
    """
    if not form.instance._state.adding:
        return
    for name, field in form.fields.items():
        kept = _model_field(form, name)
        if kept is None or name in given or name in meant(form):
            continue
        if isinstance(field, forms.BooleanField) and isinstance(kept, models.BooleanField):
            field = form.fields[name] = _asked(field, kept)
        stands = form.get_initial_for_field(field, name)
        if kept.has_default() and stands == kept.get_default() or isinstance(kept, models.BooleanField):
            form.initial[name] = field.initial = None


def _model_field(form, name):
    try:
        return form._meta.model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _asked(field, kept):
    """A box as a question with two answers."""
    return YesNoField(label=field.label, help_text=field.help_text, required=not kept.null)


def offer_nothing(field):
    """Give a select that has no empty choice one, else its first choice is saved unseen; and call it in words, not by dashes."""
    widget = getattr(field.widget, "widget", field.widget)  # the records' admin wraps some of its selects
    if not isinstance(widget, ChoiceWidget) or widget.allow_multiple_selected:
        return
    blank = next((label for value, label in field.widget.choices if value in ("", None)), None)
    if blank is not None:
        if str(blank) == DJANGOS:
            _say_blank(field, CHOOSE if field.required or getattr(field, "asked", False) else LEFT_OPEN)
    elif isinstance(field.widget, forms.Select):
        _say_blank(field, CHOOSE)


def _say_blank(field, word):
    """Let the empty choice be called so, and be there."""
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = word
        field.widget.choices = field.choices
    elif isinstance(field, forms.ChoiceField):
        field.choices = [("", word), *(each for each in field.choices if each[0] not in ("", None))]
