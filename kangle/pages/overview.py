"""总览: where the county stands and whom to call, on one screen."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import OuterRef, Q, Subquery
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.utils.translation import gettext as _

from kangle.accounts.roles import Capability
from kangle.areas.models import Area
from kangle.common import prepared
from kangle.common.addresses import address
from kangle.common.reading import at_one_moment
from kangle.pages.beginnings import county_beginnings
from kangle.pages.decisions import Decisions
from kangle.pages.kept import kept
from kangle.programme.items import ITEMS, TOTAL
from kangle.scorecard import charts
from kangle.scorecard.asked import asked
from kangle.scorecard.boards import board_of
from kangle.scorecard.looking import is_blank
from kangle.scorecard.markup import heat_html
from kangle.scorecard.measures import At
from kangle.scorecard.models import Score, Value, Weight
from kangle.scorecard.moves import moves
from kangle.scorecard.readings import VALUE_FIELDS, Mark, Sheet, figures_of
from kangle.scorecard.wording import target_text
from villages.models import Target

HISTORY = ("outcomes.persons-exited", "outcomes.households-exited")


def overview(request):
    """The county's overview, kept until a snapshot is published or a record changes."""
    return kept(request, lambda: _overview(request))


def _overview(request):
    """The county's overview; whoever has a township or a village is led to that area's own page."""
    wanted = asked(request, looks_for_blank=False)
    if wanted.area.is_village and request.user.may(Capability.ENTER):
        return redirect("pages:village-at-work", code=wanted.area.short_code)  # a day's work begins with what is left to do
    if wanted.area.level > Area.Level.COUNTY:
        return redirect("pages:area", code=wanted.area.short_code)
    return _of_county(request, wanted, Decisions(request.user, wanted.area))


@at_one_moment
def _of_county(request, wanted, decisions):
    if wanted.snapshot is None:
        found = {"asked": wanted, "area": wanted.area, "title": wanted.area.name}
        return render(request, "scorecard/unpublished.html", found | _begun(request, wanted))
    page = Overview(wanted, decisions)
    earlier = page.is_blank and wanted.earlier()
    if earlier:
        page = Overview(earlier, decisions)
    found = {"asked": page.asked, "area": wanted.area, "period": page.asked.period, "title": _("总览"), "page": page}
    found |= _begun(request, wanted) if page.is_blank else {}
    return render(request, "pages/overview.html", found)


def _begun(request, wanted):
    return {"beginnings": county_beginnings(wanted.area, request.user)}


