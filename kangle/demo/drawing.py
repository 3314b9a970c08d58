"""Seeded drawing: one stream of chance for each room, and numbers that add up to exactly what was published."""

import datetime
from decimal import Decimal
from random import Random

YEAR = 2015
FIRST_DAY = datetime.date(YEAR, 1, 1)
LAST_DAY = datetime.date(YEAR, 12, 31)
_DAY = datetime.timedelta(days=1)
_TENTHS = {}


def stream(name):
    """The stream of chance of one room: changing what one room draws does not disturb the others."""
    return Random(f"康乐2015/{name}")


def day(month, of_month, year=YEAR):
    return datetime.date(year, month, of_month)


def after(date, days):
    """The date `days` later, never past the year's last day: the demo knows nothing of the year that follows."""
    return min(date + _DAY * days, LAST_DAY)


def before(date, days):
    return date - _DAY * days


def between(rng, first, last):
    """A day from `first` to `last`, both included."""
    return first + _DAY * rng.randint(0, max(0, (last - first).days))


def tenths(number):
    """A decimal with one digit, made once for each value: tenths(35) is 3.5."""
    found = _TENTHS.get(number)
    if found is None:
        found = _TENTHS[number] = Decimal(number) / 10
    return found


def weighted(rng, table, count=1):
    """`count` draws from {value: weight}."""
    return rng.choices(list(table), weights=list(table.values()), k=count)


def apportion(total, weights):
    """Whole numbers in proportion to `weights` that add up to exactly `total` (largest remainders, ties by position)."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    order = sorted(range(len(weights)), key=lambda i: (shares[i] - exact[i], i))
    for i in order[: total - sum(shares)]:
        shares[i] += 1
    return shares


def fit(rng, values, total, *, low, high, step=1):
    """Move drawn `values` by `step` within `low`..`high` until they add up to exactly `total`; changes and returns the list."""
    difference = total - sum(values)
    while difference:
        i = rng.randrange(len(values))
        move = step if difference > 0 else -step
        if low <= values[i] + move <= high:
            values[i] += move
            difference -= move
    return values


def capped(total, weights, limits):
    """Like `apportion`, with no share above its limit; what one cannot take goes to the others."""
    shares = [min(share, limit) for share, limit in zip(apportion(total, weights), limits, strict=True)]
    missing = total - sum(shares)
    for i in sorted(range(len(shares)), key=lambda i: (shares[i] - limits[i], i)):
        taken = min(missing, limits[i] - shares[i])
        shares[i] += taken
        missing -= taken
    if missing:
        raise ValueError(f"{missing} more than the limits allow")
    return shares
