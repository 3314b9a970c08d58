"""What people added to a bulletin, wrote otherwise or took out, in their own words, with the figures that the data do not hold.

`comparing` holds a number that was typed over against the one that was generated; what nobody generated can only be held against
the frozen data themselves: a figure against those of the units named just before it, one of no unit against all of them.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from kangle.bulletins.comparing import ADDED, CHANGED, REMOVED, changed, differences, row_told
from kangle.bulletins.composing import basis_of, names_of, numeral
from kangle.bulletins.telling import listed, tokens, value_of
from kangle.common.texts import half_width

SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?]?")
ITEM = re.compile(r"\s*[（(]?\d+[.、）)](?!\d)")  # the number of a line of a list says nothing
PLACE = re.compile(r"[第列居排](\d+|[一二三四五六七八九十]{1,3})[位名]")
IN_WORDS = {numeral(number): number for number in range(1, 100)}
TOGETHER = {"", "、", "和", "与", "及"}  # between units of which one thing is said
KEPT = 60  # characters of a sentence that the record of a signature repeats


@dataclass(frozen=True)
class Claim:
    """One block: what its generated sentences said that are gone, what its own say, and which figures of these no data hold.

    `takes_out`: it leaves out figures that the data gave.
    """

    kind: str
    key: str
    where: str
    was: str
    now: str
    doubtful: tuple
    takes_out: bool

    @property
    def weighs(self):
        """Whether whoever signs has to confirm it."""
        return bool(self.doubtful or self.takes_out)

    @property
    def kept(self):
        """What a signature keeps of it, as of a number that differs: [{where, was, now, source}]."""
        words, lost = (text[:KEPT] + "…" * (len(text) > KEPT) for text in (self.now, self.was))
        found = []
        if self.doubtful:
            found.append({"where": f"{self.where}：“{words}”", "was": "数据中没有", "now": listed(self.doubtful), "source": ""})
        if self.takes_out:
            found.append({"where": f"{self.where}：“{lost}”", "was": "数据中有", "now": "删去", "source": ""})
        return found


def found_in(bulletin):
    """[Difference] between what the data say and what the bulletin says."""
    return differences(bulletin.made, bulletin.blocks, names_of(basis_of(bulletin)))


def claims_in(bulletin, found):
    """[Claim] of a bulletin of which `found_in` has been asked."""
    return claims(bulletin.made, bulletin.blocks, Data(basis_of(bulletin), bulletin.made), found)


def to_confirm(bulletin):
    """What whoever signs has to confirm, as the signature keeps it: numbers that differ, figures of no data, what is gone."""
    found = found_in(bulletin)
    kept = [{"where": each.where, "was": each.was, "now": each.now, "source": each.source} for each in changed(found)]
    return kept + [each for claim in claims_in(bulletin, found) if claim.weighs for each in claim.kept]


def claims(made, blocks, data, found):
    """[Claim] of the blocks that somebody added, wrote otherwise or removed, in the order of the text, removed ones last."""
    generated, told, where = {block["key"]: block for block in made}, [], ""
    kinds = defaultdict(set)
    for each in found:
        kinds[each.key].add((each.kind, each.now if each.kind == CHANGED else ""))
    for block in blocks:
        where = block["text"] if block["kind"] in ("first", "second") else where
        key, origin = block["key"], generated.pop(block["key"], None)
        before, after = (_sentences(each) if each else [] for each in (origin, block))
        new = [sentence for sentence in after if sentence not in before]
        lost = [sentence for sentence in before if sentence not in after]
        typed = {now.split("（")[0] for kind, now in kinds[key] if kind == CHANGED}  # these are confirmed one by one
        doubtful = [words for sentence in new for token, words in data.unheld(sentence) if token not in typed]
        takes_out = (REMOVED, "") in kinds[key]
        if doubtful or takes_out or (ADDED, "") in kinds[key]:
            words = "".join(lost), "".join(new), tuple(dict.fromkeys(doubtful))
            told.append(Claim(CHANGED if origin else ADDED, key, where or block["text"][:12], *words, takes_out))
    for key, origin in generated.items():
        if kinds[key]:
            told.append(Claim(REMOVED, key, origin["text"][:12], "".join(_sentences(origin)), "", (), True))
    return told


def _sentences(block):
    """The sentences of a text; of a table its caption and its rows."""
    if block["kind"] == "table":
        return [block["text"], *(f"\n{row_told(row)}" for row in block["rows"])]
    return SENTENCE.findall(block["text"])


class Data:
    """The figures of frozen data: of each ranked unit, of what holds for all of them, and of the whole."""

    def __init__(self, basis, made):
        self.names = names_of(basis)
        self.of_unit, self.places = defaultdict(set), defaultdict(set)
        common = basis
        if basis["of"] == "round":
            units, results = basis["units"], basis["units"]
            common = {name: basis.get(name) for name in ("as_of", "round", "items", "least_n")}
        else:
            units, results = basis["ranking"]["inputs"]["units"], basis["ranking"]["result"]
            common = {name: each for name, each in basis["ranking"].items() if name not in ("inputs", "result")}
        called = {unit["code"]: unit["name"] for unit in units}
        about = [(unit["code"], unit) for unit in [*units, *results]]
        about += [(each["unit"], each) for each in basis.get("findings", ())]
        about += [
            (code, row)
            for block in made
            if block["kind"] == "table"
            for code, row in zip(block["ids"], block["rows"], strict=True)
        ]
        for code, thing in about:
            self.of_unit[called.get(code)] |= numbers(thing)
        for row in results:
            self.places[called[row["code"]]] |= {row["place"]} - {None, 0}
        self.common = numbers(common)
        self.whole = numbers(basis).union(*(numbers(block["text"]) for block in made), *self.of_unit.values())

    def unheld(self, sentence):
        """Yields (figure, as it was written: 第2位) of a sentence for each that the data do not hold."""
        text = half_width(sentence)
        start = match.end() if (match := ITEM.match(text)) else 0
        places = {match.start(1): match for match in PLACE.finditer(text)}
        said = {(at, end, token) for at, end, token in tokens(text, self.names) if at >= start}
        said |= {(match.start(1), match.end(1), match[1]) for match in places.values()}
        group, after = [], 0
        for at, end, token in sorted(said):
            if token in self.names:
                group = [*group, token] if text[after:at].strip() in TOGETHER and after else [token]
                after = end
            elif at in places:
                number = int(token) if token.isdecimal() else IN_WORDS.get(token)
                if not any(number in self.places[name] for name in group or self.names):
                    yield token, places[at][0]
            elif value_of(token) not in (self._held(group) if group else self.whole):
                yield token, token

    def _held(self, group):
        return self.common.union(*(self.of_unit[name] for name in group))


def numbers(thing):
    """Every number of plain data; a whole number may stand for hundredths, so it counts as both."""
    if isinstance(thing, dict):
        return set().union(*map(numbers, thing.values()))
    if isinstance(thing, (list, tuple)):
        return set().union(*map(numbers, thing))
    if isinstance(thing, int):
        return {Decimal(thing), Decimal(thing) / 100}
    return {value_of(token) for _start, _end, token in tokens(thing or "")}
