"""Giving a record to a person, answering, accepting, returning and taking back: each an audited act with its step."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kangle.accounts.models import User
from kangle.areas.models import Area
from kangle.assignments.giving import LONGEST_DAYS, holders_of, may_settle
from kangle.assignments.kinds import kind_of
from kangle.assignments.models import Assignment, AssignmentStep
from kangle.assignments.states import OPEN, TABLE, TO_SETTLE, WITHOUT_WORD, Act, State
from kangle.audit.actions import path_of, save
from kangle.common.fields import fitting

LONGEST_WORD = 200


@transaction.atomic
def give(record, *, to, due_on, word, by, instead=None):
    """Give a record to an account until a day; returns the Assignment.

    `instead` is an open assignment that this one takes the place of: it is taken back in the same act. Raises ValidationError:
    where the person may not be given it, has it already, or the day is none for it.
    """
    kind = kind_of(record._meta.label_lower)
    if kind is None:
        raise ValidationError(_("这种记录不能交办。"))
    ensure_day(due_on)
    word = ensure_word(word)
    # Two who give the same to one at the same moment: the second is told.
    User.objects.select_for_update().get(pk=to.pk)
    if not holders_of(record, by).filter(pk=to.pk).exists():
        raise ValidationError(
            {"to": _("不能交给%(name)s：他看不到这条记录，或者不在您的地区，或者账号不能登录。") % {"name": to}}
        )
    others = Assignment.objects.of(record).open().exclude(pk=instead and instead.pk)
    standing = others.filter(holder=to).first()
    if standing and (standing.giver_id, standing.word, standing.due_on) == (by.pk, word, due_on):
        return standing  # the button was pressed twice
    if instead is not None:
        with translation.override(settings.LANGUAGE_CODE):  # records are kept in Chinese, whatever the one who acts reads
            handed_on = _("改交%(name)s") % {"name": to}
        act(instead, Act.TAKEN_BACK, by=by, word=handed_on)
    if standing:
        told = {"name": to, "day": standing.given_on}
        raise ValidationError({"to": _("%(name)s手里已经有这一件（%(day)s 交办），还没有了结：请在那一件上办理。") % told})
    today = timezone.localdate()
    made = Assignment(
        model=record._meta.label_lower,
        record_id=record.pk,
        title=fitting(Assignment, "title", kind.called(record)),
        area=Area.objects.get(path=path_of(record)),
        giver=by,
        holder=to,
        word=word,
        given_on=today,
        due_on=due_on,
    )
    save(made, by=by, reason=word)
    _step(made, Act.GIVEN, by=by, word=word, due_on=due_on)
    return made


@transaction.atomic
def act(assignment, what, *, by, word="", due_on=None, seen=None):
    """Do one act of `states.TABLE` on an assignment; returns it as it then stands.

    `seen` is the turn the person's page showed: an act of somebody else meanwhile is told, not written over. A return may set
    another day, and must where the old one is past. Raises ValidationError.
    """
    standing = Assignment.objects.select_for_update(of=("self",)).select_related("giver__area", "holder").get(pk=assignment.pk)
    states, is_holders, leads_to = TABLE.get(what, ((), False, None))
    ensure_turn(standing, states, seen)
    if is_holders and by.pk != standing.holder_id:
        raise ValidationError(_("这一件交给了%(name)s，由本人答复。") % {"name": standing.holder})
    if not is_holders and not may_settle(by, standing):
        raise ValidationError(_("这一件是%(name)s交办的，由交办人或上级办理。") % {"name": standing.giver})
    word = word.strip() if what in WITHOUT_WORD else ensure_word(word)
    today = timezone.localdate()
    if what == Act.RETURNED:
        standing.due_on = due_on or standing.due_on
        ensure_day(standing.due_on)
    standing.state, standing.turn = leads_to, standing.turn + 1
    standing.answered_on = today if leads_to in TO_SETTLE else None if leads_to in OPEN else standing.answered_on
    standing.closed_on = None if leads_to in OPEN else today
    save(standing, by=by, reason=word)
    _step(standing, what, by=by, word=word, due_on=standing.due_on if what == Act.RETURNED else None)
    return standing


def ensure_turn(standing, states, seen):
    """Refuse an act that the assignment's state does not allow, or that was chosen on an older page."""
    if seen is not None and seen != standing.turn:
        raise ValidationError(_("您打开这一页以后，这一件又有人办理过：请看最新的经过，再决定。"))
    if standing.state not in states:
        raise ValidationError(_("这一件现在是“%(state)s”，不能这样办理。") % {"state": State(standing.state).label})


def ensure_day(day):
    """Refuse a limit in the past or more than a year ahead. Raises ValidationError for the field `due_on`."""
    today = timezone.localdate()
    if day < today:
        raise ValidationError({"due_on": _("期限写的是 %(day)s，已经过了：请写今天或以后的一天。") % {"day": day}})
    if day > today + datetime.timedelta(days=LONGEST_DAYS):
        raise ValidationError({"due_on": _("期限写的是 %(day)s，在一年以后：请写一年以内的一天。") % {"day": day}})


def ensure_word(word):
    """The word without blanks around it; refused where there is none or it is too long, for the field `word`."""
    word = (word or "").strip()
    if not word:
        raise ValidationError({"word": _("请写一句话：要办什么、办了什么，或者为什么。")})
    if len(word) > LONGEST_WORD:
        raise ValidationError({"word": _("最多写 %(limit)d 个字，现在多了：请改短一些。") % {"limit": LONGEST_WORD}})
    return word


def _step(assignment, what, *, by, word, due_on=None):
    AssignmentStep.objects.create(assignment=assignment, act=what, by_id=by.pk, by_name=str(by), word=word, due_on=due_on)
