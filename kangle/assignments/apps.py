from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class AssignmentsConfig(AppConfig):
    name = "kangle.assignments"
    label = "assignments"
    verbose_name = pgettext_lazy("列表", "交办")

    def ready(self):
        from kangle.assignments.giving import give_of_row
        from kangle.exchange import row_acts

        row_acts.register(give_of_row)
