"""What a year still lacks is said where it is opened, where it stands, and to who enters it; a link leads nobody to a refusal."""

import pytest
from django.urls import reverse

from kangle.accounts.keeping import keepers
from kangle.accounts.roles import Role
from kangle.programme.models import ExitStandard, Period, PovertyLine
from tests import county as small

pytestmark = pytest.mark.django_db
LINES = "/admin/programme/povertyline/"


@pytest.fixture
def office(small_county, as_person):
    return as_person(small.person("office", "马会芳", Role.POVERTY_OFFICE, small_county.county))


@pytest.fixture
def keeper(small_county):
    return small.person("keeper", "李晓梅", Role.ADMINISTRATOR, small_county.county)


def test_whoever_may_not_enter_a_line_is_told_who_does(office):
    page = office.get(reverse("pages:open-year")).content.decode()
    assert "2016 年度还缺：贫困线、退出标准（户）、退出标准（村）" in page
    assert "请系统管理员在“记录维护”里录入。" in page
    assert LINES not in page


@pytest.mark.parametrize("state", Period.State)
def test_an_open_year_says_what_it_lacks_and_a_closed_one_no_more(state, office):
    PovertyLine.objects.all().delete()
    Period.objects.update(state=state)
    page = office.get(reverse("pages:years")).content.decode()
    assert ("2015 年度还缺：贫困线" in page) == (state == Period.State.OPEN)


def test_the_administrator_finds_at_home_what_is_his_to_enter(keeper, as_person):
    PovertyLine.objects.all().delete()
    page = as_person(keeper).get(reverse("accounts:list")).content.decode()
    assert "2015 年度还缺" in page
    assert f'<a href="{LINES}">贫困线</a>' in page
    assert "请系统管理员" not in page


def test_nothing_is_said_where_nothing_is_lacking(keeper, office, as_person):
    for subject in ("household", "village"):
        standard, _made = ExitStandard.objects.get_or_create(year=2015, subject=subject, defaults={"source": "县扶贫办"})
        standard.conditions.get_or_create(number=1, defaults={"text": "人工认定", "test": "manual"})
    PovertyLine.objects.get_or_create(year=2015, kind="national", defaults={"source": "县扶贫办", "amount_fen": 2800_00})
    assert "年度还缺" not in office.get(reverse("pages:years")).content.decode()
    assert "年度还缺" not in as_person(keeper).get(reverse("accounts:list")).content.decode()


def test_keepers_are_named_by_their_roles():
    assert keepers(PovertyLine, ExitStandard) == "系统管理员"
    assert keepers(Period) == "扶贫办"


def test_a_standard_that_asks_for_nothing_is_none(office):
    """One without a condition would be met by everybody."""
    ExitStandard.objects.all().delete()
    before = ExitStandard.objects.create(year=2014, subject="household", source="县扶贫办")
    before.conditions.create(number=1, text="不愁吃", test="food")
    ExitStandard.objects.create(year=2015, subject="household", source="县扶贫办")
    assert ExitStandard.objects.of(2015, "household") == before
    assert ExitStandard.objects.of(2015, "village") is None
    assert "退出标准（户）" in office.get(reverse("pages:years")).content.decode()
