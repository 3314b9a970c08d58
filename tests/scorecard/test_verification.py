"""What stops a snapshot from being published, each broken on purpose; the last published one goes on being served."""

import datetime
from fractions import Fraction

import pytest

from funds.models import Allotment, Channel, Document
from kangle.scorecard import actions
from kangle.scorecard.actions import recompute
from kangle.scorecard.counting import COLUMNS
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.models import Snapshot, Value
from kangle.scorecard.readings import sheet_of
from kangle.scorecard.verification import Unverified
from tests.county import household
from villages.models import Profile

pytestmark = pytest.mark.django_db
YEAR_END = datetime.date(2015, 12, 31)


@pytest.fixture
def county(small_county):
    household(small_county.banpo, 1)
    return small_county


def compute(county, **more):
    return recompute(county.county, year=2015, as_of=YEAR_END, **more)


def refused(county):
    """The faults for which a recompute is refused; asserts that nothing of it is left."""
    before = list(Snapshot.objects.values_list("pk", flat=True))
    with pytest.raises(Unverified) as caught:
        compute(county)
    assert list(Snapshot.objects.values_list("pk", flat=True)) == before
    return " ".join(caught.value.faults)


def after(step, spoil):
    """A step of the engine that does its work and then has it spoilt."""
    real = getattr(actions, step)

    def spoilt(*arguments, **more):
        result = real(*arguments, **more)
        spoil(result)
        return result

    return spoilt


def test_a_missing_row(county, monkeypatch):
    compute(county)

    def lose_one(_result):
        Value.objects.filter(snapshot__published_at=None, area=county.banpo, indicator="methods.ranked").delete()

    monkeypatch.setattr(actions, "_write", after("_write", lose_one))
    fault = refused(county)
    assert str(7 * len(CATALOGUE)) in fault
    assert str(7 * len(CATALOGUE) - 1) in fault


def test_a_share_of_more_than_the_whole(county):
    profile = Profile.objects.create(
        village=county.banpo,
        year=2015,
        recorded_on=YEAR_END,
        terrain="hill",
        households=1,
        persons=3,
        rural_persons=3,
    )
    fault = refused(county)
    assert "targeting.incidence" in fault
    assert "贫困发生率" in fault

    Profile.objects.filter(pk=profile.pk).update(persons=4, rural_persons=4)
    assert compute(county).published_at


def test_a_share_without_a_whole_is_no_fault(county):
    """Poor persons where no profile says how many live there: not applicable, and the other villages are not held up by it."""
    snapshot = compute(county)
    value = Value.objects.get(snapshot=snapshot, area=county.banpo, indicator="targeting.incidence")
    assert (value.numerator, value.denominator, value.score) == (4, 0, None)


def test_a_share_of_what_only_some_villages_have_told_is_none(county, as_person, people):
    """Two villages have poor persons, one has entered its 村情: neither 4 / 4 nor a stop, whichever was entered first."""
    household(county.fengtai, 2)
    told = {"year": 2015, "recorded_on": YEAR_END, "terrain": "hill", "households": 1, "persons": 4, "rural_persons": 4}
    Profile.objects.create(village=county.banpo, **told)
    snapshot = compute(county)
    values = Value.objects.filter(snapshot=snapshot, indicator="targeting.incidence")
    found = {value.area_id: (value.numerator, value.denominator, value.target) for value in values}
    assert found[county.county.pk] == (8, 4, None)
    assert (found[county.banpo.pk], found[county.fengtai.pk]) == ((4, 4, 300), (4, 0, None))
    assert sheet_of(snapshot, county.county).figures["targeting.incidence"].value is None
    page = as_person(people.county_officer).get("/scorecard/indicators/targeting.incidence/").content.decode()
    assert "8 人，基数不全" in page and "有计入数的 2 个村里，有基数的 1 个" in page

    Profile.objects.create(village=county.fengtai, **told | {"persons": 12, "rural_persons": 12})
    assert sheet_of(compute(county), county.county).figures["targeting.incidence"].value == Fraction(8, 16)


def test_a_sum_that_does_not_add_up(county, monkeypatch):
    column = COLUMNS[CATALOGUE["targeting.persons"].numerator]

    def count_twice(totals):
        totals[county.county.pk][column] += 4

    monkeypatch.setattr(actions, "roll_up", after("roll_up", count_twice))
    assert "targeting.persons 汇总为 8，各地区之和为 4" in refused(county)


def test_a_record_that_lies_outside_the_county(county, monkeypatch):
    def stray(counted):
        counted[0][county.prefecture.pk] = [0] * len(COLUMNS)

    monkeypatch.setattr(actions, "count", after("count", stray))
    assert f"有记录落在{county.prefecture.name}" in refused(county)


def allot(county, yuan):
    """Fiscal money for the county: within a year it may grow by any sum, and may not lose more than a fifth unexplained."""
    channel, _made = Channel.objects.get_or_create(code="central", group="fiscal")
    document, _made = Document.objects.get_or_create(area=county.county, number="1号", on=YEAR_END)
    Allotment.objects.create(document=document, channel=channel, area=county.county, on=YEAR_END, amount_fen=yuan * 100)


def test_a_fall_from_the_last_published_night(county):
    allot(county, 1000)
    compute(county)
    Allotment.objects.update(amount_fen=799_00)
    assert "财政扶贫资金 由 1,000元 变为 799元，超过 20%" in refused(county)
    assert compute(county, accept_leaps=True).published_at  # somebody has looked


def test_a_change_within_belief_is_no_leap(county):
    allot(county, 1000)
    compute(county)
    Allotment.objects.update(amount_fen=800_00)
    assert compute(county).published_at
    allot(county, 9000)
    assert compute(county).published_at


def test_the_faults_name_figure_and_area_and_are_not_without_end(county):
    for village in (county.fengtai, county.gaolinwan):
        household(village, village.pk)
        Profile.objects.create(
            village=village, year=2015, recorded_on=YEAR_END, terrain="hill", households=1, persons=1, rural_persons=1
        )
    with pytest.raises(Unverified) as caught:
        compute(county)
    assert 3 <= len(caught.value.faults) <= 20
    assert any(f"{county.fengtai.parent}{county.fengtai}的贫困发生率" in fault for fault in caught.value.faults)
