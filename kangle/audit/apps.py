from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "kangle.audit"
    label = "audit"
    verbose_name = _("操作记录")

    def ready(self):
        from kangle.audit import bounds

        pre_migrate.connect(self.before_migrating, sender=self)
        post_migrate.connect(self.after_migrating, sender=self)
        self.bounds = bounds

    def before_migrating(self, plan=None, **more):
        self.bounds.before_migrating(plan)

    def after_migrating(self, verbosity=1, plan=(), stdout=None, **more):
        self.bounds.after_migrating(verbosity, plan, stdout)
