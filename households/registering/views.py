"""The pages on which the poverty office puts down what was decided before: all of it, one, and what would be written."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from households.filters import StatusEventFilter
from households.models import StatusEvent
from households.models.registering import Registration
from households.registering.acting import OthersByNow, register
from households.registering.forms import RegistrationForm
from households.registering.tables import RegistrationFilter, RegistrationTable
from households.registering.undoing import undo, undoable
from households.registering.weighing import weigh
from households.tables import StatusEventTable
from households.views import HouseholdRoomList
from kangle.accounts.keeping import Entering, keepers
from kangle.accounts.roles import Capability
from kangle.areas.models import Area
from kangle.audit.models import Entry
from kangle.common.figures import grouped
from kangle.common.forms import ReasonForm
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
        return self.page(RegistrationForm(area=self.area))

    def post(self, request):
        form, weighed = RegistrationForm(request.POST, area=self.area), None
        if form.is_valid():
            asked = form.asked()
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
        words = {"number": grouped(made.households)}
        told = ngettext("已登记 %(number)s 户。", "已登记 %(number)s 户。", made.households) % words
        messages.success(
            self.request, told + _("疑点由后台重新校验；评分请在“运行记录”里连同各月末重新计算，不算的话，夜间只算最新一天。")
        )
        return redirect("households:registration", made.pk)

    def page(self, form, weighed=None, status=200):
        context = {"title": _("补登一批身份"), "area": self.area, "form": form, "weighed": weighed}
        return render(self.request, "households/registering/register.html", context, status=status)


class RegistrationPage(ListPage):
    """One registration: what it wrote and is left of it, as far as the reader's area goes."""

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

    def facts(self):
        """What stands above the rows on paper and in files, too: who put it down, when, upon what."""
        found = self.registration
        told = [(_("依据"), found.document), (_("登记人"), found.by_name), (_("登记时间"), _moment(found.at))]
        if found.taken_back:
            told.append((_("已撤销户数"), f"{grouped(found.taken_back)}（{found.undone_by} {_moment(found.undone_at)}）"))
        return [*told, *super().facts()]

    def get_extra(self):
        may = may_undo(self.request.user, self.registration) and self.registration.events.exists()
        undoings = Entry.objects.of(self.registration).filter(act=Entry.Act.CHANGE)
        return {"registration": self.registration, "may_undo": may, "undoings": undoings}


def _moment(at):
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def visible(request, pk):
    """The registration of a key that reaches into the person's area. Raises Http404."""
    found = Registration.objects.visible_to(request.user).filter(pk=pk).select_related("area").first()
    if found is None:
        raise Http404(_("没有这次补登，或者它不在您的地区。"))
    return found


def may_undo(user, registration):
    """Who may do it for the whole of the area it was made for."""
    return user.may(Capability.DECIDE) and registration.area.path.startswith(user.area.path)


class Undo(View):
    """What of a registration would be taken back and what stays, and why; a reason; then the press."""

    def get(self, request, pk):
        return self.page(request, visible(request, pk), ReasonForm(label=WHY))

    def post(self, request, pk):
        registration, form = visible(request, pk), ReasonForm(request.POST, label=WHY)
        if form.is_valid():
            try:
                number = undo(registration, by=request.user, reason=form.cleaned_data["reason"])
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                words = {"number": grouped(number)}
                messages.success(
                    request, ngettext("已撤销 %(number)s 户的登记。", "已撤销 %(number)s 户的登记。", number) % words
                )
                return redirect("households:registration", pk)
        return self.page(request, registration, form, status=422)

    def page(self, request, registration, form, status=200):
        try:
            found, closed = undoable(registration), ""
        except ValidationError as refused:
            found, closed = None, " ".join(refused.messages)
        context = {"registration": registration, "area": registration.area, "form": form, "undoable": found, "closed": closed}
        context["title"] = _("撤销补登：%(registration)s") % {"registration": registration}
        return render(request, "households/registering/undo.html", context, status=status)
