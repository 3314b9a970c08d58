"""Random trees over two editions: the order of paths is the tree, and a range of paths is a subtree."""

import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kangle.areas.codes import FULL
from kangle.areas.models import Area
from tests.areas.lists import text_of

pytestmark = pytest.mark.django_db

WIDTHS = {1: 2, 2: 2, 3: 2, 4: 3, 5: 3}
# Few numbers, so that two trees share codes; 9 and 10, 19 and 90 lie where ranges of paths go wrong first. A step of nothing
# but nines ends where the letters of codes used again begin.
NUMBERS = [1, 2, 9, 10, 19, 29, 90, 98]


def steps(width):
    return st.sampled_from([*NUMBERS, 10**width - 1]).map(lambda number: f"{number:0{width}d}")


@st.composite
def trees(draw):
    """{code trimmed to its level: level}: every area but the province has its parent in it; townships may skip the county."""
    areas = {"62": 1}
    for _number in range(draw(st.integers(0, 24))):
        parent = draw(st.sampled_from([path for path, level in areas.items() if level < 5]))
        level = areas[parent] + 1
        skipped = ""
        if level == 3 and draw(st.booleans()):
            level, skipped = 4, "00"
        areas[parent + skipped + draw(steps(WIDTHS[level]))] = level
    return areas


def parent_of(path, areas):
    return max((above for above in areas if above != path and path.startswith(above)), key=len, default="")


def rows_of(areas, others):
    """The tree as lines of a list, in the order of codes; the areas in `others` have another name."""
    return [
        (
            path.ljust(FULL, "0"),
            f"{'新' if path in others else '老'}{path}",
            parent_of(path, areas).ljust(FULL, "0") if level > 1 else "",
            level,
        )
        for path, level in sorted(areas.items())
    ]


def walk(area):
    """The subtree by walking parents: the area, then each child in the order of codes, the older bearer first."""
    yield area
    for child in Area.objects.filter(parent=area).order_by("code", "edition"):
        yield from walk(child)


def load_two_editions(first, later, reused):
    """Load the tree `first`, then `later`, in which the codes of `reused` are borne by other areas."""
    with TemporaryDirectory() as folder:
        listed = Path(folder) / "reused"
        listed.write_text("\n".join(path.ljust(FULL, "0") for path in reused), encoding="utf-8")
        for year, areas, others in [(2018, first, set()), (2020, later, reused)]:
            file = Path(folder) / f"{year}.csv"
            file.write_text(text_of(rows_of(areas, others)), encoding="utf-8")
            call_command("load_areas", str(file), reused=str(listed), stdout=io.StringIO())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=trees(), second=trees(), random=st.randoms(use_true_random=False))
def test_a_range_of_paths_is_the_subtree(first, second, random):
    later = first | second
    below = sorted(set(first) - {"62"})
    with transaction.atomic():
        load_two_editions(first, later, set(random.sample(below, len(below) // 3)))
        for area in Area.objects.all():
            subtree = list(walk(area))
            assert list(Area.objects.within(area)) == sorted(subtree, key=lambda each: each.path)
            assert all(area in each.ancestors() for each in subtree[1:])
        assert Area.objects.current().count() == len(later)
        transaction.set_rollback(True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(areas=trees())
def test_the_order_of_paths_is_the_order_of_the_tree(areas):
    with transaction.atomic():
        load_two_editions(areas, areas, set())
        province = Area.objects.by_code("62".ljust(FULL, "0"))
        assert list(Area.objects.order_by("path")) == list(walk(province))
        assert all(set(Area.objects.within(area)) == set(walk(area)) for area in Area.objects.all())
        transaction.set_rollback(True)
