"""Reading a published ranking: everything from its own frozen text, nothing from today's records or sheet."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kangle.rankings import paper
from kangle.rankings.asking import ROUND
from kangle.rankings.models import Publication
from kangle.rankings.wording import lines_of, losses_heading, n_heading, names_told, rule_sentences
from kangle.supervision.models import Round


@dataclass
class Read:
    """A Publication's lines, rules, files and the question it answered."""

    publication: Publication

    @cached_property
    def document(self):
        return self.publication.document

    rule = property(lambda self: self.document["rule"])

    @cached_property
    def units(self):
        return {unit["code"]: unit for unit in self.document["inputs"]["units"]}

    @property
    def names(self):
        """{part: name}, as they were called then."""
        return names_told(self.rule)

    @cached_property
    def scheme(self):
        """The words' thresholds as they were frozen; None for what has no words."""
        return SimpleNamespace(**self.rule["scheme"]) if "scheme" in self.rule else None

    @cached_property
    def before(self):
        """The ranking published before it, by the same thing."""
        mine = self.publication
        alike = Publication.objects.in_force().alike(area=mine.area, kind=mine.kind, subject=mine.subject, level=mine.level)
        return alike.filter(as_of__lt=mine.as_of).first()

    @cached_property
    def lines(self):
        before = {row["code"]: row["place"] for row in self.before.document["result"]} if self.before else None
        return lines_of(self.document["result"], self.units, self.rule, self.names, before=before, values=self._values)

    @property
    def _values(self):
        if self.rule.get("kind") != "indicator":
            return None
        return {code: unit["figures"][self.rule["subject"]] for code, unit in self.units.items()}

    placed = property(lambda self: [line for line in self.lines if line.place])
    unplaced = property(lambda self: [line for line in self.lines if not line.place])
    with_values = property(lambda self: self.rule.get("kind") == "indicator")
    n_heading = property(lambda self: n_heading(self.rule))
    losses_heading = property(lambda self: losses_heading(self.rule))
    sentences = property(lambda self: rule_sentences(self.rule))
    is_of_villages = property(lambda self: self.document["level"] == "village")

    def shown(self):
        """What the table of its lines is shown with."""
        names = ("placed", "unplaced", "with_values", "n_heading", "losses_heading", "sentences", "scheme")
        told = {name: getattr(self, name) for name in names}
        return told | {"villages": self.is_of_villages, "has_before": self.before}

    @property
    def question(self):
        """The address that asks for the same ranking of the same day: {name: value}."""
        mine, what = self.publication, self.publication.subject
        if mine.kind == Publication.Kind.ROUND:
            number = what.removeprefix(ROUND)
            found = Round.objects.filter(area=mine.area, year=mine.year, number=int(number)).first()
            return {"what": f"{ROUND}{found.pk if found else 0}", "least": str(self.rule["least_n"])}
        asked = {"what": what, "level": mine.level, "period": str(mine.year), "as_of": mine.as_of.isoformat()}
        if not self.rule.get("communities", 1):
            asked["without"] = "communities"
        return asked | ({"least": str(self.rule["least_n"])} if "least_n" in self.rule else {})

    def changes(self, rows):
        """[(unit, place and score then, place and score now)] of the units that stand elsewhere in today's `rows`."""
        then = {row["code"]: row for row in self.document["result"]}
        found = []
        for row in rows:
            old = then.get(row["code"])
            if old is None or (old["place"], old["score"]) != (row["place"], row["score"]):
                name = self.units[row["code"]]["name"] if row["code"] in self.units else row["code"]
                found.append((name, old, row))
        return found

    def table(self):
        """(Paper, rows of plain values) of the frozen ranking."""
        mine, document = self.publication, self.document
        facts = [
            (_("编号"), document["number"]),
            (pgettext("何时何人", "发布"), f"{document['published']['on']} {document['published']['by']}"),
        ]
        facts += [(_("依据"), document["basis"])] if document["basis"] else []
        facts += [(_("状态"), _("已撤回：%(reason)s") % {"reason": mine.withdrawn_reason})] if mine.withdrawn_at else []
        facts += [("SHA-256", mine.sha256)] + ([("SM3", mine.sm3)] if mine.sm3 else [])
        options = {"with_values": self.with_values, "with_words": self.scheme is not None, "levels_up": self.is_of_villages}
        day = datetime.date.fromisoformat(document["as_of"])
        made = paper.table_of(self.rule, self.names, facts, mine.title, day, **options)
        return made, [paper.values_of(line, self.names, self.scheme, **options) for line in self.lines]
