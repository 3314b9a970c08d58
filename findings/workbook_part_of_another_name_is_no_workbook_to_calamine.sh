#!/usr/bin/env bash
# python-calamine 0.9.1 and openpyxl 3.1.5: a workbook whose main part has another name than xl/workbook.xml.
#
# Which part is the workbook is said by the package's relationships (_rels/.rels, type officeDocument; ECMA-376 part 2), and some
# services name it xl/workbook22.xml. openpyxl follows the relationship and reads the file. calamine does not: opened as a stream it
# answers "Cannot detect file format", the same as of a file that is no workbook at all, so that an import which repeats the answer
# tells the sender something wrong. Another spelling of the same name (capitals, backslashes) it reads.
#
# Seen with Python 3.11: the same workbook under three names, calamine / openpyxl:
#   xl/workbook.xml      [['马一']] / 马一
#   XL/WORKBOOK.XML      [['马一']] / not tried
#   xl/workbook22.xml    CalamineError: Cannot detect file format / 马一
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install python-calamine==0.9.1 openpyxl==3.1.5 xlsxwriter==3.3.1
"$folder/venv/bin/python" - << 'PYTHON'
import io
import zipfile

import openpyxl
import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook


def book():
    file = io.BytesIO()
    made = xlsxwriter.Workbook(file)
    made.add_worksheet().write_string(0, 0, "马一")
    made.close()
    return file.getvalue()


def renamed(content, name_of, alter=lambda part: part):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            new.writestr(name_of(part.filename), alter(old.read(part)))
    return target.getvalue()


def calamine(content):
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    except CalamineError as fault:
        return f"CalamineError: {fault}"


plain = book()
capitals = renamed(plain, lambda name: name.upper() if name.startswith("xl/") else name)
other = renamed(
    plain, lambda name: name.replace("workbook.xml", "workbook22.xml"), lambda part: part.replace(b"workbook.xml", b"workbook22.xml")
)
read = [calamine(content) for content in (plain, capitals, other)]
by_openpyxl = [openpyxl.load_workbook(io.BytesIO(content)).active["A1"].value for content in (plain, other)]
print(read, by_openpyxl)
assert read == [[["马一"]], [["马一"]], "CalamineError: Cannot detect file format"], read
assert by_openpyxl == ["马一", "马一"], by_openpyxl
PYTHON
echo "As described."
