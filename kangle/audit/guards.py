"""What may not be written at all, by kind of record: asked by everything that writes one, the records' admin and actions alike.

A room says it once, for its own models: `@guard(PovertyLine)` on a function (old, new) that raises ValidationError; `old` is the
record as stored (None for a new one), `new` as it would be (None for a deletion).
"""

_GUARDS = {}


def guard(*models):
    def register(refuse):
        for model in models:
            _GUARDS.setdefault(model._meta.label_lower, []).append(refuse)
        return refuse

    return register


def ensure_allowed(old, new):
    """Raise ValidationError where a guard of the record's kind refuses to turn `old` into `new`."""
    record = new if new is not None else old
    for refuse in _GUARDS.get(record._meta.label_lower, ()):
        refuse(old, new)
