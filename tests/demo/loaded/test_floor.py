"""What the bench measures the engine against does the same work: SQL alone writes the same figures, scores and places."""

from kangle.areas.models import Area
from kangle.demo.bench.floor import recompute_in_sql
from kangle.demo.county import COUNTY
from kangle.scorecard.models import Score, Snapshot, Value
from tests.demo.loaded.counted import END

VALUES = ("area", "indicator", "numerator", "denominator", "target", "score", "rank", "of")
SCORES = ("area", "code", "score", "rank", "of", "veto")


def contents(snapshot):
    return {
        model: set(model.objects.filter(snapshot=snapshot).values_list(*fields))
        for model, fields in ((Value, VALUES), (Score, SCORES))
    }


def test_sql_alone_writes_the_very_rows_of_the_engine(demo):
    county = Area.objects.by_code(COUNTY)
    engine = contents(Snapshot.objects.get(area=county, as_of=END, published_at__isnull=False))
    floor = contents(recompute_in_sql(county, year=END.year, as_of=END))
    for model, rows in engine.items():
        assert len(rows) > 3000
        assert sorted(rows ^ floor[model], key=str)[:6] == []
