"""Opening a case about a record: a small form over its card, which leads to the case that it opens."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kangle.accounts.roles import Capability
from kangle.common.forms import Form
from kangle.exchange.facts import VisibleDetail
from kangle.procedures.codes import PENDING, Kind
from kangle.procedures.forms import DayInput
from kangle.procedures.methods import methods_for
from kangle.programme.years import day_in_hand_of


def of_record(listed, user, *, kinds, offers, address):
    """What a record's page says of its cases: `listed`, newest first, and the `offers` (address, label) this person may open.

    `kinds`: what follows from where the record stands; `offers`: what each is called; `address(kind)`: where one is opened.
    """
    may = user.may(Capability.ENTER) and not any(case.is_pending for case in listed)
    return {"listed": listed, "offers": [(address(kind), offers[kind]) for kind in (kinds if may else ())]}


class OpenForm(Form):
    """What every case asks: the method where there are several, the reason, the day of effect."""

    presets = ("method", "effective_on")  # the only method there is; the county's day in hand
    method = forms.ModelChoiceField(label=gettext_lazy("方法"), queryset=None, empty_label=None)
    reason = forms.CharField(label=gettext_lazy("申请理由"), max_length=200, widget=forms.Textarea({"rows": 3}))
    effective_on = forms.DateField(
        label=gettext_lazy("生效日期"), widget=DayInput(), help_text=gettext_lazy("县里审定时可以另定。")
    )

    def __init__(self, *args, kind, methods, **options):
        super().__init__(*args, **options)
        self.fields["method"].queryset = methods


class OpenPage(VisibleDetail):
    """The page that opens a case about `model`; a room says what follows from where the record stands."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "procedures/open_case.html"
    form_class = OpenForm
    subject = None  # codes.Subject
    offers = {}  # Kind → what the button says
    busy = gettext_lazy("已有办件在办，办结之前不能再立件。")

    def area_of(self, record):
        raise NotImplementedError

    def name_of(self, record):
        raise NotImplementedError

    def way_back(self, record):
        """(what it is called, its address) of the page from which the case is opened."""
        raise NotImplementedError

    def cases_of(self, record):
        """The rows that tie cases to the record, each with a `case`."""
        raise NotImplementedError

    def kinds_open_to(self, record):
        raise NotImplementedError

    def open(self, record, **asked):
        """Open the case; raises ValidationError."""
        raise NotImplementedError

    @property
    def kind(self):
        if self.kwargs["kind"] not in Kind.values or self.kwargs["kind"] not in self.offers:
            raise Http404
        return Kind(self.kwargs["kind"])

    def get_context_data(self, **context):
        record, kind = self.object, self.kind
        sentence = self.refusal(record, kind)
        return super().get_context_data(
            title=f"{self.offers[kind]} · {self.name_of(record)}",
            area=self.area_of(record),
            back=self.way_back(record),
            sentence=sentence,
            form=context.pop("form", None) or (None if sentence else self.form()),
            **context,
        )

    def refusal(self, record, kind):
        """Why no case of this kind can be opened now, in a sentence; "" where it can."""
        if self.cases_of(record).filter(case__state__in=PENDING).exists():
            return self.busy
        if kind not in self.kinds_open_to(record):
            return _("现在的状态不能“%(what)s”。") % {"what": self.offers[kind]}
        return ""

    def form(self, data=None):
        methods = methods_for(self.subject, self.kind, timezone.localdate())
        only = methods.first() if methods.count() == 1 else None  # of several somebody chooses
        asked = {"effective_on": day_in_hand_of(self.area_of(self.object)), "method": only}
        return self.form_class(data, kind=self.kind, methods=methods, initial=asked)

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        form = self.form(request.POST)
        if form.is_valid():
            try:
                case = self.open(self.object, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("已立件。请逐项核对、公示，再提交乡镇。"))
                return redirect(reverse("procedures:case", args=[case.pk]))
        return self.render_to_response(self.get_context_data(form=form))
