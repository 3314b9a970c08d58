"""对账: the poor (or the registered) at the year's beginning, what came and went since, those of the day. It adds up exactly."""

from dataclasses import dataclass, field

from django.db.models import Count, Sum

from kangle.pages.reconciliation.lines import ANEW, BASES, EVENTS, LINES, NOW, ODD, PERSONS, START, Basis, Line


@dataclass(frozen=True)
class Entry:
    """A line as it was counted: how many households (None: it is about persons alone) and how many persons."""

    line: Line
    households: int | None
    persons: int

    @property
    def change(self):
        """(households, persons) with the line's sign."""
        return self.line.sign * (self.households or 0), self.line.sign * self.persons


@dataclass(frozen=True)
class Statement:
    """One basis from the year's beginning to the day; `missing`: what the lines leave unexplained, (0, 0) if they are right."""

    basis: Basis
    start: Entry
    entries: list
    now: Entry
    missing: tuple = field(init=False)

    def __post_init__(self):
        told = [self.start, *self.entries]
        households = sum(entry.change[0] for entry in told)
        persons = sum(entry.change[1] for entry in told)
        object.__setattr__(self, "missing", (self.now.households - households, self.now.persons - persons))

    @property
    def shown(self):
        """The lines in which something happened, and those whose nothing is an answer."""
        answers = [entry for entry in self.entries if entry.line.always and entry.line.where(self.basis) is not None]
        return [entry for entry in self.entries if entry in answers or entry.households or entry.persons]

    @property
    def is_contradicted(self):
        return any(entry.line in ODD and (entry.households or entry.persons) for entry in self.entries)


def statements(at, area):
    """Both statements of an area: {code of the basis: Statement}, with one query for each fact table."""
    counted = {}
    for table, lines in _by_table().items():
        counted |= _count(table(at).within(area), lines)

    def entry(line, basis):
        households, persons = counted.get((line, basis), (0, 0))
        return Entry(line, None if line.of_persons else households, persons)

    order = [*EVENTS, *PERSONS, *ANEW, *ODD]
    return {
        code: Statement(basis, entry(START, basis), [entry(line, basis) for line in order], entry(NOW, basis))
        for code, basis in BASES.items()
    }


def _by_table():
    found = {}
    for line in LINES.values():
        found.setdefault(line.table, []).append(line)
    return found


def _count(rows, lines):
    """{(line, basis): (households, persons)} of some lines over one table, in one query."""
    aggregates, wanted = {}, {}
    for line in lines:
        for basis in BASES.values():
            condition = line.where(basis)
            if condition is None:
                continue
            name = f"n{len(wanted)}"
            wanted[name] = (line, basis)
            aggregates[name] = Count("pk", filter=condition)
            if not line.of_persons:
                aggregates[f"{name}_persons"] = Sum("persons", filter=condition, default=0)
    found = rows.order_by().aggregate(**aggregates)
    return {key: (found[name], found.get(f"{name}_persons", found[name])) for name, key in wanted.items()}
