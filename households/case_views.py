"""Opening a case from a household's card."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.case_actions import kinds_open_to, open_household_case
from households.cases import OFFERS, facts_of
from households.codes import Cause
from households.models import Household
from kangle.exchange.facts import VisibleDetail
from kangle.procedures.codes import PENDING, Kind, Subject
from kangle.procedures.forms import DayInput
from kangle.procedures.methods import methods_for
from kangle.programme.years import day_in_hand_of


class OpenForm(forms.Form):
    """What a case of a kind asks: the method where there are several, the reason, the day of effect; a return asks more."""

    method = forms.ModelChoiceField(label=gettext_lazy("方法"), queryset=None, empty_label=None)
    reason = forms.CharField(label=gettext_lazy("申请理由"), max_length=200, widget=forms.Textarea({"rows": 3}))
    effective_on = forms.DateField(
        label=gettext_lazy("生效日期"), widget=DayInput(), help_text=gettext_lazy("县里审定时可以另定。")
    )
    cause = forms.ChoiceField(label=gettext_lazy("返贫原因"), choices=[("", "—"), *Cause.choices])
    planned_exit_year = forms.IntegerField(label=gettext_lazy("计划再次脱贫年度"))

    def __init__(self, *args, kind, methods, **options):
        super().__init__(*args, **options)
        self.fields["method"].queryset = methods
        if kind != Kind.RETURN:
            del self.fields["cause"], self.fields["planned_exit_year"]


class OpenCase(VisibleDetail):
    """A small form over the card's household; it leads to the case that it opens."""

    http_method_names = ["get", "head", "options", "post"]
    model = Household
    template_name = "households/open_case.html"
    context_object_name = "household"

    def get_queryset(self):
        return super().get_queryset().with_head().with_status(timezone.localdate()).select_related("village")

    @property
    def kind(self):
        if self.kwargs["kind"] not in Kind.values:
            raise Http404
        return Kind(self.kwargs["kind"])

    def get_context_data(self, **context):
        household, kind = self.object, self.kind
        sentence = self.refusal(household, kind)
        return super().get_context_data(
            title=f"{OFFERS[kind]} · {household.head_name or household.number}",
            area=household.village,
            sentence=sentence,
            form=context.pop("form", None) or (None if sentence else self.form()),
            **context,
        )

    def refusal(self, household, kind):
        """Why no case of this kind can be opened now, in a sentence; "" where it can."""
        if household.cases.filter(case__state__in=PENDING).exists():
            return _("这一户已有办件在办，办结之前不能再立件。")
        if kind not in kinds_open_to(household.status):
            return _("这一户现在的状态不能“%(what)s”。") % {"what": OFFERS[kind]}
        return ""

    def form(self, data=None):
        methods = methods_for(Subject.HOUSEHOLD, self.kind, timezone.localdate())
        asked = {"effective_on": day_in_hand_of(self.object.village), "method": methods.first()}
        return OpenForm(data, kind=self.kind, methods=methods, initial=asked)

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        form = self.form(request.POST)
        if form.is_valid():
            facts = facts_of(self.object, timezone.localdate())
            try:
                case = open_household_case(self.object, by=request.user, facts=facts, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("已立件。请逐项核对、公示，再提交乡镇。"))
                return redirect("procedures:case", case.pk)
        return self.render_to_response(self.get_context_data(form=form))
