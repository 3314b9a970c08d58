"""Reading the published list of divisions: the encoding found, every line checked, nothing kept but what the checks need.

The list is read several times rather than held: all of China is 713 479 lines, and a county's machine is small. What is held
is the set of codes (as integers) and the rows above the village.
"""

import csv
import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from kangle.areas.codes import STEPS, full_code, is_full_code, level_of
from kangle.areas.models import Area

HEADER = ["code", "name", "parent_code", "level"]
LONGEST_LINE = 4096
LONGEST_NAME = Area._meta.get_field("name").max_length
SHOWN = 200
# Signs that a file was decoded wrongly or damaged: replacement and control characters, the private use area.
DAMAGED = re.compile("[\x00-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")


class BadLine(ValueError):
    """A line that cannot be taken; str() says what is wrong and what to do."""


class BadList(ValueError):
    """A list with bad lines: `problems` are the first of them as (line number, sentence), `total` counts all."""

    def __init__(self, problems, total):
        self.problems, self.total = problems, total
        super().__init__(_("清单有 %(total)d 处错误，什么也没有写入。") % {"total": total})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, already checked by itself: full codes, '' for the parent of a province, level 1-5."""

    line: int
    code: str
    name: str
    parent_code: str
    level: int


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
        self.codes = set()
        self.upper = []

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
                    yield _row(number, raw, self.encoding)
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


def _row(number, raw, encoding):
    """The line as a Row; raises BadLine with everything that is wrong with it."""
    ending = "" if raw.endswith(b"\n") else _("（最后一行没有写完：文件可能没有传完，请重新取得）")
    try:
        text = raw.decode("utf-8" if encoding == "utf-8-sig" else encoding)
    except UnicodeDecodeError as error:
        raise BadLine(
            _("第 %(byte)d 个字节起无法按 %(encoding)s 解读：请把文件整个另存为 UTF-8 编码。%(ending)s")
            % {"byte": error.start + 1, "encoding": encoding.upper().removesuffix("-SIG"), "ending": ending}
        ) from None
    cells = _cells(text.rstrip("\r\n"))
    if cells is None or len(cells) != len(HEADER):
        raise BadLine(
            _("应有 4 列（code,name,parent_code,level），这里有 %(count)d 列：请补全或删去多余的逗号。%(ending)s")
            % {"count": len(cells or []), "ending": ending}
        )
    wrong = [*_wrong_code(cells[0], cells[3]), *_wrong_name(cells[1]), *_misplaced_parent(cells[0], cells[2])]
    if wrong:
        raise BadLine("".join(wrong) + ending)
    return Row(number, cells[0], cells[1], cells[2], int(cells[3]))


def _cells(text):
    """The cells of one line, trimmed; None where its quotation marks do not close."""
    if '"' not in text:
        return [cell.strip() for cell in text.split(",")]
    try:
        return [cell.strip() for cell in next(csv.reader([text], strict=True))]
    except csv.Error:
        return None


def _wrong_code(code, level):
    """Sentences on a code that is none, or does not fit its level."""
    if level not in {"1", "2", "3", "4", "5"}:
        yield _("级别 “%(level)s” 不是 1 至 5：请填 1 省、2 市州、3 县、4 乡镇、5 村。") % {"level": level}
    if not is_full_code(code):
        yield _("代码 “%(code)s” 不是 12 位数字：请核对代码。") % {"code": code}
    elif level_of(code) == 0:
        yield _("代码 %(code)s 全是 0：请核对代码。") % {"code": code}
    elif level in {"1", "2", "3", "4", "5"} and level_of(code) != int(level):
        end = STEPS[int(level)][1]
        if level_of(code) > int(level):
            yield _("代码 %(code)s 与级别 %(level)s 不符：第 %(end)d 位以后应全是 0，请改代码或级别。") % {
                "code": code,
                "level": level,
                "end": end,
            }
        else:
            yield _("代码 %(code)s 与级别 %(level)s 不符：按代码是 %(real)d 级，请改代码或级别。") % {
                "code": code,
                "level": level,
                "real": level_of(code),
            }


def _wrong_name(name):
    if not name:
        yield _("名称是空的：请补上名称。")
    elif len(name) > LONGEST_NAME:
        yield _("名称有 %(length)d 个字，最多 %(limit)d 个：请核对这一行。") % {"length": len(name), "limit": LONGEST_NAME}
    elif DAMAGED.search(name):
        yield _("名称里有无法显示的字符：请核对文件的编码，重新取得这一行。")


def _misplaced_parent(code, parent):
    """Sentences on a parent that cannot be one of this code, whatever other lines say."""
    if not is_full_code(code) or level_of(code) == 0:
        return
    level = level_of(code)
    if level == 1:
        if parent:
            yield _("省级没有上级，parent_code 却是 “%(parent)s”：请把它留空。") % {"parent": parent}
    elif not parent:
        yield _("没有上级：请在 parent_code 填上级的 12 位代码。")
    elif not is_full_code(parent):
        yield _("上级 “%(parent)s” 不是 12 位数字：请核对 parent_code。") % {"parent": parent}
    elif not 0 < level_of(parent) < level or full_code(code, level_of(parent)) != parent:
        yield _("上级 %(parent)s 不是代码 %(code)s 的前几位：请核对 parent_code。") % {"parent": parent, "code": code}


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
