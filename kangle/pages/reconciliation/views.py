"""口径: why one county has so many numbers of households and persons; each opens its rows, each difference its own."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from households.models import Household
from kangle.common.reading import at_one_moment
from kangle.exchange.views import ListPage
from kangle.pages.kept import kept
from kangle.pages.reconciliation.counting import counted, difference
from kangle.pages.reconciliation.lines import BASES, LINES
from kangle.pages.reconciliation.names import NAMES
from kangle.pages.reconciliation.people import PEOPLE, people_counted
from kangle.pages.reconciliation.places import places_of
from kangle.pages.reconciliation.statement import statements
from kangle.scorecard.asked import asked
from kangle.scorecard.measures import At
from kangle.scorecard.tables import filter_of, table_of

NAMED, LESS, MORE = "names", "less", "more"
PERSONS, REST = "people", "rest"


@dataclass
class Counts:
    """What one request of the counts asks for: an area, a year, any day of it, whether a snapshot was taken or not."""

    request: object
    wanted: object

    @cached_property
    def year(self):
        return self.wanted.period.year if self.wanted.period else timezone.localdate().year

    @cached_property
    def last(self):
        """The last day that can be asked for: the year's, or today."""
        return max(min(datetime.date(self.year, 12, 31), timezone.localdate()), self.first)

    @property
    def first(self):
        return datetime.date(self.year, 1, 1)

    @cached_property
    def _asked(self):
        typed = self.request.GET.get("as_of", "")
        if not typed:
            newest = self.wanted.snapshots[-1:]
            return (min(newest[0].as_of, self.last) if newest else self.last), ""
        words = {"typed": typed[:20], "first": self.first, "last": self.last}
        try:
            day = datetime.date.fromisoformat(typed)
        except ValueError:
            return None, _("“%(typed)s”不是日期：请写 %(first)s 至 %(last)s 里的一天，例如 %(last)s。") % words
        if not self.first <= day <= self.last:
            return None, _("%(typed)s 不在这个年度里，或者还没有到：请选 %(first)s 至 %(last)s 里的一天。") % words
        return day, ""

    @property
    def day(self):
        return self._asked[0]

    @property
    def fault(self):
        """What is wrong with the day asked for, in a sentence; "" where nothing is."""
        return self._asked[1]

    @property
    def at(self):
        return At(self.year, self.day)

    @property
    def area(self):
        return self.wanted.area

    @property
    def query(self):
        return self.wanted.query()

    @cached_property
    def snapshot(self):
        """The published snapshot of the very day, None where none was kept."""
        return next((each for each in self.wanted.snapshots if each.as_of == self.day), None)


@require_GET
def reconciliation(request):
    return kept(request, lambda: _reconciliation(request))


@at_one_moment
def _reconciliation(request):
    """The statements of households and persons from the year's beginning to the day, and every name of a count."""
    counts = Counts(request, asked(request))
    context = {"title": _("口径"), "asked": counts.wanted, "counts": counts, "area": counts.area, "wrong": counts.fault}
    if counts.day is None:
        return render(request, "pages/reconciliation.html", context, status=422)
    told = statements(counts.at, counts.area)
    context |= {
        "statements": [(statement, _rows_of(statement, counts)) for statement in told.values()],
        "moment": timezone.localtime(),
        "telephone": Telephone(told["poor"]),
        "names": [
            (each, places_of(each.name, counts), _address(counts, NAMED, each.name.code), _differences(counts, each))
            for each in counted(counts.at, counts.area)
        ],
        "people": _people(counts),
    }
    return render(request, "pages/reconciliation.html", context)


def _address(counts, part, line):
    return reverse("pages:reconciliation-rows", args=(part, line)) + counts.query


def _rows_of(statement, counts):
    """[(entry, address of its rows)] of a statement from its first line to its last."""
    shown = (statement.start, *statement.shown, statement.now)
    return [(entry, _address(counts, statement.basis.code, entry.line.code)) for entry in shown]


def _people(counts):
    """[(name, how many, its base, how many it leaves out, places, address of its rows, address of the others)]."""
    found = people_counted(counts.at, counts.area)
    return [
        (*each, places_of(each[0], counts), _address(counts, PERSONS, each[0].code), _address(counts, REST, each[0].code))
        for each in found
    ]


def _differences(counts, each):
    """[(sign, how many households, address)] by which a name differs from its base."""
    ways = ((-1, each.less, LESS), (1, each.more, MORE))
    return [(sign, number, _address(counts, way, each.name.code)) for sign, number, way in ways if number]


