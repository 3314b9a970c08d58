"""The first account of a new county, made on the server."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from kangle.accounts.models import User
from kangle.audit.models import Entry

pytestmark = pytest.mark.django_db


def made(*arguments):
    """What the command prints for an administrator of the small county."""
    printed = StringIO()
    call_command("create_administrator", *arguments, stdout=printed)
    return printed.getvalue()


def test_it_prints_a_password_that_lets_in(small_county, client):
    password = made("li.xiaomei", "李晓梅").split("：")[-1].strip()
    client.post(reverse("accounts:login"), {"username": "li.xiaomei", "password": password})
    assert "一次性密码" in client.get(reverse("accounts:password")).content.decode()


def test_the_password_is_kept_nowhere_and_the_act_is_audited(small_county):
    password = made("li.xiaomei", "李晓梅").split("：")[-1].strip()
    entry = Entry.objects.get(model="accounts.user")
    assert entry.actor_name == "服务器命令"
    assert password not in str(entry.after)
    assert User.objects.get(username="li.xiaomei").must_change_password


def test_a_second_one_must_be_asked_for(small_county):
    made("li.xiaomei", "李晓梅")
    with pytest.raises(CommandError, match="--another") as refused:
        made("wang.dali", "王大力")
    assert refused.value.returncode == 2
    made("wang.dali", "王大力", "--another")
    assert User.objects.filter(role="administrator").count() == 2


def test_one_who_was_switched_off_stands_in_nobodys_way(small_county):
    made("li.xiaomei", "李晓梅")
    User.objects.update(is_active=False)
    assert "王大力" in made("wang.dali", "王大力")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["李晓梅", "李晓梅"], "小写拼音字母"),
        (["Li.Xiaomei", "李晓梅"], "小写拼音字母"),
        (["li.xiaomei", "李晓梅", "--area", "999999"], "load_areas"),
        (["li.xiaomei", "李晓梅", "--area", "622922100"], "应当是一个县"),
        (["taken", "李晓梅"], "已有人用"),
    ],
)
def test_a_wrong_argument_is_one_sentence_and_exit_2(small_county, arguments, sentence):
    User.objects.create_user("taken", "x", name="先来的", role="official", area=small_county.county)
    with pytest.raises(CommandError, match=sentence) as refused:
        made(*arguments)
    assert refused.value.returncode == 2
    assert User.objects.count() == 1


def test_a_name_is_asked_for(small_county):
    with pytest.raises(CommandError, match="姓名") as refused:
        made("li.xiaomei", " ")
    assert refused.value.returncode == 2
    assert not User.objects.exists()
