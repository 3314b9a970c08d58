"""The sample accounts of the demo county."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from kangle.accounts.models import User
from kangle.accounts.placement import LEVEL_OF_ROLE
from kangle.accounts.roles import Role
from kangle.demo.accounts import PASSWORD, SAMPLE_ACCOUNTS, create_sample_accounts
from tests import county as small

pytestmark = pytest.mark.django_db


def test_there_is_one_for_every_role_and_a_second_task_force_elsewhere(small_county):
    users = create_sample_accounts(small_county.county)
    assert {user.role for user in users} == set(Role.values)
    townships = {user.area.path[:9] for user in users if user.role == Role.TASK_FORCE}
    assert len(townships) == 2
    assert all(user.area.level == LEVEL_OF_ROLE[user.role] for user in users)


def test_each_signs_in_with_the_printed_password_and_need_not_change_it(small_county, client):
    create_sample_accounts(small_county.county)
    for sample in SAMPLE_ACCOUNTS:
        client.post(reverse("accounts:login"), {"username": sample.username, "password": PASSWORD})
        assert client.get(reverse("accounts:password")).context["user"].username == sample.username
        assert "一次性密码" not in client.get(reverse("accounts:password")).content.decode()
        client.post(reverse("accounts:logout"))


def test_creating_them_again_restores_them(small_county):
    create_sample_accounts(small_county.county)
    User.objects.filter(username="ducha").update(is_active=False)
    create_sample_accounts(small_county.county)
    assert User.objects.filter(is_active=True).count() == len(SAMPLE_ACCOUNTS)


def test_the_command_prints_everyone(small_county):
    small.household(small_county.gaolinwan, 1)  # invented people make it the demo
    create_sample_accounts(small_county.county)
    printed = StringIO()
    call_command("sample_accounts", stdout=printed)
    assert all(sample.username in printed.getvalue() for sample in SAMPLE_ACCOUNTS)
    assert PASSWORD in printed.getvalue()


def test_the_command_refuses_where_the_people_are_real(small_county):
    create_sample_accounts(small_county.county)
    with pytest.raises(CommandError) as refused:
        call_command("sample_accounts")
    assert refused.value.returncode == 2
    assert "demo" in str(refused.value)
