"""Photos as cameras and others make them: drawn here, with what a camera writes into them."""

import io
import uuid

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from kangle.exchange.attachments import attach, kept_together
from kangle.exchange.pictures import kept_of
from kangle.exchange.uploads import Ready

# 高林湾: 35°22′16.44″ N, 103°42′32.08″ E, photographed in the morning of 5 May 2015, by a phone that names its zone.
POSITION = (35_371_233, 103_708_911)
MAKER = "KANGLE-PHONE-SERIAL-8613"


def drawn(width=2400, height=1800, colour=(120, 150, 90), mode="RGB"):
    """A picture whose upper left quarter is red: upright or not can be seen."""
    picture = Image.new(mode, (width, height), colour)
    picture.paste((200, 30, 30), (0, 0, width // 2, height // 2))
    return picture


def camera_exif(*, orientation=1, gps=True, taken="2015:05:05 10:11:12", sides="NE", endian="<"):
    exif = Image.Exif()
    exif.endian = endian
    exif[0x010F], exif[0x0112] = MAKER, orientation
    details = exif.get_ifd(0x8769)
    details[0x9003], details[0x9011] = taken, "+08:00"
    details[0x927C] = MAKER.encode()
    if gps:
        place = exif.get_ifd(0x8825)
        place[1], place[2] = sides[0], (IFDRational(35), IFDRational(22), IFDRational(1644, 100))
        place[3], place[4] = sides[1], (IFDRational(103), IFDRational(42), IFDRational(3208, 100))
    return exif


def photo(width=2400, height=1800, *, form="JPEG", colour=(120, 150, 90), **exif):
    """The bytes of a photo with all that a camera tells."""
    written = io.BytesIO()
    drawn(width, height, colour).save(written, form, exif=camera_exif(**exif), comment=MAKER.encode())
    return written.getvalue()


def paper():
    """A PDF of one empty page."""
    objects = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    return b"%PDF-1.4\n" + objects + b"trailer<</Root 1 0 R>>\n%%EOF\n"


def ready(content=None, *, caption="", name="IMG_0001.jpg", **more):
    """A photo (or whatever `content` is) as a form hands it on."""
    kept = kept_of(content or photo(640, 480, **more))
    return Ready(key=uuid.uuid4(), name=name, kept=kept, caption=caption, taken_at=kept.taken_at, position=kept.position)


def attached(record, by, *, content=None, caption="", name="IMG_0001.jpg"):
    """A photo attached to a record as the site does it: the same one to the same record, whenever it is asked for."""
    with kept_together() as written:
        made = ready(content, caption=caption, name=name, colour=(record.pk % 200, 90, 90))
        return attach(record, made, by=by, written=written)
