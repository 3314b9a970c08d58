"""Files sent with a form: taken in up to a limit, whatever is sent; read, judged and made ready before any record is locked.

A form sends its files as `photos` (no script), or each as `photo-KEY` under a key its phone made, with what the phone knows of it
as JSON in `about-KEY`: {"caption", "taken_at", "latitude", "longitude"}.
"""

import json
import uuid
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.utils.translation import gettext as _

from kangle.common.positions import position
from kangle.exchange import pictures
from kangle.exchange.exif import instant

FILES = "photos"
ONE = "photo-"
ABOUT = "about-"
CAPTION = "photos_caption"
LONGEST_CAPTION = 80
LONGEST_NAME = 120
# So many may hang on one record; more are no longer looked at by anybody.
MOST = 9


class LimitedUpload(FileUploadHandler):
    """The first of the upload handlers: a photo larger than one may be is not kept, nor what comes after the whole limit.

    Files under other names are none of ours: whoever takes them in says how large they may be.

    The names of what was left out stand in `request.left_out`; the form says so (`Sent.faults`).
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.all_together = 0
        self.request.left_out = []

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        if self.field_name != FILES and not self.field_name.startswith(ONE):
            return raw_data
        self.received += len(raw_data)
        self.all_together += len(raw_data)
        if self.received > settings.ATTACHMENT_BYTES or self.all_together > settings.ATTACHMENT_BYTES * MOST:
            self.request.left_out.append((self.field_name, self.file_name))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None  # the handlers behind this one keep it


@dataclass
class Ready:
    """One file ready to be attached; `caption`, `taken_at` and `position` as the file itself or else the phone tells them."""

    key: uuid.UUID
    name: str
    kept: pictures.Kept
    caption: str = ""
    taken_at: object = None
    position: tuple | None = None


@dataclass
class Sent:
    """The files that came with a form: those `ready`, and what is wrong with the others: [(field, file name, sentence)]."""

    ready: list = field(default_factory=list)
    faults: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.ready or self.faults)


def sent_with(request):
    """Read and judge the files of a POST. Takes a second or so a photo: call it outside any transaction."""
    files = request.FILES  # what was left out is known once they are read
    sent = Sent(faults=[(name, file_name, _too_large()) for name, file_name in getattr(request, "left_out", ())])
    arrived = [(FILES, file) for file in files.getlist(FILES)]
    arrived += [(name, file) for name, file in files.items() if name.startswith(ONE)]
    for name, file in arrived[:MOST]:
        try:
            sent.ready.append(_ready(name, file, request.POST))
        except ValidationError as refused:
            sent.faults.append((name, file.name, refused.messages[0]))
    if len(arrived) > MOST:
        sent.faults.append((FILES, "", too_many()))
    return sent


def _ready(name, file, form):
    if file.size > settings.ATTACHMENT_BYTES:
        raise ValidationError(_too_large())
    kept = pictures.kept_of(file.read())
    key = _key(name.removeprefix(ONE)) if name.startswith(ONE) else None
    about = _about(form.get(ABOUT + name.removeprefix(ONE))) if key else {"caption": form.get(CAPTION)}
    caption = about.get("caption")
    return Ready(
        key=key or uuid.uuid4(),
        name=(file.name or "")[:LONGEST_NAME],
        kept=kept,
        caption=one_line(caption) if isinstance(caption, str) else "",
        taken_at=kept.taken_at or instant(about.get("taken_at")),
        position=kept.position or position(about.get("latitude"), about.get("longitude")),
    )


def one_line(text):
    """A caption as it is kept: on one line, of printable characters, as long as it may be."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST_CAPTION]


def _about(text):
    """What the phone told of a photo; nothing where it is not what our script writes."""
    try:
        told = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _key(text):
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _too_large():
    return _("文件太大：每个不能超过 %(most)d MB。照片请在相机设置里调小尺寸。") % {"most": settings.ATTACHMENT_BYTES // 2**20}


def too_many():
    return _("一条记录最多 %(most)d 张照片：请删掉几张，或另记一条。") % {"most": MOST}
