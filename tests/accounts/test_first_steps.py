"""A new site says what it lacks, step by step: at its start, at the sign-in, after each command."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from kangle.accounts.first_steps import next_step
from kangle.accounts.roles import Role
from kangle.programme.models import Period
from tests import county as small

pytestmark = pytest.mark.django_db
ROWS = [
    ("62", "甘肃省", "", 1),
    ("6229", "临夏回族自治州", "62", 2),
    ("622922", "康乐县", "6229", 3),
    ("622922100", "附城镇", "622922", 4),
]


def sign_in_page(client):
    return client.get(reverse("accounts:login")).content.decode()


def test_a_site_without_areas_asks_for_them(client):
    assert "manage.py load_areas" in next_step() and "manage.py load_areas" in sign_in_page(client)


def test_every_later_step_is_named_until_a_county_can_work(small_county, client):
    Period.objects.all().delete()
    assert "create_administrator 用户名 姓名 --area 622922" in next_step()
    assert "create_administrator 用户名 姓名 --area 622922" in sign_in_page(client)
    printed = StringIO()
    call_command("create_administrator", "li.xiaomei", "李晓梅", stdout=printed)
    assert "在“用户”里建立县扶贫办" in printed.getvalue()
    assert 'class="warning">康乐' not in sign_in_page(client)
    small.person("fupinban", "扶贫办", Role.POVERTY_OFFICE, small_county.county)
    assert "在“年度”里建立第一个年度" in next_step()
    Period.objects.create(area=small_county.county, year=2015)
    assert next_step() == ""


def test_the_list_of_areas_leads_to_the_next_step(tmp_path):
    lists = tmp_path / "2018.csv"
    rows = [f"{code.ljust(12, '0')},{name},{above and above.ljust(12, '0')},{level}" for code, name, above, level in ROWS]
    lists.write_text("\n".join(["code,name,parent_code,level", *rows, ""]), encoding="utf-8")
    printed = StringIO()
    call_command("load_areas", str(lists), stdout=printed)
    assert "create_administrator" in printed.getvalue()
