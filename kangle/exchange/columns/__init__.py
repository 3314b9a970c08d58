"""The columns a list can have. A column says what it reads and how that is written; page and export use the same two answers.

`value(row)` picks the cell's value out of a row (a dict of the lookups it reads), `shown(value)` writes it for the page,
`exported(value)` gives what a spreadsheet keeps: a number as a number, a date as a date, a choice as its label.
"""

from kangle.exchange.columns.base import LOOKUP_SEPARATOR, Column, LinkColumn, field_at
from kangle.exchange.columns.dates import DateColumn, DaysColumn, MomentColumn
from kangle.exchange.columns.numbers import MoneyColumn, NumberColumn, ScoreColumn, ShareColumn
from kangle.exchange.columns.words import AreaColumn, ChoiceColumn, MaskedColumn, YesNoColumn

__all__ = [
    "LOOKUP_SEPARATOR",
    "AreaColumn",
    "ChoiceColumn",
    "Column",
    "DateColumn",
    "DaysColumn",
    "LinkColumn",
    "MaskedColumn",
    "MomentColumn",
    "MoneyColumn",
    "NumberColumn",
    "ScoreColumn",
    "ShareColumn",
    "YesNoColumn",
    "field_at",
]
