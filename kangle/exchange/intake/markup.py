"""What a workbook's own XML says of its sheets and the library that reads them does not: cells that hold an error or a formula
nobody has reckoned yet, what is hidden, how far the cells reach that hold anything.

A part is gone through in full only where its bytes hold a mark of one of these; of most workbooks none does.
"""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from kangle.exchange.intake import formats as formats_

CHUNK = 1 << 20
WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
RELATIONSHIPS = "_rels/.rels"
_IS_WORKBOOK = "/officeDocument"
# An error, a formula, something hidden; with and without a prefix, in either kind of quotation marks.
MARKS = (b't="e"', b"t='e'", b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/", b"hidden=")
OVERLAP = 16
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)")
UNRECKONED = "="  # stands for the error of a formula without a result


@dataclass
class Markup:
    """Of one sheet, counted from 0: `broken` {(row, column): '#N/A' or UNRECKONED}, `shown` {(row, column): the number format
    that may show another number than is stored}, hidden rows and columns, and the `last` (row, column) that hold anything, each
    for itself.
    """

    broken: dict = field(default_factory=dict)
    shown: dict = field(default_factory=dict)
    hidden_rows: set = field(default_factory=set)
    hidden_columns: set = field(default_factory=set)
    last: tuple = (-1, -1)


def standard(content):
    """The archive with the workbook's part called as readers expect it: some writers give it another name, and say so in its
    relationships. The same bytes where nothing is to be done; None where it is no workbook.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = {part.filename: _plain(part.filename) for part in book.infolist()}
        main = _main_part(book, names)
        if main not in names.values():
            return None
        if main == WORKBOOK:
            return content
        renamed = {main: WORKBOOK, _relationships_of(main): _relationships_of(WORKBOOK)}
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as out:
            for name, plain in names.items():
                out.writestr(renamed.get(plain, name), book.read(name))
    return target.getvalue()


def of(content):
    """{name of a sheet: Markup} of a workbook as `standard` gives it; a sheet without marks has none."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = {_plain(part.filename): part.filename for part in book.infolist()}
        sheets, reckons_first = _sheets(book, names)
        formats = formats_.telling(book.read(names[STYLES])) if STYLES in names else {}
        marks = [*MARKS, *(f"s={mark}{style}{mark}".encode() for style in formats for mark in "\"'")]
        found = {}
        for sheet, part in sheets:
            if part in names and _is_marked(book, names[part], marks):
                with book.open(names[part]) as stream:
                    found[sheet] = gone_through(stream, reckons_first=reckons_first, formats=formats)
    return found


def began_1904(content):
    """Whether a workbook as `standard` gives it counts its days from 1904."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = {_plain(part.filename): part.filename for part in book.infolist()}
        root = ElementTree.fromstring(book.read(names[WORKBOOK]))
    return any(_is_set(each.get("date1904")) for each in root.iter() if each.tag.rsplit("}", 1)[-1] == "workbookPr")


def gone_through(stream, *, reckons_first=False, formats=None):
    """The Markup of a sheet's XML. `reckons_first`: the file asks to be reckoned when it is opened, so that no stored result of a
    formula is one; `formats`: {style: number format} of the styles to be told of.
    """
    reader = _Reader(reckons_first, formats or {})
    while piece := stream.read(CHUNK):
        reader.parser.Parse(piece, False)
    reader.parser.Parse(b"", True)
    return reader.found


def _plain(name):
    """A part's name as the format has it: slashes, small letters."""
    return name.replace("\\", "/").lstrip("/").lower()


def _relationships_of(part):
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def _main_part(book, names):
    """The name of the workbook's part, as its relationships tell."""
    if WORKBOOK in names.values():
        return WORKBOOK
    for name, plain in names.items():
        if plain == RELATIONSHIPS:
            for each in ElementTree.fromstring(book.read(name)):
                if each.get("Type", "").endswith(_IS_WORKBOOK):
                    return _plain(each.get("Target", ""))
    return ""


