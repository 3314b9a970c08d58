#!/usr/bin/env bash
# gmssl 3.2.2 (PyPI): sm3.sm3_hash pads the very list it is given, so the second digest of one message is another.
#
# The library's own example hashes a list of byte values. The list comes back with the padding of the standard appended (3 values
# become 64), and hashing it again gives the digest of the padded message. Bytes, which cannot be appended to, raise AttributeError:
# a caller has to make a new list each time. The first digest is the right one: that of "abc" in GB/T 32905-2016, appendix A.
#
# Met while looking for an SM3 for machines whose OpenSSL has none; the product uses hashlib alone and says where there is none.
# Seen with Python 3.11:
#   first  66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0, the list now holds 64 values
#   second 1b68252bd63734304e2097754f3f494b7894164803d191d54e04cdfbeeb93b05, the list now holds 128 values
#   bytes  AttributeError: 'bytes' object has no attribute 'append'
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install gmssl==3.2.2
"$folder/venv/bin/python" - << 'PYTHON'
from gmssl import sm3

message = list(b"abc")
first, after_first = sm3.sm3_hash(message), len(message)
second, after_second = sm3.sm3_hash(message), len(message)
try:
    told = sm3.sm3_hash(b"abc")
except AttributeError as error:
    told = f"AttributeError: {error}"
print("first ", first, after_first)
print("second", second, after_second)
print("bytes ", told)
assert (first, after_first) == ("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", 64)
assert (second, after_second) == ("1b68252bd63734304e2097754f3f494b7894164803d191d54e04cdfbeeb93b05", 128)
assert told == "AttributeError: 'bytes' object has no attribute 'append'"
PYTHON
echo "As described."
