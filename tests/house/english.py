"""Bring the English texts in line with the code: `python -m tests.house.english`.

Every sentence goes to the texts of the lowest room that asks for it, ordered, with the English it had; a new one is blank and
named on standard output; what nobody asks for any more is dropped. It needs Babel alone, none of gettext's own tools.
"""

import io
import re

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from tests.house.texts import ROOMS, ROOT, asked, home_of, room_of

HEADER = "# English texts of Kangle. The Chinese sentence is the key; terms as in docs/glossary.md."
PYTHON_FORMAT = re.compile(r"%(?:\(\w+\))?[sdf.]")


def held():
    """{room: {(context, sentence, plural): English}} of the files as they stand, for every room that has one."""
    return {room: read(home_of(room)) for room in ROOMS if home_of(room).exists()}


def read(path):
    """{(context, sentence, plural): (English, ...)} of one file."""
    with path.open("rb") as file:
        return {key(message): texts(message) for message in read_po(file) if message.id}


def key(message):
    sentence, plural = (message.id, None) if isinstance(message.id, str) else message.id
    context = message.context.decode() if isinstance(message.context, bytes) else message.context  # read_mo gives bytes
    return context, sentence, plural


def texts(message):
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def write(room, english):
    """Write one room's file anew: same content, same bytes."""
    catalog = Catalog(locale="en", header_comment=HEADER, fuzzy=False)
    for (context, sentence, plural), strings in sorted(english.items(), key=lambda entry: [part or "" for part in entry[0]]):
        flags = ["python-format"] if PYTHON_FORMAT.search(sentence) else []
        catalog.add((sentence, plural) if plural else sentence, strings if plural else strings[0], flags=flags, context=context)
    written = io.BytesIO()
    write_po(written, catalog, width=None, sort_output=False, omit_header=True)
    path = home_of(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\n".join([HEADER.encode(), HEAD, written.getvalue().strip() + b"\n"]))


HEAD = b"""msgid ""
msgstr ""
"Project-Id-Version: Kangle 1\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def main():
    known = {entry: english for file in held().values() for entry, english in file.items()}
    rooms = {}
    for entry, path in asked().items():
        blank = ("", "") if entry[2] else ("",)
        rooms.setdefault(room_of(path), {})[entry] = known.get(entry, blank)
    for room in ROOMS:
        if room in rooms:
            write(room, rooms[room])
        elif home_of(room).exists():
            home_of(room).unlink()
    for room, english in rooms.items():
        for entry, strings in english.items():
            if not all(strings):
                print(f"{home_of(room).relative_to(ROOT)}: {entry[1]}")


if __name__ == "__main__":
    main()
