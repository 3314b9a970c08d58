"""A list as a table to be given away: the same columns, conditions, order and masking as the page. And how files are called."""

from itertools import islice
from urllib.parse import quote

from django.utils import timezone
from django.utils.translation import gettext as _

from kangle.exchange.columns import Column
from kangle.exchange.paper import CHUNK, Field, Paper
from kangle.exchange.plain import Formed, InColumns, Values
from kangle.exchange.tables import lookups_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {
    "xlsx": XLSX,
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
KINDS = {"number", "money", "share", "date", "sentence"}  # of columns that a paper tells apart; all others hold texts


def exported_rows(table, columns):
    """The rows' exported values, read from the database in chunks (InColumns).

    A chunk goes through column by column: what a column makes of a value is made once, however many rows repeat it.
    """
    return InColumns(_chunks(table, columns))


def _chunks(table, columns):
    names = lookups_of(columns)
    rows = iter(table.rows_of(columns).values_list(*names).iterator(chunk_size=CHUNK))
    columns = [_reader(column, names) for column in columns]
    while chunk := list(islice(rows, CHUNK)):
        stored = list(zip(*chunk, strict=True))
        yield [read(stored) for read in columns]


def _reader(column, names):
    """What gives a column's exported values: (the values of each of `names`) → list."""
    wanted = column.lookups()
    places = [names.index(name) for name in wanted]
    if type(column).value is Column.value:
        formed = Formed(column.exported)
        return lambda stored: formed.all(Values(stored[names.index(column.lookup)]))
    if len(wanted) == 1:
        formed = Formed(lambda value: column.exported(column.value({wanted[0]: value})))
        return lambda stored: formed.all(Values(stored[places[0]]))

    def read(stored):
        parts = zip(*(stored[place] for place in places), strict=True)
        return [column.exported(column.value(dict(zip(wanted, part, strict=True)))) for part in parts]

    return read


def paper_of(table, columns, *, title, facts, day, sums=True):
    """The Paper of a list: its columns as declared, with the sums that stand in its footer (none with `sums=False`)."""
    names = {id(column): name for name, column in table.base_columns_bound()}
    sums = table.sums if sums else {}
    line = [column.exported(sums[names[id(column)]]) if names[id(column)] in sums else None for column in columns]
    if sums:
        line[0] = _("合计")
    fields = [Field(table.header(column, _("元")), column.kind if column.kind in KINDS else "text") for column in columns]
    return Paper(title=str(title), facts=facts, columns=fields, day=day, sums=line if sums else None)


def file_name(title, ending, day=None):
    """农户-康乐县-2015年-20151231.csv; `title` is what it is called by, one text or several; the day as it is in Shanghai."""
    parts = [title] if isinstance(title, str) or not isinstance(title, (list, tuple)) else title
    parts = ["".join(letter for letter in str(part) if letter.isalnum() or letter in "-_ ").strip()[:60] for part in parts]
    return f"{'-'.join(filter(None, parts)) or 'export'}-{day or timezone.localdate():%Y%m%d}.{ending}"


def disposition(name):
    """The header that keeps a Chinese file name whole (RFC 5987) and gives older programs an ASCII one."""
    ending = name.rsplit(".", 1)[-1]
    return f"attachment; filename=\"export.{ending}\"; filename*=UTF-8''{quote(name)}"
