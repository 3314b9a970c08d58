"""What can be given to somebody: every room above registers which of its records, where their page is, who answers for them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.audit.changes import model_name

AREA = Area._meta.label_lower  # a place itself, given without a record of it: what is asked of it is in the word alone
_kinds = {}


def _nobody(_record):
    return None


@dataclass(frozen=True)
class Kind:
    """One kind of record: `page(record)` is its address, `answers(record)` the cadre (with `user`) who answers for it, or None,
    `called(record)` what it is called, `stands(record)` how it stands today as (word, tone), or None."""

    model: str
    page: Callable
    answers: Callable = _nobody
    called: Callable = str
    stands: Callable = _nobody

    @property
    def name(self):
        """What the kind is called where any of it is meant."""
        return _("村、乡镇、县") if self.model == AREA else model_name(self.model)

    def name_of(self, record):
        """What the kind of one record is called."""
        return kind_named(self.model, record.level if self.model == AREA else None)

    def record(self, key, user):
        """The record as `user` may see it; None outside the person's area and where it is no longer there."""
        return apps.get_model(self.model)._default_manager.visible_to(user).filter(pk=key).first()


def register(model, page, answers=_nobody, called=str, stands=_nobody):
    """Say that records of `model` (its label in small letters) can be given; asked again, the later word holds."""
    _kinds[model] = Kind(model, page, answers, called, stands)


def page_named(name, key="pk"):
    """The `page` of records whose page is the URL `name` with one argument, read from the record's `key`."""
    return lambda record: reverse(name, args=[getattr(record, key)])


def kind_of(model):
    """The Kind of a label; None where nothing of that model is given."""
    return _kinds.get(model)


def kind_named(model, level):
    """What a label is called: a place by its `level`, all else as its model is."""
    return str(Area.Level(level).label) if model == AREA else model_name(model)


def choices():
    """[(label, name)] for filters, in the language of the moment."""
    return [(kind.model, kind.name) for kind in _kinds.values()]
