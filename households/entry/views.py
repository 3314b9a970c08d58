"""One screen of the entry form: of a household, a member, a yearly record."""

import json
import uuid

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views import View
from django.views.decorators.cache import never_cache

from households.checks.actions import judged
from households.entry import fields, screens, steps
from households.entry.actions import save_screen
from households.entry.forms import REASONS
from households.entry.making import form_of
from households.entry.merging import fingerprint, values_of
from households.models import Household, Member, YearRecord
from households.numbering import next_number
from households.photos import taken_elsewhen
from kangle.audit.actions import record as put_on_record
from kangle.audit.changes import MASKS
from kangle.audit.models import Entry
from kangle.common.sayings import said as _
from kangle.exchange import receipts
from kangle.exchange.albums import Album
from kangle.exchange.attachments import kept_together
from kangle.exchange.receipts import queued
from kangle.exchange.uploads import Sent, sent_with
from kangle.programme.models import Period


@method_decorator(never_cache, name="dispatch")
class ScreenPage(View):
    """One screen. GET shows it; POST saves it and goes on (`go`: next, back, hub, card), or only judges it (`go=check`)."""

    http_method_names = ["get", "post", "head", "options"]
    template_name = "households/entry/screen.html"
    model = None
    album = None  # once a form was sent
    writing = False

    def get(self, request, **names):
        if first := self._page_before():
            return redirect(self.address(first))
        self._note_look(self.screen)
        return self._page(self._form(self.screen, None))

    def post(self, request, **names):
        if request.POST.get("go") == "check":
            return self._judged()
        sent = sent_with(request) if self.step.photos else Sent()  # read before anything is locked: it takes its time
        with kept_together() as written, judged(by=request.user) as act:
            self.writing, sending = True, _key(request.POST.get("sending"))
            if answer := receipts.begin(sending, request.user, request.POST):
                return self._answered(answer, self.record)
            if first := self._page_before():  # a phone's; it is sent again after the first
                raise Http404(_("要先有“%(step)s”：那一页保存以后，再保存这一页。") % {"step": first.title})
            form = self._form(self.screen, request.POST, act)
            self.album = Album(form.instance, request.POST, sent) if self.step.photos else Album()
            if form.is_valid() and not self.album.faults:
                self._save(form, act)
                self._save_photos(form, written)
                answer = self.answer(request.POST.get("go"))
                receipts.keep(sending, request.user, answer, request.POST)
                return self._answered(answer, form.instance)
            receipts.forget(sending, request.user)
        return self._refused(form)

    def _page_before(self):
        """The page that begins the record, where nothing has begun it yet and this is a later one; else None."""
        first = steps.STEPS[self.model][0]
        return first if self.record._state.adding and self.step is not first else None

    def _answered(self, answer, record):
        """On to the next page; a phone's queue is also told what now stands there, for words written over these meanwhile."""
        if not queued(self.request):
            return redirect(answer)
        base = {} if record._state.adding else values_of(record, self.step.fields)
        return JsonResponse(
            {"answer": answer, "base": base | {name: fingerprint(base[name]) for name in MASKS.keys() & base.keys()}}
        )

    def _refused(self, form):
        """The page with its faults; to a phone's queue what was said, field by field."""
        if not queued(self.request):
            return self._page(form, status=422)
        labels = {name: field.label for name, field in form.fields.items()}
        said = [[name, str(labels.get(name, "")), sentence] for name, faults in form.errors.items() for sentence in faults]
        said += [[field, name or _("照片"), sentence] for field, name, sentence in self.album.faults]
        by = fields.changed_by(form.instance, form.contested)
        return JsonResponse({"said": said, "contested": sorted(form.contested), "by": by}, status=422)

    # --- the screen -------------------------------------------------------------------------------------------------------

    @cached_property
    def household(self):
        found = screens.household_at(self.request.user, self.kwargs["household"], lock=self.writing)
        if found is None:
            raise Http404(_("没有这一户，或者它不在您的地区。"))
        return found

    @cached_property
    def step(self):
        found = steps.step_of(self.model, self.kwargs["step"])
        if found is None:
            raise Http404(_("没有这一页。"))
        return found

    @cached_property
    def record(self):
        return self.find()

    @cached_property
    def screen(self):
        return screens.Screen(self.key, self.record, self.step)

    @property
    def key(self):
        """The key under which the address names the record: its number, or the UUID of a phone."""
        return self.kwargs["household"]

    def find(self):
        """The record; a new one, not saved, where the address gives a phone's key that nobody knows yet."""
        raise NotImplementedError

    def address(self, step):
        """The address of another screen of the same record."""
        raise NotImplementedError

    def hub(self):
        return reverse("households:entry", args=[self.kwargs["household"]])

    def answer(self, go):
        """Where a save leads."""
        step = self.screen.step
        beside = {"next": steps.after(step), "back": steps.before(step)}.get(go)
        if beside:
            return self.address(beside)
        return reverse("households:detail", args=[self.screen.household.pk]) if go == "card" else self.hub()

    @property
    def closed(self):
        """The year the record is of, where it is closed and nothing of it can be altered; None otherwise."""
        return None

    # --- the form ---------------------------------------------------------------------------------------------------------

    def _form(self, screen, data, act=None):
        initial = screens.presumed(screen) if screen.blank else {}
        if data is None:
            last = screen.last_year
            if last is not None and self.request.GET.get("from") == str(last.year):
                initial |= {name: getattr(last, name) for name in screen.offered}
            initial |= {"sending": uuid.uuid4()}
        made = form_of(screen.step)
        known = {"blank": screen.blank, "explain": screen.explain, "initial": initial, "act": act}
        return made(data, instance=screen.record, writer=self.request.user, **known)

    def _save(self, form, act):
        if form.instance is not self.screen.household:  # else it is about to be another
            act.homes[self.screen.household.pk] = self.screen.household
        if self.screen.blank or form.touched:
            self.saved(save_screen(form.instance, self.screen, act, old=form.before, reason=form.reason))
            saved = " · ".join([*self._whose(form.instance), str(self.screen.step.title)])
            messages.success(self.request, _("已保存“%(step)s”。") % {"step": saved})

    def _whose(self, record):
        """The names of the household's head and of the person a screen is of: a phone sends those of many in a row."""
        names = getattr(self.screen.household, "head_name", ""), getattr(record, "name", "")
        return list(dict.fromkeys(filter(None, names))) or [str(_("新户"))]

    def _save_photos(self, form, written):
        if self.album.touched:
            self.album.save(form.instance, by=self.request.user, written=written)
            messages.success(self.request, self.album.said)
            if asked := taken_elsewhen(form.instance):
                messages.warning(self.request, asked)

    def saved(self, record):
        """What else a save of this kind of record puts down, in the same transaction."""

    def _judged(self):
        """The sentences for what is typed so far, field by field; nothing is saved, and what is still blank is not yet missed."""
        form = self._form(self.screen, self.request.POST)
        form.is_valid()
        context = {"form": form, "fields": fields.judged(form, self.screen.household), "derived": fields.derived(form)}
        return render(self.request, "households/entry/judged.html", context)

    def _page(self, form, status=200):
        screen = self.screen
        context = {
            "title": self.title(),
            "form": form,
            "fields": fields.shown(form, screen),
            "screen": screen,
            "household": screen.household,
            "area": screen.household.village,
            "steps": fields.progress(screen, self.address),
            "number": steps.number_of(screen.step),
            "before": steps.before(screen.step),
            "after": steps.after(screen.step),
            "album": (self.album or Album(screen.record)) if screen.step.photos else None,
            "taken_elsewhen": taken_elsewhen(screen.record) if screen.step.photos else "",
            "of_papers": screen.step is steps.PHOTOS,
            "hub": None if screen.household._state.adding else self.hub(),
            "hub_is_card": self.model not in (Household, Member, YearRecord),
            "closed": self.closed,
            "last_year": screen.last_year,
            "last_values": screen.last_year and told_to_phone(screen.last_year, screen.offered),
            "reasons": REASONS,
            "history": fields.history(screen),
            "derived": fields.derived(form),
        }
        return render(self.request, self.template_name, context, status=status)

    def title(self):
        raise NotImplementedError

    def _note_look(self, screen):
        """The screen shows numbers in full: that somebody saw them is on record."""
        if not screen.is_new and any(getattr(screen.record, name, "") for name in screen.step.fields if name in MASKS):
            put_on_record(by=self.request.user, act=Entry.Act.LOOK, on=screen.record, reason=_("打开录入页"))


