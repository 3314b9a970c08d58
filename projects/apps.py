from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    label = "projects"
    verbose_name = _("项目")

    def ready(self):
        from kangle.assignments.kinds import page_named, register
        from kangle.audit import bounds
        from projects.bounds import BOUNDS

        bounds.declare(BOUNDS)
        register("projects.project", page_named("projects:detail"))
