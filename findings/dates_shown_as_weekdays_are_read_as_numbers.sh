#!/usr/bin/env bash
# python-calamine 0.9.1 and openpyxl 3.1.5: a date that a Chinese workbook shows as 星期六 or 周六 is read as a bare number.
#
# The date formats that Excel offers under 中文(中国) include the weekday alone: [$-804]aaaa;@ and [$-804]aaa;@. The stored value is a
# date as under any other format, but neither reader knows "a" as a sign of dates: both give 42000.0, while the same day under
# [DBNum1][$-804]yyyy"年"m"月"d"日";@ (二〇一四年十二月二十七日) or [$-404]e/m/d;@ comes as a date. An import that trusts the type refuses
# such a cell as no date, or takes 42000 for an amount.
#
# Seen with Python 3.11: 27 December 2014 under four formats, first calamine, then openpyxl:
#   [$-804]aaaa;@                            float / int (42000)
#   [$-804]aaa;@                             float / int (42000)
#   [DBNum1][$-804]yyyy"年"m"月"d"日";@      date / datetime
#   [$-404]e/m/d;@                           date / datetime
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install python-calamine==0.9.1 openpyxl==3.1.5 xlsxwriter==3.3.1
"$folder/venv/bin/python" - << 'PYTHON'
import io

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

FORMATS = ["[$-804]aaaa;@", "[$-804]aaa;@", '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "[$-404]e/m/d;@"]
file = io.BytesIO()
book = xlsxwriter.Workbook(file)
sheet = book.add_worksheet()
for line, form in enumerate(FORMATS):
    sheet.write_number(line, 0, 42000, book.add_format({"num_format": form}))
book.close()
file.seek(0)
first = [row[0] for row in CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()]
file.seek(0)
second = [row[0].value for row in openpyxl.load_workbook(file).active.iter_rows()]
for form, one, other in zip(FORMATS, first, second):
    print(f"{form:40} {one!r} / {other!r}")
assert [type(each).__name__ for each in first] == ["float", "float", "date", "date"], first
assert [type(each).__name__ for each in second] == ["int", "int", "datetime", "datetime"], second
assert first[:2] == [42000.0] * 2 and second[:2] == [42000] * 2
assert [str(each)[:10] for each in (*first[2:], *second[2:])] == ["2014-12-27"] * 4
PYTHON
echo "As described."
