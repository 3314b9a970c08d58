"""A place on the map: latitude and longitude as whole micro-degrees (a decimetre), so that both databases keep the same."""

import math

MICRO = 1_000_000


def position(latitude, longitude):
    """(latitude, longitude) in micro-degrees of two numbers in degrees; None where they name no place.

    Whatever is not a number, lies beyond the globe, or is nought and nought (what a camera without a fix writes) names none.
    """
    try:
        latitude, longitude = float(latitude), float(longitude)
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        return None
    if not (math.isfinite(latitude) and math.isfinite(longitude)) or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    found = round(latitude * MICRO), round(longitude * MICRO)
    return found if any(found) else None


def told(text):
    """The position a form tells as '35.371234,103.708912'; None for anything else."""
    latitude, comma, longitude = str(text or "").partition(",")
    return position(latitude, longitude) if comma else None


def in_degrees(latitude, longitude):
    """A position in words: '35.371234, 103.708912'; "" for none."""
    if latitude is None or longitude is None:
        return ""
    return f"{latitude / MICRO:.6f}, {longitude / MICRO:.6f}"
