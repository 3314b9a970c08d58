"""A text being generated: blocks in order, each number in them with where it came from. Pure, as what is written with it."""

from kangle.bulletins.telling import tell


class Writer:
    """Collects blocks; `names` are the ranked units', which count as tokens like numbers."""

    def __init__(self, names):
        self.names = tuple(names)
        self.blocks = []

    def head(self, key, text, level="first", **parts):
        """A heading; its number (一、) is set when the document is laid out."""
        self._add(key, level, *tell(text, self.names, **parts))

    def say(self, key, *sentences):
        """A paragraph of sentences, each (template, {name: (value, source)}); a template that begins with a line break begins
        a paragraph of its own in the same block."""
        text, sources = "", []
        for template, parts in sentences:
            told, origins = tell(template, self.names, **parts)
            text += told
            sources += origins
        self._add(key, "text", text, sources)

    def table(self, key, caption, columns, rows):
        """A table: columns are (heading, share of the width, whether it holds figures), rows {what a row is known by: texts}."""
        self.blocks.append(
            {
                "key": key,
                "kind": "table",
                "text": caption,
                "columns": [column for column, _share, _figures in columns],
                "shares": [share for _column, share, _figures in columns],
                "figures": [int(figures) for _column, _share, figures in columns],
                "ids": list(rows),
                "rows": list(rows.values()),
            }
        )

    def _add(self, key, kind, text, sources):
        self.blocks.append({"key": key, "kind": kind, "text": text, "sources": sources})


def editable(block):
    """A generated block as the text that people go on with."""
    return {name: value for name, value in block.items() if name != "sources"}
