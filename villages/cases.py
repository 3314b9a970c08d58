"""What a case about a village says beside the procedure: its record, what changed since, the exit standard, the notice.

Rooms above know more of a village (how many of its people are poor): they register a VillageSubject with more facts.
"""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kangle.audit.models import Entry
from kangle.common import figures
from kangle.common.together import read
from kangle.procedures.codes import Kind
from kangle.procedures.exits import by_hand, standard_of
from kangle.procedures.models import Case
from kangle.procedures.opening import of_record
from kangle.procedures.since import altered_since
from kangle.procedures.subjects import Fact, LeavingSubject, when_kept
from kangle.programme.models import ExitStandard
from villages.case_actions import FOLLOWS, revoke_standing, standing_of, write_standing
from villages.case_models import VillageCase
from villages.exits import profile_on, readings_of
from villages.models import Facility, Target, VillageEvent

STANDING = {
    None: (gettext_lazy("非贫困村"), "none"),
    "identified": (gettext_lazy("贫困村"), "poor"),
    "exited": (gettext_lazy("已退出"), "good"),
    "returned": (gettext_lazy("返贫"), "fair"),
}
OFFERS = {
    Kind.IDENTIFY: gettext_lazy("申请识别贫困村"),
    Kind.EXIT: gettext_lazy("申请退出贫困村"),
    Kind.RETURN: gettext_lazy("贫困村返贫挂号"),
}


LISTED = ("rural_persons", "income_per_head_fen", "collective_income_fen")  # on a public notice


def told(value):
    return figures.UNKNOWN if value is None else str(value)


def _facilities(kinds):
    if kinds is None:
        return figures.UNKNOWN
    labels = dict(Facility.Kind.choices)
    return _("、").join(str(labels.get(kind, kind)) for kind in kinds) or _("无")


class VillageSubject(LeavingSubject):
    """Cases whose method is about a village."""

    lacking = gettext_lazy("没有 %(year)d 年的贫困村退出标准：请先在记录维护里录入。")
    advice = gettext_lazy("记录有误的，先更正；没有记录的，由村里在“退出标准的条件”里认定；确未达标的，退回、不予通过或撤回。")
    labels = {
        "profile_year": (gettext_lazy("村情年度"), told),
        "persons": (gettext_lazy("总人口"), figures.count),
        "rural_persons": (gettext_lazy("农村户籍人口"), figures.count),
        "income_per_head_fen": (gettext_lazy("农民人均纯收入"), figures.yuan),
        "collective_income_fen": (gettext_lazy("村集体经济收入"), figures.yuan),
        "lacking": (gettext_lazy("缺的设施"), _facilities),
    }  # name → (label, how its value is printed)

    def facts_of(self, village, day):
        """What is true of a village on a day, by the names of `labels`: numbers and words, None where nothing is on record."""
        profile = profile_on(village, day)
        names = ("persons", "rural_persons", "income_per_head_fen", "collective_income_fen")
        lacking = Facility.objects.filter(village=village).as_of(day).lacking().order_by("kind")
        return {
            "profile_year": profile and profile.year,
            **{name: profile and getattr(profile, name) for name in names},
            "lacking": list(lacking.values_list("kind", flat=True)),
        }

    def readings(self, village, day):
        """{test: function of a condition that gives its procedures.exits.Reading}: what records say of it on a day."""
        return readings_of(village, day)

    def compare(self, case, answers):
        """A village's conditions as its records tell them on the day of effect; a person may answer each, with his reason."""
        standard = standard_of(case.effective_on.year, ExitStandard.Subject.VILLAGE)
        if standard is None:
            return None, []
        readings = self.readings(case.of_village.village, case.effective_on)
        conditions = [(condition, readings.get(condition.test)) for condition in standard.conditions.all()]
        return standard, [by_hand(condition, answers, read and read(condition)) for condition, read in conditions]

    def sent(self, case, *, by):
        kept = case.of_village
        kept.facts = self.facts_of(kept.village, timezone.localdate())
        kept.save(update_fields=["facts"])

    def decided(self, case, *, by):
        write_standing(case.of_village, by=by)

    def revoked(self, case, *, by, on, reason):
        revoke_standing(case.of_village, by=by, on=on, reason=reason)

    def page(self, case, user):
        kept, today = case.of_village, timezone.localdate()
        facts = self.facts_of(kept.village, today)
        # What the county asks of a village in a year says nothing of how it is.
        changed = Q(area_path=kept.village.path, model__startswith="villages.") & ~Q(model=Target._meta.label_lower)
        word, tone = STANDING[standing_of(kept.village, today)]
        return "villages/parts/case_subject.html", {
            "village": kept.village,
            "standing": {"word": word, "tone": tone},
            "facts": [Fact(label, say(kept.facts.get(name)), say(facts[name])) for name, (label, say) in self.labels.items()],
            "kept": bool(kept.facts),
            "then": when_kept(case, kept.facts),
            **self.exit_of(case),
            "entries": altered_since(case, Entry.objects.filter(changed)),
            "event": VillageEvent.objects.filter(case=case).select_related("revocation").first(),
        }

    def listing(self, cases):
        """Which villages a notice lists, with what their record says now."""
        today = timezone.localdate()
        kept = {each.case_id: each for each in VillageCase.objects.filter(case__in=cases).select_related("village__parent")}
        headings = [_("乡镇"), _("村"), _("农村户籍人口"), _("农民人均纯收入"), _("村集体经济收入"), _("事由")]
        rows = []
        for case in cases:
            village = kept[case.pk].village
            facts = self.facts_of(village, today)
            shown = [
                self.labels[name][1](facts[name]) for name in ("rural_persons", "income_per_head_fen", "collective_income_fen")
            ]
            rows.append([village.parent, village, *shown, case.reason])
        return headings, rows


def of_page(village, user):
    """What a village's page says of its cases (see procedures.opening.of_record), and its `standing`: word, tone, event."""
    cases = Case.objects.filter(of_village__village=village).with_subject().order_by("-pk")
    events = VillageEvent.objects.latest(timezone.localdate()).filter(village=village)
    listed, standing = read(cases, events)
    word, tone = STANDING[standing[0].kind if standing else None]
    return {"standing": {"word": word, "tone": tone, "event": standing[0] if standing else None}} | of_record(
        listed,
        user,
        kinds=FOLLOWS[standing[0].kind if standing else None],
        offers=OFFERS,
        address=lambda kind: reverse("villages:open-case", args=[village.pk, kind.value]),
    )
