"""What a new year takes over of the targets: those of the old year, or what the old year left of them unreached."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kangle.audit.actions import snapshot
from kangle.common import figures
from kangle.programme.carrying import LEFT, Carrier, Line
from kangle.scorecard.counting import COLUMNS, count, tree_of
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.measures import At
from villages.models import Target

REST, SAME = "rest", "same"
# What reaches a target of each kind: the numerator of the indicator that is held against it.
REACHED_BY = {
    "exit-persons": "outcomes.persons-exited",
    "exit-households": "outcomes.households-exited",
    "exit-villages": "outcomes.villages-exited",
    "train-cadres": "outreach.cadre-sessions",
    "train-households": "outreach.household-sessions",
    "rounds": "supervision.rounds",
    "enterprises": "social-aid.enterprises",
    "technicians": "technicians.posted",
}
# A task that ends with what was to be reached leaves its rest; one that comes every year comes again.
ENDS = {Target.Kind.EXIT_PERSONS, Target.Kind.EXIT_HOUSEHOLDS, Target.Kind.EXIT_VILLAGES}


class Targets(Carrier):
    code, title = "targets", gettext_lazy("年度任务")
    columns = (gettext_lazy("上年任务"), gettext_lazy("完成"), gettext_lazy("未完成"), gettext_lazy("新年度已下达"))

    def weigh(self, old, year):
        fulfilled, there, by_kind = reached(old), _already(old, year), {}
        for target in _targets(old).order_by("kind"):
            by_kind.setdefault(Target.Kind(target.kind), []).append(target)
        return [self._line(kind, by_kind[kind], fulfilled, there, year) for kind in Target.Kind if kind in by_kind]

    def _line(self, kind, targets, fulfilled, there, year):
        owed = _owed(targets, there, year)
        unreached = sum(_quantity(each, REST, fulfilled) > 0 for each in owed)
        rest, same = (sum(_quantity(each, option, fulfilled) for each in owed) for option in (REST, SAME))
        options = {
            REST: rest and _("结转未完成：%(number)s（%(areas)d 处）") % {"number": figures.count(rest), "areas": unreached},
            SAME: same and _("照上年再下达：%(number)s") % {"number": figures.count(same)},
            LEFT: same and _("不结转"),
        }
        options = tuple((code, label) for code, label in options.items() if label)
        facts = (
            sum(each.quantity for each in targets),
            fulfilled[None, kind],
            sum(_quantity(each, REST, fulfilled) for each in targets),
            sum(there[each.area_id, each.kind] for each in targets if (each.area_id, each.kind) in there),
        )  # in the order of `columns`
        wanted = REST if kind in ENDS else SAME
        # What a few places owe is no task for the county once it has reached its own: it may be chosen, but is not proposed.
        reached_all = wanted == REST and facts[1] >= facts[0]
        chosen = wanted if wanted in dict(options) and not reached_all else LEFT
        told = "" if options else _("已下达，保持不变")
        return Line(kind.value, kind.label, tuple(map(figures.count, facts)), options, chosen, told=told)

    def carry(self, old, period, choices, write):
        fulfilled, there, made = reached(old), _already(old, period.year), []
        for each in _owed(_targets(old), there, period.year):
            quantity = _quantity(each, choices.get(each.kind, LEFT), fulfilled)
            if quantity:
                new = {"kind": each.kind, "quantity": quantity, "set_on": period.starts_on}
                made.append(Target(area=each.area, year=period.year, **new))
        for target in made:
            write.create(target, path=target.area.path)
        return len(made)

    def take_back(self, period, parts, write):
        after = {int(part.object_id): part.after for part in parts.filter(model=Target._meta.label_lower)}
        there = list(Target.objects.filter(pk__in=list(after)).select_related("area"))
        as_made = [target for target in there if snapshot(target) == after[target.pk]]
        for target in as_made:
            write.erase(target, path=target.area.path)
        return len(there) - len(as_made)


def reached(period):
    """{(area key, kind): how much of an area's target its year reached}, for every target of a Period; and {(None, kind): how
    much the whole county reached}, also where nobody had a target: the number that stands on its pages.

    Of an area what lies at it and below it counts, but for what lies at or below an area with a target of its own.
    """
    at, tree = At(period.year, period.ends_on), tree_of(period.area)
    measures = {kind: CATALOGUE[code].numerator for kind, code in REACHED_BY.items()}
    own, afresh = count(at, period.area, {measure: COLUMNS[measure] for measure in measures.values()})
    set_at = {(target.area_id, target.kind) for target in _targets(period)}
    found = {}
    for kind, measure in measures.items():
        column = COLUMNS[measure]
        at_area = afresh[column] if measure.across else {key: [row[column]] for key, row in own.items()}
        below = {key: list(at_area.get(key, ())) for key in tree.keys}
        for child, parent in tree.climb():
            if (child, kind) not in set_at:
                below[parent] += below[child]
        join = (lambda things: len(set(things))) if measure.across else sum
        found[None, kind] = join([thing for things in at_area.values() for thing in things])
        found |= {(key, kind): join(below[key]) for key, each in set_at if each == kind}
    return found


def _targets(period):
    return Target.objects.filter(year=period.year).within(period.area).select_related("area")


def _already(old, year):
    """{(area key, kind): quantity} of the targets that the new year has already: they stay as they were set."""
    targets = Target.objects.filter(year=year).within(old.area)
    return {(area, kind): quantity for area, kind, quantity in targets.values_list("area_id", "kind", "quantity")}


def _owed(targets, there, year):
    """The targets whose area still stands in the new year and has none of the kind for it."""
    return [
        target
        for target in targets
        if (target.area_id, target.kind) not in there and (target.area.closed_in is None or target.area.closed_in > year)
    ]


def _quantity(target, option, fulfilled):
    """What an option gives the new year of a target."""
    if option not in (REST, SAME):
        return 0
    reached_of_it = fulfilled.get((target.area_id, target.kind), 0) if option == REST else 0
    return max(target.quantity - reached_of_it, 0)
