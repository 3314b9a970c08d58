"""A ranking as a file: the same table as XLSX, CSV and PDF, live or published, the same data giving the same bytes."""

import datetime
import io

from django.utils.translation import gettext as _

from kangle.common import figures
from kangle.common.typesetting import lacking, pdf
from kangle.exchange.paper import Field, Paper
from kangle.exchange.plain import write_csv
from kangle.exchange.xlsx import write_xlsx
from kangle.rankings.wording import n_heading, rule_sentences


def table_of(rule, names, facts, title, day, *, with_values, levels_up):
    """The Paper of a ranking; its columns are those `values_of` gives."""
    columns = [Field(_("名次"), "number", 6), Field(_("单位"), "text", 14)]
    columns += [Field(_("乡镇"), "text", 12)] if levels_up else []
    columns += [Field(_("得分"), "number", 8), Field(_("评价"), "text", 10), Field(_("名次变动"), "text", 10)]
    columns += [Field(_("数值"), "text", 14)] if with_values else []
    columns += [Field(n_heading(rule), "text", 12)]
    columns += [Field(_("失分：%(part)s") % {"part": name}, "number", 10) for name in names.values()]
    columns += [Field(_("说明"), "sentence", 24)]
    return Paper(title, facts, columns, day, foot=lambda told: [*rule_sentences(rule), f"SHA-256 {told.digest}"])


def values_of(line, names, scheme, *, with_values, levels_up):
    """One row of the table as plain values."""
    lost = dict.fromkeys(line.full, 0) | {loss.code: loss.points for loss in line.losses}
    values = [line.place, line.unit["name"]]
    values += [line.unit["parent_name"]] if levels_up else []
    values += [_points(line.score), figures.word(line.score, scheme).text if scheme else "", line.moved_text]
    values += [line.value] if with_values else []
    values += [line.n, *(_points(lost.get(code)) for code in names)]
    return [*values, line.reason or (_("并列") if line.tied else "")]


def _points(hundredths):
    return None if hundredths is None else figures.rounded(hundredths, 0).scaleb(-2)


def file_of(form, paper, rows):
    """The bytes of a ranking as "xlsx", "csv" or "pdf"."""
    if form == "pdf":
        return pdf_of(paper, rows)
    target = io.BytesIO()
    (write_xlsx if form == "xlsx" else write_csv)(target, paper, rows)
    return target.getvalue()


def pdf_of(paper, rows):
    """The table set by typst: head on every page, page numbers, the rules below. Raises NoChineseFont."""
    shown = [number for number, column in enumerate(paper.columns) if any(row[number] not in (None, "") for row in rows)]
    told = io.BytesIO()
    digest = write_csv(told, paper, rows)
    content = {
        "title": paper.title,
        "facts": [[str(name), str(text)] for name, text in paper.facts],
        "columns": [{"name": paper.columns[number].name, "right": paper.columns[number].kind == "number"} for number in shown],
        "rows": [["" if row[number] is None else str(row[number]) for number in shown] for row in rows],
        "notes": [str(each) for each in paper.foot(digest)],
        "day": paper.day.isoformat(),
    }
    return pdf("rankings/ranking.typ", content, title=paper.title, without=lacking(content))


def name_of(choice_title, ending, day):
    """The file's name: the ranking's title, which names county, year and level, and the day."""
    cleaned = "".join(letter for letter in choice_title if letter.isalnum() or letter in "-_（）")
    return f"{cleaned}-{day:%Y%m%d}.{ending}" if isinstance(day, datetime.date) else f"{cleaned}.{ending}"
