"""An exit standard asks for something, or it is none."""

import pytest
from django.urls import reverse

from kangle.accounts.roles import Role
from kangle.programme.models import ExitStandard
from tests import county as small

pytestmark = pytest.mark.django_db


def sent(**condition):
    rows = {f"conditions-0-{name}": value for name, value in condition.items()}
    count = {"conditions-TOTAL_FORMS": str(bool(rows) + 0), "conditions-INITIAL_FORMS": "0"}
    return {"year": "2016", "subject": "household", "source": "甘肃省", "why": "新年度"} | count | rows


def test_one_without_a_condition_is_refused_in_a_sentence(small_county, as_person):
    client = as_person(small.person("keeper", "李晓梅", Role.ADMINISTRATOR, small_county.county))
    add = reverse("admin:programme_exitstandard_add")
    page = client.post(add, sent())
    assert page.status_code == 200 and "下面至少要填 1 行" in page.content.decode()
    assert not ExitStandard.objects.filter(year=2016).exists()
    assert client.post(add, sent(number="1", text="不愁吃", test="food")).status_code == 302
    assert ExitStandard.objects.get(year=2016).conditions.count() == 1
