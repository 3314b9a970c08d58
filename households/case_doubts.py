"""What the checks hold against the subject of a case: shown on its page, asked for before it is sent, kept where passed over."""

from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from households.codes import Severity
from households.entry.judging import address_of
from households.models.cases import PassedOver
from households.models.doubts import Doubt
from kangle.accounts.roles import Capability
from kangle.audit import actions as audit
from kangle.audit.models import Entry
from kangle.common.fields import fitting
from kangle.exchange.facts import with_query
from kangle.procedures.codes import Act, Level
from kangle.procedures.subjects import once

MOST_NAMED = 5  # in one sentence; the page lists them all


class Doubted:
    """For a Subject (kangle.procedures.subjects): the doubts that stand against it have their say in every forward step."""

    def doubts(self, case):
        """The doubts of the case's subject that stand, the gravest first."""
        raise NotImplementedError

    def judge_again(self, case):
        """Bring the stored doubts of the case's subject in line with what its records and the rules say now."""
        raise NotImplementedError

    def look_again(self, case):
        """A rule set otherwise since, another household mended: neither waits for the night where somebody acts."""
        super().look_again(case)
        self.judge_again(case)
        case.readings.pop("standing", None)

    @once
    def standing(self, case):
        """The same, in their order."""
        return list(self.doubts(case).select_related("household", "year_record").order_by("severity", "pk"))

    def unanswered(self, case):
        """Those that must be put right or explained, and are neither."""
        return [each for each in self.standing(case) if each.severity == Severity.EXPLAIN and not each.is_explained]

    def obstacles(self, case, act):
        """What must be put right stops every step; what may be explained instead stops the sending until it is.

        They are counted: which they are the page lists once, under 疑点.
        """
        grave = sum(each.must_be_obeyed for each in self.standing(case))
        asked = len(self.unanswered(case)) if act == Act.SUBMITTED else 0
        stops = ngettext(
            "有 %(count)d 条疑点必须先改正，才能往前办：见“疑点”。",
            "有 %(count)d 条疑点必须先改正，才能往前办：见“疑点”。",
            grave,
        )
        asks = ngettext(
            "有 %(count)d 条疑点须先改正，或者写明原因，才能提交：见“疑点”。",
            "有 %(count)d 条疑点须先改正，或者写明原因，才能提交：见“疑点”。",
            asked,
        )
        found = [sentence % {"count": count} for sentence, count in ((stops, grave), (asks, asked)) if count]
        return found + super().obstacles(case, act)

    def counted(self):
        """The doubts of the subject of a case in an outer query."""
        raise NotImplementedError

    def open_doubts(self):
        found = self.counted().standing().unexplained().grave().order_by()
        return Subquery(found.values("cleared_on").annotate(number=Count("pk")).values("number"))

    def alone(self, case):
        return (
            _("还有没有说明的疑点，几件一起写的意见不能代替：请打开这一件，看过疑点再单独办理。") if self.unanswered(case) else ""
        )

    def reason_asked(self, case):
        if asked := self.unanswered(case):
            return ngettext(
                "还有 %(count)d 条没有说明的疑点，见“疑点”：往前办须写明理由。",
                "还有 %(count)d 条没有说明的疑点，见“疑点”：往前办须写明理由。",
                len(asked),
            ) % {"count": len(asked)}
        return super().reason_asked(case)

    def warnings(self, case):
        """Before the sending they stop the case (`obstacles`); after it whoever passes over them says why."""
        asked = 0 if case.level == Level.VILLAGE else len(self.unanswered(case))
        counted = ngettext("%(count)d 条，见“疑点”。", "%(count)d 条，见“疑点”。", asked) % {"count": asked}
        return [*super().warnings(case), (_("还有没有说明的疑点，往前办须写明理由："), [counted] if asked else [])]

    def brought_forward(self, case, step, *, by):
        """Keep what stood open as the step was taken: a decision against a doubt says so, in the step and in the history."""
        passed = [each for each in self.standing(case) if not each.is_explained]
        PassedOver.objects.bulk_create(
            PassedOver(step=step, rule=each.rule, severity=each.severity, values=each.values) for each in passed
        )
        if passed:
            words = {"act": step.get_act_display(), "count": len(passed), "doubts": _in_one(passed)}
            reason = _("%(act)s时还有 %(count)d 条疑点没有处理：%(doubts)s") % words
            audit.record(by=by, act=Entry.Act.DECIDE, on=case, reason=fitting(Entry, "reason", reason))

    def passed_over(self, case):
        """{key of a step: the sentences of what stood open as it was taken}."""
        found = {}
        for each in PassedOver.objects.filter(step__case=case).order_by("pk"):
            found.setdefault(each.step_id, []).append(each.sentence)
        return found

    def shown(self, case, user):
        """What the page's part about the doubts is made of (households/parts/case_doubts.html)."""
        may_enter = user.may(Capability.ENTER)
        return {
            "doubts": [(each, address_of(each) if may_enter and each.household_id else "") for each in self.standing(case)],
            "may_explain": user.may(Capability.EXPLAIN),
        }


def _in_one(doubts):
    named = "".join(str(each.sentence) for each in doubts[:MOST_NAMED])
    return named + "……" if len(doubts) > MOST_NAMED else named


def of_household(household):
    return Doubt.objects.standing().filter(household=household)


def of_village(village):
    """The doubts of the village itself, not of those who live in it."""
    return Doubt.objects.standing().filter(village=village, household__isnull=True)


def of_the_household():
    """Of the household that a case of an outer query is about."""
    return Doubt.objects.filter(household=OuterRef("of_household__household"))


def of_the_village():
    """Of the village itself that a case of an outer query is about."""
    return Doubt.objects.filter(village=OuterRef("of_village__village"), household__isnull=True)


def of_its_households(village):
    """(how many grave doubts of its households nobody has explained, where they are listed)."""
    open_ = Doubt.objects.standing().unexplained().grave().filter(village=village, household__isnull=False)
    return open_.count(), with_query("households:doubts", area=village.short_code, state="grave")
