"""How a file leaves: with its receipt, an entry in the history, and both printed in it.

`answer` is the whole of it for a view that has a `Paper` and rows; a list page goes by `kangle.exchange.leaving`, which gives
long lists to a worker. The same data gives the same bytes on the same day: what is printed of the receipt follows from what is in
the file, and no clock is read.
"""

import hashlib
import io
import tempfile
import time
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import transaction
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kangle.accounts.models import User
from kangle.areas.models import Area
from kangle.audit.actions import record
from kangle.audit.models import Entry
from kangle.common.fields import fitting
from kangle.exchange.export import TYPES, disposition, file_name
from kangle.exchange.models import Export
from kangle.exchange.paper import Paper, Told
from kangle.exchange.pdf import write_pdf
from kangle.exchange.plain import write_csv
from kangle.exchange.xlsx import write_xlsx

WRITERS = {"xlsx": write_xlsx, "csv": write_csv}  # of lists, however long
ALL_WRITERS = WRITERS | {"pdf": write_pdf}
BLOCK = 1 << 20


@dataclass(frozen=True)
class Order:
    """What was asked for: by whom, in which form, from which address, of which area and year, under which conditions in words."""

    by: User
    ending: str
    address: str
    area: Area | None = None
    year: int | None = None
    conditions: str = ""


@dataclass(frozen=True)
class Made:
    """A file: open at its beginning, what it was Told, the number of its receipt, its size and the SHA-256 of its bytes."""

    file: object
    told: object
    number: str
    size: int
    digest: str


class TakesLong(Exception):
    """A file that is not written within the seconds for which somebody waits at a page."""


def answer(request, paper, rows, ending, *, area, year=None, conditions=""):
    """The response that hands over a table as a file (`xlsx`, `csv` or `pdf`), with its receipt and its entry in the history.

    `paper` (kangle.exchange.paper) bears what is particular to the table; area, year, conditions and who are added here.
    """
    order = Order(request.user, ending, request.get_full_path(), area, year, conditions)
    return hand_over(order, paper, make(order, paper, rows))


def make(order, paper, rows, beat=None):
    """Write a table into a temporary file; the Made."""
    target = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    dressed = replace(paper, facts=facts(order, paper), foot=lambda told: [*paper.foot(told), *foot(order, paper, told)])
    told = ALL_WRITERS[order.ending](target, dressed, rows, beat)
    size, digest = _sum(target)
    return Made(target, told, number_of(order, paper, told), size, digest)


def made_of(order, paper, content, told):
    """The Made of a file that was written elsewhere: `content` is its bytes."""
    return Made(io.BytesIO(content), told, number_of(order, paper, told), len(content), hashlib.sha256(content).hexdigest())


def _sum(file):
    """The size of a file and the SHA-256 of its bytes; it stands at its beginning again."""
    file.seek(0)
    found, size = hashlib.sha256(), 0
    while block := file.read(BLOCK):
        found.update(block)
        size += len(block)
    file.seek(0)
    return size, found.hexdigest()


def facts(order, paper):
    """What stands above the table: of where, which year, of which day, in what unit, what was asked, who asked."""
    place = [(_("地区"), order.area.name)] if order.area else []
    year = [(_("年度"), str(order.year))] if order.year else []
    money = [(_("金额单位"), _("元"))] if any(column.kind == "money" for column in paper.columns) else []
    asked = [(_("条件"), order.conditions or _("无")), (_("导出人"), who(order.by))]
    return [*place, *year, (_("数据截至"), paper.day.isoformat()), *money, *paper.facts, *asked]


def who(person):
    """A person as a paper names him: 马志明（县扶贫办）."""
    return f"{person}（{person.unit}）" if person.unit else str(person)


def foot(order, paper, told):
    """The receipt, as it stands below the table."""
    words = {"rows": f"{told.rows:,}", "number": number_of(order, paper, told)}
    return [
        _("共 %(rows)s 行。回执编号 %(number)s。") % words,
        _("数据摘要（SHA-256，即本表 CSV 文件的摘要）：%(digest)s") % {"digest": told.digest},
    ]


def number_of(order, paper, told):
    """The number of a receipt: twelve characters that follow from who, what, of which day and which data.

    So the file that bears it is the same however often it is asked for; the receipts of each time bear it together.
    """
    place = order.area.path if order.area else ""
    words = (order.by.pk, paper.title, place, order.year, order.conditions, paper.day, order.address, order.ending, told.digest)
    return hashlib.sha256("\n".join(map(str, words)).encode()).hexdigest()[:12].upper()


def begun(order, paper, state, expected=0):
    """The receipt of a file that is still to be written, unsaved."""
    place = order.area.short_name if order.area else ""
    year = _("%(year)s年") % {"year": order.year} if order.year else ""
    return Export(
        title=fitting(Export, "title", paper.title), ending=order.ending,
        name=file_name([paper.title, place, year], order.ending, paper.day),
        area=order.area, year=order.year, as_of=paper.day, conditions=order.conditions, address=order.address,
        language=get_language(), state=state,
        asked_by=fitting(Export, "asked_by", order.by), asked_by_id=order.by.pk, expected=expected,
    )  # fmt: skip


@transaction.atomic
def keep(receipt, made, *, by, state):
    """Put a file that is written on record: its receipt, and the act in the history."""
    receipt.state, receipt.ended_at, receipt.number = state, timezone.now(), made.number
    receipt.rows, receipt.size, receipt.digest, receipt.file_digest = made.told.rows, made.size, made.told.digest, made.digest
    receipt.save()
    kept = ("number", "rows", "conditions", "digest", "file_digest")
    record(by=by, act=Entry.Act.CREATE, on=receipt, after={name: getattr(receipt, name) for name in kept}, reason=_("导出文件"))
    return receipt


def hand_over(order, paper, made):
    """The response with a file that was written at once."""
    receipt = keep(begun(order, paper, Export.State.TAKEN, made.told.rows), made, by=order.by, state=Export.State.TAKEN)
    return sent(made.file, receipt)


def hand_over_whole(by, content, ending, *, address, title, area, year, day, conditions="", name=None):
    """The response with a document that is kept whole (`content`, bytes) and says itself what it is: with receipt and entry.

    `address` is that of the page on which the document is read.
    """
    order = Order(by, ending, address, area, year, conditions)
    paper = Paper(title=title, facts=[], columns=[], day=day)
    made = made_of(order, paper, content, Told(0, hashlib.sha256(content).hexdigest()))
    receipt = begun(order, paper, Export.State.TAKEN)
    receipt.name = name or receipt.name
    return sent(made.file, keep(receipt, made, by=order.by, state=Export.State.TAKEN))


def sent(file, receipt):
    """The response with the file of a receipt."""
    response = FileResponse(file, content_type=TYPES[receipt.ending])
    response["Content-Disposition"] = disposition(receipt.name)
    response["Cache-Control"] = "private, no-store"
    return response


def patience():
    """What a writer calls as it goes; raises TakesLong once a person would wait at the page for too long."""
    began = time.monotonic()

    def beat(rows):
        if time.monotonic() - began > settings.EXPORT_SECONDS_AT_ONCE:
            raise TakesLong

    return beat
