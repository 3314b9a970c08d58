"""A table as PDF: the head on every page, pages numbered, the lines below the table at its end. For tables of some pages."""

import io

from kangle.common.typesetting import lacking, pdf
from kangle.exchange.plain import write_csv


def write_pdf(target, paper, rows, beat=None):
    """Write the table to `target` (a file open for bytes) as PDF; what was Told, its digest that of the table's CSV.

    Columns in which nothing stands are left out. Raises NoChineseFont.
    """
    rows = list(rows)
    told = write_csv(io.BytesIO(), paper, rows, beat)
    shown = [number for number in range(len(paper.columns)) if any(row[number] not in (None, "") for row in rows)]
    columns = [paper.columns[number] for number in shown]
    content = {
        "title": paper.title,
        "facts": [[str(name), str(text)] for name, text in paper.facts],
        "columns": [{"name": column.name, "right": column.kind == "number"} for column in columns],
        "rows": [["" if row[number] is None else str(row[number]) for number in shown] for row in rows],
        "notes": [str(each) for each in paper.foot(told)],
        "day": paper.day.isoformat(),
    }
    target.write(pdf("exchange/table.typ", content, title=paper.title, without=lacking(content)))
    return told
