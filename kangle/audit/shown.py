"""The fields of a record's page that are only shown."""

from django.contrib.admin import helpers


class ShownField(helpers.AdminReadonlyField):
    def get_admin_url(self, remote_field, remote_obj):
        """Django leads to whatever record a key names; here only whoever may write such records is led there."""
        if self.form.writer.may_edit(remote_obj._meta.label_lower):
            return super().get_admin_url(remote_field, remote_obj)
        return str(remote_obj)


helpers.AdminReadonlyField = ShownField  # Django offers no other place to say so
