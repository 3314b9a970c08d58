"""Django's admin as this house uses it: in Chinese, behind the one door, with its own sign-in and no log beside the audit."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.auth.views import LogoutView
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kangle.audit import shown  # noqa: F401  (what is only shown leads where its reader may go)
from kangle.audit.searching import Choices
from kangle.common.legible import line

LARGEST_BULK = 200  # deletions are put on record one by one, and somebody should have looked at each


class RecordsSite(admin.AdminSite):
    site_header = gettext_lazy("康乐 记录维护")
    site_title = gettext_lazy("康乐 记录维护")
    index_title = gettext_lazy("选择要维护的记录")
    index_template = "admin/records_index.html"
    enable_nav_sidebar = False

    def get_urls(self):
        # The shortcut "view on site" would tell anybody which numbers exist.
        return [entry for entry in super().get_urls() if getattr(entry, "name", None) != "view_on_site"]

    def get_app_list(self, request, app_label=None):
        # Every page is handed the list of all that may be kept, with four permissions each; only the index shows it.
        return SimpleLazyObject(lambda: super(RecordsSite, self).get_app_list(request, app_label))

    def login(self, request, extra_context=None):
        return redirect(settings.LOGIN_REDIRECT_URL if request.user.is_authenticated else settings.LOGIN_URL)

    def logout(self, request, extra_context=None):
        return LogoutView.as_view(next_page=settings.LOGOUT_REDIRECT_URL)(request)

    def password_change(self, request, extra_context=None):
        return redirect("accounts:password")

    def autocomplete_view(self, request):
        return Choices.as_view(admin_site=self)(request)


@admin.action(permissions=["delete"], description=gettext_lazy("删除所选的 %(verbose_name_plural)s"))
def delete_with_reason(model_admin, request, queryset):
    """Delete the chosen rows, each put on record with the one reason given on the page that asks for confirmation."""
    if queryset.count() > LARGEST_BULK:
        sentence = _("一次最多删除 %(most)d 条。请用筛选缩小范围；没有删除任何记录。") % {"most": LARGEST_BULK}
        model_admin.message_user(request, sentence, messages.ERROR)
        return None
    if request.POST.get("post") and not line(request.POST, "reason", 1):
        request.POST = request.POST.copy()
        del request.POST["post"]
        model_admin.message_user(request, _("请写明删除的原因；还没有删除。"), messages.ERROR)
    return delete_selected(model_admin, request, queryset)


site = RecordsSite(name="admin")
site.disable_action("delete_selected")
site.add_action(delete_with_reason, "delete_selected")
