"""What of an edited text no longer agrees with the data it was generated from: numbers and names of units, one by one."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from kangle.bulletins.telling import same, tokens, value_of

CHANGED, REMOVED, ADDED = "changed", "removed", "added"
IN_WORDS = re.compile(r"[〇零一二两三四五六七八九十百千万亿]+")
PERSONS_OWN = "人工填写"


@dataclass(frozen=True)
class Difference:
    """One number or name: where it stands, what the data say (`was`), what the text says now, where the data's came from."""

    kind: str
    key: str
    where: str
    was: str
    now: str
    source: str

    @property
    def told(self):
        return [self.kind, self.key, self.where, self.was, self.now, self.source]


def differences(made, blocks, names=()):
    """[Difference] between the generated blocks and the edited ones, in the order of the text, removed blocks last."""
    generated, found = {block["key"]: block for block in made}, []
    where = ""
    for block in blocks:
        where = block["text"] if block["kind"] in ("first", "second") else where
        origin = generated.pop(block["key"], None)
        if block["kind"] == "table":
            found += _of_table(origin, block, names)
        else:
            found += _of_text(origin, block, where or block["text"][:12], names)
    return found + [each for origin in generated.values() for each in _gone(origin, names)]


def changed(found):
    """Those that the signer has to confirm: the data say otherwise."""
    return [each for each in found if each.kind == CHANGED]


def _of_text(origin, block, where, names):
    if origin is None:
        return [Difference(ADDED, block["key"], where, "", token, PERSONS_OWN) for _s, _e, token in tokens(block["text"], names)]
    if origin["text"] == block["text"]:
        return []
    sources = [source for _token, source in origin["sources"]]
    return _compared(origin["text"], block["text"], sources, block["key"], where, names)


def _of_table(origin, block, names):
    """A table's cells one by one, each row held against the row it was generated as."""
    caption = block["text"]
    if origin is None:
        return [
            Difference(ADDED, block["key"], caption, "", token, PERSONS_OWN)
            for row in block["rows"] for cell in row for _s, _e, token in tokens(cell, names)
        ]  # fmt: skip
    found, generated = [], dict(zip(origin["ids"], origin["rows"], strict=True))
    for key, row in zip(block["ids"], block["rows"], strict=True):
        before = generated.pop(key, None)
        if before is None:
            found += [Difference(ADDED, block["key"], caption, "", row_told(row), PERSONS_OWN)]
            continue
        for column, was, now in zip(block["columns"], before, row, strict=True):
            if was != now:
                source = f"{caption}：{_called(before, names)} {column}"
                found += _compared(was, now, [source] * len(tokens(was, names)), block["key"], source, names)
    for row in generated.values():
        found.append(Difference(REMOVED, block["key"], caption, row_told(row), "", f"{caption}：{_called(row, names)}"))
    return found


def row_told(row):
    return "　".join(row)


def _called(row, names):
    return next((cell for cell in row if cell in names), row[0])


def _gone(origin, names):
    """What a removed block no longer says: one line for the whole of it."""
    text = origin["text"] if origin["kind"] != "table" else f"{origin['text']}（{len(origin['rows'])}行）"
    told = tokens(text, names) or origin["kind"] == "table"
    return [Difference(REMOVED, origin["key"], text[:12], text[:60], "", "整段删去")] if told else []


def _compared(was, now, sources, key, where, names):
    """The tokens in which two texts differ. One that gave way to another is a change; so are one lost and one won in one block,
    because whoever swaps two numbers loses one here and wins it there."""
    old, new = _pieces(was, names), _pieces(now, names)
    lost, won, found = [], [], []
    place = {index: number for number, index in enumerate(index for index, piece in enumerate(old) if piece[1])}

    def said(kind, index, now_is):
        origin = sources[place[index]] if index is not None else PERSONS_OWN
        found.append(Difference(kind, key, where, old[index][0] if index is not None else "", now_is, origin))

    matcher = SequenceMatcher(None, [piece[2] for piece in old], [piece[2] for piece in new], autojunk=False)
    for _tag, a, b, c, d in (each for each in matcher.get_opcodes() if each[0] != "equal"):
        before = [index for index in range(a, b) if old[index][1]]
        after = [new[index][0] for index in range(c, d) if new[index][1]]
        words = IN_WORDS.search("".join(new[index][0] for index in range(c, d)))
        for index in before:
            if other := next((each for each in after if _alike(old[index][0], each)), None):
                after.remove(other)
                if not same(old[index][0], other):
                    said(CHANGED, index, other)
            elif words:
                said(CHANGED, index, words[0])
                words = None
            else:
                lost.append(index)
        won += after
    for index in lost:
        if other := next((each for each in won if _alike(old[index][0], each)), None):
            other = next((each for each in won if same(old[index][0], each)), other)
            won.remove(other)
            said(CHANGED, index, f"{other}（换了位置）" if same(old[index][0], other) else other)
        else:
            said(REMOVED, index, "")
    for each in won:
        said(ADDED, None, each)
    return found


def _alike(one, other):
    """Whether both are numbers or both are names."""
    return (value_of(one) is None) == (value_of(other) is None)


def _pieces(text, names):
    """[(piece, whether it is a token, what it is compared by)]: tokens whole, all else character by character."""
    pieces, end = [], 0
    for start, stop, token in tokens(text, names):
        pieces += [(each, False, each) for each in text[end:start]]
        value = value_of(token)
        pieces.append((token, True, token if value is None else f"#{value.normalize():f}"))
        end = stop
    return pieces + [(each, False, each) for each in text[end:]]
