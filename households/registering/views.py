"""The pages on which the poverty office puts down what was decided before: all of it, one, and what would be written."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.http import require_POST

from households.filters import StatusEventFilter
from households.models import StatusEvent
from households.registering.acting import OthersByNow, register, undo
from households.registering.forms import RegistrationForm
from households.registering.models import Registration
from households.registering.tables import RegistrationFilter, RegistrationTable
from households.registering.weighing import weigh
from households.tables import StatusEventTable
from households.views import HouseholdRoomList
from kangle.accounts.keeping import Entering, keepers
from kangle.accounts.roles import Capability
from kangle.areas.models import Area
from kangle.common.forms import ReasonForm, sent
from kangle.exchange.views import ListPage, chosen_area

WHY = gettext_lazy("为什么撤销")


class RegistrationList(HouseholdRoomList):
    """All that was put down in one's area, newest first, and the way to the next."""

    model = Registration
    filterset_class = RegistrationFilter
    table_class = RegistrationTable
    title = gettext_lazy("身份补登")
    hint = gettext_lazy("在本系统之前已经认定的贫困户、已经脱贫的户，按名册一次补登；以后的识别和脱贫逐户立件办理。")
    template_name = "households/registering/list.html"

    def get_entering(self):
        address = self.register_address if self.request.user.may(Capability.DECIDE) else ""
        return Entering(keepers(StatusEvent), _("补登一批"), address)

    @property
    def register_address(self):
        chosen = self.request.GET.get("area")
        return reverse("households:register", query={"area": chosen} if chosen else None)

    def get_extra(self):
        may = self.request.user.may(Capability.DECIDE)
        return super().get_extra() | {"register": self.register_address if may else ""}


class Register(View):
    """What is asked; then which households it would be, and which not and why; then the press that writes."""

    @cached_property
    def area(self):
        area = chosen_area(self.request)
        if area is None or area.level < Area.Level.COUNTY:
            raise Http404(_("身份补登按县、乡镇或村办理：您的地区在县以上。"))
        return area

    def get(self, request):
        return self.page(RegistrationForm())

    def post(self, request):
        form, weighed = RegistrationForm(request.POST), None
        if form.is_valid():
            asked = form.asked(self.area)
            try:
                if "register" in request.POST:
                    told = {"digest": request.POST.get("digest", ""), "document": form.cleaned_data["document"]}
                    return self.done(register(asked, by=request.user, **told))
                weighed = weigh(asked)
            except OthersByNow as refused:
                form.add_error(None, refused)
                weighed = weigh(asked)
            except ValidationError as refused:
                form.add_error(None, refused)
        return self.page(form, weighed, status=422 if form.errors else 200)

    def done(self, made):
        told = ngettext("已登记 %(number)d 户。", "已登记 %(number)d 户。", made.households) % {"number": made.households}
        messages.success(self.request, told + _("疑点由后台重新校验；评分在夜间重新计算，或在“运行记录”里马上重新计算。"))
        return redirect("households:registration", made.pk)

    def page(self, form, weighed=None, status=200):
        context = {"title": _("补登一批身份"), "area": self.area, "form": form, "weighed": weighed}
        return render(self.request, "households/registering/register.html", context, status=status)


class RegistrationPage(ListPage):
    """One registration: what it wrote, as it stands now; for the county the way to take it back. `form` asks why."""

    form = None
    model = StatusEvent
    filterset_class = StatusEventFilter
    table_class = StatusEventTable
    hint = gettext_lazy("这一批登记的都已撤销。")
    template_name = "households/registering/registration.html"

    @cached_property
    def registration(self):
        return visible(self.request, self.kwargs["pk"])

    @property
    def area(self):
        return self.registration.area

    @property
    def rows(self):
        return StatusEventTable.prepare(StatusEvent.objects.visible_to(self.request.user).filter(registration=self.registration))

    def get_title(self):
        return str(self.registration)

    def get_extra(self):
        may = self.request.user.may(Capability.DECIDE) and self.registration.undone_at is None
        return {"registration": self.registration, "form": (self.form or ReasonForm(label=WHY)) if may else None}


def visible(request, pk):
    """The registration of a key within the person's area. Raises Http404."""
    found = Registration.objects.visible_to(request.user).filter(pk=pk).select_related("area").first()
    if found is None:
        raise Http404(_("没有这次补登，或者它不在您的地区。"))
    return found


@require_POST
def undo_registration(request, pk):
    registration, form = visible(request, pk), ReasonForm(sent(request), label=WHY)
    if form.is_valid():
        try:
            number = undo(registration, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as refused:
            if visible(request, pk).undone_at is not None:  # by somebody else, or by the first of two presses
                messages.error(request, " ".join(refused.messages))
                return redirect("households:registration", pk)
            form.add_error(None, refused)
        else:
            messages.success(request, ngettext("已撤销 %(n)d 户的登记。", "已撤销 %(n)d 户的登记。", number) % {"n": number})
            return redirect("households:registration", pk)
    request.path = reverse("households:registration", args=[pk])  # what the page's links and the language switch lead to
    page = RegistrationPage(form=form)
    page.setup(request, pk=pk)
    response = page.get(request, pk=pk)
    response.status_code = 422
    return response
