"""The pages of the acts on a family. First whom it concerns (a GET), then day and reason, with what follows said before."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.ages import age_on
from households.codes import Relation
from households.family import consequences
from households.family.acting import head_of, head_too_young, is_child, living, running
from households.family.dividing import merge, split
from households.family.forms import BackForm, HeadForm, LeaveForm, MergeForm, SplitForm, UndoMergingForm
from households.family.heads import change_head, offered
from households.family.leaving import leave, undo_leaving
from households.family.undoing import NOT_JOINED, last_merging, undo_merging
from households.models import Household, Member
from kangle.exchange.facts import VisibleDetail
from kangle.programme.years import day_in_hand_of


class FamilyPage(VisibleDetail):
    """One act on a household. `choosing`: who is meant is still to be chosen; then the page is a form that only asks this."""

    http_method_names = ["get", "post", "head", "options"]
    model = Household
    template_name = "households/family/act.html"
    context_object_name = "household"
    heading = saved = ""

    def get_queryset(self):
        return super().get_queryset().with_head().with_status(timezone.localdate()).select_related("village")

    @cached_property
    def people(self):
        return living(self.object)

    @property
    def home(self):
        return self.object.head_name or self.object.number

    @property
    def first_day(self):
        return {"on": day_in_hand_of(self.object.village)}

    def chosen(self, name="head"):
        """The living member a parameter names, None where it names none."""
        text = (self.request.POST if self.request.method == "POST" else self.request.GET).get(name, "")
        return self.people.get(int(text)) if text.isascii() and text.isdigit() and len(text) < 19 else None

    def form(self, data=None):
        """The form; None while it is still to be chosen who is meant."""
        raise NotImplementedError

    def act(self, form):
        raise NotImplementedError

    def choices(self):
        """What is to be chosen first: context of the template's choosing part."""
        return {}

    def missing(self):
        """What is not chosen yet, said to whoever went on without it."""
        return _("还没有选新户主：请选一个人。")

    def follows(self):
        """Sentences of what the act brings about, said before it is done."""
        return []

    def over(self):
        """Why nothing is left to be done (it was done meanwhile, the address is old), in a sentence; "" where something is."""
        return ""

    def get_context_data(self, **context):
        if self.request.method == "GET" and (over := self.over()):
            return super().get_context_data(title=self.title(), area=self.object.village, over=over)
        form = context.pop("form", None) or self.form()
        extra = {} if form else self.choices()
        if not form and "next" in self.request.GET:
            extra |= {"missing": self.missing(), "picked": self.chosen()}
        for person in extra.get("candidates", ()):
            person.age = age_on(person.born_on, self.first_day["on"])
        return super().get_context_data(
            title=self.title(),
            area=self.object.village,
            form=form,
            follows=self.follows() if form else [],
            hidden=self.hidden() if form else [],
            save=self.heading,
            **extra,
            **context,
        )

    def title(self):
        return _("%(head)s户：%(act)s") % {"head": self.home, "act": self.heading}

    def shown_after(self, act):
        """The household whose card is shown once the act is done."""
        return act.other or act.household

    def hidden(self):
        """[(name, value)] of what was chosen first, carried along."""
        head = self.chosen()
        return [("head", head.pk)] if head else []

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        form = self.form(request.POST)
        if form is None:
            return self.render_to_response(self.get_context_data(), status=422)
        if form.is_valid():
            try:
                act = self.act(form)
            except ValidationError as refused:
                _say(form, refused)
            else:
                messages.success(request, self.saved)
                return redirect("households:detail", self.shown_after(act).pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)


def _say(form, refused):
    """Say a refusal at its field, or above the form."""
    for name, faults in getattr(
        refused, "error_dict", {None: refused.error_list if hasattr(refused, "error_list") else []}
    ).items():
        form.add_error(name if name in form.fields else None, ValidationError(faults).messages)


class OfMember(FamilyPage):
    """An act on one member, whether he lives there or has left."""

    @cached_property
    def member(self):
        found = Member.objects.filter(household=self.object, pk=self.kwargs["member"]).first()
        if found is None:
            raise Http404(_("这一户没有这个成员。"))
        return found

    def title(self):
        who = _("%(name)s（%(head)s户）") % {"name": self.member.name, "head": self.home}
        return f"{who} · {self.heading}"


class Leave(OfMember):
    heading, saved = gettext_lazy("成员离开"), gettext_lazy("已登记离开。")

    def over(self):
        return _("%(name)s已经不在这一户了：请重新打开这一页。") % {"name": self.member.name} if self.member.left_on else ""

    @property
    def needs_head(self):
        return self.member.relation == Relation.HEAD and len(self.people) > 1

    @property
    def others(self):
        return {key: person for key, person in self.people.items() if key != self.member.pk}

    def choices(self):
        why = _("%(name)s是户主。先从家里其他人中定一个新户主。") % {"name": self.member.name}
        return {"choosing": why, "candidates": self.others.values()}

    def form(self, data=None):
        head = self.chosen()
        if self.needs_head and (head is None or head == self.member):
            return None
        told = {}
        if self.needs_head:
            told = {key: relation for key, relation in offered(self.people, head).items() if key != self.member.pk}
        measures = running(self.object, timezone.localdate(), member=self.member).exists()
        people = {key: self.people[key] for key in told}
        return LeaveForm(data, people=people, offered=told, initial=self.first_day, has_measures=measures)

    def follows(self):
        return consequences.of_leaving(self.object, self.member, self.people, self.chosen(), self.first_day["on"])

    def act(self, form):
        asked = {"stop": True, **form.answers}
        return leave(self.member, by=self.request.user, head=self.chosen(), relations=form.relations, **asked)


