"""Lines and runs of a DOCX: fixed heights, Chinese typefaces, elements in the order in which the schema wants them."""

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from kangle.common.official.fonts import ASKED
from kangle.common.official.paper import BODY, CLOSER, LINE


def element(name, **attributes):
    """A WordprocessingML element with attributes of its own namespace."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def line_of(made, text, *, face="body", size=BODY, line=LINE, align=None, closer=True, before=0, after=0):
    """Add a paragraph of one run on lines of a fixed height (all in points)."""
    paragraph = made.add_paragraph()
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.widow_control = False  # every page holds its 22 lines
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if align is None else align
    run_of(paragraph, text, face=face, size=size, closer=closer and size == BODY)
    return paragraph


def run_of(paragraph, text, *, face="body", size=BODY, closer=False):
    """Add a run in one of the five typefaces, which Chinese and Latin letters share."""
    run = paragraph.add_run(text)
    run._r.insert(0, look(face, size, closer=closer))
    return run


def look(face, size, *, closer=False):
    """The properties of a run. Without `w:eastAsia` Chinese keeps the old typeface, without a language it is Japanese; if
    the Latin language were Chinese, too, LibreOffice would break lines within numbers.
    """
    made, name = element("w:rPr"), ASKED[face]
    made.append(element("w:rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name, hint="eastAsia"))
    if closer:
        made.append(element("w:spacing", val=round(-CLOSER * 20)))
    made.append(element("w:sz", val=round(size * 2)))
    made.append(element("w:szCs", val=round(size * 2)))
    made.append(element("w:lang", val="en-US", eastAsia="zh-CN"))
    return made


def fill(cell, text, face, size, line, *, align, indent=0, hanging=0):
    """Write the one paragraph of a table's cell, without the library's detours: a table has a thousand of them."""
    cell.get_or_add_tcPr().append(element("w:vAlign", val="center"))
    layout = element("w:pPr")
    layout.append(element("w:spacing", before=20, after=20, line=round(line * 20), lineRule="exact"))
    if indent:
        layout.append(
            element("w:ind", left=round((indent + hanging) * 20), right=round(indent * 20), hanging=round(hanging * 20))
        )
    layout.append(element("w:jc", val=align))
    run, said = element("w:r"), element("w:t")
    said.text = text
    run.append(look(face, size))
    run.append(said)
    paragraph = cell.p_lst[0]
    paragraph.insert(0, layout)
    paragraph.append(run)


def put_border(paragraph, side, *, size, space, color="000000"):
    """Draw a line along a paragraph. `size` in eighths of a point, `space` in points."""
    properties = paragraph._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = element("w:pBdr")
        # Its place is fixed by the schema: before shading, tabs, spacing, indents.
        properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    borders.append(element(f"w:{side}", val="single", sz=size, space=space, color=color))
