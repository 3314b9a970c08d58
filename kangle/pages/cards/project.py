"""Projects with their money: the list with what was appropriated and spent, and a project's page with its money by channel."""

from django.db.models import Count, OuterRef, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funds.models import Appropriation, Expenditure
from funds.tables import AppropriationTable, ExpenditureTable
from kangle.exchange.facts import Section, with_query
from kangle.exchange.tables import MoneyColumn
from projects.querysets import total
from projects.tables import ProjectTable
from projects.views import ProjectDetail, ProjectList


def with_money(projects, on):
    """Projects with `appropriated_fen` and `spent_fen` by a day."""
    passed_down = Appropriation.objects.filter(project=OuterRef("pk"), on__lte=on)
    spent = Expenditure.objects.filter(appropriation__project=OuterRef("pk"), on__lte=on)
    return projects.annotate(
        appropriated_fen=total(passed_down, "project", "amount_fen"),
        spent_fen=total(spent, "appropriation__project", "amount_fen"),
    )


class FundedProjectTable(ProjectTable):
    """Projects with what was passed down to each and what of it is spent."""

    appropriated_fen = MoneyColumn(gettext_lazy("下拨资金"), on_phone=False)
    spent_fen = MoneyColumn(gettext_lazy("支出资金"))

    footer_sums = ("appropriated_fen", "spent_fen")

    class Meta(ProjectTable.Meta):
        sequence = (
            "name",
            "area",
            "year",
            "works",
            "stage",
            "schedule",
            "planned",
            "done",
            "unit",
            "progress",
            "appropriated_fen",
            "spent_fen",
            "...",
        )

    @classmethod
    def prepare(cls, queryset):
        return with_money(super().prepare(queryset), timezone.localdate())


class FundedProjectList(ProjectList):
    table_class = FundedProjectTable


class ProjectCard(ProjectDetail):
    """A project's page with its money: by channel, and each amount passed down and paid out."""

    template_name = "projects/card.html"

    def through(self, user):
        return [*super().through(user), (Appropriation.objects.visible_to(user), "project")]

    def get_context_data(self, **context):
        seen = Appropriation.objects.visible_to(self.request.user).filter(project=self.object)
        channels = (
            seen.order_by("allotment__channel__group", "allotment__channel__code")
            .values("allotment__channel__name", "allotment__channel__group")
            .annotate(amount=Sum("amount_fen"), spent=Sum("spent_fen"), documents=Count("allotment__document", distinct=True))
        )
        return super().get_context_data(channels=channels, **context)

    def sections(self, project):
        user = self.request.user
        money = [
            Section(
                _("资金下拨"),
                AppropriationTable,
                project.appropriations.visible_to(user),
                columns=("document", "channel", "area", "on", "amount_fen", "spent_fen", "unspent_fen", "rate"),
                more=with_query("funds:appropriations", q=project.number),
                empty=_("还没有下拨资金。"),
            ),
            Section(
                _("资金支出"),
                ExpenditureTable,
                Expenditure.objects.visible_to(user).filter(appropriation__project=project),
                columns=("payee", "document", "on", "amount_fen", "voucher", "settled_on"),
                more=with_query("funds:expenditures", q=project.number),
            ),
        ]
        return [*super().sections(project), *money]
