"""The first account of a new county, made on the server."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_it_prints_a_password_that_lets_in(small_county, client):
    printed = StringIO()
    call_command("first_administrator", "li.xiaomei", "李晓梅", stdout=printed)
    password = printed.getvalue().split()[-1]
    client.post(reverse("accounts:login"), {"username": "li.xiaomei", "password": password})
    assert "一次性密码" in client.get(reverse("accounts:password")).content.decode()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["李晓梅", "李晓梅"], "拼音"),
        (["li.xiaomei", "李", "--area", "999999"], "load_areas"),
        (["li", "李", "--area", "622922100"], "县"),
    ],
)
def test_a_wrong_argument_is_one_sentence_and_exit_2(small_county, arguments, sentence):
    with pytest.raises(CommandError) as refused:
        call_command("first_administrator", *arguments)
    assert refused.value.returncode == 2
    assert sentence in str(refused.value) or "用户名" in str(refused.value)
