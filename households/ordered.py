"""Days of a record that follow one another: who joins was born, what ends was begun. Asked as all of households.refusals are."""

from django.core.exceptions import ValidationError

from households.models import Measure, Member, Pairing
from kangle.common.sayings import said as _
from kangle.programme.days import changed

# By kind of record: (the day that comes first, the day that may not be before it); the constraints of the tables hold the rest.
ORDER = {
    Member: (("born_on", "joined_on"),),
    Measure: (("planned_on", "stopped_on"), ("done_on", "stopped_on")),
    Pairing: (("since", "until"),),
}


def refuse_order(old, new):
    """Refuse a day before the one it follows, at the one of the two that is written; a blank day is before nothing."""
    faults = {}
    for pair in ORDER[type(new)]:
        first, then = (getattr(new, name) for name in pair)
        written = changed(pair, old, new)
        if written and first is not None and then is not None and then < first:
            words = {"then": then, "first": first, **dict(zip(("later", "earlier"), _names(new, pair), strict=True))}
            sentence = _("“%(later)s” %(then)s 早于“%(earlier)s” %(first)s：请核对这两个日期。") % words
            faults.setdefault(written[-1], sentence)
    if faults:
        raise ValidationError(faults)


def _names(record, pair):
    """What the later and the earlier of two days are called."""
    return [record._meta.get_field(name).verbose_name for name in reversed(pair)]
