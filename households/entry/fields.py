"""What stands at each field of a screen: last year's value, what another wrote meanwhile, what is wrong; and its history."""

import copy
import dataclasses
from dataclasses import dataclass

from django.db.models import ForeignKey, Model, Q
from django.forms import RadioSelect
from django.utils import timezone
from django.utils.translation import gettext_lazy

from households.checks.sheet import WANTED
from households.entry import steps
from households.entry.judging import judge_screen, standing
from households.entry.lacking import lack_of
from households.models import YearRecord
from households.models.querysets import INCOME_COSTS, INCOME_PARTS
from households.sharing import income_per_head, sharing
from kangle.audit.changes import Names, changes_of, worded
from kangle.audit.models import Entry
from kangle.common.figures import yuan

HISTORY_SHOWN = 10
# What follows from the income of a year.
NET, A_HEAD, NO_HEAD = gettext_lazy("家庭纯收入"), gettext_lazy("人均纯收入（%(persons)d 人）"), gettext_lazy("人均纯收入")
UNSHARED = gettext_lazy("算不出：采集日期那天家里没有登记的成员。请核对采集日期和成员的加入日期。")


@dataclass
class Shown:
    """One field as the page shows it: `last` is its value a year before, `theirs` what another changed it to, `by` who and when.

    `told`: its value was filled in from another field (a birthday from the identity number). `faults`: what the checks say.
    `note`: what is to be known of what is filled in. `lack`: why there is nothing to choose from (households.entry.lacking).
    """

    bound: object
    last: str = ""
    theirs: str = ""
    by: str = ""
    told: bool = False
    note: str = ""
    lack: object = None
    faults: list = dataclasses.field(default_factory=list)

    @property
    def is_wanted(self):
        """Whether the checks miss it where it is blank, though a page is saved without it."""
        return self.bound.name in WANTED.get(self.bound.form._meta.model._meta.model_name, ())

    @property
    def is_choice(self):
        return isinstance(self.bound.field.widget, RadioSelect)


def shown(form, screen):
    """The fields of a form in order; what the checks say of them is of what was typed, where something was."""
    last = screen.last_year
    # Of a screen that nobody has filled in yet nothing is missed: the record is there since its first one was saved.
    stored = {} if screen.blank else standing(screen.record, screen.step.fields)
    doubts = judge_screen(form, screen.household) if form.is_bound else stored
    found, notes = [], form.notes
    for bound in form.shown:
        faults = doubts.get(bound.name, [])
        each = Shown(bound, note=notes.get(bound.name, ""), lack=lack_of(bound, form.writer), faults=faults)
        if last is not None and bound.name in screen.offered:
            each.last = in_words(last, bound.name, getattr(last, bound.name))
        if bound.name in form.contested:
            each.theirs = in_words(screen.record, bound.name, form.contested[bound.name])
            each.by = _last_change(screen.record, bound.name)
        found.append(each)
    return found


def judged(form, household):
    """The fields of a form as far as they are filled in: what is still blank is not yet missed."""
    found, faults, notes = [], judge_screen(form, household), form.notes
    for bound in form.shown:
        if not form.data.get(bound.name):
            form.errors.pop(bound.name, None)
        bound.field.widget.attrs.pop("autofocus", None)  # whoever is typing stays where he is
        name = bound.name
        found.append(Shown(bound, told=name in form.told, note=notes.get(name, ""), faults=faults.get(name, [])))
    return found


def in_words(record, name, value):
    """A field's value (plain or as stored) as a person reads it."""
    field = record._meta.get_field(name)
    if isinstance(field, ForeignKey) and not isinstance(value, Model):
        value = field.related_model._base_manager.filter(pk=value or None).first()
    return worded(field, value)


def changed_by(record, names):
    """{field: who last changed it, and when} of some fields of a record."""
    return {name: _last_change(record, name) for name in names}


def _last_change(record, name):
    """Who last changed a field, and when: '马志明（11-25 10:32）'."""
    entry = next((entry for entry in Entry.objects.of(record) if name in entry.after), None)
    return f"{entry.actor_name}（{timezone.localtime(entry.at):%m-%d %H:%M}）" if entry else ""


def progress(screen, address):
    """The screens of the record in order: (step, its address, whether it is the one at hand, whether it is filled in)."""
    row = steps.row_of(screen.step)
    return [(step, address(step), step is screen.step, step.code not in screen.left) for step in row]


def history(screen):
    """What was changed on this screen, newest first: [(entry, [(label, before, after)])]; numbers are masked."""
    if screen.is_new or not screen.step.fields:
        return []
    touched = Q()
    for name in screen.step.fields:
        touched |= Q(after__has_key=name)
    found, names = [], Names()
    for entry in Entry.objects.of(screen.record).filter(touched)[:HISTORY_SHOWN]:
        own = [{name: kept[name] for name in screen.step.fields if name in kept} for kept in (entry.before, entry.after)]
        found.append((entry, changes_of(entry.model, *own, names)))
    return found


def derived(form):
    """What follows from what is typed on a screen of income, never typed itself: [(label, words)]; [] on other screens."""
    if not _of_income(form):
        return []
    record, known = copy.copy(form.instance), _is_known(form)
    if record._state.adding and not form.is_bound:  # nobody has read into it yet what the page offers
        for name in (*INCOME_PARTS, *INCOME_COSTS):
            setattr(record, name, form.initial.get(name) or 0)
    persons = len(sharing(record, record.household.members.all(), timezone.localdate()))
    net = record.net_income if known else None
    return [(NET, yuan(net)), _a_head(income_per_head(net, persons) if known else None, persons)]


def _a_head(income, persons):
    return (A_HEAD % {"persons": persons}, yuan(income)) if persons else (NO_HEAD, UNSHARED)


def _is_known(form):
    """Whether anything of the year's income was ever said: it stands on the first screen that a record is saved by."""
    typed = form.data if form.is_bound else form.initial
    return not form.instance._state.adding or any(typed.get(name) not in (None, "") for name in (*INCOME_PARTS, *INCOME_COSTS))


def derived_rule(form):
    """The same as a rule for a phone without signal (static/js/derived.js): which fields add up, which are taken off, on which
    day the members are counted, and the words. None on other screens.
    """
    if not _of_income(form):
        return None
    words = {"net": str(NET), "a_head": str(A_HEAD), "yuan": yuan(0), "no_head": str(NO_HEAD), "unshared": str(UNSHARED)}
    return {"adds": INCOME_PARTS, "takes": INCOME_COSTS, "day": "recorded_on", **words}


def _of_income(form):
    return isinstance(form.instance, YearRecord) and bool({*INCOME_PARTS, *INCOME_COSTS}.intersection(form.fields))
