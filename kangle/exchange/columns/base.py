"""What every column can do: read its value out of a row, write it for the page, give it to a spreadsheet, sort by it."""

import re
from html import escape

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F
from django.urls import reverse
from django.utils.safestring import SafeString

from kangle.common import figures

LOOKUP_SEPARATOR = "__"
ESCAPED = re.compile("[&<>\"']")  # what few cells hold


def field_at(model, lookup):
    """The model fields along a lookup, the last one last; an empty list where the lookup is an annotation."""
    fields = []
    for part in lookup.split(LOOKUP_SEPARATOR):
        try:
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        except FieldDoesNotExist:
            return []
        fields.append(field)
        model = field.related_model
        if model is None:
            break
    return fields


# A sentence that there is none of: where cells stack, a line of its own with a heading over nothing is left out.
NOTHING = SafeString(f'<span class="nothing">{figures.UNKNOWN}</span>')


class Column(tables.Column):
    """Text. `accessor` is a lookup (`village__name`) or an annotation; without one the column's own name is it.

    `link=("households:detail", "pk")` links the cell: a URL name and the lookups of its arguments. `order_by` names other
    lookups to sort by. `on_phone=False` leaves the column out on narrow screens; `visible=False` keeps it for exports only.
    """

    kind = "text"
    width = 16  # of the column in a workbook, in characters

    def __init__(self, verbose_name=None, accessor=None, *, link=None, on_phone=True, **options):
        super().__init__(verbose_name, accessor, **options)
        self.link_to = link
        self.on_phone = on_phone
        self.lookup = None
        self.around = None  # what stands before and after the number in the addresses of its cells

    def bind(self, name, model):
        """Tell the column its name and the model its rows come from; the table does so once."""
        self.lookup = str(self.accessor).replace(".", LOOKUP_SEPARATOR) if self.accessor else name
        self.fields = field_at(model, self.lookup)
        if self.verbose_name is None:
            self.verbose_name = getattr(self.fields[-1], "verbose_name", name) if self.fields else name

    def lookups(self):
        """Everything the column reads from the database."""
        return (self.lookup, *(self.link_to[1:] if self.link_to else ()))

    def ordering(self, descending):
        """What sorts by this column: what is unknown comes last in both directions, on every database."""
        lookups = [str(lookup) for lookup in self.order_by] if self.order_by else self.sort_lookups()
        found = []
        for lookup in lookups:
            backwards = descending != lookup.startswith("-")
            name = lookup.removeprefix("-")
            # Saying "nulls last" of what is never null would only keep the database from using its index.
            last = True if self._may_be_null(name) else None
            found.append(F(name).desc(nulls_last=last) if backwards else F(name).asc(nulls_last=last))
        return found

    @property
    def sorts_words(self):
        """Whether it sorts by names, which are ordered by radical and strokes (by code point, on every database)."""
        last = self.lookup.rpartition(LOOKUP_SEPARATOR)[2]
        by_itself = not self.order_by and self.sort_lookups() == [self.lookup]
        return by_itself and (last in {"name", "title"} or last.endswith("_name"))

    def sort_lookups(self):
        return [self.lookup]

    def _may_be_null(self, lookup):
        fields = self.fields if lookup == self.lookup else []
        return not fields or any(getattr(field, "null", True) for field in fields)

    def value(self, row):
        return row[self.lookup]

    def shown(self, value):
        return figures.UNKNOWN if value in (None, "") else str(value)

    def exported(self, value):
        """What a file keeps of a value: a number as a number, all else as text."""
        if type(value) is int:
            return value
        return "" if value in (None, "") else str(value)

    def html(self, row):
        """The cell as it stands in the page, escaped and linked."""
        value = self.value(row)
        text = self.marked(value)
        if self.link_to and value not in (None, ""):
            arguments = [row[lookup] for lookup in self.link_to[1:]]
            if None not in arguments:
                return SafeString(f'<a href="{self.address(arguments)}">{text}</a>')
        return text

    def unlinked(self, row):
        """The cell for whoever may not open what it leads to."""
        return self.marked(self.value(row))

    def address(self, arguments):
        """The address a cell leads to, escaped. Those of one plain argument differ in it alone: one is asked for."""
        (first, *others) = map(str, arguments)
        plain = not others and first.isascii() and first.isalnum()
        if plain and self.around:
            return first.join(self.around)
        found = escape(reverse(self.link_to[0], args=arguments))
        if plain and found.count(first) == 1:
            self.around = found.split(first)
        return found

    def marked(self, value):
        """The shown value, escaped; a column that wraps it in markup says so here."""
        text = self.shown(value)
        return NOTHING if text == figures.UNKNOWN and self.kind == "sentence" else escaped(text)


def escaped(text):
    """A text for the page. django.utils.html.escape does the same at four times the cost, and a list escapes a thousand cells."""
    text = str(text)
    return SafeString(escape(text) if ESCAPED.search(text) else text)


class LinkColumn(Column):
    """Text that leads somewhere: `LinkColumn(_("户主"), "head_name", link=("households:detail", "pk"))`."""

    def __init__(self, *args, link, **options):
        super().__init__(*args, link=link, **options)
