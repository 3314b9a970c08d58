"""The pages of a ranking as it stands now: the whole, one unit, two to four side by side."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from kangle.accounts.roles import Capability
from kangle.areas.models import Area
from kangle.common.reading import at_one_moment, one_moment
from kangle.exchange.facts import room_menu
from kangle.rankings import explaining, paper
from kangle.rankings.asking import Choice
from kangle.rankings.choices import choices_of
from kangle.rankings.leaving import answer_file, answer_print
from kangle.rankings.live import board_of
from kangle.rankings.wording import lines_of, losses_heading, n_heading, names_told, reason_text, rule_sentences
from kangle.scorecard.readings import sheet_of

MENU = [
    ("rankings:ranking", gettext_lazy("现在的排名")),
    ("rankings:published", gettext_lazy("已发布的排名")),
    ("rankings:verify", gettext_lazy("核验")),
]
ROWS_A_PAGE = 200
FEWEST, MOST = 2, 4


@dataclass
class Shown:
    """A ranking as one person sees it: places are the whole county's, the rows those of the person's own area."""

    choice: Choice

    def __post_init__(self):
        self.board = board_of(self.choice)
        self.before = self.choice.before()
        own = max((self.choice.request.user.area.path, self.choice.asked.area.path), key=len)
        self.rows = [row for row in self._ordered() if row["code"].startswith(own)]
        self.is_part = len(self.rows) < len(self.board.rows)

    def _ordered(self):
        placed = self.board.placed
        if self.choice.worst_first:
            placed = sorted(placed, key=lambda row: (-row["place"], row["code"]))
        return placed + self.board.unplaced

    def lines(self, rows):
        """The Lines of some of the rows, with what they lost."""
        before = {row["code"]: row["place"] for row in self.before.document["result"]} if self.before else None
        board = self.board
        return lines_of(
            board.with_costs(rows), board.units, board.rule, names_told(board.rule), before=before, values=board.values
        )

    @property
    def of(self):
        return len(self.board.placed)

    @property
    def unpublishable(self):
        """Why this ranking cannot be published, in a sentence; "" where it can."""
        return "" if self.board.placed else _("没有一个单位有名次，没有可以发布的排名：记录太少，还评不了分。")


@require_GET
def ranking(request):
    """排名: everybody at a level by one thing, with places, movement, and what each lost and where; a page, a print or a file."""
    if request.GET.get("export"):
        return _file(request)
    return _print(request) if "print" in request.GET else _page(request)


@at_one_moment
def _page(request):
    choice = Choice(request)
    context = {
        "choice": choice,
        "asked": choice.asked,
        "area": choice.asked.area,
        "options": choices_of(choice),
        "menu": room_menu(request, MENU),
    }
    if choice.lacking:
        return render(request, "rankings/ranking.html", context | {"title": _("排名")})
    shown = Shown(choice)
    number = min(max(int(page) if (page := request.GET.get("page", "")).isdecimal() else 1, 1), 10**6)
    first = (number - 1) * ROWS_A_PAGE
    context |= _table(choice, shown, shown.lines(shown.rows[first : first + ROWS_A_PAGE]))
    context |= {
        "title": choice.title,
        "shown": shown,
        "rule": shown.board.rule,
        "pages": range(1, -(-len(shown.rows) // ROWS_A_PAGE) + 1),
        "page_number": number,
        "may_export": request.user.may(Capability.EXPORT),
        "published": choice.published(),
        "may_publish": request.user.may(Capability.PUBLISH) and not shown.is_part,
    }
    return render(request, "rankings/ranking.html", context)


def _table(choice, shown, lines):
    """What the table of some lines is shown with."""
    rule = shown.board.rule
    return {
        "placed": [line for line in lines if line.place],
        "unplaced": [line for line in lines if not line.place],
        "villages": choice.is_of_villages,
        "has_before": shown.before,
        "with_values": rule.get("kind") == "indicator",
        "n_heading": n_heading(rule),
        "losses_heading": losses_heading(rule),
        "sentences": rule_sentences(rule),
        "scheme": choice.scheme,
    }


def _all_of(request):
    """(Choice, Shown) of a ranking that is taken away; 404 where there is none."""
    choice = Choice(request)
    if choice.lacking:
        raise Http404(choice.lacking)
    return choice, Shown(choice)


def _file(request):
    """The ranking as it is shown, whole, as a file."""
    if not request.user.may(Capability.EXPORT):
        raise PermissionDenied
    with one_moment():
        choice, shown = _all_of(request)
        names, options = names_told(shown.board.rule), _options(choice, shown)
        rows = [paper.values_of(line, names, choice.scheme, **options) for line in shown.lines(shown.rows)]
        table = _paper(choice, shown)
    return answer_file(request, request.GET["export"], table, rows, **_told(choice, shown))


@at_one_moment
def _print(request):
    """The ranking as it is shown, whole, to be printed from the browser."""
    choice, shown = _all_of(request)
    context = _table(choice, shown, shown.lines(shown.rows))
    context |= {"back": request.path + choice.query(), "xlsx": request.path + choice.export_xlsx}
    return answer_print(request, _paper(choice, shown), context, **_told(choice, shown))


def _options(choice, shown):
    """Which columns the ranking has on paper."""
    with_values = shown.board.rule.get("kind") == "indicator"
    return {"with_values": with_values, "with_words": choice.scheme is not None, "levels_up": choice.level == "village"}


def _paper(choice, shown):
    """The ranking as a table on paper, without its rows."""
    rule, facts = shown.board.rule, [(_("按"), choice.subject_name), (_("参加排名"), str(shown.of))]
    return paper.table_of(rule, names_told(rule), facts, choice.title, choice.as_of, **_options(choice, shown))


def _told(choice, shown):
    """Of where, of which year and under which conditions the ranking is."""
    return {"area": choice.asked.area, "year": choice.year, "conditions": choice.conditions(shown.board.rule)}


def _visible_row(choice, shown, code):
    """The row of a unit the person may see, by its code; 404 where there is none."""
    row = next((row for row in shown.board.rows if row["code"] == code), None)
    if row is None or not code.startswith(choice.request.user.area.path):
        raise Http404(_("这个排名里没有这个单位，或者它不在您的地区。"))
    return row


@require_GET
@at_one_moment
def unit(request, code):
    """One unit: why it stands where it stands, what would change its place, where it stood before."""
    choice = Choice(request, unit=code)
    if choice.lacking:
        raise Http404(choice.lacking)
    shown = Shown(choice)
    row = _visible_row(choice, shown, code)
    area = Area.objects.get(path=code)
    sheet = sheet_of(choice.snapshot, area) if choice.kind == "score" else None
    above = explaining.next_above(shown.board, row)
    line = shown.lines([row])[0]
    context = {
        "choice": choice,
        "asked": choice.asked,
        "area": area,
        "title": _("%(unit)s：为什么是这个名次") % {"unit": line.unit["name"]},
        "line": line,
        "of": shown.of,
        "n_heading": n_heading(shown.board.rule),
        "above": above and (shown.board.units[above["code"]], above, above["score"] - row["score"]),
        "above_is_visible": above and above["code"].startswith(request.user.area.path),
        "gains": explaining.gains_of(shown.board, row, sheet) if sheet else [],
        "over_time": explaining.places_over_time(choice, area) if choice.kind == "score" else [],
        "published": explaining.published_places(choice, code),
        "reason": reason_text(row["reason"]),
        "sentences": rule_sentences(shown.board.rule),
    }
    return render(request, "rankings/unit.html", context)


@require_GET
@at_one_moment
def compare(request):
    """Two to four units side by side: their places, and what each has and lost in every part."""
    choice = Choice(request)
    if choice.lacking:
        raise Http404(choice.lacking)
    shown, codes = Shown(choice), list(dict.fromkeys(request.GET.getlist("unit")))
    context = {"choice": choice, "asked": choice.asked, "area": choice.asked.area, "title": _("并排比较")}
    if not FEWEST <= len(codes) <= MOST:
        told = {"number": len(codes)}
        context["sentence"] = _("选了 %(number)s 个单位：请在排名里勾选二至四个，再按“并排比较”。") % told
        return render(request, "rankings/compare.html", context, status=422)
    lines = shown.lines([_visible_row(choice, shown, code) for code in codes])
    lost = [dict.fromkeys(line.full, 0) | {loss.code: loss for loss in line.losses} for line in lines]
    context |= {
        "lines": lines,
        "of": shown.of,
        "with_values": shown.board.rule.get("kind") == "indicator",
        "n_heading": n_heading(shown.board.rule),
        "parts": [(name, [each.get(code) for each in lost]) for code, name in names_told(shown.board.rule).items()],
    }
    return render(request, "rankings/compare.html", context)
