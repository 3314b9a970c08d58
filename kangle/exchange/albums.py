"""The photos of a record on its form: those it has, and what a sent form does to them: add, describe, remove."""

from django.utils.functional import cached_property
from django.utils.translation import ngettext

from kangle.common.sayings import said as _
from kangle.exchange.attachments import attach, describe, digest_of, remove
from kangle.exchange.models import Attachment
from kangle.exchange.uploads import CAPTION, FILES, MOST, Sent, one_line, too_many

CAPTION_OF = "caption_"
REMOVE = "remove_"


class Album:
    """The photos of `record` (None or not yet saved: none) and, of a form sent, its `data` and the files `sent` with it."""

    most = MOST

    def __init__(self, record=None, data=None, sent=None):
        self.record, self.data, self.sent = record, data or {}, sent or Sent()

    @cached_property
    def present(self):
        """The photos it has, the first one first."""
        if self.record is None or self.record._state.adding:
            return []
        return list(Attachment.objects.of(self.record).present().order_by("added_at", "pk"))

    @property
    def shown(self):
        """Each photo as the form shows it: (photo, the caption typed, whether it is marked to be removed)."""
        return [(photo, self._caption(photo), photo in self._removed) for photo in self.present]

    @cached_property
    def faults(self):
        """What is wrong with the files sent: [(field, file name, sentence)]."""
        here = {photo.digest for photo in self.present} | {photo.key for photo in self.present}
        new = [ready for ready in self.sent.ready if ready.key not in here and digest_of(ready) not in here]
        over = len(self.present) - len(self._removed) + len(new) > MOST
        return self.sent.faults + ([(FILES, "", too_many())] if over else [])

    @property
    def touched(self):
        """Whether the form does anything to the photos."""
        return bool(self.sent.ready or self._removed or self._described)

    @property
    def sent_in_vain(self):
        """Whether photos came with a form that is shown again: a browser does not send them a second time."""
        return bool(self.sent.ready or self.sent.faults)

    @property
    def new_caption(self):
        """What was typed to describe the photos that came along."""
        return one_line(self.data.get(CAPTION, ""))

    def save(self, record, *, by, written):
        """Do it, within `attachments.kept_together` (whose list is `written`): removals first, they make room."""
        for photo in self._removed:
            remove(photo, by=by, reason=_("在录入页删除"))
        for photo in self._described:
            describe(photo, caption=self._caption(photo), by=by)
        for ready in self.sent.ready:
            attach(record, ready, by=by, written=written)

    @property
    def said(self):
        """What a save did, in a sentence."""
        added, removed = len(self.sent.ready), len(self._removed)
        words = [
            added and ngettext("已收下 %(number)d 张照片。", "已收下 %(number)d 张照片。", added) % {"number": added},
            removed and ngettext("已删除 %(number)d 张照片。", "已删除 %(number)d 张照片。", removed) % {"number": removed},
        ]
        return "".join(filter(None, words)) or _("照片说明已保存。")

    @cached_property
    def _removed(self):
        return [photo for photo in self.present if self.data.get(f"{REMOVE}{photo.key}")]

    @cached_property
    def _described(self):
        kept = [photo for photo in self.present if photo not in self._removed]
        return [photo for photo in kept if self._caption(photo) != photo.caption]

    def _caption(self, photo):
        return one_line(self.data.get(f"{CAPTION_OF}{photo.key}", photo.caption))
