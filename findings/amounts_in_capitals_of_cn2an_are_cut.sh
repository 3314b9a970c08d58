#!/usr/bin/env bash
# cn2an 0.5.24 (PyPI): an2cn(amount, "rmb") cuts what lies beyond the fen, without rounding and without a word.
#
# 1.995 yuan is written 壹元玖角玖分, 1.999 as well; a form that prints the amount rounded (2.00) beside it contradicts itself. Zeros
# and 整 follow the rule for bills.
#
# Met while looking for the capitals of amounts on a form: whoever uses it rounds to whole fen first and gives it a text.
# Seen with Python 3.11:
#   '1.995' 壹元玖角玖分   '1.999' 壹元玖角玖分   '2.00' 贰元整   '107000.53' 壹拾万柒仟元伍角叁分   '10.01' 壹拾元零壹分
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install cn2an==0.5.24
"$folder/venv/bin/python" - << 'PYTHON'
import cn2an

seen = {
    "1.995": "壹元玖角玖分", "1.999": "壹元玖角玖分", "2.00": "贰元整", "107000.53": "壹拾万柒仟元伍角叁分", "10.01": "壹拾元零壹分",
}
for amount, expected in seen.items():
    written = cn2an.an2cn(amount, "rmb")
    print(amount, written)
    assert written == expected, (amount, written, expected)
PYTHON
echo "As described."
