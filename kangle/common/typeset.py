"""Typesets one document in a process of its own: {file name: text} as JSON on standard input, the PDF on standard output.

typst keeps what it has laid out for the next time, and gives none of it back: eight villages made a web process grow by 2 GB.
"""

import json
import sys

import typst


def main():
    files = {name: text.encode() for name, text in json.load(sys.stdin.buffer).items()}
    # Without tags a village's booklets are 1 MB instead of 5; who cannot see the paper reads the page.
    sys.stdout.buffer.write(typst.compile(files, pdf_tags=False))


if __name__ == "__main__":
    main()
