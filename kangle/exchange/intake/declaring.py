"""How a form is declared: its sheets, their columns in order, what each column writes and how its cells are read."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import override

from kangle.common.fields import FenField
from kangle.common.texts import half_width, seen
from kangle.exchange.intake import cells, quantities, units


@dataclass(frozen=True)
class Column:
    """One column: the field it writes, its heading, how it is read. `also`: other headings it is known by.

    `shown_only`: it tells which row this is, and writes nothing. `needed`: a new record cannot do without it.
    """

    name: str
    heading: str
    reader: cells.Reader
    also: tuple = ()
    shown_only: bool = False
    needed: bool = False
    hint: str = ""
    width: int = 12


@dataclass(frozen=True)
class SheetForm:
    """One sheet: `code`, `title` in the file, the `label` a page gives it, the model a row writes, its columns. `keys`: names of
    columns without which nothing can be read: of each tuple one must be there. `known_by`: the column by which a record is known
    within its home; "" where a home has one only. `year`: the column that says of which year a row is. `others`: persons whom a
    word behind a heading may name and whose the row is not.
    """

    code: str
    title: str
    label: str | Promise
    model: type
    columns: tuple
    keys: tuple = ()
    known_by: str = ""
    year: str = ""
    others: tuple = ()

    @cached_property
    def by_heading(self):
        """{heading as people write it: Column}."""
        return {plain(heading): column for column in self.columns for heading in (column.heading, *column.also)}

    @cached_property
    def by_name(self):
        return {column.name: column for column in self.columns}

    @cached_property
    def written(self):
        """The columns that write a field of the model."""
        return tuple(column for column in self.columns if not column.shown_only and _is_field(self.model, column.name))


def plain(heading):
    """A heading without blanks, units and stars: '* 工资性收入（元）' and '工资性收入' are the same column."""
    text = "".join(seen(half_width(str(heading))).replace("（", "(").replace("）", ")").split()).strip("*")
    return text.split("(")[0] or text


def of_field(model, name, *, also=(), needed=None, hint="", reader=None, heading=None, width=None):
    """The column of a model's field, read as the field's kind asks; `needed` unless the field may be empty."""
    field_ = model._meta.get_field(name)
    reader = reader or reader_of(field_)
    with override("zh-hans"):
        heading = heading or str(field_.verbose_name)
    if isinstance(field_, FenField):
        heading = f"{heading}（元）"
    needed = not (field_.blank or field_.null) if needed is None else needed
    width = width or (20 if isinstance(reader, cells.Number) else max(9, min(2 * len(heading) + 2, 24)))
    return Column(name, heading, reader, also, needed=needed, hint=hint, width=width)


def reader_of(field_):
    """How the cells of a model's field are read. Raises TypeError for a kind of field that no form has."""
    if field_.choices:
        return cells.Choice(field_.choices)
    if isinstance(field_, FenField):
        return quantities.Yuan()
    if isinstance(field_, models.BooleanField):
        return cells.YesNo()
    if isinstance(field_, models.DateField):
        return cells.Day()
    if isinstance(field_, models.DecimalField):
        largest = 10 ** (field_.max_digits - field_.decimal_places) - 1
        return quantities.Quantity(field_.decimal_places, largest, unit=_unit_of(field_))
    if isinstance(field_, models.PositiveSmallIntegerField):
        return quantities.Whole(32767, unit=_unit_of(field_))
    if isinstance(field_, models.CharField):
        return cells.Text(field_.max_length)
    raise TypeError(f"no cell is read into a {type(field_).__name__}")


def _unit_of(field_):
    """The unit that the name of a field tells in brackets: 耕地（亩）."""
    with override("zh-hans"):
        return next((units.plain(each) for each in units.in_brackets(field_.verbose_name) if units.is_unit(each)), "")


def _is_field(model, name):
    try:
        return model._meta.get_field(name) is not None
    except FieldDoesNotExist:
        return False
