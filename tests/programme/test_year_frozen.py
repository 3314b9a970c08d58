"""What a closed year was judged and scored by stays as it was; and it is closed with its last figures."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kangle.accounts.roles import Role
from kangle.audit.actions import delete, record, save
from kangle.programme.actions import set_state
from kangle.programme.models import ExitCondition, ExitStandard, Period, PovertyLine
from kangle.scorecard.actions import recompute
from kangle.scorecard.closing import altered_since
from kangle.scorecard.indicators import CATALOGUE
from kangle.scorecard.models import Scheme, Snapshot, Weight
from tests import county as facts
from villages.models import Target

pytestmark = pytest.mark.django_db
END = datetime.date(2015, 12, 31)


@pytest.fixture
def closed(small_county):
    """2015 scored and closed, 2016 open, each with its line and standard."""
    facts.household(small_county.gaolinwan, 1, exited_on=datetime.date(2015, 11, 20))
    for year in (2015, 2016):
        PovertyLine.objects.create(year=year, kind="national", amount_fen=2855_00, source="文件")
    standard = ExitStandard.objects.create(year=2014, subject="household", source="文件")
    ExitCondition.objects.create(standard=standard, number=1, text="收入", test="income")
    ExitStandard.objects.create(year=2016, subject="household", source="文件")
    recompute(small_county.county, year=2015, as_of=END)
    set_state(small_county.period, state=Period.State.CLOSED, by="县扶贫办", reason="年终")
    Period.objects.create(area=small_county.county, year=2016)
    return small_county


def altered(record, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    return save(record, by="县扶贫办", reason="改")


def refused_writes():
    """(what is tried, a function that does it)"""
    line, standard = PovertyLine.objects.get(year=2015), ExitStandard.objects.get(year=2014)
    condition, scheme = standard.conditions.get(), Scheme.objects.get()
    return {
        "line": lambda: altered(line, amount_fen=1),
        "line deleted": lambda: delete(line, by="县扶贫办"),
        "second line": lambda: altered(PovertyLine(year=2015, kind="provincial", amount_fen=9, source="文件")),
        "standard moved": lambda: altered(standard, year=2013),
        "standard deleted": lambda: delete(standard, by="县扶贫办"),
        "standard put between": lambda: altered(ExitStandard(year=2015, subject="household", source="文件")),
        "condition": lambda: altered(condition, test="food"),
        "condition added": lambda: altered(ExitCondition(standard=standard, number=2, text="吃穿", test="food")),
        "threshold": lambda: altered(scheme, attained_from=8000),
        "weight": lambda: altered(Weight(scheme=scheme, code="planning", weight=9)),
    }


KINDS = ("line", "line deleted", "second line", "standard moved", "standard deleted", "standard put between", "condition")


@pytest.mark.parametrize("what", [*KINDS, "condition added", "threshold", "weight"])
def test_what_a_closed_year_was_judged_by_is_not_altered_in_place(closed, what):
    with pytest.raises(ValidationError, match="2015 年度"):
        refused_writes()[what]()


def test_an_open_year_s_own_line_and_standard_may_be_corrected_and_a_source_always(closed):
    altered(PovertyLine.objects.get(year=2016), amount_fen=2952_00)
    altered(ExitStandard.objects.get(year=2016), source="新文件")
    altered(PovertyLine.objects.get(year=2015), source="国办发〔2015〕1号", provisional=False)
    altered(Scheme.objects.get(), name="第一版")
    altered(Scheme(version=2, name="第二版", source="文件", in_force_from=datetime.date(2016, 1, 1)))


def test_the_records_admin_says_why_and_keeps_what_was_typed(closed, as_person):
    keeper = facts.person("guan.liyuan", "管理员", Role.ADMINISTRATOR, closed.county)
    line = PovertyLine.objects.get(year=2015)
    address = reverse("admin:programme_povertyline_change", args=[line.pk])
    sent = {"year": 2015, "kind": "national", "amount_fen": "3000", "source": "文件", "why": "改"}
    page = as_person(keeper).post(address, sent).content.decode()
    assert "2015 年度已关闭" in page and "3000" in page
    line.refresh_from_db()
    assert line.amount_fen == 2855_00


def test_a_year_is_closed_with_what_was_altered_since_the_last_snapshot(small_county, people):
    home = facts.household(small_county.gaolinwan, 1, exited_on=datetime.date(2015, 11, 20))
    first = recompute(small_county.county, year=2015, as_of=END)
    save(Target(area=small_county.county, year=2015, kind="exit-persons", quantity=5, set_on=END), by=people.county_officer)
    set_state(small_county.period, state=Period.State.CLOSED, by=people.county_officer, reason="年终")
    last = Snapshot.objects.published().get(area=small_county.county, year=2015)
    assert last.pk != first.pk and home.pk
    assert last.values.get(area=small_county.county, indicator="outcomes.persons-exited").target == 5


def test_only_what_figures_are_computed_from_counts_as_altered(small_county, people):
    snapshot = recompute(small_county.county, year=2015, as_of=END)
    keeper = facts.person("guan.liyuan", "管理员", Role.ADMINISTRATOR, small_county.county)
    record(by=keeper, act="create", on=people.village_worker, reason="新建账号")
    record(by=keeper, act="change", on=keeper, reason="本人修改密码")
    record(by=keeper, act="decide", on=small_county.period, reason="开启")
    assert not altered_since(small_county.period, snapshot).exists()
    line = PovertyLine.objects.create(year=2015, kind="national", amount_fen=2855_00, source="文件")
    record(by=keeper, act="create", on=line)
    save(Target(area=small_county.county, year=2015, kind="exit-persons", quantity=5, set_on=END), by=people.county_officer)
    assert set(altered_since(small_county.period, snapshot).values_list("model", flat=True)) == {
        "programme.povertyline",
        "villages.target",
    }


def test_an_empty_county_is_told_of_no_changes_before_its_year_is_closed(small_county, people, as_person):
    save(Target(area=small_county.county, year=2015, kind="exit-persons", quantity=5, set_on=END), by=people.county_officer)
    poverty_office = facts.person("fu.pinban", "扶贫办", Role.POVERTY_OFFICE, small_county.county)
    page = as_person(poverty_office).get(reverse("pages:year-state", args=[2015])).content.decode()
    assert "还没有发布过评分数据" in page and "次修改" not in page


def test_a_year_that_was_not_altered_is_closed_as_it_stands(small_county):
    first = recompute(small_county.county, year=2015, as_of=END)
    set_state(small_county.period, state=Period.State.CLOSED, by="县扶贫办", reason="年终")
    assert Snapshot.objects.published().get(area=small_county.county, year=2015).pk == first.pk


def test_a_snapshot_keeps_the_versions_of_its_indicators_and_the_page_says_when_they_are_older(small_county, people, as_person):
    facts.household(small_county.gaolinwan, 1, exited_on=datetime.date(2015, 11, 20))
    snapshot = recompute(small_county.county, year=2015, as_of=END)
    assert snapshot.versions == {code: each.version for code, each in CATALOGUE.items()}
    address = "/scorecard/indicators/supervision.overdue/"
    client = as_person(people.county_officer)
    assert "版算的" not in client.get(address).content.decode()
    Snapshot.objects.update(versions=snapshot.versions | {"supervision.overdue": 1})
    assert "按第 1 版算的" in client.get(address).content.decode()
