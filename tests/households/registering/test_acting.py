"""What was decided before is put down as one act, and taken back as one; what was built upon it stays."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from households.models import Doubt, Household, Registration, StatusEvent
from households.registering.acting import OthersByNow, register, undo
from households.registering.weighing import weigh
from kangle.audit.actions import save
from kangle.audit.models import Entry
from kangle.jobs.models import Run
from kangle.jobs.work import work_off
from kangle.programme.actions import set_state
from tests.households.family.homes import family
from tests.households.family.test_dividing import split_off
from tests.households.registering.brought import DAY, DOCUMENT, EXIT_DAY, brought, identify, leave, put_down
from tests.procedures.walking import opened

pytestmark = pytest.mark.django_db


def standing(homes, on=EXIT_DAY):
    rows = Household.objects.with_status(on).filter(pk__in=[home.pk for home in homes]).order_by("pk")
    return list(rows.values_list("status", flat=True))


def test_one_act_of_many_parts(small_county, people, brought_along):
    made = put_down(identify(small_county.county), people.county_officer)
    assert (made.households, made.by_name, made.document) == (3, "马志明", DOCUMENT)
    assert standing(brought_along) == ["identified"] * 3
    events = StatusEvent.objects.filter(registration=made)
    assert {(event.on, event.reason, event.procedure, event.case_id) for event in events} == {(DAY, DOCUMENT, "身份补登", None)}
    parts = Entry.objects.parts_of(made.key)
    assert [(part.act, part.object_name, part.reason) for part in parts[:1]] == [("create", "马一 识别 2014-06-01", DOCUMENT)]
    assert sorted(part.area_path for part in parts) == ["622922100200", "622922100200", "622922101200"]
    assert parts[0].after["household"] == brought_along[0].pk
    whole = Entry.objects.whole().get(model="households.registration")
    assert (whole.act, whole.after["households"], whole.area_path, whole.reason) == ("load", 3, "622922", DOCUMENT)


def test_then_those_of_them_who_have_left(small_county, people, brought_along):
    put_down(identify(small_county.county), people.county_officer)
    made = put_down(leave(small_county.county, *brought_along[:2]), people.county_officer)
    assert standing(brought_along) == ["exited", "exited", "identified"]
    assert made.kind == "exited"


def test_what_was_not_seen_is_not_written(small_county, people, brought_along):
    asked = identify(small_county.county)
    seen = weigh(asked).digest
    brought(small_county.banpo, 7)
    with pytest.raises(OthersByNow):
        register(asked, digest=seen, document=DOCUMENT, by=people.county_officer)
    assert standing(brought_along) == [None] * 3 and not Registration.objects.exists()
    register(asked, digest=weigh(asked).digest, document=DOCUMENT, by=people.county_officer)
    with pytest.raises(ValidationError, match="没有可以登记的户"):
        put_down(asked, people.county_officer)


def test_only_within_ones_own_area(small_county, people, brought_along):
    with pytest.raises(ValidationError, match="您所在的地区"):
        put_down(identify(small_county.county), people.township_officer)
    assert standing(brought_along) == [None] * 3


def test_the_checks_follow(small_county, people, brought_along):
    """A household that is poor and has nobody who answers for it is in doubt, which one without a standing is not."""
    put_down(identify(small_county.county), people.county_officer)
    assert Run.objects.get(kind="check-records").title == "身份补登后重新校验：康乐县"
    work_off("check-records")
    assert Doubt.objects.standing().filter(household__in=brought_along).exists()


def test_taken_back_as_one(small_county, people, brought_along):
    made = put_down(identify(small_county.county), people.county_officer)
    assert undo(made, by=people.county_officer, reason="日期登记错了") == 3
    made.refresh_from_db()
    assert standing(brought_along) == [None] * 3
    assert (made.undone_by, made.undo_reason, made.kept, made.households) == ("马志明", "日期登记错了", [], 3)
    parts = Entry.objects.parts_of(made.undo_key)
    assert {(part.act, part.before["on"], part.reason) for part in parts} == {("delete", "2014-06-01", "日期登记错了")}
    with pytest.raises(ValidationError, match="马志明已先撤销"):
        undo(made, by=people.county_officer, reason="再撤一次")
    again = put_down(identify(small_county.county), people.county_officer)
    assert again.households == 3


def test_what_was_built_upon_stays(small_county, people):
    home, left, told, asked_about = (brought(small_county.gaolinwan, number) for number in (1, 2, 3, 4))
    made = put_down(identify(small_county.county), people.county_officer)
    StatusEvent.objects.create(household=left, kind="exited", on=EXIT_DAY)
    event = told.events.get()
    event.reason = "核对过"
    save(event, by=people.county_officer)
    case = opened(asked_about, "removal", people.village_worker)
    assert undo(made, by=people.county_officer, reason="日期登记错了") == 1
    made.refresh_from_db()
    assert dict(made.kept) == {
        f"马一（{left.number}）": "后来又有“脱贫”（2014-12-20）：要改，先撤销后来的。",
        f"马一（{told.number}）": "后来又改过，改过的没有动。",
        f"马一（{asked_about.number}）": f"办件“{case}”在办：请先办结或撤回。",
    }
    assert standing([home, left, told, asked_about]) == [None, "exited", "identified", "identified"]


def test_what_a_split_brought_along_stays(small_county, people):
    house = family(small_county.gaolinwan, 1)
    house.home.events.all().delete()
    made = put_down(identify(small_county.county), people.county_officer)
    split_off(house, people)
    assert undo(made, by=people.county_officer, reason="日期登记错了") == 0
    made.refresh_from_db()
    assert [sentence for _whose, sentence in made.kept] == ["分户时已随原户带到新户。"]


def test_nothing_is_taken_back_from_a_closed_year(small_county, people, brought_along):
    asked = identify(small_county.county)
    made = put_down(type(asked)(asked.area, asked.kind, datetime.date(2015, 3, 1)), people.county_officer)
    set_state(small_county.period, state="closed", by=people.county_officer, reason="年终")
    with pytest.raises(ValidationError, match="2015 年度已关闭"):
        undo(made, by=people.county_officer, reason="日期登记错了")
    assert made.events.count() == 3


@pytest.mark.parametrize("reason", ["", "无", "1234"])
def test_why_is_said(small_county, people, brought_along, reason):
    made = put_down(identify(small_county.county), people.county_officer)
    with pytest.raises(ValidationError):
        undo(made, by=people.county_officer, reason=reason)
    assert made.events.count() == 3
