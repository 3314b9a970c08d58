"""What nobody has been asked yet: the fields on the screens of a record that are still to be filled in.

The first screen of the phone saves a whole record, and what stands in its other fields is the model's default: a "no" or a 0 that
nobody said. Whoever shows or judges a record asks here first; what was not asked is not on record, and never a "no".
"""

from django.db.models import Case, F, Q, Value, When

from households.form import FORM
from households.models import Household, Member, YearRecord

TOLD = "told_"
KINDS = {"household": Household, "member": Member, "yearrecord": YearRecord}


def steps_left(record):
    """The codes of a record's screens that nobody has filled in; [] for one that came another way than by the phone.

    Read with the record where its rows were asked for `with_steps_left`, else by one question for each record.
    """
    if record._state.adding:
        return vars(record).get("steps_left") or []
    if not is_told(record):
        rows = type(record).objects.filter(pk=record.pk).with_steps_left().values_list("steps_left", flat=True)
        record.steps_left = rows.first()
    return record.steps_left or []


def is_told(record):
    """Whether it is known of a record, without asking, which of its screens are left."""
    return "steps_left" in vars(record)


def tell(households):
    """Ask of some households at once which of their own screens are left, as far as it is not known."""
    untold = {household.pk: household for household in households if not is_told(household)}
    rows = Household.objects.filter(pk__in=list(untold)).with_steps_left().values_list("pk", "steps_left") if untold else ()
    for key, left in rows:
        untold[key].steps_left = left


def unasked(record):
    """The names of a record's fields that nobody was asked about. What differs from the default was said, whoever said it: the
    admin and a workbook write fields of screens that the phone has not opened.
    """
    codes = steps_left(record)
    return unasked_of(type(record), codes, record.__getattribute__) if codes else frozenset()


def unasked_of(model, codes, value_of):
    """The same of what was read otherwise than as a record: `codes`: its screens left; `value_of(attname)`: what is stored."""
    fields = [model._meta.get_field(name) for screen in FORM[model] if screen.code in codes for name in screen.fields]
    return frozenset(field.name for field in fields if _is_default(field, value_of(field.attname)))


def with_told(queryset, names):
    """Annotates `told_NAME` for fields of a queryset's own model: the value, or None where nobody was asked (the same in SQL)."""
    steps = {name: screen.code for screen in FORM[queryset.model] for name in screen.fields}
    fields = [queryset.model._meta.get_field(name) for name in names]
    return queryset.with_steps_left().annotate(**{f"{TOLD}{field.name}": _told(field, steps[field.name]) for field in fields})


def _told(field, step):
    nothing_said = Q(steps_left__icontains=f'"{step}"', **{field.name: field.get_default()})
    return Case(When(nothing_said, then=Value(None)), default=F(field.name), output_field=field)


def open_steps(record):
    """The codes of the screens on which something has not been asked about, in the order in which one asks."""
    names, left = unasked(record), steps_left(record)
    return [screen.code for screen in FORM[type(record)] if screen.code in left and not names.isdisjoint(screen.fields)]


def _is_default(field, value):
    return value in ("", None) or value == field.get_default()


def titles(kind, codes):
    """What the screens of a kind of record ("member") are called, in the order in which one asks."""
    return [str(screen.title) for screen in FORM[KINDS[kind]] if screen.code in codes]
