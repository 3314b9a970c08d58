"""What a file really is, and what is kept of it: a photo upright, small and without anything its camera wrote into it.

Judged by content, never by name. Whatever is wrong is a sentence (ValidationError), whoever made the file.
"""

import io
import threading
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from kangle.exchange import exif
from kangle.exchange.models import Attachment

LONG_SIDE = 1600  # pixels: a paper laid on a table can still be read
SMALL_SIDE = 320
QUALITY = 82
SMALL_QUALITY = 70
# What a phone's largest mode makes; beyond it a file of some kilobytes could fill the machine's memory.
MOST_PIXELS = 65_000_000
HEIC_BRANDS = {b"heic", b"heix", b"heif", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"}
FORMATS = {"JPEG", "PNG", "WEBP"}

# A photo opened is up to 260 MB: one at a time in a process, the others wait a second.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Kept:
    """What is kept of a file: its bytes; of a photo the small picture, its pixels, and what its camera told of when and where."""

    content_type: str
    content: bytes
    small: bytes = b""
    width: int | None = None
    height: int | None = None
    taken_at: object = None
    position: tuple | None = None


def kept_of(content):
    """What is kept of a file's bytes. Raises ValidationError with the sentence for whoever sent it."""
    kind = _kind(content)
    if kind == "PDF":
        if b"%%EOF" not in content[-2048:]:
            raise ValidationError(_("这个 PDF 不完整，可能没有传完：请重新选择。"))
        return Kept(Attachment.ContentType.PDF, content)
    with _one_at_a_time:
        return _photo(content, kind)


def _kind(content):
    """The format of a file by its first bytes."""
    if not content:
        raise ValidationError(_("文件是空的：请重新拍照或重新选择。"))
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content.startswith(b"%PDF-"):
        return "PDF"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        raise ValidationError(_("这是 HEIC 照片，本系统打不开：请在手机相机设置中选 JPEG（苹果手机选“兼容性最佳”），再拍一张。"))
    raise ValidationError(_("这不是照片，也不是 PDF：只收 JPEG、PNG、WEBP 照片和 PDF。"))


def _photo(content, kind):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd about somebody's file belongs in no log
            return _read(content, kind)
    except ValidationError:
        raise
    except Image.DecompressionBombError as bomb:
        raise _too_many_pixels() from bomb
    except Exception as broken:  # a decoder answers a file made to break it with whatever error comes first
        raise ValidationError(_("照片打不开，可能没有传完或已损坏：请重新拍照或重新选择。")) from broken


def _read(content, kind):
    with Image.open(io.BytesIO(content), formats=[kind]) as photo:
        if photo.width * photo.height > MOST_PIXELS:
            raise _too_many_pixels()
        # A JPEG of several pictures is one photo with its by-products; in the other formats it moves.
        if kind != "JPEG" and getattr(photo, "is_animated", False):
            raise ValidationError(_("这是会动的图，不是照片：请拍照或选一张照片。"))
        when, where = _told_by_camera(photo)
        if photo.mode in {"1", "P"}:  # drawn in few colours: made small as they stand, letters would break up
            photo = photo.convert("RGBA")
        photo.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
        photo.load()
        plain = _plain(ImageOps.exif_transpose(photo))
    contents = _jpeg(plain, QUALITY), _jpeg(_small(plain), SMALL_QUALITY)
    return Kept(Attachment.ContentType.JPEG, *contents, *plain.size, taken_at=when, position=where)


def _small(photo):
    small = photo.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.LANCZOS)
    return small


def _told_by_camera(photo):
    """When and where, of a photo whose EXIF can be read; a spoiled one spoils no photo."""
    try:
        told = photo.getexif()
        return exif.taken_at(told), exif.place(told)
    except Exception:  # as above: it is the file's own making
        return None, None


def _plain(photo):
    """The bare pixels on a new white canvas: what a file carries besides (EXIF, XMP, comments, profiles) stays behind."""
    if photo.mode.startswith("I"):
        photo = photo.convert("F").point(lambda value: value / 256).convert("L")
    canvas = Image.new("RGB", photo.size, "white")
    if photo.has_transparency_data:
        photo = photo.convert("RGBA")
        canvas.paste(photo, mask=photo.getchannel("A"))
    else:
        canvas.paste(photo.convert("RGB"))
    return canvas


def _jpeg(photo, quality):
    written = io.BytesIO()
    photo.save(written, "JPEG", quality=quality, optimize=True, progressive=True)
    return written.getvalue()


def _too_many_pixels():
    most = MOST_PIXELS // 1_000_000
    return ValidationError(_("照片的像素太多（最多 %(most)d 百万）：请在相机设置里调小照片尺寸。") % {"most": most})
