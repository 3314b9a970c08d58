"""How the DOCX of an official document ends: who signs with day and place of the seal, and the record of printing at the foot."""

import math

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from kangle.common.official import paper as measures
from kangle.common.official.paper import LINE, PITCH, SMALL, chinese_day
from kangle.common.official.runs import element, line_of, put_border

RECORD_LINE = 24
FIRST_LINE, NEXT_LINES = 29, 26  # characters of 抄送 on its first line with the blank before it, and on those below


def put_signature(made, paper):
    """The day, four characters from the right, the issuer centred over it; both stay together under the seal.

    Both are centred on one axis and neither is set from the right: where another typeface stands in, or blanks are set around
    figures (LibreOffice 7.4 does so whatever the document says), the day is wider than reckoned and still under the issuer.
    """
    day = chinese_day(paper.dated)
    # Figures of a fixed-width typeface are half as wide as Chinese characters.
    signer, dated = (sum(0.5 if each.isascii() else 1 for each in text) for text in (paper.signer, day))
    axis = max(4 + dated / 2, signer / 2)  # characters from the right edge
    left = measures.WIDE * 72 / 25.4 - 2 * axis * PITCH
    for text, before in ((paper.signer, 2 * LINE), (day, 0)):
        told = line_of(made, text, align=WD_ALIGN_PARAGRAPH.CENTER, before=before)
        told.paragraph_format.left_indent = Pt(left)
        told.paragraph_format.keep_with_next = before > 0


def put_record(made, paper):
    """抄送, 印发机关 and 印发日期 between lines, each framed at its place at the foot of the last page.

    LibreOffice 7.4 drops a frame whose paragraphs have different borders, and leaves one that is to stand at the bottom of the
    text where it is written: so each line is a frame of its own, its place reckoned from the page's upper edge. A blank, and no
    indent, keeps texts from the edge, because borders are as long as the indents leave them.
    """
    copies = f"　抄送：{paper.copies}" if paper.copies else ""
    rows = [(copies, 1 + max(math.ceil((len(copies) - FIRST_LINE) / NEXT_LINES), 0))] if copies else []
    rows.append((f"　{paper.printer}\t{chinese_day(paper.printed)}印发", 1))
    above = measures.TOP + measures.HIGH - sum(lines for _text, lines in rows) * RECORD_LINE / 72 * 25.4
    for number, (text, lines) in enumerate(rows):
        told = line_of(made, text, size=SMALL, line=RECORD_LINE, align=WD_ALIGN_PARAGRAPH.LEFT)
        told.paragraph_format.left_indent, told.paragraph_format.first_line_indent = Pt(4 * SMALL), Pt(-4 * SMALL)
        told.paragraph_format.tab_stops.add_tab_stop(Mm(measures.WIDE) - Pt(SMALL), WD_TAB_ALIGNMENT.RIGHT)
        _frame(told, above=above, high=lines * RECORD_LINE)
        above += lines * RECORD_LINE / 72 * 25.4
        put_border(told, "top", size=_eighths(measures.THIN if number else measures.THICK), space=0)
        if number == len(rows) - 1:
            put_border(told, "bottom", size=_eighths(measures.THICK), space=0)
    line_of(made, "", size=1, line=1)  # what the frames are anchored to


def _frame(paragraph, *, above, high):
    """Frame a paragraph, as wide as the text, its upper edge `above` millimetres below the page's, `high` points high."""
    placed = {"vAnchor": "page", "hAnchor": "page", "x": _twips(measures.LEFT), "y": _twips(above)}
    frame = element("w:framePr", w=_twips(measures.WIDE), h=round(high * 20), hRule="exact", hSpace=0, wrap="around", **placed)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(frame, "w:widowControl", "w:pBdr", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _eighths(mm):
    return round(mm / 25.4 * 72 * 8)


def _twips(mm):
    return round(mm / 25.4 * 1440)
