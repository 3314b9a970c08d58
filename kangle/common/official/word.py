"""An official document as DOCX, by python-docx: the same document gives the same bytes.

Met with LibreOffice: a character grid (`w:docGrid` with a type) sets 14 characters a line instead of 28, so lines are of a fixed
height and characters a little closer instead; a font is taken for Chinese only from `w:eastAsia`.
"""

import datetime
import io
import zipfile

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import nsmap, qn
from docx.shared import Mm, Pt, RGBColor

from kangle.common.official import paper as measures
from kangle.common.official.endings import put_record, put_signature
from kangle.common.official.fonts import ALIKE, ASKED
from kangle.common.official.paper import BODY, LINE, PITCH
from kangle.common.official.runs import element, fill, line_of, put_border, run_of

CENTER, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
FACE_OF = {"first": "hei", "second": "kai", "third": "body", "text": "body"}


def as_docx(paper):
    """The bytes of a document as an office opens and files it."""
    made = Document()
    _set_page(made)
    _set_style(made)
    _set_head(made, paper)
    for block in paper.blocks:
        _put(made, block)
    # The last of the text goes with what is signed: no page holds the signature alone.
    if paper.blocks and paper.blocks[-1].kind != "table":
        made.paragraphs[-1].paragraph_format.keep_with_next = True
    for number, line in enumerate(paper.list_of_annexes):
        told = line_of(made, line, before=0 if number else LINE)
        told.paragraph_format.left_indent = Pt(5 * PITCH)
        told.paragraph_format.first_line_indent = Pt(-3 * PITCH)
        told.paragraph_format.keep_with_next = True
    put_signature(made, paper)
    for number, annex in enumerate(paper.annexes, 1):
        _put_annex(made, annex, number if len(paper.annexes) > 1 else "")
    put_record(made, paper)
    _say_what_it_is(made, paper)
    return _repacked(made, paper.dated)


def _set_page(made):
    section = made.sections[0]
    width, height = measures.PAGE
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.left_margin = Mm(measures.TOP), Mm(measures.LEFT)
    section.right_margin = Mm(width - measures.LEFT - measures.WIDE)
    section.bottom_margin = Mm(height - measures.TOP - measures.HIGH)
    section.header_distance = Mm(15)
    # The footer's line begins so far above the page's edge that its dashes lie 7 mm below the text.
    section.footer_distance = Mm(height - measures.TOP - measures.HIGH - measures.NUMBER_BELOW_TEXT - 2.5)
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    made.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        footer.is_linked_to_previous = False
        _number_pages(footer.paragraphs[0], align)


def _set_style(made):
    """What every paragraph begins with: no stop hangs out of the text, no blank before a figure, both as the standard counts."""
    style = made.styles["Normal"].element
    for kind in ("ascii", "hAnsi", "eastAsia"):
        style.get_or_add_rPr().get_or_add_rFonts().set(qn(f"w:{kind}"), ASKED["body"])
    layout = style.get_or_add_pPr()
    for name in ("w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN"):
        layout.insert_element_before(element(name, val=0), "w:spacing", "w:ind", "w:jc")
    # An office machine may have the older or the newer of two typefaces that look alike: Word looks here before it guesses.
    told = "".join(f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in ALIKE.items())
    table = next(part for part in made.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    table._blob = f'{XML}<w:fonts xmlns:w="{nsmap["w"]}">{told}</w:fonts>'.encode()


def _number_pages(paragraph, align):
    """— 1 —, a character away from the outer edge."""
    paragraph.alignment = align
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(measures.SMALL)
    run_of(paragraph, "— ", face="song", size=measures.SMALL)
    for kind in ("begin", None, "end"):
        run = run_of(paragraph, "", face="song", size=measures.SMALL)
        if kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            told = element("w:instrText")
            told.text = "PAGE"
            run._r.append(told)
    run_of(paragraph, " —", face="song", size=measures.SMALL)


def _set_head(made, paper):
    """From the upper edge to the addressees. The first line is as high as the standard's 35 mm above the issuer's name."""
    line_of(made, paper.note, face="hei", line=measures.MARK_BELOW_TOP * 72 / 25.4, align=WD_ALIGN_PARAGRAPH.LEFT, closer=False)
    head = line_of(made, paper.issuer, face="title", size=paper.mark_size, line=paper.mark_size + 2, align=CENTER, closer=False)
    head.runs[0].font.color.rgb = RGBColor.from_string(measures.RED)
    numbered = line_of(made, paper.number, align=CENTER, before=2 * LINE, after=2 * LINE)
    # The red rule is the number's own lower border; the space to a border counts in whole points, 31 at most.
    put_border(
        numbered, "bottom", size=12, space=round(measures.RULE_BELOW_NUMBER * 72 / 25.4 - (LINE - BODY) / 2), color=measures.RED
    )
    line_of(made, paper.title, face="title", size=measures.TITLE, line=measures.TITLE_LINE, align=CENTER, after=LINE)
    line_of(made, paper.to)


def _put(made, block):
    if block.kind == "table":
        _put_table(made, block)
        return
    if block.kind == "digest":  # one run of characters, which is copied as it is
        line_of(made, block.text, size=measures.DIGEST, align=WD_ALIGN_PARAGRAPH.LEFT)
        return
    paragraph = line_of(made, block.text, face=FACE_OF[block.kind])
    paragraph.paragraph_format.first_line_indent = Pt(2 * PITCH)
    paragraph.paragraph_format.keep_with_next = block.kind in ("first", "second")


def _put_table(made, block):
    if block.text:
        caption = line_of(made, block.text, face="hei", size=measures.SMALL, align=CENTER)
        caption.paragraph_format.keep_with_next = True
    table = made.add_table(rows=0, cols=len(block.columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Mm(measures.WIDE * share / sum(block.shares)) for share in block.shares]
    for number, texts in enumerate((block.columns, *block.rows)):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if number == 0:
            properties.append(element("w:tblHeader"))
        for place, (text, width) in enumerate(zip(texts, widths, strict=True)):
            cell, middle = row._tr.tc_lst[place], number == 0 or block.figures[place]
            cell.width = width
            fill(
                cell, text, "body" if number else "hei", measures.TABLE, measures.TABLE_LINE, align="center" if middle else "left"
            )
    _set_grid(table, widths)
    line_of(made, "", size=6, line=6)  # two tables without a line between them would become one


def _set_grid(table, widths):
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(width.twips))


def _put_annex(made, annex, number):
    first = line_of(made, f"附件{number}", face="hei", align=WD_ALIGN_PARAGRAPH.LEFT)
    first.paragraph_format.page_break_before = True
    line_of(made, annex.title, face="title", size=measures.TITLE, line=measures.TITLE_LINE, align=CENTER, before=LINE, after=LINE)
    for block in annex.blocks:
        _put(made, block)


def _say_what_it_is(made, paper):
    told = made.core_properties
    told.title, told.author, told.last_modified_by, told.language = paper.title, paper.signer, paper.signer, "zh-CN"
    told.comments = told.keywords = ""
    told.created = told.modified = datetime.datetime.combine(paper.dated, datetime.time(0))
    told.revision = 1


def _repacked(made, day):
    """The file with its parts in order of name, all of them of the document's own day."""
    raw, packed = io.BytesIO(), io.BytesIO()
    made.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(name))
    return packed.getvalue()
