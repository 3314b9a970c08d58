"""What a case is about: each room above registers what it adds for its kind of subject; this room need know none of them."""

import datetime
import functools
from dataclasses import dataclass

from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kangle.procedures.codes import Act, Kind

LONGEST_FIGURE = 16  # letters


@dataclass(frozen=True)
class Check:
    """What an acceptance team of the county found: on which day, whether it passed, by whom and why not."""

    on: datetime.date
    passed: bool
    told: str


def once(reading):
    """Decorate a Subject's reading of a case: a page asks for it several times, the records are read once for each case."""

    @functools.wraps(reading)
    def read(self, case):
        name = reading.__name__
        if name not in case.readings:
            case.readings[name] = reading(self, case)
        return case.readings[name]

    return read


class Subject:
    """A case's subject as the procedures see it; a room overrides what it has to say. Nothing here does anything."""

    def look_again(self, case):
        """Somebody is about to act on the case: what is derived of its subject is brought up to date first."""

    def open_doubts(self):
        """How many doubts nobody has answered stand against the subject of a case: an expression over cases, None for none."""
        return

    def alone(self, case):
        """Why a remark for several cases does not bring this one forward, in a sentence; "" where it may."""
        return ""

    def obstacles(self, case, act):
        """Sentences why the case cannot take the forward step `act`; empty where nothing is in its way."""
        return []

    def checked(self, case):
        """The last Check of what was put on the case and still stands; None where nobody has checked."""

    def brought_forward(self, case, step, *, by):
        """A forward `step` was taken: what stood against it at this moment may be kept, before anything follows from it."""

    def passed_over(self, case):
        """{key of a step: sentences of what stood open as it was taken} of the steps so far."""
        return {}

    def sent(self, case, *, by):
        """The village has submitted the case: what was true at this moment may be kept."""

    def decided(self, case, *, by):
        """The county has decided: write what follows, inside the same transaction. Raises ValidationError to stop it."""

    def revoked(self, case, *, by, on, reason):
        """The county takes its decision back as of the day `on`; as `decided`."""

    def conditions(self, case):
        """Conditions of an exit standard (procedures.exits.Compared) that the village answers by hand, with what records say."""
        return []

    def reason_asked(self, case):
        """Why whoever brings the case forward must say why, in a sentence; "" where he need not."""
        if before := _hung_before(case):
            return _("公示补登在立件以前：%(notices)s。往前办须写明如何核实。") % {"notices": _("；").join(before)}
        return ""

    def cautions(self, case):
        """What whoever brings the case forward should have read first: [(a sentence, [what it is about])]; said of nothing, a
        sentence is left out.
        """
        return [(sentence, about) for sentence, about in self.warnings(case) if about]

    def warnings(self, case):
        """The cautions there may be, those about nothing too; a room adds its own."""
        return [(_("公示补登在立件以前，往前办须写明如何核实："), _hung_before(case))]

    def page(self, case, user):
        """(template, context) of the part that the case page shows about its subject; None for no part."""
        return

    def listing(self, cases):
        """(headings, rows) of the cases as a public notice prints them: numbers masked, a row for each case in order."""
        return [_("办件")], [[case.title] for case in cases]


