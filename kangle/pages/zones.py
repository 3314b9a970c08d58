"""片区: the townships that a county leader or a zone cadre answers for, side by side: how they stand, and what waits in each."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Substr
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kangle.areas.models import Area
from kangle.common.reading import at_one_moment
from kangle.exchange.counted import Listed
from kangle.pages.decisions import OF_TOWNSHIPS
from kangle.programme.items import GROUPS, ITEM, TOTAL
from kangle.scorecard.asked import Asked
from kangle.scorecard.boards import moved
from kangle.scorecard.models import Score
from kangle.supervision.models import Zone, ZoneDuty


@dataclass(frozen=True)
class Line:
    """One township: who answers for it, its marks now by code, the change of the whole, its worst item, and what waits there.

    `waits` is [(what, how many, the address that lists just these)] in the order of OF_TOWNSHIPS.
    """

    township: Area
    cadre: object
    marks: dict
    change: float | None
    waits: list

    @property
    def whole(self):
        return self.marks.get(TOTAL)

    @property
    def groups(self):
        return [(group.name, self.marks.get(group.code)) for group in GROUPS]

    @property
    def worst(self):
        """(item, mark) of the lowest score; None where nothing is judged."""
        judged = [(ITEM[code], mark) for code, mark in self.marks.items() if code in ITEM and mark.score is not None]
        return min(judged, key=lambda each: each[1].score, default=None)


@require_GET
@at_one_moment
def zones(request):
    """The county's zones; whoever leads one, or is the cadre of one, is led to his own."""
    seen = Zone.objects.visible_to(request.user).select_related("leader", "area").order_by("area__path", "name", "pk")
    if "all" not in request.GET and (own := _own(request.user, seen)):
        return redirect(own)
    today = timezone.localdate()
    duties = ZoneDuty.objects.held(today).filter(zone__in=seen).select_related("cadre", "township").order_by("township__path")
    of = {}
    for duty in duties:
        of.setdefault(duty.zone_id, {}).setdefault(duty.cadre, []).append(duty.township)
    context = {
        "title": _("片区"),
        "area": request.user.area,
        "zones": [(zone, list(of.get(zone.pk, {}).items())) for zone in seen],
    }
    return render(request, "pages/zones.html", context)


def _own(user, seen):
    """The address of the zone whose leader or cadre the person is; None for everybody else."""
    led = seen.filter(leader__user=user).first()
    if led:
        return reverse("pages:zone", args=[led.pk])
    duty = ZoneDuty.objects.held(timezone.localdate()).filter(cadre__user=user, zone__in=seen).first()
    return duty and f"{reverse('pages:zone', args=[duty.zone_id])}?cadre={duty.cadre_id}"


@require_GET
@at_one_moment
def zone(request, pk):
    """One zone's townships, worst first; `?cadre=` narrows to those of one of its cadres."""
    found = Zone.objects.visible_to(request.user).filter(pk=pk).select_related("leader", "area").first()
    if found is None:
        raise Http404(_("没有这个片区，或者它不在您的地区。"))
    held = ZoneDuty.objects.held(timezone.localdate()).filter(zone=found).select_related("cadre", "township")
    duties = list(held.order_by("township__path"))
    cadres = list(dict.fromkeys(duty.cadre for duty in duties))
    chosen = next((cadre for cadre in cadres if str(cadre.pk) == request.GET.get("cadre")), None)
    wanted = Asked(request, found.area)
    lines = _lines(wanted, [duty for duty in duties if chosen in (None, duty.cadre)])
    context = {
        "title": found.name if chosen is None else _("%(zone)s · %(cadre)s") % {"zone": found.name, "cadre": chosen},
        "area": found.area,
        "zone": found,
        "asked": wanted,
        "scheme": wanted.snapshot and wanted.snapshot.scheme,
        "cadres": [(cadre, cadre == chosen) for cadre in cadres],
        "chosen": chosen,
        "lines": lines,
        "waiting": [(words, sum(line.waits[place][1] for line in lines)) for place, (words, *_list) in enumerate(OF_TOWNSHIPS)],
    }
    return render(request, "pages/zone.html", context)


def _lines(wanted, duties):
    townships = [duty.township for duty in duties]
    marks, waits = _marks(wanted, townships), _waits(wanted.request.user, wanted.area, townships)
    now, before = (snapshot and snapshot.pk for snapshot in (wanted.snapshot, wanted.snapshot and wanted.before))
    lines = []
    for duty in duties:
        mine, earlier = (marks.get((snapshot, duty.township_id), {}) for snapshot in (now, before))
        change = moved(mine.get(TOTAL), earlier.get(TOTAL))
        lines.append(Line(duty.township, duty.cadre, mine, change, waits[duty.township_id]))
    return sorted(lines, key=lambda line: (not line.whole or line.whole.score is None, line.whole and line.whole.score or 0))


def _marks(wanted, townships):
    """{(snapshot key, township key): {code: Score}} of the snapshot asked for and the last month-end. One query."""
    snapshots = [each for each in (wanted.snapshot, wanted.snapshot and wanted.before) if each]
    found = {}
    for mark in Score.objects.filter(snapshot__in=snapshots, area__in=townships):
        found.setdefault((mark.snapshot_id, mark.area_id), {})[mark.code] = mark
    return found


def _waits(user, county, townships):
    """{township key: [(what, how many, address)]}; each kind is counted once for all of them, by its own list."""
    today, length = timezone.localdate(), Area.CODE_LENGTH[Area.Level.TOWNSHIP]
    found = {township.pk: [] for township in townships}
    for words, name, conditions in OF_TOWNSHIPS:
        rows = Listed.of(name, county, **conditions(today)).rows(user)
        path = f"{rows.area_lookup}__path"
        counted = rows.order_by().annotate(zone_path=Substr(path, 1, length)).values_list("zone_path").annotate(n=Count("pk"))
        numbers = Counter(dict(counted))
        for township in townships:
            address = Listed.of(name, township, **conditions(today)).address(user)
            found[township.pk].append((words, numbers[township.path[:length]], address))
    return found
