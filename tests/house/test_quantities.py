"""What cannot be less than nothing is taken so by no form: every number of every record is asked."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from households.models import YearRecord
from kangle.audit.forms import RecordForm

pytestmark = pytest.mark.once
OURS = ("kangle.", "households", "villages", "projects", "funds")
MAY_BE_NEGATIVE = {
    "funds.Budget.revenue_increment_fen",  # the revenue may have fallen
    "scorecard.Reported.value",  # a document may report a growth below zero
}
# Refused by a sentence of their model's own constraint.
CONSTRAINED = {"households.Measure.quantity"}
RECKONED = {"scorecard.Value", "scorecard.Snapshot"}  # nobody types them


def numbers():
    """Every number that a person writes: (model, field)."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields if model.__module__.startswith(OURS) else ():
            is_number = isinstance(field, models.DecimalField | models.IntegerField | models.FloatField)
            is_key = field.primary_key or field.name.endswith("_id")
            if is_number and field.editable and not is_key and model._meta.label not in RECKONED:
                yield model, field


def takes(field, typed):
    """Whether the model's own form field and the model's field both take what is typed."""
    try:
        field.clean(field.formfield().clean(typed), None)
    except ValidationError:
        return False
    return True


def test_no_quantity_is_taken_below_nothing_that_cannot_be():
    taken = {f"{model._meta.label}.{field.name}" for model, field in numbers() if takes(field, "-1")}
    assert taken - CONSTRAINED == MAY_BE_NEGATIVE


def test_the_form_says_which_quantity_is_too_small_and_what_was_typed():
    class Land(RecordForm):
        class Meta:
            model = YearRecord
            fields = ["farmland_mu"]

    assert Land({"farmland_mu": "-3"}).errors["farmland_mu"] == ["“耕地（亩）”写的是“-3”：最小是 0，请核对。"]
