"""Photos of the demo county: drawn, not taken. The newest visits of the villages whose sample accounts enter have some."""

import datetime
import io
import uuid

from django.utils import timezone
from PIL import Image, ImageDraw

from households.models import Visit
from kangle.accounts.models import User
from kangle.accounts.roles import Role
from kangle.demo.accounts import SAMPLE_ACCOUNTS
from kangle.demo.drawing import stream
from kangle.exchange.attachments import attach, kept_together
from kangle.exchange.pictures import kept_of
from kangle.exchange.uploads import Ready

VISITS = 10  # of each village
NEAR = (35_370_000, 103_710_000)  # micro-degrees; the houses are invented, and so is where they stand
PLACES = ("家门口", "院子里", "堂屋", "羊圈旁", "地头")
CAPTIONS = ("正房", "院子", "圈舍", "门前的路")
SIZE = (960, 720)


def write():
    """Give the newest visits a place and one or two photos each; returns how many photos there are."""
    rng, number = stream("photos"), 0
    entering = [sample.username for sample in SAMPLE_ACCOUNTS if sample.role == Role.TASK_FORCE]
    for person in User.objects.filter(username__in=entering).select_related("area").order_by("pk"):
        visits = Visit.objects.within(person.area).select_related("household__village").order_by("-on", "pk")
        for visit in visits[:VISITS]:
            visit.place = rng.choice(PLACES)
            visit.latitude, visit.longitude = (about + rng.randint(-9000, 9000) for about in NEAR)
            visit.save(update_fields=["place", "latitude", "longitude"])
            with kept_together() as written:
                for caption in rng.sample(CAPTIONS, rng.choice((1, 2))):
                    attach(visit, _ready(rng, visit, caption), by=person, written=written)
                    number += 1
    return number


def _ready(rng, visit, caption):
    content = io.BytesIO()
    _house(rng).save(content, "JPEG", quality=90)
    clock = datetime.time(rng.randint(9, 16), rng.randint(0, 59))
    return Ready(
        key=uuid.uuid4(),
        name=f"IMG_{visit.on:%Y%m%d}_{rng.randint(100, 999)}.jpg",
        kept=kept_of(content.getvalue()),
        caption=caption,
        taken_at=timezone.make_aware(datetime.datetime.combine(visit.on, clock)),
        position=(visit.latitude, visit.longitude),
    )


def _house(rng):
    """A house before hills: sky, two ridges, a yard, walls of earth, a roof, a door, windows."""
    width, height = SIZE
    picture = Image.new("RGB", SIZE, (176 + rng.randint(-20, 20), 205, 226))
    brush = ImageDraw.Draw(picture)
    for level, colour in ((0.45, (150, 162, 120)), (0.56, (126, 140, 92))):
        ridge = [(x, height * level + rng.randint(-45, 45)) for x in range(0, width + 1, 160)]
        brush.polygon([(0, height), *ridge, (width, height)], fill=colour)
    brush.rectangle((0, height * 0.78, width, height), fill=(194, 170, 128))
    left, top, right, floor = rng.randint(120, 260), 360, rng.randint(660, 820), 590
    brush.rectangle((left, top, right, floor), fill=(206 + rng.randint(-14, 14), 178, 136))
    brush.polygon([(left - 30, top), ((left + right) / 2, top - 110), (right + 30, top)], fill=(142, 78 + rng.randint(0, 30), 62))
    door = rng.randint(left + 150, right - 220)
    brush.rectangle((door, floor - 150, door + 80, floor), fill=(96, 62, 40))
    for window in (left + 40, right - 110):
        brush.rectangle((window, top + 50, window + 70, top + 120), fill=(88, 112, 132), outline=(240, 236, 226), width=6)
    return picture
