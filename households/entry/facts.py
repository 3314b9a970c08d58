"""The screens of what hangs on a household: a visit, a measure, who answers for it."""

import uuid

from django.http import Http404
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from households.entry import steps
from households.entry.views import ScreenPage
from households.models import Measure, Pairing, Visit
from kangle.exchange import receipts


class FactScreen(ScreenPage):
    """A fact of a household under its number, or a new one under the key its phone gave it."""

    url_name = ""

    @property
    def key(self):
        return self.kwargs["record"]

    def find(self):
        number = self._number()
        if number is None:
            return self.model(household=self.household)
        found = self.model.objects.filter(household=self.household, pk=number).first()
        if found is None:
            raise Http404(_("这一户没有这条记录。"))
        found.household = self.household
        return found

    def _number(self):
        """The number of the record; None for a key under which nothing has arrived yet."""
        if not isinstance(self.key, uuid.UUID):
            return self.key
        arrived = receipts.answer_to(self.key, self.request.user)
        return resolve(arrived).kwargs["record"] if arrived else None

    def saved(self, record):
        if isinstance(self.key, uuid.UUID) and not receipts.answer_to(self.key, self.request.user):
            first = steps.STEPS[self.model][0].code
            receipts.keep(self.key, self.request.user, reverse(self.url_name, args=[self.household.pk, record.pk, first]))

    def address(self, step):
        return reverse(self.url_name, args=[self.kwargs["household"], self.key, step.code])

    def hub(self):
        return reverse("households:detail", args=[self.household.pk])

    def title(self):
        return f"{self.household.head_name or self.household.number} · {self.model._meta.verbose_name}"


class VisitScreen(FactScreen):
    model = Visit
    url_name = "households:visit-step"


class MeasureScreen(FactScreen):
    model = Measure
    url_name = "households:measure-step"


class PairingScreen(FactScreen):
    model = Pairing
    url_name = "households:pairing-step"


def new_address(model, household):
    """The address of a new visit, measure or pairing of a household (its key): each time another."""
    name = {Visit: "visit", Measure: "measure", Pairing: "pairing"}[model]
    return reverse(f"households:{name}-step", args=[household, uuid.uuid4(), steps.STEPS[model][0].code])
