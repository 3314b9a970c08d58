"""An entry's changes in words a person reads: the field's label, the value before and after, numbers masked."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, DateTimeField, ForeignKey
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kangle.audit.models import BEGUN, DEMO
from kangle.common.fields import FenField
from kangle.common.figures import yuan
from kangle.common.masking import mask_account, mask_identity, mask_phone
from kangle.common.positions import in_degrees

# A history is read by more people than the card is: no number stands in it in full.
MASKS = {"identity_number": mask_identity, "phone": mask_phone, "account": mask_account}
NOTHING = "—"
# What only the machine reads: names of files and of rows, and what proves that a file is whole.
TECHNICAL = {"id", "key", "digest", "model", "record_id", "added_by_id"}
# Of one kind of record only.
TECHNICAL_OF = {
    "exchange.attachment": {"area", "width", "height"},
    "bulletins.bulletin": {"text", "basis_sha256", "docx_sha256", "pdf_sha256", "hands", "signed_by_id"},
}
POSITION = ("latitude", "longitude")  # told together, in degrees
# {(model, name): (label, word of a value)} of what a field does not tell: see `call`.
_called = {}


def call(model, name, word=None, label=None):
    """Let what a record keeps by a code be told by its name, `word(code)`; what an entry says beyond the fields by its `label`.

    The room that knows the names says so when it is ready: the one that keeps the codes may lie below it.
    """
    _called[model, name] = (label, word)


class Names:
    """What the records that changes point at are called; each is asked for once, whatever many entries of a page name it."""

    def __init__(self):
        self._known = {}

    def of(self, field, value):
        """The name of the record with the key `value` that a foreign key `field` points at; that it is gone where it is."""
        model = field.related_model
        if (model, value) not in self._known:
            found = model._base_manager.filter(**{field.target_field.attname: value}).first()
            self._known[model, value] = str(found) if found else _("已删除的%(kind)s") % {"kind": model._meta.verbose_name}
        return self._known[model, value]


def changes_of(model, before, after, names=None):
    """[(label, before, after)] of one entry; `model` is its label ('households.member'), which may exist no longer.

    `names` is one Names for all the entries of a page.
    """
    called = names or Names()
    try:
        options = apps.get_model(model)._meta
    except LookupError:
        options = None
    technical = TECHNICAL | TECHNICAL_OF.get(model, set())
    names = [name for name in {**before, **after} if name not in technical]
    found = [
        (_label(options, name), *(_shown(options, name, each.get(name), called) for each in (before, after)))
        for name in names
        if name not in POSITION
    ]
    if set(names) & set(POSITION):
        found.append((_("位置（纬度，经度）"), *(in_degrees(*map(each.get, POSITION)) or NOTHING for each in (before, after))))
    return found


def masked_changes(before, after):
    """{name: [before, after]} as it may be kept beside the history: numbers masked, said in words later by `said_changes`."""
    if before:
        found = {name: [before.get(name), after.get(name)] for name in {**before, **after}}
    else:  # a workbook of thousands of new persons is told so
        found = {name: [None, value] for name, value in after.items()}
    for name in MASKS.keys() & found.keys():
        found[name] = [MASKS[name](each) for each in found[name]]
    return found


def said_changes(model, changes, names=None):
    """[(label, before, after)] of what `masked_changes` gave, in the language of the moment; `names` as for `changes_of`."""
    options, called = apps.get_model(model)._meta, names or Names()
    return [(_label(options, name), *(_said(options, name, each, called) for each in pair)) for name, pair in changes.items()]


def in_words(model, before, after, names=None):
    """The changes as one line, '电话：199****1234 → 199****5678；单位：县水务局', with the marks of the language.

    No arrow where there was nothing before. `names` as for `changes_of`.
    """
    parts = []
    for label, old, new in changes_of(model, before, after, names):
        parts.append(_("%(label)s：%(value)s") % {"label": label, "value": f"{old} → {new}" if old != NOTHING else new})
    return _("；").join(parts)


# What an entry is about that is no record: the site itself.
OF_THE_SITE = {DEMO: gettext_lazy("演示数据"), BEGUN: gettext_lazy("本县的站点")}


def model_name(model):
    """The kind of record an entry is about, in words; its bare label where the model exists no longer."""
    try:
        return str(apps.get_model(model)._meta.verbose_name)
    except LookupError:
        return str(OF_THE_SITE.get(model, model))


def _field(options, name):
    try:
        return options.get_field(name) if options else None
    except FieldDoesNotExist:
        return None


def _given(options, name):
    """(label, word of a value) that a room gave a field by `call`; (None, None) where none did."""
    return _called.get((options and options.label_lower, name), (None, None))


def _label(options, name):
    field = _field(options, name)
    label, _word = _given(options, name)
    return str(label or (field.verbose_name if field else name))


def _shown(options, name, value, names):
    if value is None or value == "":
        return NOTHING
    return MASKS[name](value) if name in MASKS else _said(options, name, value, names)


def _said(options, name, value, names):
    field = _field(options, name)
    if isinstance(field, ForeignKey) and value not in (None, ""):
        return names.of(field, value)
    _told, word = _given(options, name)
    if word and value not in (None, ""):
        return _("、").join(map(str, map(word, value))) or NOTHING if isinstance(value, list) else str(word(value))
    return worded(field, value)


def worded(field, value):
    """A field's value as a person reads it, a number in full; `field` is None where the model exists no longer."""
    if value is None or value == "":
        return NOTHING
    if isinstance(field, BooleanField):
        return _("是") if value else _("否")
    if isinstance(field, FenField):
        return yuan(value)
    if isinstance(field, DateTimeField):
        moment = parse_datetime(value) if isinstance(value, str) else value
        return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment and timezone.is_aware(moment) else str(value)
    if isinstance(value, list):
        return _("、").join(map(_one_of_list, value)) or NOTHING
    if isinstance(value, dict):
        return _("、").join(f"{name} {each}" for name, each in value.items()) or NOTHING
    return str(dict(getattr(field, "flatchoices", ())).get(value, value))


def _one_of_list(value):
    """One entry of a list in words: by its name; what was one thing and is another with both; else what it says."""
    if not isinstance(value, dict):
        return str(value)
    if "name" in value:
        return str(value["name"])
    if {"where", "was", "now"} <= value.keys():
        return f"{value['where']} {value['was']} → {value['now']}"
    return " ".join(map(str, value.values()))
