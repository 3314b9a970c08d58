"""The parts of a workbook that do not grow with its rows: styles, page, head and foot of the sheet, what the zip says."""

from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from kangle.exchange.paper import wide

# Places in `cellXfs` below.
TITLE, FACT, HEAD, TEXT, WHOLE, DECIMAL, SHARE, DATE, MOMENT, PLAIN = range(1, 11)
SUM = 7  # what is added to TEXT and what follows it for the line of sums
STYLES = {"money": DECIMAL, "share": SHARE}

TYPE = "宋体"
ROW = 12.3  # points: the height of a row of one line
WRAPPED = ' wrapText="1"'
FORMATS = {164: "#,##0.00", 165: "0.0%", 166: "yyyy-mm-dd", 167: "yyyy-mm-dd hh:mm"}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def tall(lines):
    """The height of a row of so many lines, in points."""
    return round(1 + 13 * lines, 1)


def letters(number):
    """The letters of a column counted from 0: A, Z, AA."""
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def fact_lines(facts, width):
    """The facts as lines, as many on one as have room side by side."""
    lines = []
    for name, text in facts:
        told = f"{name}：{text}"
        if lines and wide(lines[-1]) + 4 + wide(told) <= width * 0.9:
            lines[-1] += f"　　{told}"
        else:
            lines.append(told)
    return lines


def sheet_head(layout, head):
    """What stands before the rows; the head in line `head` stays in sight, and so does the first column."""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>' for number, width in enumerate(layout.widths, 1)
    )
    return (
        f'{DECLARED}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0">'
        f'<pane xSplit="1" ySplit="{head}" topLeftCell="B{head + 1}" activePane="bottomRight" state="frozen"/>'
        "</sheetView></sheetViews>"
        f'<sheetFormatPr defaultRowHeight="{ROW}" customHeight="1"/><cols>{columns}</cols><sheetData>'
    )


def sheet_foot(layout, filtered, merged, title):
    """What stands behind the rows: filter, merged cells, and how all of it is printed."""
    cells = "".join(f'<mergeCell ref="{place}"/>' for place in merged)
    cells = f'<mergeCells count="{len(merged)}">{cells}</mergeCells>' if merged else ""
    called = title[:60].replace("&", "&&")
    foot = f"&L{called}&R{_('第 %(page)s 页 共 %(pages)s 页') % {'page': '&P', 'pages': '&N'}}"
    side = "landscape" if layout.landscape else "portrait"
    return (
        f'</sheetData><autoFilter ref="{filtered}"/>{cells}<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.39" right="0.39" top="0.45" bottom="0.55" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="{layout.paper}" orientation="{side}" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{escape(foot)}</oddFooter></headerFooter></worksheet>"
    )


def around(paper, head, last):
    """(name, text) of all the other parts; the table's head is in line `head`, its last row in line `last`."""
    sheet = sheet_name(paper.title)
    place = escape("'" + sheet.replace("'", "''") + "'")
    filtered = f"{place}!$A${head}:${letters(len(paper.columns) - 1)}${max(last, head)}"
    names = (
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{filtered}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{place}!${head}:${head}</definedName>'
    )
    yield "[Content_Types].xml", _types()
    yield "_rels/.rels", _links([("officeDocument", "xl/workbook.xml")], core=True)
    yield "docProps/core.xml", _core(paper)
    yield (
        "xl/workbook.xml",
        f'{DECLARED}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
        f'<sheet name={quoteattr(sheet)} sheetId="1" r:id="rId1"/></sheets>'
        f"<definedNames>{names}</definedNames></workbook>",
    )
    yield "xl/_rels/workbook.xml.rels", _links([("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")])
    yield "xl/styles.xml", _styles()


def sheet_name(title):
    """A title as a sheet may be called."""
    return "".join(letter for letter in str(title) if letter.isprintable() and letter not in "[]:*?/\\'")[:31] or "1"


def _types():
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    named = {
        "/xl/workbook.xml": f"{kind}.sheet.main+xml", "/xl/worksheets/sheet1.xml": f"{kind}.worksheet+xml",
        "/xl/styles.xml": f"{kind}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }  # fmt: skip
    overrides = "".join(f'<Override PartName="{name}" ContentType="{told}"/>' for name, told in named.items())
    return (
        f'{DECLARED}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{overrides}</Types>"
    )


def _links(targets, core=False):
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    if core:
        kind = f"{PACKAGE}/relationships/metadata/core-properties"
        found += f'<Relationship Id="rId{len(targets) + 1}" Type="{kind}" Target="docProps/core.xml"/>'
    return f'{DECLARED}<Relationships xmlns="{PACKAGE}/relationships">{found}</Relationships>'


def _core(paper):
    return (
        f'{DECLARED}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(sheet_name(paper.title))}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{paper.day.isoformat()}T00:00:00Z</dcterms:created></cp:coreProperties>'
    )


def _styles():
    formats = "".join(f'<numFmt numFmtId="{number}" formatCode="{escape(code)}"/>' for number, code in FORMATS.items())
    fonts = "".join(
        f'<font>{"<b/>" if bold else ""}<sz val="{size}"/><name val="{TYPE}"/><family val="3"/><charset val="134"/></font>'
        for size, bold in ((9, False), (9, True), (15, True), (9, False))
    )
    rule = "".join(f'<{side} style="thin"><color rgb="FF8C8C8C"/></{side}>' for side in ("left", "right", "top", "bottom"))
    return (
        f'{DECLARED}<styleSheet xmlns="{MAIN}"><numFmts count="{len(FORMATS)}">{formats}</numFmts>'
        f'<fonts count="4">{fonts}</fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill>'
        '<patternFill patternType="solid"><fgColor rgb="FFF3EDE6"/><bgColor indexed="64"/></patternFill></fill></fills>'
        f'<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f"<border>{rule}<diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(XFS)}">{"".join(XFS)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _xf(number=0, font=0, fill=0, border=1, across="general", more=""):
    lies = f'<alignment horizontal="{across}" vertical="center"{more}/>'
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" '
        f'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">{lies}</xf>'
    )


def _values(font):
    """TEXT and what follows it: 3 is the format of whole numbers with separators, 1 without."""
    numbers = [_xf(number, font, across="right", more=' indent="1"') for number in (3, 164, 165)]
    return [
        _xf(font=font, across="left", more=WRAPPED),
        *numbers,
        *(_xf(number, font, across="center") for number in (166, 167, 1)),
    ]


XFS = [
    _xf(border=0),
    _xf(font=2, border=0, across="center", more=WRAPPED),
    _xf(font=3, border=0, across="left", more=WRAPPED),
    _xf(font=1, fill=2, across="center", more=WRAPPED),
    *_values(0),
    *_values(1),
]
