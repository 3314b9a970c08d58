"""A list as a declaration: its columns, its order, its sums. The page and every export are written from the same rows."""

from copy import copy

import django_tables2 as tables
from django.db.models import Sum
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kangle.accounts.access import DOOR
from kangle.common import prepared
from kangle.exchange.columns import (  # noqa: F401  (a table is declared from this one module)
    AreaColumn,
    ChoiceColumn,
    Column,
    DateColumn,
    DaysColumn,
    LinkColumn,
    MaskedColumn,
    MomentColumn,
    MoneyColumn,
    NumberColumn,
    ScoreColumn,
    ShareColumn,
    YesNoColumn,
)

LONGEST_NAME = 12  # letters

_patterns = prepared.Kept()  # tables with their columns bound, to be copied


class ListTable(tables.Table):
    """Declared columns over a queryset. `Meta.order_by` names columns ("-on", "number"); every order ends in pk.

    `footer_sums` names the columns whose sum over the whole filtered list stands in the footer: `("amount",)`, or a dict of
    column to aggregate (`{"amount": Sum("amount_fen")}`); the database adds up, not the page.
    """

    footer_sums = ()
    reader = None  # who reads the page: a cell leads only where the door lets him in; None where everybody may
    acts = ()  # what may be done with a row, as exchange.row_acts gives it: a cell at the end of each row

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if written := [name for name in vars(cls) if name.startswith(("render_", "value_"))]:
            raise TypeError(f"{cls.__name__}.{written[0]}: give the column a class with value() and shown() instead")

    def __init__(self, queryset, *, sort="", model=None, key=None):
        """`queryset` may be a function that makes it when it is needed; then `model` says of what.

        `key` names everything the queryset depends on: then the list's questions are put into SQL once.
        """
        super().__init__(data=[])
        for name, column in self.base_columns_bound():
            column.bind(name, model or queryset.model)
        self._set(queryset, sort, key)

    @classmethod
    def of(cls, queryset, *, sort, model, key):
        """As the class itself called; with a `key` the columns are copied and bound once for each language."""
        if key is None:
            return cls(queryset, sort=sort, model=model)
        bound = (cls, model, get_language())
        pattern = _patterns.get(bound) or _patterns.put(bound, cls(model._default_manager.all()))
        table = copy(pattern)
        table._set(queryset, sort, key)
        return table

    def _set(self, queryset, sort, key):
        self.made_by = queryset if callable(queryset) else lambda: queryset
        self.sort = sort if sort.removeprefix("-") in self.sortable else ""
        self.key = key and (*key, type(self), self.sort)

    @cached_property
    def queryset(self):
        return self.made_by()

    def base_columns_bound(self):
        return [(bound.name, bound.column) for bound in self.columns.iterall()]

    @cached_property
    def listed(self):
        """The columns of the page: (name, column)."""
        return [(name, column) for name, column in self.base_columns_bound() if column.visible]

    @cached_property
    def sortable(self):
        return {name for name, column in self.base_columns_bound() if column.orderable is not False and column.visible}

    @cached_property
    def current_order(self):
        """The columns the list is sorted by now, with "-" where descending."""
        return (self.sort,) if self.sort else tuple(str(name) for name in self._meta.order_by or ())

    @property
    def is_by_words(self):
        """Whether a column that it is sorted by holds words, names of people for one: then the page names the rule."""
        columns = dict(self.base_columns_bound())
        sorted_by = (columns.get(name.removeprefix("-")) for name in self.current_order)
        return any(column is not None and column.sorts_words for column in sorted_by)

    def ordered(self):
        """The queryset in the list's order; pk comes last, so that a page never repeats or skips a row."""
        columns = dict(self.base_columns_bound())
        order = []
        for name in self.current_order:
            order += columns[name.removeprefix("-")].ordering(name.startswith("-"))
        return self.queryset.order_by(*order or self.queryset.query.order_by or self.queryset.model._meta.ordering, "pk")

    def rows_of(self, columns, queryset=None):
        """The rows as dicts of exactly what `columns` read."""
        return (self.ordered() if queryset is None else queryset).values(*lookups_of(columns))

    def page_rows(self, first, last):
        """The rows from number `first` up to (not with) `last` in the list's order, as dicts of what the listed columns read."""
        columns = [column for _name, column in self.listed]

        def cut():
            if not self.queryset.query.annotations:
                return self.rows_of(columns)[first:last]
            # What is computed for a row is computed for those on the page only: SQLite would do so for all before it sorts.
            keys = self.ordered().values("pk")[first:last]
            return self.rows_of(columns, self.ordered().filter(pk__in=keys))

        if self.key is None:
            return cut()
        names = lookups_of(columns)
        found = prepared.rows((*self.key, first, last), cut)
        return [dict(zip(names, row, strict=True)) for row in found]

    @cached_property
    def total(self):
        """How many rows the whole list has."""
        return prepared.count(self.key, lambda: self.queryset) if self.key else self.queryset.count()

    @cached_property
    def sums(self):
        """The sums over the whole list by column, as the database adds them up; empty where none are declared."""
        sums, rows = self.footer_sums, self.queryset.order_by()
        if not isinstance(sums, dict):
            columns = dict(self.base_columns_bound())
            sums = {name: Sum(columns[name].lookup) for name in sums}
            # Of all that was annotated, what is added up is enough.
            rows = rows.values("pk", *(columns[name].lookup for name in sums))
        if not sums:
            return {}
        found = rows.aggregate(**{f"sum_{name}": total for name, total in sums.items()})
        return {name: found[f"sum_{name}"] for name in sums}

    # --- markup: written here rather than in a template, because fifty rows of ten cells are most of a page's time ---------

    def sorts(self, link):
        """{name: (heading, address, "ascending", "descending" or None)} of the columns one may sort by: the address of the next
        press, how the list is sorted by it now. `link(name)` gives the address that sorts by `name` ("-name": descending).
        """
        listed = [(name, column) for name, column in self.listed if name in self.sortable]
        return {name: (self.headings[name], link(self._turned(name, column)), self._state(name)) for name, column in listed}

    def head_html(self, sorts):
        """The head's cells; `sorts` as above."""
        cells = []
        for name, column in self.listed:
            text, state = self.headings[name], self._state(name)
            # A unit may stand on a line of its own; a word may not be broken.
            text = mark_safe(conditional_escape(text).replace("（", "<wbr>（"))
            if name in self.sortable:
                text = format_html('<a id="sort-{}" href="{}">{}</a>', name, sorts[name][1], text)
            mark = format_html(' aria-sort="{}"', state) if state else ""
            cells.append(format_html('<th scope="col" role="columnheader" class="{}"{}>{}</th>', _css(column), mark, text))
        if self.acts:
            cells.append(format_html('<th scope="col" role="columnheader" class="acts">{}</th>', _("办理")))
        return mark_safe("".join(cells))

    def plain_head_html(self):
        """The head's cells where nobody sorts: on paper."""
        cells = [(_css(column), self.header(column)) for _name, column in self.listed]
        return format_html_join("", '<th scope="col" role="columnheader" class="{}">{}</th>', cells)

    def _state(self, name):
        """How the list is sorted by a column now; None where it is not."""
        return {name: "ascending", f"-{name}": "descending"}.get(self.current_order[0] if self.current_order else "")

    def _turned(self, name, column):
        """What a press on a column's heading sorts by next."""
        first = f"-{name}" if column.initial_sort_descending else name
        return {"ascending": f"-{name}", "descending": name}.get(self._state(name), first)

    @cached_property
    def headings(self):
        """{name: heading} of the listed columns, each made once for head, sorting and every row."""
        return {name: self.header(column) for name, column in self.listed}

    @staticmethod
    def header(column, unit=None):
        """The column's heading, with its unit where it is money: the page's own, a file's where it is given."""
        name = capfirst(str(column.verbose_name))  # a field is called in small letters in English
        own = getattr(column, "unit_name", None)
        unit = own and (unit or own)
        return _("%(name)s（%(unit)s）") % {"name": name, "unit": unit} if unit else name

    def body_html(self, rows):
        """The body's rows (`rows` are evaluated once); the first cell names the row."""
        rows, parts = list(rows), []
        for number, (name, column) in enumerate(self.listed):
            tag = '<th scope="row" role="rowheader"' if number == 0 else '<td role="cell"'
            label = conditional_escape(self.headings[name])
            kind = f"{_css(column)} short" if _is_short(column, rows, LONGEST_NAME + 2 * (number == 0)) else _css(column)
            cell = column.html if self._leads(column) else column.unlinked
            parts.append((cell, f'{tag} class="{kind}" data-label="{label}">', "</th>" if number == 0 else "</td>"))
        lines = ["".join([opening + cell(row) + closing for cell, opening, closing in parts]) for row in rows]
        if self.acts:
            lines = [line + cell for line, cell in zip(lines, self._act_cells([row["pk"] for row in rows]), strict=True)]
        return mark_safe("".join(f'<tr role="row">{line}</tr>' for line in lines))

    def _leads(self, column):
        """Whether the reader may open what a column's cells lead to."""
        return self.reader is None or not column.link_to or self.reader.may(DOOR[column.link_to[0]])

    def _act_cells(self, keys):
        """The cell of each row with what may be done with it, or what stands already."""
        links = dict.fromkeys(keys, "")
        for label, start, end, done in self.acts:
            stands = done(keys)
            before, after = f'<a href="{escape(start)}', f'{escape(end)}">{escape(label)}</a>'
            for key in keys:
                told, url = stands.get(key, (None, None))
                links[key] += format_html('<a href="{}">{}</a>', url, told) if url else f"{before}{key}{after}"
        return [f'<td role="cell" class="acts">{links[key]}</td>' for key in keys]

    def foot_html(self):
        """The footer with the sums over the whole list; empty where none are declared."""
        sums = self.sums
        if not sums:
            return ""
        cells = [format_html('<th scope="row" role="rowheader" class="text">{}</th>', _("合计"))]
        for name, column in self.listed[1:]:
            text = column.shown(sums[name]) if name in sums else ""
            cells.append(
                format_html(
                    '<td role="cell" class="{}" data-label="{}">{}</td>',
                    _css(column) if text else "blank",
                    self.header(column) if text else "",
                    text,
                )
            )
        if self.acts:
            cells.append(mark_safe('<td role="cell" class="blank"></td>'))
        return mark_safe(f'<tr role="row">{"".join(cells)}</tr>')


def lookups_of(columns):
    """What `columns` read of a row, each lookup once, the row's key first."""
    return list(dict.fromkeys(["pk", *(lookup for column in columns for lookup in column.lookups())]))


def _css(column):
    return column.kind if column.on_phone else f"{column.kind} roomy"


def _is_short(column, rows, limit):
    """Whether the texts of a column are names and numbers that should stay on one line, rather than sentences."""
    if column.kind != "text" or (rows and column.lookup not in rows[0]):  # what a column composes of several fields is a sentence
        return False
    return all(len(str(row[column.lookup] or "")) <= limit for row in rows)
