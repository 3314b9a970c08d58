"""The screens of what hangs on a household: a visit, a measure, who answers for it."""

import uuid

from django.http import Http404
from django.urls import resolve, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from households.entry import steps
from households.entry.views import ScreenPage
from households.models import Measure, Pairing, Visit
from kangle.exchange import receipts


class FactScreen(ScreenPage):
    """A fact of a household under its number, or a new one under the key its phone gave it."""

    @property
    def key(self):
        return self.kwargs["record"]

    def find(self):
        household = self.household  # locked first: only then it is known whether the record has arrived meanwhile
        if self.number is None:
            return self.model(household=household)
        rows = self.model.objects.filter(household=household, pk=self.number)
        found = (rows.select_for_update() if self.writing else rows).first()  # a new year's carry-over writes a measure, too
        if found is None:
            raise Http404(_("这一户没有这条记录。"))
        found.household = household
        return found

    @cached_property
    def number(self):
        """The number of the record; None for a key under which nothing has arrived yet."""
        if not isinstance(self.key, uuid.UUID):
            return self.key
        arrived = receipts.answer_to(self.key, self.request.user)
        return resolve(arrived).kwargs["record"] if arrived else None

    def saved(self, record):
        if self.number is None:
            first = steps.STEPS[self.model][0]
            receipts.keep(self.key, self.request.user, address_of(self.model, self.household.pk, record.pk, first))

    def address(self, step):
        return address_of(self.model, self.kwargs["household"], self.key, step)

    def hub(self):
        return reverse("households:detail", args=[self.household.pk])

    def title(self):
        return f"{self.household.head_name or self.household.number} · {self.model._meta.verbose_name}"


class VisitScreen(FactScreen):
    model = Visit


class MeasureScreen(FactScreen):
    model = Measure


class PairingScreen(FactScreen):
    model = Pairing


def new_address(model, household):
    """The address of a new visit, measure or pairing of a household (its key): each time another."""
    return address_of(model, household, uuid.uuid4(), steps.STEPS[model][0])


def address_of(model, household, record, step):
    """The address of a screen of a visit, measure or pairing; `household` and `record` are keys."""
    return reverse(f"households:{model._meta.model_name}-step", args=[household, record, step.code])