class Back(OfMember):
    heading, saved = gettext_lazy("撤销离开"), gettext_lazy("已撤销离开。")

    def over(self):
        return "" if self.member.left_on else _("%(name)s就在这一户，没有离开。") % {"name": self.member.name}

    def form(self, data=None):
        first = "" if self.member.relation == Relation.HEAD else self.member.relation
        return BackForm(data, initial={"relation": first})

    def follows(self):
        return consequences.of_coming_back(self.member)

    def act(self, form):
        return undo_leaving(self.member, by=self.request.user, **form.cleaned_data)


class NewHead(FamilyPage):
    heading, saved = gettext_lazy("更换户主"), gettext_lazy("已更换户主。")

    @property
    def candidates(self):
        head = head_of(self.people)
        return [person for person in self.people.values() if person != head]

    def choices(self):
        return {"choosing": _("先选新户主。"), "candidates": self.candidates}

    def form(self, data=None):
        head = self.chosen()
        if head is None or head not in self.candidates:
            return None
        told = offered(self.people, head)
        return HeadForm(data, people={key: self.people[key] for key in told}, offered=told, initial=self.first_day)

    def follows(self):
        return consequences.of_new_head(self.object, self.chosen(), self.first_day["on"])

    def act(self, form):
        return change_head(self.object, by=self.request.user, head=self.chosen(), relations=form.relations, **form.answers)


class Split(FamilyPage):
    heading, saved = gettext_lazy("分户"), gettext_lazy("已分户。这是新户的卡片，请接着补全联系方式和住房。")

    @cached_property
    def going(self):
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        return [person for key, person in self.people.items() if str(key) in asked.getlist("members")]

    def choices(self):
        others = [person for person in self.people.values() if person.relation != Relation.HEAD]
        why = _("先选谁分出去，再选谁是新户的户主。户主和至少一个人留在原户。")
        return {"choosing": why, "candidates": others, "several": True, "gone": self.going}

    def missing(self):
        if not self.going:
            return _("还没有选谁分出去：请至少选一个人。")
        head = self.chosen()
        if head in self.going and self.too_young(head):
            return head_too_young(head)
        return _("新户主要从分出去的人里选：请选一个分出去的人当户主。")

    def too_young(self, head):
        return is_child(head, self.first_day["on"])

    def form(self, data=None):
        head = self.chosen()
        if head is None or head not in self.going or head_of({each.pk: each for each in self.going}) or self.too_young(head):
            return None
        keys = {person.pk for person in self.going} - {head.pk}
        told = {key: relation for key, relation in offered(self.people, head).items() if key in keys}
        first = self.first_day | {"address": self.object.address}
        return SplitForm(data, people={key: self.people[key] for key in told}, offered=told, initial=first)

    def hidden(self):
        return [*super().hidden(), *(("members", person.pk) for person in self.going)]

    def follows(self):
        return consequences.of_split(self.object, self.going, self.chosen())

    def act(self, form):
        who = {"members": self.going, "head": self.chosen(), "relations": form.relations}
        return split(self.object, by=self.request.user, **who, **form.answers)


class Merge(FamilyPage):
    heading, saved = gettext_lazy("合户"), gettext_lazy("已合户。这是并入的那一户的卡片。")

    @cached_property
    def target(self):
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        text = asked.get("other", "")
        return self.neighbours.filter(pk=int(text)).first() if text.isascii() and text.isdigit() and len(text) < 19 else None

    @property
    def neighbours(self):
        own = Household.objects.visible_to(self.request.user).filter(village=self.object.village).exclude(pk=self.object.pk)
        return own.with_head().with_status(timezone.localdate()).filter(head_name__isnull=False).order_by("head_name", "number")

    def choices(self):
        return {
            "choosing": _("这一户并入哪一户？"),
            "homes": [home for home in self.neighbours if consequences.alike(home, self.object)],
        }

    def missing(self):
        return _("还没有选并入哪一户：请选一户。")

    def form(self, data=None):
        if self.target is None:
            return None
        return MergeForm(data, people=self.people, initial=self.first_day)

    def hidden(self):
        return [("other", self.target.pk)]

    def follows(self):
        return consequences.of_merging(self.object, self.target, self.people)

    def act(self, form):
        return merge(self.object, self.target, by=self.request.user, relations=form.relations, **form.answers)


class UndoMerging(FamilyPage):
    heading, saved = gettext_lazy("撤销合户"), gettext_lazy("已撤销合户。这是恢复的户的卡片。")

    @cached_property
    def merging(self):
        return last_merging(self.object)

    def get(self, request, *args, **kwargs):
        """The page; where there is nothing to undo (any more), back to the card that shows how it stands."""
        self.object = self.get_object()
        if self.merging is None:
            messages.error(request, NOT_JOINED)
            return redirect("households:detail", self.object.pk)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        return self.get(request) if self.merging is None else super().post(request, *args, **kwargs)

    @property
    def home(self):
        return self.merging.names.split("、")[0]

    @property
    def first_day(self):
        return {"on": max(day_in_hand_of(self.object.village), self.merging.on)}

    def form(self, data=None):
        return UndoMergingForm(data, initial=self.first_day)

    def follows(self):
        return consequences.of_undoing_a_merging(self.object, self.merging)

    def shown_after(self, act):
        return act.household

    def act(self, form):
        return undo_merging(self.object, by=self.request.user, **form.answers)


def addresses(household):
    """[(label, address)] of the acts on the household as a whole."""
    acts = (("new-head", _("更换户主")), ("split", _("分户")), ("merge", _("合户（并入别的户）")))
    return [(label, reverse(f"households:{name}", args=[household.pk])) for name, label in acts]
