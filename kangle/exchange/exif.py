"""When and where a photo was taken, as its camera wrote it down (EXIF). Nothing in it is believed that cannot be."""

import datetime
import re

from django.utils import timezone

from kangle.common.positions import position

# The numbers under which EXIF keeps what is read here (CIPA DC-008).
DETAILS, GPS = 0x8769, 0x8825
TAKEN, ZONE, CHANGED = 0x9003, 0x9011, 0x0132
SOUTH_NORTH, LATITUDE, EAST_WEST, LONGITUDE = 1, 2, 3, 4
WRITTEN = re.compile(r"\s*(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
FIRST_YEAR = 2000  # a camera whose battery was out begins at 1970 or 1980


def taken_at(exif):
    """The instant a photo was taken, aware; None where the camera told none. A camera that names no zone stands in this one."""
    details = exif.get_ifd(DETAILS)
    return instant(details.get(TAKEN) or exif.get(CHANGED), details.get(ZONE))


def instant(text, zone=""):
    """An instant of '2015:05:05 10:11:12' (or as ISO 8601 writes it) in the zone it names, else in `zone`.

    None for what cannot be.
    """
    parts = WRITTEN.match(str(text))
    if not parts:
        return None
    year, month, day, clock, own_zone = parts.groups()
    try:
        found = datetime.datetime.fromisoformat(f"{year}-{month}-{day} {clock}{own_zone or str(zone or '').strip()}")
    except ValueError:
        return None
    found = timezone.make_aware(found) if timezone.is_naive(found) else found
    plausible = found.year >= FIRST_YEAR and found <= timezone.now() + datetime.timedelta(days=1)
    return found if plausible else None


def place(exif):
    """(latitude, longitude) in micro-degrees; None where the camera told none."""
    written = exif.get_ifd(GPS)
    latitude = _degrees(written.get(LATITUDE), written.get(SOUTH_NORTH), "S")
    longitude = _degrees(written.get(LONGITUDE), written.get(EAST_WEST), "W")
    return position(latitude, longitude)


def _degrees(parts, side, negative):
    """Degrees, minutes and seconds as degrees; None for anything else."""
    try:
        degrees, minutes, seconds = map(float, parts)
        found = degrees + minutes / 60 + seconds / 3600
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return -found if str(side or "").strip("\0 ").upper().startswith(negative) else found
