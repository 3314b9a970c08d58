"""How methods and cases are read: which method holds on a day, whose turn it is, what has run and what is disputed."""

from functools import reduce
from operator import or_

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, ExtractYear

from kangle.accounts.roles import Capability
from kangle.common.querysets import AreaBoundQuerySet, path_range
from kangle.procedures.codes import PENDING, Act, ItemKind, Level, State
from kangle.procedures.departments import SEPARATOR, names_of
from kangle.programme.models import Period


class MethodQuerySet(QuerySet):
    def in_force(self, on):
        """The newest version of each method that has begun by a day and not ended before it."""
        begun = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))
        newer = self.model.objects.filter(begun, code=OuterRef("code"), version__gt=OuterRef("version"))
        return self.filter(begun).exclude(Exists(newer))

    def asking(self, names):
        """Methods whose joint review names a department, written in any of the ways `names`, or names none at all."""
        items = self.model._meta.get_field("groups").related_model._meta.get_field("items").related_model.objects
        named = Q(pk__in=items.naming(names).values("group__method"))
        return self.filter(named | ~Q(pk__in=items.joint().values("group__method")))


class ItemQuerySet(QuerySet):
    def joint(self):
        """The steps of a joint review that name their departments."""
        return self.filter(kind=ItemKind.STEP, level=Level.DEPARTMENTS).exclude(departments="")

    def naming(self, names):
        """Those of them that name a department, written in any of the ways `names`."""
        listed = Concat(Value(SEPARATOR), F("departments"), Value(SEPARATOR))
        whole = [Q(listed__contains=f"{SEPARATOR}{name}{SEPARATOR}") for name in names]
        return self.joint().alias(listed=listed).filter(reduce(or_, whole)) if whole else self.none()


class CaseQuerySet(AreaBoundQuerySet):
    def pending(self):
        """Cases that are not at an end."""
        return self.filter(state__in=PENDING)

    def waiting_for(self, user):
        """The cases whose next step this person's office owes, within his area; none for whoever only reads.

        The poverty office may enter for a village, but what waits for it is what the county decides.
        """
        turns = (
            (Capability.DECIDE, [State.COUNTY]),
            (Capability.APPRAISE, [State.DEPARTMENTS]),
            (Capability.REVIEW, [State.TOWNSHIP]),
            (Capability.ENTER, [State.RETURNED, State.VILLAGE]),
        )
        states = next((states for capability, states in turns if user.may(capability)), [])
        waiting = self.visible_to(user).filter(state__in=states)
        return waiting.left_to(names_of(user)) if State.DEPARTMENTS in states else waiting

    def unannounced(self):
        """Decided cases whose method asks for a notice of the county (县级公告) that has not been put up; those of a closed year,
        for which none can be put up any more, stand aside."""
        items = self.model._meta.get_field("method").related_model.objects.filter(
            groups__items__kind=ItemKind.PUBLICITY, groups__items__level=Level.COUNTY
        )
        notices = self.model._meta.get_field("notices").related_model.objects
        hung = notices.filter(cases=OuterRef("pk"), level=Level.COUNTY)
        closed = Period.objects.filter(
            state=Period.State.CLOSED, year=OuterRef("effective_year"), area=OuterRef("area__parent__parent")
        )
        decided = self.filter(state=State.DECIDED, method__in=items).alias(effective_year=ExtractYear("effective_on"))
        return decided.filter(~Exists(hung), ~Exists(closed))

    def to_announce(self, user):
        """The decided cases whose notice this person's office owes, within his area."""
        return self.visible_to(user).unannounced() if user.may(Capability.DECIDE) else self.none()

    def left_to(self, names):
        """Of cases under joint review those that a department has still to pass, its name written in any of the ways `names`."""
        methods = self.model._meta.get_field("method").related_model.objects.asking(names)
        steps = self.model._meta.get_field("steps").related_model.objects
        again = steps.filter(case=OuterRef("case"), act=Act.SUBMITTED, pk__gt=OuterRef("pk"))
        passes = steps.filter(case=OuterRef("pk"), act=Act.PASSED, level=Level.DEPARTMENTS, department__in=names)
        return self.filter(~Exists(passes.exclude(Exists(again))), method__in=methods)

    def with_subject(self):
        """Annotates `subject`: what it is about, by the code of its method."""
        return self.annotate(subject=F("method__subject"))

    def with_last_reason(self):
        """Annotates `last_reason` and `last_by`: what the last step said and who took it."""
        steps = self.model._meta.get_field("steps").related_model.objects.filter(case=OuterRef("pk")).order_by("-pk")
        return self.annotate(last_reason=steps.values("reason")[:1], last_by=steps.values("by_name")[:1])

    def with_notice(self):
        """Annotates `notice_starts_on` and `notice_ends_on` of the newest notice it hangs on: both None where it never hung, the
        latter alone where nobody can tell yet."""
        notices = self.model._meta.get_field("notices").related_model.objects.filter(cases=OuterRef("pk"))
        newest = notices.order_by("-starts_on", "-pk")
        return self.annotate(notice_starts_on=newest.values("starts_on")[:1], notice_ends_on=newest.values("ends_on")[:1])

    def with_disputed(self):
        """Annotates `disputed`: whether an objection to it is not settled yet."""
        objections = self.model._meta.get_field("objections").related_model.objects
        return self.annotate(disputed=Exists(objections.filter(case=OuterRef("pk"), settled_on__isnull=True)))


class CaseFactQuerySet(AreaBoundQuerySet):
    """What hangs on a case lies where the case lies."""

    area_lookup = "case__area"


class NoticeQuerySet(AreaBoundQuerySet):
    """A notice lies where it hangs, and wherever one of its cases lies: a village finds itself on the township's notice."""

    def within(self, area):
        cases = self.model._meta.get_field("cases").related_model.objects.within(area)
        listed = cases.filter(notices__isnull=False).values("notices")
        return self.filter(Q(**path_range(self.area_lookup, area.path)) | Q(pk__in=listed))

    def with_subject(self):
        """Annotates `subject`: what its cases are about; those of one notice are about one kind of thing."""
        return self.annotate(subject=Min("cases__method__subject"))

    def running(self, on):
        """Notices that hang on a day."""
        return self.filter(Q(ends_on__gte=on) | Q(ends_on__isnull=True), starts_on__lte=on)