@dataclass
class Telephone:
    """What is asked by telephone: the year's beginning less who left poverty and who was removed is not what there is now."""

    statement: object

    @cached_property
    def _by_code(self):
        return {entry.line.code: entry for entry in self.statement.entries}

    def __getattr__(self, code):
        try:
            return self._by_code[code]
        except KeyError as error:
            raise AttributeError(code) from error

    @property
    def start(self):
        return self.statement.start

    @property
    def now(self):
        return self.statement.now

    @property
    def reckoned(self):
        """Persons as whoever reckons with these three alone has them."""
        return self.start.persons - self.exited.persons - self.removed.persons

    @property
    def rest(self):
        """What is then missing (or too many), as it is written with its sign."""
        return self.now.persons - self.reckoned

    @property
    def parts(self):
        """[(entry, persons with their sign)] of the lines the rest is made of."""
        entries = (entry for entry in self.statement.entries if entry.line.code not in ("exited", "removed"))
        return [(entry, entry.change[1]) for entry in entries if entry.persons]


class RowsPage(ListPage):
    """The very rows of one line of a statement, of one name, or of the difference between a name and its base."""

    template_name = "pages/reconciliation_rows.html"
    sums_up_to = None  # whoever opens them wants to see that they add up

    @cached_property
    def counts(self):
        found = Counts(self.request, asked(self.request))
        if found.day is None:
            raise Http404(found.fault)
        return found

    @property
    def area(self):
        return self.counts.area

    @cached_property
    def line(self):
        return self.kwargs["line"]

    @cached_property
    def statement_line(self):
        """(basis, line) where a statement's line is asked for, else None."""
        basis, line = BASES.get(self.kwargs["part"]), LINES.get(self.line)
        return (basis, line) if basis and line else None

    @cached_property
    def named(self):
        """The name that is asked for, of households or of persons."""
        part = self.kwargs["part"]
        found = (PEOPLE if part in (PERSONS, REST) else NAMES).get(self.line)
        if found is None or part not in (NAMED, PERSONS, *((LESS, MORE, REST) if found.base else ())):
            raise Http404(_("没有这个口径。"))
        return found

    @cached_property
    def base(self):
        return (NAMES | PEOPLE)[self.named.base]

    @cached_property
    def listed(self):
        """The rows as they are counted; within an area the person may see (`asked` has made sure)."""
        at, area, part = self.counts.at, self.area, self.kwargs["part"]
        if self.statement_line:
            basis, line = self.statement_line
            return line.rows(at, basis, area)
        if part in (NAMED, PERSONS):
            return self.named.homes(at, area) if part == NAMED else self.named.rows(at, area)
        return self.named.rest(at, area) if part == REST else difference(self.named, part, at, area)

    @cached_property
    def table_class(self):
        base = table_of(self.listed.model)
        if self.listed.model is not Household:
            return base
        return base.as_of(self.counts.first if self.statement_line else self.counts.day)

    @property
    def filterset_class(self):
        return filter_of(self.listed.model)

    @cached_property
    def rows(self):
        found = self.listed
        if found.model is Household and self.statement_line:
            found = found.model.objects.filter(pk__in=found.values("pk"))  # without what the line was counted by
        rows = self.table_class.prepare_within(found, self.area, self.year_of_rows)
        if self.kwargs["part"] == NAMED and self.named.own_day:  # as they are counted where the name stands
            return rows.annotate(size=self.named.persons_of_own_day(self.counts.at))
        return rows

    def get_title(self):
        if self.statement_line:
            basis, line = self.statement_line
            return _("%(basis)s对账：%(line)s") % {"basis": basis.name, "line": line.name}
        if self.kwargs["part"] in (NAMED, PERSONS):
            return self.named.name
        one, other = (self.named, self.base) if self.kwargs["part"] == MORE else (self.base, self.named)
        return _("算在“%(one)s”里、不算在“%(other)s”里的") % {"one": one.name, "other": other.name}

    def sentences(self):
        """The definitions of what is listed."""
        if self.statement_line:
            return [self.statement_line[1].sentence]
        names = [self.named] if self.kwargs["part"] in (NAMED, PERSONS) else [self.base, self.named]
        return [f"{name.name}{_('：')}{name.sentence}" for name in names if name.sentence]

    @property
    def day_of_rows(self):
        return self.counts.day

    @property
    def year_of_rows(self):
        return self.counts.year

    def facts(self):
        """A file says by which definitions its rows were counted."""
        return [(_("说明"), sentence) for sentence in self.sentences()]

    def get_extra(self):
        back = reverse("pages:reconciliation") + self.counts.query
        return {"counts": self.counts, "sentences": self.sentences(), "back": back}

    @property
    def cleared(self):
        """This list's address without conditions, in the same area, year and day."""
        return f"{self.request.path}{self.counts.query}"
