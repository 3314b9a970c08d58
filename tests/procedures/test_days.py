"""What a method's days count, on the way of a case: calendar or working days, and a year whose days off nobody has on record."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kangle.accounts.roles import Role
from kangle.audit.models import Entry
from kangle.procedures.actions import take
from kangle.procedures.codes import Act, ItemKind
from kangle.procedures.models import Item, Notice
from kangle.procedures.notices import put_up
from kangle.procedures.restating import restate
from tests import county as small
from tests.procedures.walking import answered, method, opened
from tests.programme.test_workdays import MADE_UP_2027, OFF_2027

pytestmark = pytest.mark.django_db
DAY = datetime.date


@pytest.fixture
def working():
    """The removal's days are working days: its notice and its steps."""
    Item.objects.filter(group__method=method("removal"), days__isnull=False).update(counts="working")


@pytest.fixture
def today(monkeypatch):
    """A function that makes it a day."""
    return lambda day: monkeypatch.setattr(timezone, "localdate", lambda *_any: day)


def hung_case(home, people, on):
    case = opened(home, "removal", people.village_worker)
    answered(case, people.village_worker)
    notice = put_up([case], place="村务公开栏", starts_on=on, by=people.village_worker)
    return case, notice


def submit(case, people):
    take(case, act=Act.SUBMITTED, by=people.village_worker, reason="已核实")


@pytest.mark.parametrize(("begins", "ends"), [(DAY(2015, 9, 29), DAY(2015, 10, 14)), (DAY(2016, 2, 5), DAY(2016, 2, 19))])
def test_a_notice_of_working_days_ends_by_the_published_days_off(working, home, people, today, begins, ends):
    today(begins)
    case, notice = hung_case(home, people, begins)
    assert (notice.ends_on, str(notice.span)) == (ends, "7 个工作日")
    today(ends)
    with pytest.raises(ValidationError, match=f"到 {ends} 为止"):
        submit(case, people)
    today(ends + datetime.timedelta(days=1))
    submit(case, people)


def test_a_notice_of_calendar_days_counts_every_day(home, people, today):
    today(DAY(2015, 9, 29))
    _case, notice = hung_case(home, people, DAY(2015, 9, 29))
    assert (notice.ends_on, str(notice.span)) == (DAY(2015, 10, 5), "7 天（自然日）")


def test_a_level_is_given_working_days_where_its_method_says_so(working, home, people, today):
    today(DAY(2015, 9, 29))
    case, _notice = hung_case(home, people, DAY(2015, 9, 29))
    assert case.due_on == DAY(2015, 10, 26)  # fifteen of them, seven days off between
    today(DAY(2015, 10, 15))
    submit(case, people)
    case.refresh_from_db()
    assert case.due_on == DAY(2015, 10, 29)


@pytest.fixture
def untold(working, home, people, today):
    """A case and its notice that would end in 2027, of which no days off are on record."""
    today(DAY(2026, 12, 28))
    case, notice = hung_case(home, people, DAY(2026, 12, 28))
    return case, notice


def test_an_end_in_a_year_not_on_record_is_not_guessed_and_the_gate_says_so(untold, people, today):
    case, notice = untold
    assert (notice.ends_on, case.due_on) == (None, None)
    today(DAY(2027, 2, 1))
    with pytest.raises(ValidationError, match="何时期满还不能确定.*2027 年的放假安排还没有录入"):
        submit(case, people)
    with pytest.raises(ValidationError, match="还没有期满：不用再张贴"):
        put_up([case], place="村口", starts_on=DAY(2027, 2, 1), by=people.village_worker)


def test_pages_and_lists_say_that_an_end_cannot_be_told(untold, people, as_person):
    case, notice = untold
    client = as_person(people.county_officer)
    for address in (reverse("procedures:case", args=[case.pk]), reverse("procedures:notice", args=[notice.pk])):
        page = client.get(address).content.decode()
        assert "7 个工作日，到哪天为止还不能确定" in page and "2027 年的放假安排还没有录入" in page
    for name in ("procedures:notices", "procedures:list"):
        assert "还不能确定" in client.get(reverse(name)).content.decode()
    village = client.get(reverse("pages:village-at-work", args=[case.area.code])).content.decode()
    assert "止期还不能确定" in village


