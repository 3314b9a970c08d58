"""What a worker does for an import: reading and judging it, writing it, undoing it. Doing one twice does no harm."""

import json
import time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from kangle.accounts.models import User
from kangle.accounts.roles import Capability
from kangle.common.bulk import write_rows
from kangle.common.sayings import kept as to_keep
from kangle.common.sayings import said as _
from kangle.exchange.intake.actions import ended, forget
from kangle.exchange.intake.books import book_of
from kangle.exchange.intake.opening import Unreadable, letters
from kangle.exchange.intake.reading import read
from kangle.exchange.intake.telling import Telling
from kangle.exchange.intake.undoing import put_back
from kangle.exchange.models import WRITTEN, Import, ImportFile, ImportRow

State = Import.State
FIELDS = ("source", "sheet", "row", "outcome", "called", "home", "record", "changes", "faults", "answer", "kept")
LONGEST_CALLED = ImportRow._meta.get_field("called").max_length


def do(shard, lease):
    """Do what the shard asks for; how many rows it went through."""
    source = Import.objects.select_related("area").get(pk=shard.arguments["import"])
    with override(source.language):
        return {"read": _read, "write": _write, "undo": _undo}[shard.arguments["what"]](source, lease)


def _read(source, lease):
    """Judge every row, so that a person may see what would be written; nothing is written but that."""
    if source.state != State.READING:
        return 0
    began = time.monotonic()
    book = book_of(source.book)
    try:
        sheets, notes = read(_content(source), book.sheets, lease.beat)
        if foreign := book.refusal(sheets, source.area):
            raise Unreadable(foreign)
    except Unreadable as fault:
        with transaction.atomic():
            Import.objects.filter(pk=source.pk).update(state=State.UNREADABLE, error=fault.args[0], ended_at=timezone.now())
            forget(source)
        return 0
    source.outcomes.all().delete()
    Import.objects.filter(pk=source.pk).update(rows=sum(len(sheet.rows) for sheet in sheets), judged=0)
    counts, telling = {sheet.form.code: {} for sheet in sheets}, Telling()
    for rows in book.go_through(sheets, source, beat=lease.beat):
        with transaction.atomic():
            _keep(source, rows, counts)
            telling.add(rows)
            Import.objects.filter(pk=source.pk).update(judged=_judged(counts))
    taken = int((time.monotonic() - began) * 1000)
    notes += telling.undated() + telling.unchanged() + telling.often()
    with transaction.atomic():
        Import.objects.filter(pk=source.pk, state=State.READING).update(
            state=State.READY, counts=counts, notes=notes, milliseconds=taken
        )
        lease.confirm()
    return _judged(counts)


def _write(source, lease):
    """Write what may be written, all of it or nothing."""
    with transaction.atomic():
        source = Import.objects.select_for_update().select_related("area").get(pk=source.pk)
        if source.state != State.WRITING:
            return 0
        book, by = book_of(source.book), _who_may(source, source.ended_by_id)
        sheets, source.notes = read(_content(source), book.sheets, lease.beat)
        source.counts = {sheet.form.code: {} for sheet in sheets}
        source.answers = source.chosen()  # before what they answer is thrown away
        source.outcomes.all().delete()
        telling = Telling()
        for rows in book.go_through(sheets, source, by=by, beat=lease.beat):
            _keep(source, rows, source.counts)
            telling.add(rows)
        source.notes += telling.unchanged()
        source.state, source.ended_at = State.DONE, timezone.now()
        source.save(update_fields=["counts", "notes", "state", "ended_at"])
        ended(source, by=by, reason=_("导入表格"))
        lease.confirm()
    return _judged(source.counts)


def _undo(source, lease):
    with transaction.atomic():
        source = Import.objects.select_for_update().select_related("area").get(pk=source.pk)
        if source.state != State.UNDOING:
            return 0
        by, book = _who_may(source, source.undone_by_id), book_of(source.book)
        undone, homes = put_back(source, book, by=by, beat=lease.beat)
        source.state, source.undone_at = State.UNDONE, timezone.now()
        source.save(update_fields=["state", "undone_at"])
        ended(source, by=by, reason=_("撤销导入：%(reason)s") % {"reason": source.undo_reason})
        forget(source)
        lease.confirm()
    book.recheck(homes, beat=lease.beat)
    return undone


def _who_may(source, key):
    """The person who asked for it. Raises ValidationError where he was moved or switched off since: nothing is done then."""
    by = User.objects.filter(pk=key).first()
    if by is None or not by.may(Capability.ENTER) or not Import.objects.visible_to(by).filter(pk=source.pk).exists():
        raise ValidationError(_("要求办理的人现在不能录入这个地区：请由能录入的人重新办理。"))
    return by


def _content(source):
    return bytes(ImportFile.objects.get(source=source).content)


def _judged(counts):
    return sum(rows for sheet in counts.values() for rows in sheet.values())


def _keep(source, rows, counts):
    """Put down what became of some rows, and count them."""
    kept = []
    for row in rows:
        counted, form = counts[row.sheet.form.code], row.sheet.form
        counted[str(row.outcome)] = counted.get(str(row.outcome), 0) + 1
        if row.outcome == ImportRow.Outcome.SAME:
            continue
        called, home, changes = row.told or ("", None, {})
        record = row.record.pk if source.state == State.WRITING and row.outcome in WRITTEN else None
        faults = [_placed(row.sheet, form, fault) for fault in row.faults]
        # A day or a decimal is kept as it reads.
        texts = (json.dumps(changes, ensure_ascii=False, default=str), json.dumps(faults, ensure_ascii=False))
        kept.append((source.pk, form.title, row.number, str(row.outcome), called[:LONGEST_CALLED], home, record, *texts, "", ""))
    write_rows(ImportRow, FIELDS, kept)


def _placed(sheet, form, fault):
    """A fault as it is kept: [letter of its column, the column's heading, the sentence, its kind]."""
    name, sentence, kind = fault
    column = form.by_name.get(name)
    letter = letters(sheet.placed[name]) if name in sheet.placed else ""
    return [letter, column.heading if column else "", to_keep(sentence), kind]
