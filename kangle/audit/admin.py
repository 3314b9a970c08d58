"""The base of every record's admin: rows of one's own area, permissions by role, every write audited with its reason."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import CASCADE, PROTECT, RESTRICT
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from kangle.audit import actions
from kangle.audit.changes import MASKS, Names, changes_of
from kangle.audit.choosing import Chosen, is_number
from kangle.audit.forms import WHY, AuditedForm, RecordForm
from kangle.audit.guards import ensure_allowed
from kangle.audit.models import Entry
from kangle.audit.parts import AnsweredOnPage, PartsFormSet
from kangle.audit.searching import Listed, also_named
from kangle.audit.site import site
from kangle.common.figures import grouped, yuan_of
from kangle.common.legible import line
from kangle.common.presets import CHOOSE
from kangle.common.sayings import said as _

LONGEST_HISTORY = 100
LONGEST_REASON = Entry._meta.get_field("reason").max_length
MOST_PARTS = 400  # rows within a record's page: a county has some 150 villages that one project may serve


def yuan(field, label):
    """A column showing fen as yuan."""

    @admin.display(description=label, ordering=field)
    def shown(record):
        value = getattr(record, field)
        return "—" if value is None else grouped(yuan_of(value))

    return shown


def masked(field, label):
    """A column showing a number only in part; it cannot be sorted by, which would give it away digit by digit."""

    @admin.display(description=label)
    def shown(record):
        return MASKS[field](getattr(record, field))

    return shown


def through(model, lookup):
    """A column across a key ('household__number'), under the Chinese label of the field it ends at."""
    steps, field = lookup.split("__"), None
    for step in steps:
        field = (field.related_model if field else model)._meta.get_field(step)

    @admin.display(description=field.verbose_name, ordering=lookup)
    def shown(record):
        for step in steps:
            record = getattr(record, step, None)
        return "—" if record is None else record

    return shown


class Kept:
    """What the page of a record and the rows within it share: who may write, which rows, which choices."""

    everywhere = False  # a list that is the same for all areas: channels, poverty lines

    def scope(self, queryset, user):
        """The rows of `queryset` that `user` may write; none where the model does not say how it lies at an area."""
        if self.everywhere:
            return queryset
        return queryset.visible_to(user) if hasattr(queryset, "visible_to") else queryset.none()

    def refuse_write(self, user, old, new):
        """Raise ValidationError where `user` may not turn `old` (None: new record) into `new` (None: deletion)."""
        ensure_allowed(old, new)
        if not self.everywhere:
            actions.ensure_within(user, old, new)

    def get_queryset(self, request):
        return self.scope(super().get_queryset(request), request.user).select_related(*(self.list_select_related or ()))

    def get_autocomplete_fields(self, request):
        return [field.name for field in self.opts.fields if field.many_to_one and site.is_registered(field.related_model)]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if site.is_registered(db_field.related_model):
            keeper = site.get_model_admin(db_field.related_model)
            kwargs["queryset"] = keeper.scope(db_field.related_model._default_manager.all(), request.user)
            kwargs.setdefault("widget", Chosen(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and hasattr(field.widget, "can_delete_related"):
            # One deletes a record on its own page, after reading it.
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def _writes(self, request):
        return request.user.is_active and request.user.may_edit(self.opts.label_lower)

    def has_add_permission(self, request, obj=None):
        return self._writes(request)

    def has_change_permission(self, request, obj=None):
        return self._writes(request)

    def has_delete_permission(self, request, obj=None):
        return self._writes(request)

    def has_view_permission(self, request, obj=None):
        return self._writes(request)


class AuditedInline(Kept, admin.TabularInline):
    """Rows within another record's page; they go through the audit under the page's reason, and lie where that record lies."""

    form = RecordForm
    formset = PartsFormSet
    extra = 0
    max_num = MOST_PARTS
    validate_min = False  # whether a record without `min_num` rows is refused
    list_select_related = ()
    show_change_link = False

    def scope(self, queryset, user):
        return queryset  # the page shows the parts of one record, which is the person's to write

    def refuse_write(self, user, old, new):
        """Nothing to refuse for the area's sake: the page's own record has been judged. A closed year may refuse more."""
        ensure_allowed(old, new)

    def get_formset(self, request, obj=None, **kwargs):
        # A page that says it has thousands of rows would keep the site busy for a minute with drawing them.
        formset = super().get_formset(request, obj, absolute_max=MOST_PARTS, validate_min=self.validate_min, **kwargs)
        formset.form.keeper, formset.form.writer, formset.form.within = self, request.user, True
        return formset


class AuditedAdmin(AnsweredOnPage, Kept, admin.ModelAdmin):
    """One model's records. Give it list_display, list_filter, search_fields and list_select_related (a tuple)."""

    form = AuditedForm
    list_select_related = ()
    list_per_page = 50

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    save_on_top = False
    view_on_site = False

    def get_search_fields(self, request):
        """What bore other names before is found by them, too: its model says where they are kept (`also_named`)."""
        asked = list(super().get_search_fields(request))
        return [*asked, *(also for lookup in asked if (also := also_named(self.model, lookup)))]

    def get_changelist(self, request, **options):
        return Listed

    def label(self, record):
        """How a choice field names a record."""
        return str(record)

    def get_list_display(self, request):
        shown = super().get_list_display(request)
        return [through(self.model, name) if isinstance(name, str) and "__" in name else name for name in shown]

    def action_checkbox(self, obj):
        # Django names the row by str(record), which for a fact of a household asks the database for its head, row by row.
        label = _("选择编号为 %(number)s 的记录") % {"number": obj.pk}
        return forms.CheckboxInput({"class": "action-select", "aria-label": label}, lambda value: False).render(
            ACTION_CHECKBOX_NAME, str(obj.pk)
        )

    def response_action(self, request, queryset):
        if all(map(is_number, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            return super().response_action(request, queryset)
        self.message_user(request, _("所选的行里有系统不认识的编号；没有改动任何记录。请刷新页面，重新选择。"), messages.ERROR)
        return None

    def get_action_choices(self, request, default_choices=(("", CHOOSE),)):
        return super().get_action_choices(request, list(default_choices))

    # --- who ----------------------------------------------------------------------------------------------------------

    def has_module_permission(self, request):
        return self._writes(request)

    def has_view_permission(self, request, obj=None):
        # Somebody who may not write these records may still choose one in a form, where only its name is shown.
        choosing = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return self._writes(request) or bool(choosing and request.user.may_look_up(self.opts.label_lower))

    # --- writing ------------------------------------------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.keeper, form.writer, form.refused = self, request.user, getattr(request, "refused", ())
        return form

    def save_model(self, request, obj, form, change):
        if not change or set(form.changed_data) - {WHY}:
            self.write(obj, by=request.user, reason=form.cleaned_data[WHY])

    def save_formset(self, request, form, formset, change):
        reason = form.cleaned_data[WHY]
        formset.save(commit=False)
        for record in formset.deleted_objects:
            actions.delete(record, by=request.user, reason=reason)
        changed = [record for record, _fields in formset.changed_objects]
        actions.save_together([*formset.new_objects, *changed], by=request.user, reason=reason)

    def write(self, record, *, by, reason):
        """Save one record; an admin whose records have an action of their own calls it here."""
        actions.save(record, by=by, reason=reason)

    def erase(self, record, *, by, reason):
        """Delete one record; as `write`."""
        actions.delete(record, by=by, reason=reason)

    # --- deleting -----------------------------------------------------------------------------------------------------

    def delete_view(self, request, object_id, extra_context=None):
        if request.method == "POST" and not line(request.POST, "reason", LONGEST_REASON):
            self.message_user(request, _("请写明删除的原因；还没有删除。"), messages.ERROR)
            return redirect(request.get_full_path())
        return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request, obj):
        self.erase(obj, by=request.user, reason=line(request.POST, "reason", LONGEST_REASON))

    def delete_queryset(self, request, queryset):
        with transaction.atomic():
            for record in queryset:
                self.delete_model(request, record)

    def get_deleted_objects(self, objs, request):
        """What would go (names, counts by kind, nothing lacking) and sentences why it may not; cheap, whatever points here."""
        records = list(objs)
        protected = []
        for record in records:
            try:
                self.refuse_write(request.user, record, None)
            except ValidationError as refused:
                protected += refused.messages
        counts = {self.opts.verbose_name: len(records)}
        for relation in self.opts.related_objects:
            rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": [each.pk for each in records]})
            kind, found = relation.related_model._meta.verbose_name, rows.count()
            if found and relation.on_delete in (PROTECT, RESTRICT):
                sentence = _("还有 %(found)d 条“%(kind)s”用着它；请先改或删那些记录。")
                protected.append(sentence % {"found": found, "kind": kind})
            elif found and relation.on_delete is CASCADE:
                counts[kind] = found
        return [self.label(record) for record in records], counts, set(), protected

    # --- the audit instead of Django's own log ------------------------------------------------------------------------------

    def log_addition(self, request, obj, message):
        return None

    def log_change(self, request, obj, message):
        return None

    def log_deletions(self, request, queryset):
        return None

    def change_view(self, request, object_id, form_url="", extra_context=None):
        response = super().change_view(request, object_id, form_url, extra_context)
        if request.method == "GET" and response.status_code == 200:
            self._note_look(request, response)
        return response

    def _note_look(self, request, response):
        """The form shows telephone, account and identity number in full: that somebody saw them is on record."""
        seen = response.context_data["original"]
        shown = [name for name in MASKS if getattr(seen, name, "")]
        if shown:
            actions.record(by=request.user, act=Entry.Act.LOOK, on=seen, reason=_("打开维护表单"))

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, object_id)
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        entries, names = Entry.objects.of(record)[:LONGEST_HISTORY], Names()
        context = {
            **self.admin_site.each_context(request),
            "title": _("%(name)s 的修改记录") % {"name": self.label(record)},
            "entries": [(entry, changes_of(entry.model, entry.before, entry.after, names)) for entry in entries],
            "object": record,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/record_history.html", context)
