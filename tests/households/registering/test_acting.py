"""What was decided before is put down as one act, and taken back as one; what was built upon it stays."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from households.models import Doubt, Household, Member, Registration, StatusEvent
from households.registering.acting import OthersByNow, register
from households.registering.undoing import undo, undoable
from households.registering.weighing import weigh
from kangle.audit.actions import save
from kangle.audit.models import Entry
from kangle.jobs.models import Run
from kangle.jobs.work import work_off
from kangle.programme.actions import set_state
from kangle.programme.models import Period
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
    assert (made.undone_by, made.undo_reason, made.households, made.taken_back) == ("马志明", "日期登记错了", 3, 3)
    parts = Entry.objects.parts_of(made.undo_key)
    assert {(part.act, part.before["on"], part.reason) for part in parts} == {("delete", "2014-06-01", "日期登记错了")}
    whole = Entry.objects.whole().get(model="households.registration", act="change")
    assert (whole.after["taken_back"], whole.reason) == (3, "日期登记错了")
    with pytest.raises(ValidationError, match="没有可以撤销的"):
        undo(made, by=people.county_officer, reason="再撤一次")
    again = put_down(identify(small_county.county), people.county_officer)
    assert again.households == 3


def test_what_was_built_upon_stays_until_that_is_taken_back(small_county, people):
    home, left, told, asked_about = (brought(small_county.gaolinwan, number) for number in (1, 2, 3, 4))
    made = put_down(identify(small_county.county), people.county_officer)
    gone = put_down(leave(small_county.county, left), people.county_officer)
    event = told.events.get()
    event.reason = "核对过"
    save(event, by=people.county_officer)
    opened(asked_about, "removal", people.village_worker)
    assert undoable(made).staying == {
        "后来又有“脱贫”（2014-12-20）。": [f"马一（{left.number}）"],
        "后来又改过，改过的没有动。": [f"马一（{told.number}）"],
        "有办件在办：请先办结或撤回。": [f"马一（{asked_about.number}）"],
    }
    assert undo(made, by=people.county_officer, reason="日期登记错了") == 1
    assert standing([home, left, told, asked_about]) == [None, "exited", "identified", "identified"]
    assert undo(gone, by=people.county_officer, reason="日期登记错了") == 1
    assert undo(made, by=people.county_officer, reason="日期登记错了") == 1
    made.refresh_from_db()
    assert made.taken_back == 2 and standing([left]) == [None]


def test_what_a_split_brought_along_stays(small_county, people):
    house = family(small_county.gaolinwan, 1)
    house.home.events.all().delete()
    made = put_down(identify(small_county.county), people.county_officer)
    split_off(house, people)
    assert list(undoable(made).staying) == ["分户时已随原户带到新户。"]
    with pytest.raises(ValidationError, match="没有可以撤销的"):
        undo(made, by=people.county_officer, reason="日期登记错了")


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


def joined(homes):
    """{name: the day on which he joined} of who came with the registration of the first of some households."""
    return dict(homes[0].members.order_by("pk").values_list("name", "joined_on"))


def test_who_came_with_the_registration_belongs_from_its_day(small_county, people, brought_along):
    """A workbook without 加入日期 says the day in hand: the household would be one of nobody on the day of its own event."""
    late, bride = datetime.date(2015, 11, 20), brought_along[0].members.get(name="马四")
    Member.objects.update(joined_on=late)
    Member.objects.filter(household=brought_along[0], name="马三").update(born_on=datetime.date(2014, 9, 1))
    Member.objects.filter(pk=bride.pk).update(joined_by="03")
    asked = identify(small_county.county)
    weighed = weigh(asked)
    assert (weighed.joining, weighed.persons, weighed.persons_now) == (11, 10, 12)  # one is born since, one came by marriage
    made = put_down(asked, people.county_officer)
    assert joined(brought_along) == {"马一": DAY, "马二": DAY, "马三": datetime.date(2014, 9, 1), "马四": late}
    assert Entry.objects.parts_of(made.key).filter(model="households.member", act="change").count() == 11
    save_as(brought_along[0].members.get(name="马二"), datetime.date(2014, 7, 1), people.county_officer)
    undo(made, by=people.county_officer, reason="日期登记错了")
    assert joined(brought_along) == {"马一": late, "马二": datetime.date(2014, 7, 1), "马三": late, "马四": late}


def save_as(member, day, by):
    member.joined_on = day
    save(member, by=by)


def test_what_a_closed_year_has_counted_stays(small_county, people, brought_along):
    late = datetime.date(2016, 3, 1)
    Member.objects.update(joined_on=late)
    Period.objects.create(area=small_county.county, year=2016)
    set_state(small_county.period, state="closed", by=people.county_officer, reason="年终")
    asked = identify(small_county.county)
    assert weigh(asked).joining == 0
    put_down(asked, people.county_officer)
    assert set(joined(brought_along).values()) == {late}
    assert standing(brought_along) == ["identified"] * 3
