"""Keeping the methods. A version in use is changed by a new version; the cases themselves are acted on upon their own pages."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kangle.audit.actions import snapshot
from kangle.audit.admin import AuditedAdmin, AuditedInline
from kangle.audit.forms import RecordForm
from kangle.audit.site import site
from kangle.procedures.methods import ensure_editable, new_version
from kangle.procedures.models import Item, ItemGroup, Method


@admin.action(permissions=["change"], description=gettext_lazy("另立新版本"))
def make_new_version(model_admin, request, queryset):
    """Copy each chosen method as its next version, to be edited and begun."""
    for method in queryset:
        made = new_version(method, by=request.user)
        sentence = _("已另立“%(method)s”：改好后填启用日期，它才生效。") % {"method": made}
        model_admin.message_user(request, sentence, messages.SUCCESS)


class PartInline(AuditedInline):
    """Parts of a method; of one in use none may be changed."""

    def refuse_write(self, user, old, new):
        super().refuse_write(user, old, new)
        for record in (old, new):
            ensure_editable(self.method_of(record))


class ItemGroupInline(PartInline):
    model = ItemGroup
    fields = ["number", "title"]
    show_change_link = True

    def method_of(self, record):
        return record.method if record is not None and record.method_id else None


class ItemForm(RecordForm):
    """A new item says itself what its days count: nothing is chosen for it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["counts"] = ""


class ItemInline(PartInline):
    model = Item
    form = ItemForm
    fields = ["number", "kind", "text", "level", "days", "counts"]

    def method_of(self, record):
        return record.group.method if record is not None and record.group_id else None


@admin.register(Method, site=site)
class MethodAdmin(AuditedAdmin):
    everywhere = True
    list_display = ["name", "code", "version", "subject", "kind", "since", "until", "provisional"]
    list_filter = ["subject", "kind", "provisional"]
    search_fields = ["name", "code", "source"]
    inlines = [ItemGroupInline]
    actions = [make_new_version]

    def get_fieldsets(self, request, obj=None):
        sentence = _("已有办件在用的版本不能就地修改，只能填停用日期；要改条目，请另立新版本。没有启用日期的版本还不生效。")
        return [(None, {"fields": self.get_fields(request, obj), "description": sentence})]

    def refuse_write(self, user, old, new):
        super().refuse_write(user, old, new)
        ensure_editable(old, before=old and snapshot(old), after=new and snapshot(new))


@admin.register(ItemGroup, site=site)
class ItemGroupAdmin(AuditedAdmin):
    everywhere = True
    list_display = ["method", "number", "title"]
    list_display_links = ["title"]
    list_filter = ["method"]
    list_select_related = ("method",)
    search_fields = ["title", "method__name", "method__code"]
    inlines = [ItemInline]

    def refuse_write(self, user, old, new):
        super().refuse_write(user, old, new)
        for record in (old, new):
            ensure_editable(record.method if record is not None and record.method_id else None)
