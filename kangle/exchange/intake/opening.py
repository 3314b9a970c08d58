"""Opening what somebody sent: whether it is a workbook at all, and small enough to be read into memory."""

import io
import re
import zipfile

from django.conf import settings

from kangle.common.sayings import said as _
from kangle.exchange.intake import markup

MOST_ROWS = 99_999
# A reader makes room for every cell from the first to the last that holds anything.
MOST_CELLS = MOST_ROWS * 52
CHUNK = 1 << 20
LARGEST_UNPACKED = 400 << 20
MOST_PARTS = 2000
LARGEST_TEXTS = 2 << 30  # what the texts of a workbook may come to, were the longest in every cell
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
BLANK = b"\xef\xbb\xbf \t\r\n"
LONGEST_BEGINNING = 100
# A cell or row far outside: whether it holds anything is looked at then. Formats and empty rows reach to the end of a sheet.
FAR = re.compile(rb"""\sr=["'](?:[A-Z]{3}|[B-Z][A-Z]|[A-Z]{0,2}[1-9]\d{5})""")
OVERLAP = 32
CELL = b"<c"
TEXT_END = b"</t>"


class Unreadable(ValueError):
    """A file of which nothing can be read; str() says why and what to do."""


def check(content):
    """Whether `content` (bytes) may be read as a workbook or as text: 'xlsx' or 'csv'. Raises Unreadable."""
    if not content:
        raise Unreadable(_("这个文件是空的：请选择填好的表格。"))
    if len(content) > settings.IMPORT_LARGEST_BYTES:
        raise Unreadable(too_large())
    if content.startswith(OLD_OR_LOCKED):
        raise Unreadable(_("这是旧版 Excel（.xls）或加了密码的文件：请另存为不带密码的 .xlsx 再上传。"))
    if what := _something_else(content):
        raise Unreadable(_("这个文件是%(what)s，不是 Excel 工作簿或 CSV：请从表格软件另存为 .xlsx 再上传。") % {"what": what})
    if not content.startswith(b"PK"):
        return "csv"
    _check_parts(content)
    return "xlsx"


def _something_else(content):
    """What people send for a workbook, whatever its name: exports of other systems are often pages that are called .xls."""
    beginning = content[:LONGEST_BEGINNING].lstrip(BLANK).lower()
    if beginning.startswith(b"<"):
        return _("网页或 XML")
    if beginning.startswith((b"\xff\xd8", b"\x89png")):
        return _("图片")
    return "PDF" if beginning.startswith(b"%pdf") else ""


def too_large():
    words = {"largest": settings.IMPORT_LARGEST_BYTES >> 20}
    return _("文件超过 %(largest)d MB：请分几个村、分几次上传。") % words


def too_far(cell=""):
    if not cell:
        return _("表太大：最多 %(rows)d 行。请分次上传。") % {"rows": MOST_ROWS}
    words = {"cell": cell, "rows": MOST_ROWS}
    return _("工作表太大：有内容的格子一直到 %(cell)s，最多 %(rows)d 行。请删掉表格右边和下面多余的内容，或分次上传。") % words


def spoilt():
    return _("工作簿损坏，打不开：请用表格软件打开后重新保存，再上传。")


def _check_parts(content):
    """Unpack every part once, a piece at a time: what a part says of its own size is not believed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = book.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise Unreadable(_bomb())
            sizes = [_go_through(book, part) for part in parts]
        if markup.standard(content) is None:
            raise Unreadable(_("这个压缩文件不是 Excel 工作簿（.xlsx）：请从表格软件另存为 .xlsx 再上传。"))
    except Unreadable:
        raise
    except Exception as fault:  # what zipfile raises over a spoilt archive is written down nowhere
        raise Unreadable(spoilt()) from fault
    cells_, longest = sum(size[1] for size in sizes), max(size[2] for size in sizes)
    if cells_ * longest > LARGEST_TEXTS:
        raise Unreadable(_("工作簿里有一格特别长（%(longest)d 字节）：请把它删掉再上传。") % {"longest": longest})


def _bomb():
    return _("工作簿解开后太大：请只留下要导入的工作表，另存后再上传。")


def _go_through(book, part):
    """(bytes, cells, longest text in bytes) of one part. Raises Unreadable for a cell far outside, or too much of anything."""
    is_texts = part.filename.lower().endswith("sharedstrings.xml")
    unpacked = cells_ = longest = open_ = 0
    is_far, tail = False, b""
    with book.open(part) as stream:
        while piece := stream.read(CHUNK):
            unpacked += len(piece)
            if unpacked > LARGEST_UNPACKED:
                raise Unreadable(_bomb())
            if not is_texts:
                cells_ += piece.count(CELL)
                is_far = is_far or FAR.search(tail + piece) is not None
                tail = piece[-OVERLAP:]
            else:
                first, *others = piece.split(TEXT_END)
                open_ += len(first)
                longest = max(longest, open_, *map(len, others)) if others else max(longest, open_)
                open_ = len(others[-1]) if others else open_
    if is_far:
        with book.open(part) as stream:
            _refuse_far(*markup.gone_through(stream).last)
    return unpacked, cells_, longest


def _refuse_far(row, column):
    if (row + 1) * (column + 1) > MOST_CELLS:
        raise Unreadable(too_far(f"{letters(column)}{row + 1}"))


def letters(index):
    """The letters of a column: 0 → A, 26 → AA."""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        found = chr(65 + rest) + found
    return found
