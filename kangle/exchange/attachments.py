"""Attaching files to facts, describing and removing them: each an audited act. Record and file come and go together."""

import contextlib
import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from kangle.areas.models import Area
from kangle.audit.actions import path_of, save
from kangle.exchange.models import Attachment
from kangle.exchange.uploads import MOST, too_many


@contextlib.contextmanager
def kept_together():
    """One transaction for records and their files, yielding the list that `attach` notes its files in.

    Files are written before the commit, so that no record ever stands without its file; if anything fails they are deleted.
    """
    written = []
    try:
        with transaction.atomic():
            yield written
    except BaseException:
        for path in written:
            default_storage.delete(path)
        raise


@transaction.atomic
def attach(record, ready, *, by, written):
    """Attach one file (an `uploads.Ready`) to a stored record; the Attachment, that of before where it is there already.

    The caller has locked the record and opened `kept_together`, whose list is `written`. Raises ValidationError where the
    record has as many as it may have.
    """
    here = Attachment.objects.of(record).present()
    digest = digest_of(ready)
    before = here.filter(digest=digest).first() or Attachment.objects.of(record).filter(key=ready.key).first()
    if before is not None:
        return before  # sent twice, chosen twice, or removed since by somebody who had seen it
    if here.count() >= MOST:
        raise ValidationError(too_many())
    made = Attachment(
        model=record._meta.label_lower,
        record_id=record.pk,
        area=Area.objects.get(path=path_of(record)),
        name=ready.name,
        caption=ready.caption,
        content_type=ready.kept.content_type,
        digest=digest,
        size=len(ready.kept.content),
        width=ready.kept.width,
        height=ready.kept.height,
        taken_at=ready.taken_at,
        added_by_id=by.pk,
        added_by=str(by),
    )
    made.latitude, made.longitude = ready.position or (None, None)
    if not Attachment.objects.filter(key=ready.key).exists():  # a key that another record has is nobody's to take over
        made.key = ready.key
    _write(made.path, ready.kept.content, written)
    if ready.kept.small:
        _write(made.small_path, ready.kept.small, written)
    return save(made, by=by)


def digest_of(ready):
    """The SHA-256 of what is kept of a file, by which the same photo is known again."""
    return hashlib.sha256(ready.kept.content).hexdigest()


def describe(attachment, *, caption, by):
    """Write another caption under an attachment."""
    if attachment.caption != caption:
        attachment.caption = caption
        save(attachment, by=by)


@transaction.atomic
def remove(attachment, *, by, reason):
    """Remove an attachment: who did it and when stays on record, the file is deleted once that is certain."""
    attachment.removed_at = timezone.now()
    save(attachment, by=by, reason=reason)
    for path in (attachment.path, attachment.small_path):
        transaction.on_commit(lambda path=path: default_storage.delete(path))


def _write(path, content, written):
    written.append(path)
    default_storage.save(path, ContentFile(content))