class HouseholdScreen(ScreenPage):
    model = Household

    def find(self):
        found = screens.household_at(self.request.user, self.key, lock=self.writing)
        begins = isinstance(self.key, uuid.UUID) and self.step.fields
        if found is None and begins and not screens.key_is_taken(self.key):
            number = next_number(self.village) if self.writing else ""
            return screens.new_household(self.village, number)
        return found or self.household

    @cached_property
    def village(self):
        """The village a new household is entered in."""
        return screens.village_asked(self.request)

    def address(self, step):
        made = reverse("households:step", args=[self.key, step.code])
        return f"{made}?{urlencode({'village': self.village.code})}" if self.screen.is_new else made

    def title(self):
        household = self.screen.household
        return _("登记新户") if self.screen.is_new else household.head_name or household.number


class MemberScreen(ScreenPage):
    model = Member

    @property
    def key(self):
        return self.kwargs["member"]

    def find(self):
        named = {"pk": self.key} if isinstance(self.key, int) else {"begun__key": self.key}
        found = self.household.members.with_steps_left().filter(**named).first()
        if found is None:
            if not isinstance(self.key, uuid.UUID) or screens.key_is_taken(self.key):
                raise Http404(_("这一户没有这个成员。"))
            return screens.new_member(self.household)
        found.household = self.household
        return found

    def address(self, step):
        return reverse("households:member-step", args=[self.kwargs["household"], self.key, step.code])

    def title(self):
        member = self.screen.record
        home = self.household.head_name
        if self.screen.is_new:
            return _("%(head)s户：添加成员") % {"head": home} if home else _("登记户主")
        return (
            member.name if member.name == home or not home else _("%(name)s（%(head)s户）") % {"name": member.name, "head": home}
        )


class YearScreen(ScreenPage):
    model = YearRecord

    @property
    def closed(self):
        year, county = self.kwargs["year"], self.household.village.county
        return year if Period.objects.filter(area__path=county, year=year, state=Period.State.CLOSED).exists() else None

    @property
    def key(self):
        return None

    def find(self):
        year = self.kwargs["year"]
        found = self.household.year_records.with_steps_left().filter(year=year).first()
        if found is None:
            if year not in screens.years_to_enter(self.household):
                raise Http404(_("这一年度没有打开，不能录入。"))
            return screens.new_year_record(self.household, year)
        found.household = self.household
        return found

    def address(self, step):
        return reverse("households:year-step", args=[self.kwargs["household"], self.kwargs["year"], step.code])

    def title(self):
        home = self.household.head_name or self.household.number
        return _("%(head)s：%(year)d 年") % {"head": home, "year": self.kwargs["year"]}


def told_to_phone(last, names):
    """A yearly record as the scripts offer it: JSON of {year, values}."""
    return json.dumps({"year": last.year, "values": values_of(last, names)})


def _key(text):
    """The UUID somebody sent; None for anything else."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
