"""What is done with an import: taking a workbook in, deciding about it, undoing it. Each asks a worker to do the long part.

The state of an import is turned in the transaction that asks for the work, so that it is asked for once; the work itself ends in
one transaction that writes everything, or nothing.
"""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from kangle.accounts.models import User
from kangle.audit.actions import record
from kangle.audit.models import Entry
from kangle.common.bulk import portions
from kangle.common.fields import fitting
from kangle.common.sayings import said as _
from kangle.exchange.intake.books import book_of
from kangle.exchange.intake.opening import Unreadable, check
from kangle.exchange.intake.reading import OURS, THEIRS
from kangle.exchange.models import Import, ImportFile, ImportRow
from kangle.jobs.actions import ask

KIND = "import"
State = Import.State
LONGEST_NAME = Import._meta.get_field("name").max_length


@transaction.atomic
def take_once(content, name, *, book, by):
    """(Import, whether it is a new one): what a person sent twice and nobody has decided about is one import.

    Raises Unreadable as `take` does.
    """
    User.objects.select_for_update().get(pk=by.pk)  # a button pressed twice arrives twice at one moment
    waiting = Import.objects.filter(
        digest=digest_of(content), book=book, area=by.area, sent_by_id=by.pk, state__in=(State.READING, State.READY)
    )
    found = waiting.order_by("-pk").first()
    return (found, False) if found else (take(content, name, book=book, by=by), True)


def digest_of(content):
    return hashlib.sha256(content).hexdigest()


@transaction.atomic
def take(content, name, *, book, by):
    """Take in a workbook (bytes) for the area of `by` and ask for it to be read; the Import.

    Raises Unreadable where it is plain at once that nothing can be read.
    """
    check(content)
    made = Import(
        area=by.area, book=book, name=_tidy_name(name), size=len(content), digest=digest_of(content), language=get_language(),
        sent_by=fitting(Import, "sent_by", by), sent_by_id=by.pk,
    )  # fmt: skip
    made.save()
    record(by=by, act=Entry.Act.CREATE, on=made, reason=_("上传表格"))
    ImportFile.objects.create(source=made, content=content)
    _ask(made, "read", by)
    return made


def _tidy_name(name):
    """A file's name without its folders and what nobody sees."""
    name = "".join(letter for letter in name.replace("\\", "/").rsplit("/", 1)[-1] if letter.isprintable()).strip()
    return name[-LONGEST_NAME:] or _("未命名")


def _ask(source, what, by):
    words = {"read": _("读取“%(name)s”"), "write": _("导入“%(name)s”"), "undo": _("撤销导入“%(name)s”")}
    arguments = {"import": source.pk, "what": what}
    return ask(KIND, f"{what}-{source.pk}", words[what] % {"name": source.name}, [(source.name, arguments)], by=by)


@transaction.atomic
def ask_again(source, *, by):
    """Ask once more for what a worker failed to do; nothing where no work is due. Who asks is from now on who does it."""
    source = Import.objects.select_for_update().get(pk=source.pk)
    what, who = {State.READING: ("read", None), State.WRITING: ("write", "ended"), State.UNDOING: ("undo", "undone")}.get(
        source.state, (None, None)
    )
    if who:
        _turn(source, source.state, **{f"{who}_by": fitting(source, f"{who}_by", by), f"{who}_by_id": by.pk})
    return what and _ask(source, what, by)


@transaction.atomic
def choose(source, chosen, *, rest="", by):
    """Put down what somebody chose of rows that had to be asked about: {key of an ImportRow: THEIRS or OURS}, `rest` of all
    others that nobody has chosen yet. How many rows were chosen. Raises ValidationError where somebody has decided already.
    """
    source, counts = _locked(source, State.READY), {THEIRS: 0, OURS: 0}
    asked = source.outcomes.filter(outcome=ImportRow.Outcome.ASKED)
    for answer in counts:
        keys = [key for key, told in chosen.items() if told == answer]
        for some in portions(keys):
            counts[answer] += asked.filter(pk__in=some).update(answer=answer)
    if rest in counts:
        counts[rest] += asked.filter(answer="").update(answer=rest)
    if sum(counts.values()):
        words = {"theirs": counts[THEIRS], "ours": counts[OURS]}
        reason = _("逐行选择：照表里的 %(theirs)d 行，照系统里的 %(ours)d 行") % words
        record(by=by, act=Entry.Act.DECIDE, on=source, reason=reason)
    return sum(counts.values())


@transaction.atomic
def confirm(source, *, by):
    """Let the good rows be written. Raises ValidationError where somebody has decided already, where nothing would change, or
    where somebody must choose first.
    """
    source = _locked(source, State.READY)
    if not source.to_write:
        raise ValidationError(_("没有可以导入的行。"))
    if source.to_choose:
        raise ValidationError(_("还有 %(rows)d 行要您选择照表里的还是照系统里的：选好再导入。") % {"rows": source.to_choose})
    _turn(source, State.WRITING, ended_by=fitting(source, "ended_by", by), ended_by_id=by.pk)
    _ask(source, "write", by)
    return source


@transaction.atomic
def drop(source, *, by):
    """Put an import aside without writing anything. Raises ValidationError where somebody has decided already."""
    source = _locked(source, State.READY)
    source.state, source.ended_by_id, source.ended_at = State.DROPPED, by.pk, timezone.now()
    source.ended_by = fitting(source, "ended_by", by)
    forget(source)
    source.save()
    record(by=by, act=Entry.Act.DECIDE, on=source, reason=_("放弃导入"))
    return source


@transaction.atomic
def undo(source, *, by, reason):
    """Ask for everything an import wrote to be put back, but for what was altered since. Raises ValidationError."""
    source, reason = _locked(source, State.DONE), fitting(Import, "undo_reason", reason.strip())
    if not reason:
        raise ValidationError(_("请写明为什么撤销。"))
    _turn(source, State.UNDOING, undone_by=fitting(source, "undone_by", by), undone_by_id=by.pk, undo_reason=reason)
    _ask(source, "undo", by)
    return source


def _locked(source, state):
    found = Import.objects.select_for_update().get(pk=source.pk)
    if found.state != state:
        words = {"who": _who_decided(found), "state": found.get_state_display()}
        raise ValidationError(_("%(who)s已先办理，现在是“%(state)s”：您的这一步没有办，下面是最新情况。") % words)
    return found


def _who_decided(source):
    undoing = source.state in (State.UNDOING, State.UNDONE)
    return (source.undone_by if undoing else source.ended_by) or source.sent_by


def _turn(source, state, **fields):
    source.state = state
    for name, value in fields.items():
        setattr(source, name, value)
    source.save(update_fields=["state", *fields])


def ended(source, *, by, act=Entry.Act.LOAD, reason=""):
    """Put the whole of an import, or its undoing, on record as one act: how many rows of which sheet became what, in words."""
    counts = {}
    for form in book_of(source.book).sheets:
        for outcome, rows in source.counts.get(form.code, {}).items():
            counts[f"{form.title}{ImportRow.Outcome(outcome).label}"] = rows
    record(by=by, act=act, on=source, after=counts, reason=reason)


def forget(source):
    """Throw the file away: nothing asks for it any more, and it holds full numbers."""
    ImportFile.objects.filter(source=source).delete()


__all__ = ["KIND", "Unreadable", "ask_again", "choose", "confirm", "drop", "ended", "forget", "take", "take_once", "undo"]
