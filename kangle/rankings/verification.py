"""Verifying a carried ranking: from the file alone, whatever has become of the records, the sheet or the site since."""

import json
from dataclasses import dataclass, field

from django.db import DatabaseError
from django.utils.translation import gettext as _

from kangle.rankings import canonical
from kangle.rankings.kinds import UnknownFormula, compute
from kangle.rankings.models import Publication

# More differences than a person reads; the rest is counted.
MOST_NAMED = 30


@dataclass
class Outcome:
    """What a verification found: the ranking (None where the file is none) and `faults`, sentences; none means identical."""

    ranking: dict | None = None
    sha256: str = ""
    sm3: str = ""
    faults: list = field(default_factory=list)

    @property
    def is_identical(self):
        return self.ranking is not None and not self.faults

    @property
    def named(self):
        """The first faults, and how many more there are."""
        return self.faults[:MOST_NAMED], max(0, len(self.faults) - MOST_NAMED)


def verify(text, *, printed=""):
    """The Outcome for a carried file's text. `printed`: the SHA-256 that a paper shows, in full or its first digits."""
    outcome = Outcome()
    content = _parsed(text, outcome)
    if content is None:
        return outcome
    outcome.ranking = ranking = content["ranking"]
    try:
        _same_text(text, content, outcome)
        _same_digests(content["digests"], ranking, outcome)
        _same_result(ranking, outcome)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        outcome.faults.append(
            _("文件缺少应有的内容，无法重新计算（%(error)s）。") % {"error": f"{type(error).__name__}: {error}"}
        )
    if printed and not outcome.sha256.startswith(printed.strip().lower()):
        outcome.faults.append(
            _("文件的 SHA-256 与纸上印的“%(printed)s”不同：这不是那份排名。") % {"printed": printed.strip()[:64]}
        )
    return outcome


def _parsed(text, outcome):
    """The content of the file; None, with the fault that says why, where it is no ranking."""
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        told = {"place": error.pos + 1, "near": text[max(0, error.pos - 10) : error.pos + 10]}
        outcome.faults.append(_("第 %(place)d 个字符处不是合格的 JSON（“%(near)s”附近）：文件被改过或没有传完。") % told)
        return None
    except RecursionError:
        content = None
    shape = isinstance(content, dict) and isinstance(content.get("ranking"), dict) and isinstance(content.get("digests"), dict)
    if not shape or content["ranking"].get("format") != canonical.FORMAT:
        outcome.faults.append(_("这不是一份发布的排名：没有“%(format)s”的标记。") % {"format": canonical.FORMAT})
        return None
    return content


def _same_text(text, content, outcome):
    """The file must be written exactly as the canonical form asks."""
    try:
        expected = canonical.dumps(content)
    except canonical.NotCanonical as error:
        outcome.faults.append(_("%(place)s 不是整数或文字：排名文件里没有这样的值。") % {"place": error})
        return
    if expected == text:
        return
    alike = zip(expected, text, strict=False)
    place = next((number for number, (mine, theirs) in enumerate(alike) if mine != theirs), min(len(expected), len(text)))
    told = {"place": place + 1, "near": text[max(0, place - 10) : place + 10]}
    outcome.faults.append(_("从第 %(place)d 个字符起不是规范的写法（“%(near)s”附近）：文件被改写过。") % told)


def _same_digests(stated, ranking, outcome):
    """The digests of the whole and of each part; a part that differs is named."""
    text = canonical.dumps(ranking)
    outcome.sha256, outcome.sm3 = canonical.sha256(text), canonical.sm3(text)
    names = {unit["code"]: unit["name"] for unit in ranking["inputs"]["units"]}
    found, kept = canonical.part_digests(ranking), stated.get("parts", {})
    for part in sorted({*found, *kept}):
        if found.get(part) != kept.get(part):
            outcome.faults.append(_("%(part)s与发布时不同（摘要不符）。") % {"part": _part_name(part, names)})
    if stated.get("sha256") != outcome.sha256:
        outcome.faults.append(
            _("全文的 SHA-256 不符：文件写的是 %(stated)s，实际是 %(found)s。") % _cut(stated, "sha256", outcome.sha256)
        )
    if outcome.sm3 and stated.get("sm3") and stated["sm3"] != outcome.sm3:
        outcome.faults.append(_("全文的 SM3 不符：文件写的是 %(stated)s，实际是 %(found)s。") % _cut(stated, "sm3", outcome.sm3))
    if set(stated) != {"parts", "sha256", "sm3"}:
        outcome.faults.append(_("摘要部分有多余或缺少的内容。"))


def _cut(stated, name, found):
    return {"stated": f"{str(stated.get(name))[:16]}…", "found": f"{found[:16]}…"}


def _part_name(part, names):
    """A part as a person would say it."""
    kind, _dot, code = part.partition(".")
    said = {"head": _("标题、单位、日期等"), "rule": _("规则参数"), "inputs": _("输入数据"), "result": _("结果")}
    name = names.get(code)
    if kind == "inputs" and code:
        return _("%(unit)s的输入数据") % {"unit": name or code}
    return _("%(unit)s的结果") % {"unit": name or code} if code else said.get(kind, part)


FIELDS = ("place", "of", "tied", "score", "n", "reason", "lost")


def _same_result(ranking, outcome):
    """Computed again from the frozen inputs by the rule they name: every unit's every number."""
    try:
        rows = compute(ranking["kind"], ranking["rule"], ranking["inputs"])
    except UnknownFormula as error:
        outcome.faults.append(_("本系统没有公式“%(formula)s”：请用较新的版本核验。") % {"formula": error})
        return
    names = {unit["code"]: unit["name"] for unit in ranking["inputs"]["units"]}
    stored = {row["code"]: row for row in ranking["result"]}
    for row in rows:
        there = stored.pop(row["code"], None)
        unit = names[row["code"]]
        if there is None:
            outcome.faults.append(_("结果里没有%(unit)s。") % {"unit": unit})
            continue
        differing = [name for name in sorted({*row, *there}) if there.get(name) != row.get(name)]
        for name in differing:
            told = {"unit": unit, "what": _said(name), "stored": there.get(name), "found": row.get(name)}
            outcome.faults.append(_("%(unit)s的%(what)s：文件写的是 %(stored)s，重新计算是 %(found)s。") % told)
    outcome.faults += [_("结果里多出“%(code)s”，输入数据里没有它。") % {"code": code} for code in stored]
    if not outcome.faults and [row["code"] for row in rows] != [row["code"] for row in ranking["result"]]:
        outcome.faults.append(_("结果的先后与重新计算的不同。"))


def _said(name):
    said = {"place": _("名次"), "of": _("参加排名的单位数"), "tied": _("并列"), "score": _("得分"), "n": "n"}
    return said.get(name) or {"reason": _("不排名的原因"), "lost": _("失分")}.get(name, name)


def known_here(outcome):
    """What this installation knows and the file cannot: that the ranking was withdrawn (a sentence); "" where it knows nothing.

    A verification needs no database: where there is none, nothing is known.
    """
    try:
        found = Publication.objects.filter(sha256=outcome.sha256).first() if outcome.sha256 else None
        return found.withdrawal if found else ""
    except DatabaseError:
        return ""
