"""The rows within a record's page: judged and written as the page shows them, all of them together."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import UniqueConstraint
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kangle.common.bounds import together

LOST = gettext_lazy("这一行认不出是哪一条记录，可能刚刚被别人删了：请重新打开这一页再填。")
UNSENT = gettext_lazy("这一页没有送全，下面各行没有收到：请重新打开这一页再填。")


class AnsweredOnPage:
    """For an admin: what is refused only while it is written is answered on the page as it was filled in; none of it is kept."""

    def changeform_view(self, request, *args, **kwargs):
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (IntegrityError, ValidationError) as refused:
            request.refused = _in_words(refused)
        return super().changeform_view(request, *args, **kwargs)

    def delete_view(self, request, *args, **kwargs):
        """Somebody may have built upon it since the page said what would go."""
        try:
            return super().delete_view(request, *args, **kwargs)
        except ValidationError as refused:
            self._tell(request, refused)
        return redirect(request.get_full_path())

    def response_action(self, request, queryset):
        try:
            return super().response_action(request, queryset)
        except ValidationError as refused:
            return self._tell(request, refused)

    def _tell(self, request, refused):
        for sentence in refused.messages:
            self.message_user(request, sentence, messages.ERROR)


def _in_words(refused):
    """Its own sentences; one of ours for a rule that only the database saw broken."""
    if isinstance(refused, ValidationError):
        return refused.messages
    return [_("没有保存：和已有的记录重复或矛盾，多半是别人刚刚也改了这里。您填的还在，请核对已有的记录，改好再保存。")]


class PartsFormSet(forms.BaseInlineFormSet):
    """Rows may change places, and share out a sum anew: none is held against what another of them says no longer."""

    default_error_messages = {
        "missing_management_form": UNSENT,
        "too_many_forms": gettext_lazy("一页最多 %(num)d 行：请分几次填。"),
        "too_few_forms": gettext_lazy("下面至少要填 %(num)d 行。"),
    }

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name in (self._pk_field.name, self.fk.name):
            form.fields[name].error_messages |= dict.fromkeys(("required", "invalid_choice", "invalid_pk_value"), LOST)

    def clean(self):
        super().clean()
        gone = [form for form in self.forms if self.can_delete and self._should_delete_form(form)]
        kept = [form for form in self.forms if form not in gone and (form.has_changed() or not form.instance._state.adding)]
        for form in kept:
            self._refuse_taken(form, [each.instance.pk for each in (*kept, *gone)])
        with together([form.instance for form in kept], without=[form.instance for form in gone]):
            for form in kept:
                form.judge()
        for form in gone:
            if (stored := form.stored()) is not None:
                form.keeper.refuse_write(form.writer, stored, None)

    def _refuse_taken(self, form, on_page):
        """A row that somebody has added meanwhile, or that was sent as a new one, is not on the page to be compared with."""
        for rule in self.model._meta.constraints if self.instance.pk and form.has_changed() and not form.errors else ():
            if not isinstance(rule, UniqueConstraint) or rule.condition is not None or self.fk.name not in rule.fields:
                continue
            same = {name: getattr(form.instance, self.model._meta.get_field(name).attname) for name in rule.fields}
            if self.model._base_manager.filter(**same).exclude(pk__in=on_page).exists():
                sentence = _("已经有一条“%(fields)s”相同的记录，这一页上没有显示它：请重新打开这一页再改。")
                form.add_error(None, sentence % {"fields": self._labels(rule.fields)})

    def _labels(self, names):
        labels = [str(self.model._meta.get_field(name).verbose_name) for name in names if name != self.fk.name]
        return "、".join(labels)

    def get_unique_error_message(self, unique_check):
        return _("有两行的“%(fields)s”一样：请改其中一行，或者删去一行。") % {"fields": self._labels(unique_check)}

    def get_form_error(self):
        return _("这一行和上面的一行重复：请改成不同的，或者删去。")
