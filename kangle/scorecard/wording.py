"""Figures in words: the number with its unit, and the fraction behind a share ("145 / 153 个村")."""

from kangle.common import figures
from kangle.scorecard.declarations import POINTS, SHARE, YUAN


def number_text(value, unit):
    """A figure in its unit's smallest parts (fen, metres) or, for a share, the Fraction itself, as people write it."""
    if value is None:
        return figures.UNKNOWN
    if unit is SHARE:
        return figures.share(float(value))
    if unit is YUAN:
        return figures.money(round(value))
    if unit is POINTS:
        return figures.score(round(value))
    return figures.trimmed(float(value) / unit.scale, 1)


def value_text(figure):
    """The figure without its unit's name: 94.8%, 4.34亿元, 18,858."""
    value = figure.value
    if value is None:
        return figures.UNKNOWN
    unit = figure.indicator.unit
    return number_text(value if unit is SHARE else value * unit.scale, unit)


def unit_text(figure):
    """The unit's name where the number does not carry it already."""
    unit = figure.indicator.unit
    return "" if unit in (SHARE, YUAN, POINTS) else unit.name


def target_text(figure):
    """The target as it is written; a dash where there is none."""
    row, unit = figure.row, figure.indicator.unit
    if row.target is None:
        return figures.UNKNOWN
    return figures.share(row.target / 10000) if unit is SHARE else number_text(row.target, unit)


def parts_text(figure):
    """Numerator and denominator in words; '' for a figure that has none."""
    row, parts = figure.row, figure.indicator.parts
    if row.denominator is None:
        return ""
    if parts is None:
        top, bottom = number_text(row.numerator, figure.indicator.unit), figures.count(row.denominator)
        return f"{top} / {bottom}"
    if parts is YUAN:
        return f"{figures.money(row.numerator)} / {figures.money(row.denominator)}"
    return f"{figures.count(row.numerator)} / {figures.count(row.denominator)} {parts.name}"
