"""Reading the published list of divisions: the encoding found, every line checked, nothing kept but what the checks need.

The list is read several times rather than held: all of China is 713 479 lines, and a county's machine is small. What is held
is the set of codes and the rows above the village.
"""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from kangle.areas.codes import full_code, is_full_code, level_of
from kangle.areas.codeset import CodeSet
from kangle.areas.lines import HEADER, BadLine, read_row
from kangle.areas.models import Area

LONGEST_LINE = 4096
SHOWN = 200


class BadList(ValueError):
    """A list with bad lines: `problems` are the first of them as (line number, sentence), `total` counts all."""

    def __init__(self, problems, total):
        self.problems, self.total = problems, total
        super().__init__(_("清单有 %(total)d 处错误，什么也没有写入。") % {"total": total})


@dataclass
class Problems:
    """The bad lines found: the first SHOWN are kept, all are counted."""

    kept: list = field(default_factory=list)
    total: int = 0

    def add(self, line, sentence):
        self.total += 1
        if len(self.kept) < SHOWN:
            self.kept.append((line, sentence))


class DivisionList:
    """A published list on disk: `check()` names every bad line, after which `upper` and `villages()` give the rows."""

    def __init__(self, path):
        self.path = Path(path)
        self.codes = CodeSet()
        self.upper = []
        self.outside = set()  # parents that only the database holds

    @cached_property
    def encoding(self):
        """utf-8-sig, utf-8 or gb18030: by the mark at the beginning, else by what most lines with Chinese in them are."""
        with self.path.open("rb") as file:
            if file.read(3) == b"\xef\xbb\xbf":
                return "utf-8-sig"
        chinese = broken = 0
        for _number, raw in self._lines():
            if not raw.isascii():
                chinese += 1
                broken += not _decodes(raw, "utf-8")
        # One damaged line does not make a UTF-8 file another encoding: nearly all lines of a GB18030 file are broken UTF-8.
        return "utf-8" if broken * 2 < chinese or not chinese else "gb18030"

    def check(self):
        """Read the whole list; raise BadList where any line is bad, else leave `codes` and `upper` filled."""
        alone, together = Problems(), Problems()
        repeated = self._check_lines(alone)
        self._check_parents(together, repeated)
        total = alone.total + together.total
        if total:
            raise BadList(sorted(alone.kept + together.kept)[:SHOWN], total)
        if not self.codes:
            raise BadList([(1, _("清单里没有一行区划：请核对文件是否完整。"))], 1)

    def villages(self):
        """The rows of level 5, in the order of the file; only after check()."""
        return (row for row in self._rows() if row.level == 5)

    def tops(self):
        """The rows above the village whose parent the list does not hold: what the list is a list of."""
        return [row for row in self.upper if not row.parent_code or int(row.parent_code) not in self.codes]

    def holds(self, code):
        """Whether the list holds the code, or speaks of areas below it: both say that it stands."""
        return int(code) in self.codes or code in self._above_outside

    @cached_property
    def _above_outside(self):
        return {full_code(code, level) for code in self.outside for level in range(1, level_of(code) + 1)}

    def _lines(self):
        """Every line as (number from 1, bytes with its line end)."""
        with self.path.open("rb") as file:
            number = 0
            while raw := file.readline(LONGEST_LINE):
                number += 1
                if len(raw) == LONGEST_LINE:
                    raise BadList([(number, _("这一行太长，不像区划清单：请另存为逗号分隔的 CSV 文件。"))], 1)
                yield number, raw

    def _rows(self, problems=None):
        """Every row; bad lines are put into `problems`, or passed over where they were named before."""
        numbered = self._lines()
        _check_header(next(numbered, (1, b""))[1], self.encoding)
        for number, raw in numbered:
            if raw.strip():
                try:
                    yield read_row(number, raw, self.encoding)
                except BadLine as error:
                    if problems is not None:
                        problems.add(number, str(error))

    def _check_lines(self, problems):
        """Check each line by itself and fill `codes` and `upper`; the codes that come more than once."""
        repeated = set()
        for row in self._rows(problems):
            number = int(row.code)
            if number in self.codes:
                repeated.add(number)
                continue
            self.codes.add(number)
            if row.level < 5:
                self.upper.append(row)
        return repeated

    def _check_parents(self, problems, repeated):
        """Check what needs the other lines or the database: that parents exist and are the nearest, that codes come once."""
        known = {code for code in self._codes_of_any_line() if level_of(code) < 5}
        known.update(Area.objects.current().filter(level__lt=5).values_list("code", flat=True).iterator())
        first = {}
        for row in self._rows():
            number = int(row.code)
            if row.parent_code and int(row.parent_code) not in self.codes:
                self.outside.add(row.parent_code)
            if number in repeated and row.line != first.setdefault(number, row.line):
                problems.add(
                    row.line,
                    _("代码 %(code)s 重复，第 %(first)d 行已有：请删去其中一行。") % {"code": row.code, "first": first[number]},
                )
            elif sentence := _wrong_parent(row, known):
                problems.add(row.line, sentence)

    def _codes_of_any_line(self):
        """The codes of good lines above the village, and of bad ones: a child of a bad line is not itself bad."""
        yield from (row.code for row in self.upper)
        for _number, raw in self._lines():
            code = raw.lstrip(b"\xef\xbb\xbf").split(b",", 1)[0].strip(b'" \r\n').decode("ascii", "replace")
            if is_full_code(code) and int(code) not in self.codes:
                yield code


def _decodes(raw, encoding):
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _check_header(raw, encoding):
    text = raw.decode(encoding, "replace").strip()
    if [cell.strip().strip('"').lower() for cell in text.split(",")] != HEADER:
        raise BadList([(1, _("第一行应为 code,name,parent_code,level：请用 UTF-8 或 GB18030 编码的 CSV 文件，并保留表头。"))], 1)


def _wrong_parent(row, known):
    """The sentence on a parent that nobody is, or that is not the nearest area above; None where all is well."""
    if row.level == 1:
        return None
    if row.parent_code not in known:
        return _("上级 %(parent)s 既不在清单里，也不在数据库里：请补上这一行上级，或先载入它。") % {"parent": row.parent_code}
    for level in range(row.level - 1, level_of(row.parent_code), -1):
        nearer = full_code(row.code, level)
        if nearer != row.parent_code and nearer in known:
            return _("上级应是更近的 %(nearer)s，不是 %(parent)s：请核对 parent_code。") % {
                "nearer": nearer,
                "parent": row.parent_code,
            }
    return None


def read_reused(path):
    """The codes of a list of re-used codes (one 12-digit code a line, # begins a comment); raises BadList."""
    problems, codes = Problems(), set()
    with Path(path).open("rb") as file:
        for number, raw in enumerate(file, 1):
            # Comments may be in any encoding; the code before them is plain digits.
            text = raw.removeprefix(b"\xef\xbb\xbf").split(b"#", 1)[0].strip().decode("ascii", "replace")
            if text and not is_full_code(text):
                problems.add(number, _("“%(text)s” 不是 12 位代码：每行写一个重用的代码。") % {"text": text[:40]})
            elif text:
                codes.add(text)
    if problems.total:
        raise BadList(problems.kept, problems.total)
    return codes


def in_batches(rows, size):
    """Lists of at most `size` rows."""
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch
