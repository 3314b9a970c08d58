"""Lists of facts: a table that knows what its rows need, a page that belongs to a room, a part of a detail page."""

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from kangle.accounts.access import DOOR
from kangle.accounts.keeping import entering
from kangle.common import together
from kangle.common.addresses import address
from kangle.exchange.tables import ListTable, lookups_of
from kangle.exchange.views import ListPage


class FactTable(ListTable):
    """The table of one fact model. Any queryset of that model can be shown in it after `prepare`."""

    @classmethod
    def prepare(cls, queryset):
        """The rows with the annotations the columns read, as of today; what the queryset was annotated with stays."""
        return queryset

    @classmethod
    def prepare_within(cls, queryset, area, year=None):
        """As `prepare`; a table whose rows reach beyond one area (a donor, a cadre) annotates only what lies in `area`, one that
        says of a year how it was does so of `year`.
        """
        return cls.prepare(queryset)


def room_menu(request, menu):
    """A room's lists as (label, address, whether one is there now), staying in the chosen area; only what one may open."""
    chosen = request.GET.get("area")
    suffix = f"?{urlencode({'area': chosen})}" if chosen else ""
    current = request.resolver_match.view_name
    return [(label, address(name) + suffix, name == current) for name, label in menu if request.user.may(DOOR[name])]


class FactList(ListPage):
    """A list of `model` in a room whose menu is `menu`: (URL name, label) pairs, this list's own among them."""

    is_plain = True
    menu = ()
    is_entered = True  # False of rows that follow from others
    entered_at = None  # (label, URL name) of the page on which a row is entered, where it is not the records' admin
    template_name = "exchange/room_list.html"

    def get_queryset(self):
        return self.table_class.prepare(self.model._default_manager.all())

    def get_entering(self):
        return entering(self.request.user, self.model, page=self.entered_at) if self.is_entered else None

    def get_extra(self):
        return {"menu": room_menu(self.request, self.menu)}


class VisibleDetail(DetailView):
    """The page of one record of `model`; outside the person's area it is not there (404)."""

    def through(self, user):
        """Further ways by which the record reaches into the person's area: (rows the person sees, their key to the record).

        A county's cadre is paired with a village's household, a county's document allots money to a township: who sees the
        one may open the other, and finds there only what lies in his own area.
        """
        return []

    @property
    def reaches_beyond(self):
        """Whether the record lies above the person's area: sums and lists are then those within it."""
        return not self.object.area.path.startswith(self.request.user.area.path)

    def reached(self, user):
        """All records whose page the person may open."""
        reached = Q(pk__in=self.model._default_manager.visible_to(user).values("pk"))
        for rows, key in self.through(user):
            reached |= Exists(rows.filter(**{key: OuterRef("pk")}))
        return self.model._default_manager.filter(reached)

    @classmethod
    def opens_to(cls, user, record):
        """Whether a person may open the page of a record: only then another page leads there."""
        return cls().reached(user).filter(pk=record.pk).exists()

    def get_queryset(self):
        return self.reached(self.request.user).filter(pk=self.kwargs["pk"])

    def get_object(self, queryset=None):
        found = self.get_queryset().first()
        if found is None:
            raise Http404(_("没有这条记录，或者它不在您的地区。"))
        return found


class Section:
    """The rows of one kind that belong to the record a detail page is about, as a table without controls.

    `columns` names the table's columns to show, in order. At most `limit` rows are shown; `more` is the address of all of them;
    `sums=False` leaves the sums away where they would add up nothing sensible; `if_any` leaves an empty section away.
    """

    rows = None  # once answered together with other sections

    def __init__(self, title, table_class, queryset, *, columns, more="", limit=20, empty="", sums=True, if_any=False):
        self.title = title
        self.table = table_class(table_class.prepare(queryset))
        bound = dict(self.table.base_columns_bound())
        self.table.listed = [(name, bound[name]) for name in columns]
        self.more = more
        self.limit = limit
        self.empty = empty
        self.sums = sums
        self.if_any = if_any

    @cached_property
    def lookups(self):
        """What the section reads of every row when it is asked together with others: for its columns and its sums."""
        bound = dict(self.table.base_columns_bound())
        summed = [bound[name] for name in self.table.footer_sums] if self.sums else []
        return lookups_of([column for _name, column in self.table.listed] + summed)

    def question(self):
        """All rows of the section, as tuples."""
        return self.table.ordered().values_list(*self.lookups)

    def answer(self, rows):
        """Take the rows of `question`: the section asks nothing any more."""
        self.rows = [dict(zip(self.lookups, row, strict=True)) for row in rows]
        self.total = len(rows)
        if self.sums:
            bound = dict(self.table.base_columns_bound())
            known = {
                name: [row[bound[name].lookup] for row in self.rows if row[bound[name].lookup] is not None]
                for name in self.table.footer_sums
            }
            self.table.sums = {name: sum(values) if values else None for name, values in known.items()}

    @cached_property
    def total(self):
        return self.table.total

    @property
    def hidden(self):
        """How many rows the section leaves to the full list."""
        return max(self.total - self.limit, 0)

    @cached_property
    def head(self):
        cells = [(column.kind, self.table.header(column)) for _key, column in self.table.listed]
        return format_html_join("", '<th scope="col" role="columnheader" class="{}">{}</th>', cells)

    @cached_property
    def body(self):
        rows = self.rows
        if rows is None:
            rows = self.table.rows_of([column for _key, column in self.table.listed])
        return self.table.body_html(rows[: self.limit])

    @cached_property
    def foot(self):
        return self.table.foot_html() if self.sums and set(self.table.sums) & {name for name, _c in self.table.listed} else ""


def read_together(sections, *others):
    """Answer the sections of one record's page, and read other querysets, in one query: the others' rows, each a list.

    For the few rows of one record: all of a section's rows are read. Their tables name their sums by column.
    """
    sections = list(sections)
    rows = together.read(*(section.question() for section in sections), *others)
    for section, own in zip(sections, rows, strict=False):
        section.answer(own)
    return rows[len(sections) :]


def with_query(name, **query):
    """The address of a list, narrowed by its own conditions."""
    return f"{reverse(name)}?{urlencode(query)}"
