"""What must hold before a snapshot may be read by anyone; every fault is named."""

from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.scorecard.counting import COLUMNS
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.models import Score, Snapshot, Value
from kangle.scorecard.wording import number_text

# In a county of a few households half of them may leave in a night; a leap is one that no few households explain.
LEAST_LEAP = 100
MOST = 20  # sentences told of one computation


class Unverified(Exception):
    """A snapshot that must not be published; `faults` is a list of sentences."""

    again = False  # the same records give the same figures: trying once more helps nobody

    def __init__(self, faults):
        self.faults = faults
        super().__init__(" ".join(str(fault) for fault in faults))


class Leapt(Unverified):
    """Nothing is wrong with a snapshot but that figures changed beyond belief: somebody has to look, and may then publish it.

    `seen`: {indicator code: [before, after]}, numerators: what he looks at.
    """

    def __init__(self, leaps):
        self.seen = {code: [old, new] for code, old, new, _sentence in leaps}
        told = [sentence for *_leap, sentence in leaps]
        super().__init__([*told[: MOST - 1], _("请核对；确认无误的，由县扶贫办在这次运行的页面上写明原因发布。")])


def verify(snapshot, tree, verdict, own, accept_leaps=False):
    """Raise Unverified unless the written snapshot is whole, within bounds, sums up, and has not leapt since the last one;
    Leapt, where it is this alone. `accept_leaps`: True, or as `Leapt.seen` what somebody has looked at and stands by; any other
    leap is one still.
    """
    faults = [
        *_complete(snapshot, tree, verdict),
        *_bounded(tree, verdict),
        *_adds_up(tree, verdict, own),
    ]
    known = accept_leaps or {}
    leaps = [] if known is True else [leap for leap in _leaps(snapshot, verdict) if known.get(leap[0]) != [leap[1], leap[2]]]
    if faults:
        raise Unverified([*faults, *(sentence for *_leap, sentence in leaps)][:MOST])
    if leaps:
        raise Leapt(leaps)


def _complete(snapshot, tree, verdict):
    """Every area has every indicator and every score, in the database."""
    for model, expected in ((Value, len(tree.areas) * len(CATALOGUE)), (Score, len(verdict.marks))):
        written = model.objects.filter(snapshot=snapshot).count()
        if written != expected:
            yield _("应写入 %(expected)d 行，实际 %(written)d 行（%(table)s）。") % {
                "expected": expected,
                "written": written,
                "table": model._meta.db_table,
            }


def _bounded(tree, verdict):
    """A share lies within 0–1 unless it is declared otherwise; with no denominator, or not of every place, there is no share."""
    named = {area.pk: area for area in tree.areas}
    for (key, code), figure in verdict.figures.items():
        indicator = CATALOGUE[code]
        if not indicator.bounded or not figure.denominator or indicator.is_unfounded(figure.numerator, figure.target):
            continue
        if not 0 <= figure.numerator <= figure.denominator:
            yield _("%(area)s的%(name)s（%(code)s）：计入数 %(top)s 超出基数 %(bottom)s。") % {
                "name": indicator.name,
                "code": code,
                "area": _name(named[key], named),
                "top": figure.numerator,
                "bottom": figure.denominator,
            }


def _name(area, named):
    """An area as a sentence names it: a village with its township, since several may bear one name."""
    return f"{named[area.parent_id]}{area}" if area.is_village else str(area)


def _adds_up(tree, verdict, own):
    """The county's sum equals the sum over all areas of what lies at each itself: nothing lost, nothing twice."""
    top = tree.areas[0].pk
    inside = set(tree.keys)
    for area in Area.objects.filter(pk__in=set(own) - inside):
        yield _("有记录落在%(area)s，不属于本县。") % {"area": area.name}
    for code, indicator in CATALOGUE.items():
        if indicator.numerator.across:
            continue
        column = COLUMNS[indicator.numerator]
        expected = sum(row[column] for row in own.values())
        found = verdict.figures[top, code].numerator
        if found != expected:
            yield _("%(code)s 汇总为 %(found)s，各地区之和为 %(expected)s。") % {
                "code": code,
                "found": found,
                "expected": expected,
            }


def _leaps(snapshot, verdict):
    """(code, before, after, sentence) of every figure with a declared swing that changed beyond belief since the last published
    night of the year.
    """
    last = (
        Snapshot.objects.published()
        .filter(area=snapshot.area, year=snapshot.year, as_of__lte=snapshot.as_of)
        .exclude(pk=snapshot.pk)
        .order_by("-as_of")
        .first()
    )
    if last is None:
        return
    before = dict(Value.objects.filter(snapshot=last, area=snapshot.area).values_list("indicator", "numerator"))
    for code, indicator in CATALOGUE.items():
        old, new = before.get(code), verdict.figures[snapshot.area_id, code].numerator
        limit = indicator.fall if indicator.fall is not None and old and new < old else indicator.swing
        if limit is None or not old or abs(new - old) < LEAST_LEAP or abs(new - old) * 100 <= limit * abs(old):
            continue
        words = {"name": indicator.name, "limit": limit}
        words |= {"old": number_text(old, indicator.unit), "new": number_text(new, indicator.unit)}
        yield code, old, new, _("%(name)s 由 %(old)s 变为 %(new)s，超过 %(limit)s%%。") % words
