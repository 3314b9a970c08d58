"""The gap matrix (缺什么建什么): villages down, works across, in each cell how far the gap is filled."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise

from kangle.areas.models import Area
from projects.models import UNITS, Gap, Works
from projects.tables import GAP_STATES
from villages.models import Facility

# The worst first: of several gaps of one kind in a village, the cell tells the one that is least helped.
WORST_FIRST = list(GAP_STATES)
# The works of which the village's own sheet says whether they are there. A nursery school is no share of children who go to one.
FOUND_AS = {
    Works.WATER: Facility.Kind.TAP_WATER,
    Works.ROAD: Facility.Kind.PAVED_ROAD,
    Works.VILLAGE_OFFICE: Facility.Kind.VILLAGE_OFFICE,
    Works.CLINIC: Facility.Kind.CLINIC,
    Works.STAGE: Facility.Kind.STAGE,
    Works.POWER: Facility.Kind.POWER,
    Works.HOUSING: Facility.Kind.SAFE_HOUSING,
    Works.INDUSTRY: Facility.Kind.INDUSTRY,
    Works.BROADBAND: Facility.Kind.BROADBAND,
}


@dataclass(frozen=True)
class Cell:
    """One kind of works in one village: its state, how many units are lacking in all, and the word and tone it is shown in.

    Without a state no gap is registered: only where the facility `is_there` in full does that mean that nothing is lacking.
    """

    works: str
    state: str = ""
    quantity: int = 0
    is_there: bool = False

    @property
    def word(self) -> str | Promise:
        return GAP_STATES[self.state][0] if self.state else ""

    @property
    def unit(self):
        return UNITS[self.works]

    @property
    def tone(self):
        return GAP_STATES[self.state][1] if self.state else ""


def matrix(gaps, *, state=""):
    """The rows of the matrix for a queryset of gaps, as of today: (columns, rows, totals).

    Columns are the kinds of works that some village lacks, as (code, label); each row is (village, cells in that order);
    totals count the cells by state. With `state` only villages with a cell in that state are rows. Three queries.
    """
    today = timezone.localdate()
    cells = {}
    found = gaps.with_state(today).order_by("village__path").values_list("village", "works", "state", "quantity")
    for village, works, how_far, quantity in found:
        old = cells.setdefault(village, {}).get(works, Cell(works, how_far))
        worse = min(old.state, how_far, key=WORST_FIRST.index)
        cells[village][works] = Cell(works, worse, old.quantity + quantity)
    if state:
        cells = {village: row for village, row in cells.items() if any(cell.state == state for cell in row.values())}
    columns = [(code, label) for code, label in Works.choices if any(code in row for row in cells.values())]
    villages = Area.objects.select_related("parent").in_bulk(cells)
    there = set(Facility.objects.filter(village__in=cells).as_of(today).met().filter(of__gt=0).values_list("village", "kind"))

    def cell(village, code):
        return cells[village].get(code) or Cell(code, is_there=(village, FOUND_AS.get(code)) in there)

    rows = [(villages[key], [cell(key, code) for code, _label in columns]) for key in cells]
    totals = {code: sum(cell.state == code for row in cells.values() for cell in row.values()) for code in WORST_FIRST}
    return columns, rows, totals


def gaps_seen(user, area):
    """The gaps a person sees in an area."""
    seen = Gap.objects.visible_to(user)
    return seen if area is None else seen.within(area)
