"""One line of the published list: its cells, and everything that can be wrong with it whatever other lines say."""

import csv
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kangle.areas.codes import STEPS, full_code, is_full_code, level_of
from kangle.areas.models import Area

HEADER = ["code", "name", "parent_code", "level"]
LONGEST_NAME = Area._meta.get_field("name").max_length
# Signs that a file was decoded wrongly or damaged: replacement and control characters, the private use area.
DAMAGED = re.compile("[\x00-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")


class BadLine(ValueError):
    """A line that cannot be taken; str() says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, already checked by itself: full codes, '' for the parent of a province, level 1-5."""

    line: int
    code: str
    name: str
    parent_code: str
    level: int


def read_row(number, raw, encoding):
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
