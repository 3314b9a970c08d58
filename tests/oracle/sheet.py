"""How an indicator is written here: its code, how it is judged, and a function that counts it."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

SHEET = {}


@dataclass(frozen=True)
class Indicator:
    """`count(view)` gives (numerator, denominator) for a share or ratio, a number for a total, (number, plan) for a planned one.

    `target`: a Fraction (of one, for shares; else in the smallest unit), "planned", or None.
    """

    code: str
    count: Any
    kind: str
    target: Any
    rule: Any
    less: bool
    may_exceed_one: bool
    only_county: bool


def indicator(code, kind, *, target=None, rule=None, less=False, may_exceed_one=False, only_county=False):
    def enter(count):
        if code in SHEET:
            raise ValueError(f"{code} is counted twice")
        SHEET[code] = Indicator(code, count, kind, target, rule, less, may_exceed_one, only_county)
        return count

    return enter


def share(code, target, rule, **more):
    """A part of a whole; `target` in per cent."""
    return indicator(code, "share", target=Fraction(target, 100), rule=rule, **more)


def ratio(code, target=None, rule=None, **more):
    return indicator(code, "ratio", target=None if target is None else Fraction(target), rule=rule, may_exceed_one=True, **more)


def total(code, target=None, rule=None, **more):
    target = Fraction(target) if isinstance(target, int) else target
    return indicator(code, "total", target=target, rule=rule, may_exceed_one=True, **more)


@dataclass
class Figure:
    """An indicator of an area as counted: whole numbers; the target of a share in ten-thousandths."""

    numerator: int
    denominator: int | None
    target: int | None
    plan: bool = False
    seen: bool = True


def figure(each, view):
    """Count one indicator of one area."""
    counted = each.count(view)
    top, other = counted if isinstance(counted, tuple) else (counted, None)
    if each.target == "planned":
        return Figure(top, None, other, plan=True)
    stored = None if each.target is None else int(each.target * (10000 if each.kind == "share" else 1))
    return Figure(top, other, stored)