@dataclass
class Overview:
    """What the page shows; each part is read only when the template asks, so that a cached part costs nothing."""

    asked: object
    decisions: Decisions  # as the records stand now, whatever day the figures are of

    @cached_property
    def marks(self):
        """{(snapshot key, area key): {code: Mark}} of the county, now and a month before: one query with the townships'."""
        return self._scores[0]

    @cached_property
    def townships(self):
        county, year = self.asked.area.pk, self.asked.snapshot.year

        def below():
            return Area.objects.standing_in(year).filter(parent=county).order_by("path")

        return prepared.records(("townships", county, year), Area, below)

    @cached_property
    def _scores(self):
        """The county's marks now and before, and {township key: {code: score}} now."""
        now, county = self.asked.snapshot, self.asked.area
        snapshots = [each.pk for each in (now, self.asked.before) if each]
        areas = [county.pk, *(township.pk for township in self.townships)]

        def scores():
            found = Score.objects.filter(snapshot__in=snapshots, area__in=areas).filter(Q(snapshot=now) | Q(area=county))
            return found.values_list("snapshot_id", "area_id", *Mark._fields)

        whole, marks, townships = county.pk, {}, {}
        # Tuples: six hundred model objects would take longer than the query.
        for snapshot, area, *row in prepared.rows(("marks", *snapshots, *areas), scores):
            mark = Mark(*row)
            if area == whole:
                marks.setdefault(snapshot, {})[mark.code] = mark
            else:
                townships.setdefault(area, {})[mark.code] = mark.score
        return marks, townships

    @cached_property
    def values(self):
        """{snapshot key: rows (VALUE_FIELDS, weight)} of the county: all of the snapshot and of the last month-end, of the other
        days the exits. One query.
        """
        snapshots, area = [each.pk for each in self.asked.snapshots], self.asked.area.pk
        whole = [each.pk for each in (self.asked.snapshot, self.asked.before) if each]

        def values():
            # All conditions of the key stand together: an OR over the whole of it would read the whole table.
            found = Value.objects.filter(Q(snapshot__in=whole) | Q(indicator__in=HISTORY), snapshot__in=snapshots, area=area)
            weight = Weight.objects.filter(scheme=OuterRef("snapshot__scheme"), code=OuterRef("indicator")).values("weight")[:1]
            return found.values_list("snapshot_id", *VALUE_FIELDS, Subquery(weight))

        found = defaultdict(list)
        for snapshot, *row in prepared.rows(("figures", area, *whole, *snapshots), values):
            found[snapshot].append(row)
        return found

    @cached_property
    def figures(self):
        """{code: Figure} of the snapshot."""
        return self._figures(self.asked.snapshot)

    def _figures(self, snapshot):
        return figures_of(row[:-1] for row in self.values[snapshot.pk])

    def _weights(self, snapshot):
        """{code: weight} by the scheme of a snapshot."""
        return {row[0]: row[-1] for row in self.values[snapshot.pk] if row[-1] is not None}

    @cached_property
    def sheet(self):
        pk = self.asked.snapshot.pk
        return Sheet(self.asked.snapshot, self.asked.area, self.figures, self.marks[pk])

    @cached_property
    def board(self):
        return board_of(self.sheet, self.marks.get(getattr(self.asked.before, "pk", None)))

    @property
    def figure(self):
        """The sheet's figures by code with "." and "-" as "_", as templates can name them."""
        return {code.replace(".", "_").replace("-", "_"): figure for code, figure in self.sheet.figures.items()}

    @cached_property
    def moves(self):
        """The items that rose and fell most since the last month: (best, worst), each None where nothing moved that way."""
        cells = [cell for row in self.board for cell in row.cells if cell.change]
        best = max(cells, key=lambda cell: cell.change, default=None)
        worst = min(cells, key=lambda cell: cell.change, default=None)
        return (best if best and best.change > 0 else None, worst if worst and worst.change < 0 else None)

    @cached_property
    def reasons(self):
        """{item code: the indicator (scorecard.moves.Move) that moved it most since the last month} of the items that changed."""
        before, snapshot = self.asked.before, self.asked.snapshot
        if before is None:
            return {}
        then, then_weights, now_weights = self._figures(before), self._weights(before), self._weights(snapshot)
        earlier, found = self.marks.get(before.pk, {}), {}
        for cell in (cell for row in self.board for cell in row.cells if cell.change):
            code = cell.item.code
            moved = moves(code, (then, earlier.get(code), then_weights), (self.figures, cell.mark, now_weights))
            alike = [each for each in moved if (each.points > 0) == (cell.change > 0)]
            found |= {code: alike[0]} if alike else {}
        return found

    @property
    def moved(self):
        """The two of `moves`, each with the Move that did most of it (None where nothing is known): [(cell, move)]."""
        return [(cell, cell and self.reasons.get(cell.item.code)) for cell in self.moves]

    @cached_property
    def behind(self):
        """The three items with the lowest scores, worst first; of those only that are not attained (到位)."""
        line = self.asked.snapshot.scheme.attained_from
        cells = [cell for row in self.board for cell in row.cells if cell.mark.score is not None and cell.mark.score < line]
        return sorted(cells, key=lambda cell: cell.mark.score)[:3]

    @cached_property
    def heat(self):
        """The rows of the heat table, the township with the lowest total first."""
        listed = []
        for township in self.townships:
            scores = self._scores[1].get(township.pk)
            if scores:
                listed.append(
                    (
                        township,
                        address("pages:area", township.short_code),
                        escape(self.asked.query(township)),
                        scores[TOTAL],
                        scores,
                    )
                )
        listed.sort(key=lambda row: (row[3] is None, row[3] or 0, row[0].path))
        return heat_html(listed, ITEMS, self.asked.snapshot.scheme)

    items = ITEMS

    @cached_property
    def exits(self):
        """(day, persons, households) out of poverty by each published day of the year."""
        days = [each for each in self.asked.snapshots if each.as_of <= self.asked.snapshot.as_of]
        counted = [{row[0]: row[1] for row in self.values[each.pk] if row[0] in HISTORY} for each in days]
        return [(each.as_of, *map(found.get, HISTORY)) for each, found in zip(days, counted, strict=True)]

    @property
    def exits_plan(self):
        return self.sheet.figures[HISTORY[0]].goal

    @property
    def plan_told(self):
        """How many persons were to leave poverty, in words."""
        plan = target_text(self.sheet.figures[HISTORY[0]])
        return _("计划未下达") if self.exits_plan is None else _("计划 %(number)s 人") % {"number": plan}

    @property
    def exits_points(self):
        """(day, persons): what the chart draws, for paper."""
        return [(day, persons) for day, persons, _households in self.exits]

    @property
    def exits_chart(self):
        return charts.exits_by_month(*map(list, zip(*self.exits_points, strict=True)), self.exits_plan)

    @cached_property
    def money(self):
        """(stage's indicator code, fen) from allotted to spent, fiscal and sector money of the year."""
        appropriated, spent = (self.sheet.figures[f"funds.{code}"].row for code in ("appropriated", "spent"))
        return [
            ("allotted", spent.denominator),
            ("appropriated", appropriated.numerator),
            ("spent", spent.numerator),
        ]

    @property
    def money_chart(self):
        return charts.money_by_stage([_("下达"), _("下拨"), _("支出")], [fen for _stage, fen in self.money])

    @cached_property
    def is_blank(self):
        """Whether nothing of the year could be scored yet (scorecard.looking)."""
        return self.sheet.whole.score is None

    @property
    def has_records(self):
        """Whether anything of a year is on record of which nothing could be scored. Asked of a blank year alone."""
        return not is_blank(At(self.asked.snapshot.year, self.asked.snapshot.as_of), self.asked.area)

    @property
    def has_tasks(self):
        """Whether the year has tasks, if only those that it took over at its opening."""
        return Target.objects.filter(year=self.asked.snapshot.year).within(self.asked.area).exists()

    @property
    def overdue_then(self):
        """The overdue findings of the snapshot's day, where they are not as many as those of now; else None."""
        row = None if self.is_blank else self.sheet.figures["supervision.overdue"].row
        return None if row is None or row.numerator in (None, self.decisions.overdue) else row.numerator

    @cached_property
    def whose(self):
        """Whose findings are overdue: the townships with the most of them."""
        return self.decisions.whose_overdue(self.townships)