def test_the_poverty_office_enters_the_year_and_every_end_is_told(untold, people, as_person, today):
    case, notice = untold
    client, address = as_person(people.county_officer), reverse("pages:work-calendar", args=[2027])
    assert address in client.get(reverse("pages:work-calendars")).content.decode()
    typed = {"source": "国办发明电〔2026〕1号", "days_off": OFF_2027, "make_up_days": MADE_UP_2027}
    assert client.post(address, typed).status_code == 302
    notice.refresh_from_db(), case.refresh_from_db()
    assert (notice.ends_on, case.due_on) == (DAY(2027, 1, 7), DAY(2027, 1, 19))
    assert Entry.objects.of(notice).filter(reason="按放假安排重新推算").exists()
    today(DAY(2027, 1, 8))
    submit(case, people)


def test_a_corrected_year_moves_what_still_runs_and_nothing_that_is_over(untold, small_county, people, as_person, today):
    _case, notice = untold
    client, address = as_person(people.county_officer), reverse("pages:work-calendar", args=[2027])
    typed = {"source": "通知", "days_off": OFF_2027, "make_up_days": MADE_UP_2027}
    client.post(address, typed)
    client.post(address, {**typed, "days_off": OFF_2027 + "\n1-4"})
    notice.refresh_from_db()
    assert notice.ends_on == DAY(2027, 1, 8)
    today(DAY(2027, 1, 11))
    client.post(address, typed)
    notice.refresh_from_db()
    assert notice.ends_on == DAY(2027, 1, 8)
    assert restate(small_county.county, by="定时任务") == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"days_off": OFF_2027, "make_up_days": ""}, "二者选一"),
        ({"days_off": OFF_2027, "make_up_days": MADE_UP_2027, "none_made_up": "on"}, "二者选一"),
        ({"days_off": "国庆节", "none_made_up": "on"}, "看不懂“国庆节”"),
        ({"days_off": OFF_2027, "none_made_up": "on", "source": ""}, "依据"),
    ],
)
def test_what_is_wrong_with_an_arrangement_is_said_and_what_was_typed_is_kept(untold, people, as_person, typed, words):
    answer = as_person(people.county_officer).post(
        reverse("pages:work-calendar", args=[2027]), {"source": "通知", "make_up_days": "", **typed}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and typed["days_off"].splitlines()[0] in page
    assert Notice.objects.get().ends_on is None


def test_only_the_poverty_office_enters_a_year_and_none_that_is_published(people, as_person):
    entering = reverse("pages:work-calendar", args=[timezone.localdate().year + 1])
    assert as_person(people.township_officer).get(entering).status_code == 403
    assert as_person(people.township_officer).get(reverse("pages:work-calendars")).status_code == 200
    assert as_person(people.county_officer).get(reverse("pages:work-calendar", args=[2016])).status_code == 404


def test_lists_put_an_end_that_nobody_can_tell_last(untold, people, as_person):
    _case, notice = untold
    days = {"starts_on": DAY(2026, 12, 1), "ends_on": DAY(2026, 12, 7)}
    told = Notice.objects.create(area=notice.area, kind="exit", level="village", place="另一处", **days)
    client = as_person(people.county_officer)
    for sort in ("ends_on", "-ends_on"):
        page = client.get(reverse("procedures:notices"), {"sort": sort}).content.decode()
        assert page.index(told.place) < page.index("还不能确定")


def test_whoever_keeps_methods_says_what_days_count(db, as_person, small_county):
    administrator = small.person("li.xiaomei", "李晓梅", Role.ADMINISTRATOR, small_county.county)
    group = method("131").groups.get(title="三级审核")
    client, path = as_person(administrator), reverse("admin:procedures_itemgroup_change", args=[group.pk])
    page = client.get(path)
    formset = page.context["inline_admin_formsets"][0].formset
    assert formset.empty_form["counts"].value() == ""  # nothing is chosen for a new item
    notice = Item(group=group, number=9, kind=ItemKind.PUBLICITY, text="公示", days=7, counts="")
    with pytest.raises(ValidationError, match="还要选自然日还是工作日"):
        notice.full_clean()
