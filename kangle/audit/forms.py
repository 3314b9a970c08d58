"""The forms through which records are written: what was stored beside what is written, and why, in sentences a person reads."""

from itertools import chain

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy

from kangle.common.forms import ModelForm
from kangle.common.sayings import said as _

WHY = "why"  # the field of every form in which one says why a record is changed


class RecordForm(ModelForm):
    """A record as this person may write it. `keeper` (the admin) and `writer` (the person) are set on the class by the admin.

    A row `within` the page of another record is judged by the page, once all that is written with it has been read.
    """

    keeper = writer = None
    within = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = self.choices()
        for name, field in self.fields.items():
            if not isinstance(field, forms.ModelChoiceField):
                continue
            field.queryset = choices.get(name, field.queryset)
            # What the record already points at stays valid, though the person could not choose it.
            current = getattr(self.instance, f"{name}_id", None)
            if current is not None:
                field.queryset = field.queryset | field.queryset.model._base_manager.filter(pk=current)

    def choices(self):
        """{field: rows} of the keys that are chosen from fewer rows than the field offers of itself."""
        return {}

    def _post_clean(self):
        super()._post_clean()
        if not self.within:
            self.judge()

    def judge(self):
        """Ask whether this person may write what is filled in; what may not be is said at its field."""
        if self.errors or not set(self.changed_data) - {WHY}:
            return
        old = self.stored()
        try:
            self.keeper.refuse_write(self.writer, old, self.instance)
        except ValidationError as refused:
            self._update_errors(refused)

    def _update_errors(self, errors):
        """As Django does; but a rule of the database that has no words of its own is told by the fields it is about."""
        rules = [rule for rule in self._meta.model._meta.constraints if not has_words(rule)]
        sentences = {str(rule.get_violation_error_message()): rule for rule in rules}
        listed = errors.error_dict.values() if hasattr(errors, "error_dict") else [errors.error_list]
        for error in chain.from_iterable(listed):
            if rule := sentences.get(str(error.message)):
                error.message = in_words(rule, self.instance)
        super()._update_errors(errors)

    def stored(self):
        """The record as the database has it now; None for a new one."""
        model = self._meta.model
        return None if self.instance._state.adding else model._base_manager.filter(pk=self.instance.pk).first()


def has_words(constraint):
    """Whether a broken constraint says what is wrong: by a sentence of its own, or as Django says that fields are taken."""
    named = constraint.violation_error_message != constraint.default_violation_error_message
    return named or (isinstance(constraint, UniqueConstraint) and constraint.condition is None)


def fields_of(constraint):
    """The names of the fields that a constraint is about."""
    return list(getattr(constraint, "fields", ())) or sorted(_fields_of(constraint.condition))


def in_words(constraint, record):
    """The sentence for a record that breaks a constraint which has none of its own."""
    labels = "、".join(str(record._meta.get_field(name).verbose_name) for name in fields_of(constraint))
    if isinstance(constraint, UniqueConstraint):
        return _("“%(fields)s”已有一条仍然有效的记录：请先给它填上结束日期。") % {"fields": labels}
    return _("“%(fields)s”互相矛盾或超出范围：请核对先后、大小，以及该填的是否都填了。") % {"fields": labels}


def _fields_of(condition):
    """The names of the fields that a condition (a Q, or the value compared with) speaks of."""
    if isinstance(condition, Q):
        return set().union(*map(_fields_of, condition.children))
    if isinstance(condition, tuple):
        return {condition[0].partition("__")[0]} | _fields_of(condition[1])
    return {condition.name.partition("__")[0]} if isinstance(condition, F) else set()


class AuditedForm(RecordForm):
    """With the reason, which a change cannot do without. `refused`: the sentences it was refused with while it was written."""

    refused = ()

    # Not "reason": what a household left poverty for is a field of its own, and says nothing of why the record was altered.
    why = forms.CharField(label=gettext_lazy("修改原因"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields[WHY].required = True
            self.fields[WHY].help_text = _("为什么改；记入操作记录。")

    def _post_clean(self):
        super()._post_clean()
        for sentence in self.refused:
            self.add_error(None, sentence)
