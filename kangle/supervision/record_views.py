"""The pages of one finding and of one interview: what a leader reads before he gives it to somebody."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kangle.common.figures import UNKNOWN, day
from kangle.exchange.facts import VisibleDetail
from kangle.supervision.models import Finding, Interview
from kangle.supervision.tables import FINDING_STATES
from kangle.supervision.views import RoundDetail


class _RecordPage(VisibleDetail):
    """One record's facts: `facts(record)` is [(label, text, address or "")], `state(record)` its (word, tone)."""

    template_name = "supervision/record.html"
    list_name = ""
    list_label = ""

    def get_context_data(self, **context):
        record = self.object
        return super().get_context_data(
            title=str(record),
            area=record.area,
            state=self.state(record),
            facts=[(label, text or UNKNOWN, url) for label, text, url in self.facts(record)],
            list_name=self.list_name,
            list_label=self.list_label,
            **context,
        )

    def cadre(self, cadre):
        """A cadre's name, and his card where the reader's area reaches it."""
        if cadre is None:
            return "", ""
        seen = cadre.area.path.startswith(self.request.user.area.path)
        return cadre.with_unit, reverse("villages:cadre", args=[cadre.pk]) if seen else ""

    def round(self, round_):
        """A round by its year and number, and its page where the reader may open it."""
        if round_ is None:
            return "", ""
        opens = RoundDetail.opens_to(self.request.user, round_)
        return str(round_), reverse("supervision:round", args=[round_.pk]) if opens else ""


class FindingPage(_RecordPage):
    model = Finding
    list_name, list_label = "supervision:findings", gettext_lazy("督查问题")

    def get_queryset(self):
        related = ("area", "responsible__area", "inspection__round__area")
        return super().get_queryset().with_state(timezone.localdate()).select_related(*related)

    def state(self, finding):
        return FINDING_STATES[finding.state]

    def facts(self, finding):
        return [
            (_("地区"), finding.area, reverse("pages:area", args=[finding.area.code])),
            (_("督查轮次"), *self.round(finding.inspection and finding.inspection.round)),
            (_("依据"), finding.evidence, ""),
            (_("整改责任人"), *self.cadre(finding.responsible)),
            (_("发现日期"), day(finding.found_on), ""),
            (_("整改期限"), day(finding.due_on), ""),
            (_("整改日期"), day(finding.rectified_on), ""),
            (_("整改情况"), finding.rectification, ""),
        ]


class InterviewPage(_RecordPage):
    model = Interview
    list_name, list_label = "supervision:interviews", gettext_lazy("约谈")

    def get_queryset(self):
        return super().get_queryset().select_related("area", "cadre__area", "round__area")

    def state(self, interview):
        return (_("已约谈"), "good") if interview.held_on else (_("待约谈"), "poor")

    def get_context_data(self, **context):
        told = {"name": self.object.cadre, "area": self.object.area}
        return super().get_context_data(**context) | {"title": _("约谈 %(area)s %(name)s") % told}

    def facts(self, interview):
        return [
            (_("被约谈人"), *self.cadre(interview.cadre)),
            (_("地区"), interview.area, reverse("pages:area", args=[interview.area.code])),
            (_("督查轮次"), *self.round(interview.round)),
            (_("原因"), interview.reason, ""),
            (_("决定日期"), day(interview.required_on), ""),
            (_("约谈日期"), day(interview.held_on), ""),
        ]