class LeavingSubject(Subject):
    """A subject that may leave poverty: it does by meeting every veto condition of its year's exit standard."""

    lacking = ""  # the sentence where a year (%(year)d) has no standard
    advice = ""  # what to do about the conditions that are missed; it closes the sentences that name them

    def compare(self, case, answers):
        """(standard or None, [procedures.exits.Compared]); `answers`: {key of a condition: Answer}."""
        raise NotImplementedError

    @once
    def compared(self, case):
        """(standard, [Compared]) of an exit."""
        return self.compare(case, {answer.condition_id: answer for answer in case.answers.all() if answer.condition_id})

    def obstacles(self, case, act):
        if case.kind != Kind.EXIT:
            return []
        standard, compared = self.compared(case)
        if standard is None:
            return [self.lacking % {"year": case.effective_on.year}]
        missed = [each for each in compared if each.condition.veto and not each.holds]
        sentence = _("%(word)s：%(condition)s（%(because)s）")
        found = [sentence % {"word": each.word, "condition": each.condition, "because": each.because} for each in missed]
        if any(each.is_bound for each in missed):
            found.append(_("记录判定的一票否决条件，不能凭说明通过。"))
        found += [str(self.advice)] if missed else []
        return found + (self._unexplained(case) if act == Act.SUBMITTED else [])

    def _unexplained(self, case):
        """The village says why it found otherwise than the records, or where none tells; who decides says it with his step."""
        sentence = _("核对结果与记录不一致，请在说明里写明理由，或先更正记录：%(condition)s（%(because)s）")
        silent = [each for each in self.contradictions(case) if not each.answer.note.strip()]
        found = [sentence % {"condition": each.condition, "because": each.reading.because} for each in silent]
        bare = [each.condition for each in self.compared(case)[1] if each.lacks_evidence]
        asked = _("没有记录的一票否决条件，认定达标须在说明里写明依据：%(item)s。")
        return found + [asked % {"item": condition} for condition in bare]

    def contradictions(self, case):
        """The conditions of an exit that a person may find otherwise than the records say now, and has."""
        compared = self.compared(case)[1] if case.kind == Kind.EXIT else []
        return [each for each in compared if each.contradicts and not each.is_bound]

    def reason_asked(self, case):
        told = [f"{each.condition}（{each.reading.because}）" for each in self.contradictions(case)]
        if not told:
            return super().reason_asked(case)
        return _("核对结果与记录不一致：%(conditions)s。往前办须写明理由。") % {"conditions": _("；").join(told)}

    def warnings(self, case):
        """Findings against the records; and conditions that are no veto and do not hold, for these stop nothing."""
        compared = self.compared(case)[1] if case.kind == Kind.EXIT else []
        against = [_told(each, each.reading.because) for each in self.contradictions(case)]
        unmet = [_told(each, each.word) for each in compared if not each.condition.veto and not each.holds]
        return [
            *super().warnings(case),
            (_("核对结果与记录不一致，往前办须写明理由："), against),
            (_("不是一票否决、但还没有达标的条件："), unmet),
        ]

    def conditions(self, case):
        if case.kind != Kind.EXIT:
            return []
        return [each for each in self.compared(case)[1] if each.by_hand]

    def exit_of(self, case):
        """What the case page's part about the exit standard shows (procedures/parts/subject_standard.html)."""
        standard, compared = self.compared(case) if case.kind == Kind.EXIT else (None, [])
        return {"standard": standard, "compared": compared, "wants_standard": case.kind == Kind.EXIT}


def when_kept(case, kept):
    """Of which moment the facts `kept` with a case are, in a word: it is opened with some and sent up with those of that day."""
    sent = any(step.act == Act.SUBMITTED for step in case.steps.all())
    return _("提交时") if sent or not kept else _("立件时")


def _hung_before(case):
    """The notices said to have hung before there was a case, in words: that they hung is the word of whoever entered them."""
    words = _("%(place)s %(term)s（%(reason)s）")
    return [
        words % {"place": each.place, "term": each.term, "reason": each.late_reason}
        for each in case.notices.all()
        if each.starts_on < case.opened_on
    ]


def _told(each, what):
    """A condition (procedures.exits.Compared) with what is said of it."""
    return _("%(label)s：%(value)s") % {"label": each.condition, "value": what}


@dataclass(frozen=True)
class Fact:
    """One line of the record on the case page: as it was when the case was sent up, as it is now."""

    label: str | Promise
    then: str
    now: str

    @property
    def has_changed(self):
        return self.then != self.now

    @property
    def is_long(self):
        """Whether it is a list rather than a figure: unchanged it is told once, for a third of a phone's width is too little."""
        return len(str(self.now)) > LONGEST_FIGURE


_SUBJECTS = {}


def register(code, subject):
    """Let `subject` (a Subject) speak for the cases of methods of the subject `code`; again replaces it."""
    _SUBJECTS[code] = subject


def with_open_doubts(cases):
    """Annotates `open_doubts` of cases: how many doubts stand unanswered against what each is about."""
    counts = [count for subject in _SUBJECTS.values() if (count := subject.open_doubts()) is not None]
    return cases.annotate(open_doubts=sum((Coalesce(count, 0) for count in counts), Value(0)))


def subject_of(case):
    """The Subject of a case; a plain one where no room has registered any."""
    return _SUBJECTS.get(case.method.subject) or Subject()
