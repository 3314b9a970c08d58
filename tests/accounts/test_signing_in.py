"""Signing in and out, the first password, the throttle, and access that ends with the post."""

import datetime

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from kangle.accounts.models import User
from kangle.accounts.roles import Role
from kangle.areas.models import Area
from kangle.audit.models import Entry
from tests import county as small

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def ma(small_county):
    return small.person("ma.zhiming", "马志明", Role.OFFICIAL, small_county.county)


def sign_in(client, password=small.PASSWORD, username="ma.zhiming", **extra):
    return client.post(LOGIN, {"username": username, "password": password, **extra})


def test_the_page_names_the_county(small_county, client):
    assert "康乐县" in client.get(LOGIN).content.decode()


def test_without_divisions_the_page_says_what_to_do(client):
    assert not Area.objects.exists()
    page = client.get(LOGIN).content.decode()
    assert settings.KANGLE_COUNTY in page
    assert "load_areas" in page


def test_the_page_speaks_english_when_asked(small_county, client):
    client.post(reverse("set_language"), {"language": "en", "next": LOGIN})
    assert 'lang="en"' in client.get(LOGIN).content.decode()


def test_signing_in_leads_on_and_is_on_record(ma, client):
    answer = sign_in(client, next="/accounts/password/")
    assert answer.url == "/accounts/password/"
    assert Entry.objects.get(act=Entry.Act.SIGN_IN).actor_name == "马志明"


def test_an_administrator_begins_at_the_accounts(small_county, client):
    small.person("li.xiaomei", "李晓梅", Role.ADMINISTRATOR, small_county.county)
    assert sign_in(client, username="li.xiaomei").url == reverse("accounts:list")
    assert client.get("/").url == reverse("accounts:list")


def test_the_page_bears_the_sites_name_not_its_address(small_county, client):
    page = client.get(LOGIN).content.decode()
    assert "<b>康乐</b>" in page
    assert "testserver" not in page


def test_a_capital_letter_or_blank_in_the_name_does_no_harm(ma, client):
    assert sign_in(client, username=" Ma.Zhiming ").status_code == 302


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_next_never_leads_off_the_site(ma, client, target):
    assert sign_in(client, next=target).url == settings.LOGIN_REDIRECT_URL


def test_a_township_station_begins_at_what_waits_for_it(small_county, client):
    small.person("wang.xiulan", "王秀兰", Role.TOWNSHIP, small_county.fucheng)
    assert sign_in(client, username="wang.xiulan").url == reverse("procedures:queue")


def test_a_wrong_password_and_a_wrong_name_sound_alike(ma, client):
    first = sign_in(client, password="falsch").context["form"].non_field_errors()
    second = sign_in(client, username="niemand").context["form"].non_field_errors()
    assert first == second
    assert "系统管理员" in first[0]


@pytest.mark.parametrize("username", ["ma.zhiming", "niemand"])
def test_each_failure_says_how_many_are_left(ma, client, username):
    told = [sign_in(client, username=username, password="falsch").content.decode() for _attempt in range(3)]
    for page, left in zip(told, (4, 3, 2), strict=True):
        assert f"再输错 {left} 次，将暂停登录 15 分钟。" in page


def test_signing_out_takes_a_post(ma, client):
    sign_in(client)
    assert client.get(reverse("accounts:logout")).status_code == 405
    assert client.post(reverse("accounts:logout")).url == LOGIN
    assert client.get(reverse("accounts:password")).status_code == 302


def test_five_failures_lock_and_say_how_long_and_whom_to_ask(ma, client):
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        answer = sign_in(client, password="falsch")
    assert answer.status_code == 429
    assert "15 分钟" in answer.content.decode()
    assert "系统管理员" in answer.content.decode()
    assert sign_in(client).status_code == 429


def test_a_lock_holds_for_one_name_at_one_address_only(ma, small_county, client):
    small.person("shi.jianguo", "石建国", Role.INSPECTOR, small_county.county)
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, password="falsch")
    assert sign_in(client, username="shi.jianguo").status_code == 302


def test_a_success_forgets_the_failures_before_it(ma, client):
    for _round in range(2):
        for _attempt in range(settings.AXES_FAILURE_LIMIT - 1):
            assert sign_in(client, password="falsch").status_code == 200
        assert sign_in(client).status_code == 302
        client.post(reverse("accounts:logout"))


def test_a_one_time_password_opens_nothing_but_the_password_page(ma, client):
    User.objects.update(must_change_password=True)
    sign_in(client)
    assert client.get(reverse("accounts:history")).url == reverse("accounts:password")
    new = "Mei-Mima-2015"
    sent = {"old_password": small.PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("accounts:password"), sent).url == settings.LOGIN_REDIRECT_URL
    assert client.get(reverse("accounts:history")).status_code == 200


def test_the_new_password_must_be_new(ma, client):
    sign_in(client)
    sent = {"old_password": small.PASSWORD, "new_password1": small.PASSWORD, "new_password2": small.PASSWORD}
    answer = client.post(reverse("accounts:password"), sent)
    assert "新密码不能与旧密码相同" in answer.content.decode()


@pytest.mark.parametrize(
    "ended",
    [
        {"access_until": timezone.localdate() - datetime.timedelta(days=1)},
        {"access_from": timezone.localdate() + datetime.timedelta(days=1)},
        {"is_active": False},
    ],
    ids=["ended", "not begun", "switched off"],
)
def test_access_ends_with_the_post_also_within_a_session(ma, client, ended):
    sign_in(client)
    assert client.get(reverse("accounts:password")).status_code == 200
    User.objects.filter(pk=ma.pk).update(**ended)
    assert client.get(reverse("accounts:password")).status_code == 302
    assert sign_in(client).status_code == 200


def test_a_session_opens_nothing_after_its_time_or_under_a_key_that_was_never_given(ma, client):
    sign_in(client)
    assert client.get("/").status_code == 200
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(seconds=1))
    assert client.get("/").url.startswith(LOGIN)
    client.cookies[settings.SESSION_COOKIE_NAME] = own = "a" * 32
    assert client.get("/").url.startswith(LOGIN)
    sign_in(client)
    assert client.get("/").status_code == 200
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != own
    assert not Session.objects.filter(session_key=own).exists()


def test_the_last_day_of_the_post_still_counts(ma, client):
    User.objects.update(access_until=timezone.localdate())
    assert sign_in(client).status_code == 302


def test_no_password_ever_reaches_the_audit(ma, client):
    sign_in(client)
    new = "Mei-Mima-2015"
    client.post(reverse("accounts:password"), {"old_password": small.PASSWORD, "new_password1": new, "new_password2": new})
    for entry in Entry.objects.all():
        assert "password" not in {**entry.before, **entry.after}


@pytest.mark.parametrize(
    ("before", "back"),
    [
        ("http://testserver/accounts/new/?role=inspector", "/accounts/new/%3Frole%3Dinspector"),
        ("http://elsewhere.example/accounts/new/", "/"),
        ("http://[half", "/"),
        ("", "/"),
    ],
)
def test_a_write_after_the_sitting_ended_leads_back_to_its_form(client, small_county, before, back):
    answer = client.post("/accounts/new/", {"name": "何平"}, headers={"referer": before})
    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={back}")


def test_an_address_of_htmx_that_is_none_is_no_fault(client, small_county):
    answer = client.get("/households/", headers={"hx-request": "true", "hx-current-url": "http://[half"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/accounts/login/?next=/")
