"""Which characters a font file can print: its `cmap` table, read as the OpenType specification lays it out.

A rare character of somebody's name is in no common font, and a typesetter prints a box for it without a word.
"""

import struct
from bisect import bisect_right
from functools import cache

COLLECTION = b"ttcf"
# The subtables that map Unicode, best first: (platform, encoding).
UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))


@cache
def covered(path, index=0):
    """[(first, last)] code points that the face `index` of a font file has a glyph for, in order; [] for a file that is none.

    Read once a process.
    """
    try:
        with open(path, "rb") as file:
            return sorted(_ranges(_cmap(file, index)))
    except (OSError, struct.error):
        return []


def has(ranges, character):
    """Whether a character lies in some ranges as `covered` gives them."""
    code = ord(character)
    place = bisect_right(ranges, (code, 0x110000)) - 1
    return place >= 0 and ranges[place][0] <= code <= ranges[place][1]


def _cmap(file, index):
    """The bytes of a face's best Unicode subtable; b"" where it has none."""
    start = 0
    if file.read(4) == COLLECTION:
        file.seek(12 + 4 * index)
        (start,) = struct.unpack(">I", file.read(4))
    file.seek(start + 4)
    (tables,) = struct.unpack(">H", file.read(2))
    file.seek(start + 12)
    listed = [struct.unpack(">4sIII", file.read(16)) for _table in range(tables)]
    table = next(((offset, length) for tag, _sum, offset, length in listed if tag == b"cmap"), None)
    if table is None:
        return b""
    file.seek(table[0])
    content = file.read(table[1])
    (number,) = struct.unpack_from(">H", content, 2)
    found = [struct.unpack_from(">HHI", content, 4 + 8 * each) for each in range(number)]
    placed = {(platform, encoding): offset for platform, encoding, offset in found}
    return next((content[placed[kind] :] for kind in UNICODE if kind in placed), b"")


def _ranges(table):
    """Yields the (first, last) of a subtable: format 12 (the whole of Unicode) or 4 (its first plane)."""
    form = struct.unpack_from(">H", table)[0] if table else None
    if form == 12:
        (groups,) = struct.unpack_from(">I", table, 12)
        for group in range(groups):
            first, last, _glyph = struct.unpack_from(">III", table, 16 + 12 * group)
            yield first, last
    elif form == 4:
        yield from _segments(table)


def _segments(table):
    """The code points of format 4, segment by segment; those that lead to no glyph (number 0) are left out."""
    count = struct.unpack_from(">H", table, 6)[0] // 2
    places = [14 + 2 * count * part + (2 if part else 0) for part in range(4)]
    lasts, firsts, deltas, offsets = (struct.unpack_from(f">{count}H", table, place) for place in places)
    for segment, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        if offsets[segment] == 0:
            lacks = (-deltas[segment]) % 0x10000  # the one code that would lead to glyph 0
            parts = ((first, lacks - 1), (lacks + 1, last)) if first <= lacks <= last else ((first, last),)
            yield from (part for part in parts if part[0] <= part[1])
            continue
        for code in range(first, last + 1):
            place = places[3] + 2 * segment + offsets[segment] + 2 * (code - first)
            if place + 2 <= len(table) and struct.unpack_from(">H", table, place)[0]:
                yield code, code