def _sheets(book, names):
    """([(name of a sheet, its part)], whether the file is to be reckoned when it is opened)."""
    root = ElementTree.fromstring(book.read(names[WORKBOOK]))
    targets = {}
    if _relationships_of(WORKBOOK) in names:
        for each in ElementTree.fromstring(book.read(names[_relationships_of(WORKBOOK)])):
            target = each.get("Target", "").replace("\\", "/")
            targets[each.get("Id")] = _plain(target if target.startswith("/") else posixpath.normpath(f"xl/{target}"))
    sheets, reckons_first = [], False
    for element in root.iter():
        tag = element.tag.rsplit("}", 1)[-1]
        if tag == "sheet":
            key = next((value for name, value in element.attrib.items() if name.endswith("}id")), None)
            sheets.append((element.get("name"), targets.get(key)))
        elif tag == "calcPr":
            reckons_first = element.get("fullCalcOnLoad") in ("1", "true")
    return sheets, reckons_first


def _is_marked(book, part, marks):
    tail = b""
    with book.open(part) as stream:
        while piece := stream.read(CHUNK):
            window = tail + piece
            if any(mark in window for mark in marks):
                return True
            tail = piece[-OVERLAP:]
    return False


class _Reader:
    """Goes through a sheet's elements. Cells and rows may leave their place out: then they follow the one before."""

    def __init__(self, reckons_first, formats):
        self.found, self.reckons_first, self.formats = Markup(), reckons_first, formats
        self.row = self.column = -1
        self.kind = self.has_formula = self.has_value = self.is_read = None
        self.text = ""
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.write
        self.parser.StartDoctypeDeclHandler = _refuse_declarations

    def start(self, name, attributes):
        tag = name.rsplit(":", 1)[-1]
        if tag == "c":
            place = _PLACE.fullmatch(attributes.get("r", ""))
            self.column = _number(place[1]) if place else self.column + 1
            self.row = int(place[2]) - 1 if place else self.row
            self.kind, self.has_formula, self.has_value, self.text = attributes.get("t"), False, False, ""
            self.style = attributes.get("s")
        elif tag == "row":
            told = attributes.get("r", "")
            self.row, self.column = int(told) - 1 if told.isdigit() else self.row + 1, -1
            if _is_set(attributes.get("hidden")):
                self.found.hidden_rows.add(self.row)
        elif tag == "f":
            self.has_formula = True
        elif tag == "v":
            self.has_value = self.is_read = True
        elif tag == "t":
            self.is_read = True
        elif tag == "col" and _is_set(attributes.get("hidden")):
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 0))
            self.found.hidden_columns.update(range(first - 1, min(last, first + 255)))

    def write(self, text):
        if self.is_read:
            self.text += text

    def end(self, name):
        tag = name.rsplit(":", 1)[-1]
        if tag in ("v", "t"):
            self.is_read = False
        elif tag == "c":
            self._end_cell()

    def _end_cell(self):
        text = self.text.strip()
        # A formula that gives an empty text has an empty result of its own, of the kind "str".
        is_reckoned = text or (self.kind == "str" and self.has_value)
        if self.kind == "e":
            self.found.broken[self.row, self.column] = text or "#"
        elif self.has_formula and (self.reckons_first or not is_reckoned):
            self.found.broken[self.row, self.column] = UNRECKONED
        elif text and self.kind in (None, "n") and self.style in self.formats:
            self.found.shown[self.row, self.column] = self.formats[self.style]
        if text or self.has_formula:
            row, column = self.found.last
            self.found.last = (max(row, self.row), max(column, self.column))


def _refuse_declarations(*_arguments):
    raise ValueError("a sheet has no document type")


def _is_set(value):
    return value in ("1", "true", "on")


def _number(letters):
    """The index of a column from 0: 'A' → 0, 'AA' → 26."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found - 1
