"""What stands in the way of putting a record back: all that every other way of writing it is refused by.

What the record was before the act is nothing new: an old mistake comes back with the rest. Only what was done since, to it or to
others, can make of the old value something that must not be.
"""

import copy

from django.core.exceptions import ValidationError
from django.db.models import Max, Min

from kangle.audit.actions import path_of, put
from kangle.audit.forms import fields_of, has_words, in_words
from kangle.audit.guards import ensure_allowed
from kangle.audit.models import Entry
from kangle.common.sayings import said as _
from kangle.common.sayings import together
from kangle.programme.writing import ensure_writable
from kangle.programme.years import closed_years


class Hindrances:
    """Of the records that one import wrote, for whoever (`by`) takes it back.

    `first`, `last`: the numbers of its entries in the history, between which it was written.
    """

    def __init__(self, source, book, by):
        self.book, self.by, self.closed = book, by, closed_years()
        parts = Entry.objects.filter(part_of=source.key).aggregate(first=Min("pk"), last=Max("pk"))
        self.first, self.last = parts["first"] or 0, parts["last"] or 0

    def of_writing(self, old, new, names):
        """Why the stored `old` may not become `new`, put back in the fields `names`, in a sentence; "" where it may."""
        return self._sentence(old, new) or together([*self._refused(old, new), *_gone(new, names), *_broken(new, names)])

    def of_erasing(self, record):
        """Why a record may not be deleted, as far as one can see by itself, in a sentence; "" where it may."""
        return self._sentence(record, None)

    def _sentence(self, old, new):
        if not path_of(old).startswith(self.by.area.path):
            return _("后来转到了您的地区以外，保留。")
        try:
            ensure_writable(old, new, (), self.closed)
            ensure_allowed(old, new)
        except ValidationError as refused:
            return together(refused.messages)
        return ""

    def _refused(self, old, new):
        """What the refusals of the record's kind say, but for what they would have said of it before the act."""
        found, stood = [], None
        for refuse in self.book.refusals.get(type(new), ()):
            if said := _said(refuse, old, new):
                stood = stood or self._as_it_stood(old)
                before = _said(refuse, None, stood)
                found += [sentence for sentence in said if sentence not in before]
        return found

    def _as_it_stood(self, record):
        """A record as it was before the act, by the history of what was written of it since."""
        stood = copy.copy(record)
        for entry in Entry.objects.of(record).filter(pk__gte=self.first).order_by("-pk"):
            put(stood, entry.before)
        return stood


def _said(refuse, old, new):
    try:
        refuse(old, new)
    except ValidationError as refused:
        return refused.messages
    return []


def _gone(record, names):
    """Sentences for what the record would point at again, and is no more."""
    for field in (record._meta.get_field(name) for name in names):
        key = field.value_from_object(record)
        if field.is_relation and key is not None and not field.related_model._base_manager.filter(pk=key).exists():
            yield _("“%(label)s”原来的那一条后来删除了，改不回去。") % {"label": field.verbose_name}


def _broken(record, names):
    """Sentences for the rules of the table that the record would break, of those about the fields that are put back."""
    for constraint in record._meta.constraints:
        if set(names).isdisjoint(fields_of(constraint)):
            continue
        try:
            constraint.validate(type(record), record)
        except ValidationError as refused:
            yield from refused.messages if has_words(constraint) else [in_words(constraint, record)]
