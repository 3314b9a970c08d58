"""An administrator keeps the accounts of his area: created, corrected, reset, switched off, unlocked, all on record."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from kangle.accounts.actions import one_time_password
from kangle.accounts.models import User
from kangle.accounts.roles import Role
from kangle.audit.models import Entry
from kangle.procedures.methods import put_shipped
from tests import county as small

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(small_county):
    return small.person("li.xiaomei", "李晓梅", Role.ADMINISTRATOR, small_county.county)


@pytest.fixture
def client_of_keeper(keeper, as_person):
    return as_person(keeper)


@pytest.fixture
def ma(small_county):
    return small.person("ma.haixia", "马海霞", Role.TASK_FORCE, small_county.fengtai)


def form(where, **changes):
    return {"username": "yang.li", "name": "杨丽", "role": "task-force", "area": where.pk, "phone": "19912345678", **changes}


def shown_password(answer):
    return re.search(r'id="one-time-password">([^<]+)<', answer.content.decode())[1]


def sign_in(username, password):
    client = Client()
    client.post(reverse("accounts:login"), {"username": username, "password": password})
    return client


def test_a_new_account_signs_in_with_the_password_shown_once(client_of_keeper, small_county):
    answer = client_of_keeper.post(reverse("accounts:create"), form(small_county.gaolinwan))
    password = shown_password(answer)
    user = User.objects.get(username="yang.li")
    assert user.must_change_password
    assert answer["Cache-Control"].count("no-store") == 1
    assert password not in client_of_keeper.get(reverse("accounts:edit", args=[user.pk])).content.decode()
    forced = sign_in("yang.li", password).get(reverse("accounts:password"))
    assert "一次性密码" in forced.content.decode()


def test_creating_is_on_record_without_the_password(client_of_keeper, small_county):
    password = shown_password(client_of_keeper.post(reverse("accounts:create"), form(small_county.gaolinwan)))
    entry = Entry.objects.get(act=Entry.Act.CREATE)
    assert (entry.actor_name, entry.object_name) == ("李晓梅", "杨丽")
    assert "password" not in entry.after
    assert password not in str(entry.after)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"area": ""}, "“地区”还没有选：请选一项。"),
        ({"role": "township"}, "“乡镇扶贫工作站”的地区应当是一个乡镇，而高林湾村是村。"),
        ({"role": "finance"}, "“财政”的地区应当是一个县，而高林湾村是村。"),
        ({"username": "杨丽"}, "用户名以小写拼音字母开头"),
        ({"username": "ma.haixia"}, "“用户名”写的是“ma.haixia”：已经有一条这样的记录"),
        ({"phone": "abc"}, "电话只写数字"),
        ({"access_from": "2015-06-01", "access_until": "2015-01-01"}, "任职止不能早于任职起"),
    ],
)
def test_bad_input_is_answered_with_a_sentence_and_nothing_is_lost(client_of_keeper, small_county, ma, changes, sentence):
    answer = client_of_keeper.post(reverse("accounts:create"), form(small_county.gaolinwan, **changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="杨丽"' in answer.content.decode()
    assert not User.objects.filter(name="杨丽").exists()


def test_an_administrator_reaches_only_his_own_area(client_of_keeper, small_county):
    elsewhere = small.area("622923", "永靖县", "county")
    stranger = small.person("wang.fang", "王芳", Role.FINANCE, elsewhere)
    for page in ("edit", "reset", "switch", "unlock"):
        path = reverse(f"accounts:{page}", args=[stranger.pk])
        assert client_of_keeper.post(path, {}).status_code == 404
    refused = client_of_keeper.post(reverse("accounts:create"), form(elsewhere, role="finance"))
    assert refused.status_code == 422
    assert "永靖" not in client_of_keeper.get(reverse("accounts:list")).content.decode()


def test_a_reset_ends_running_sessions_and_forces_a_new_password(client_of_keeper, ma):
    running = sign_in("ma.haixia", small.PASSWORD)
    assert running.get(reverse("accounts:password")).status_code == 200
    password = shown_password(client_of_keeper.post(reverse("accounts:reset", args=[ma.pk])))
    assert running.get(reverse("accounts:password")).status_code == 302
    assert sign_in("ma.haixia", small.PASSWORD).get(reverse("accounts:password")).status_code == 302
    assert "一次性密码" in sign_in("ma.haixia", password).get(reverse("accounts:password")).content.decode()


def test_switching_off_ends_running_sessions_and_on_lets_in_again(client_of_keeper, ma):
    running = sign_in("ma.haixia", small.PASSWORD)
    client_of_keeper.post(reverse("accounts:switch", args=[ma.pk]), {"on": "no"})
    assert running.get(reverse("accounts:password")).status_code == 302
    client_of_keeper.post(reverse("accounts:switch", args=[ma.pk]), {"on": "yes"})
    assert sign_in("ma.haixia", small.PASSWORD).get(reverse("accounts:password")).status_code == 200


def test_unlocking_lets_a_locked_person_in_at_once(client_of_keeper, ma):
    client = Client()
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        client.post(reverse("accounts:login"), {"username": "ma.haixia", "password": "falsch"})
    assert "马海霞（ma.haixia）多次输错密码" in client_of_keeper.get(reverse("accounts:list")).content.decode()
    client_of_keeper.post(reverse("accounts:unlock", args=[ma.pk]))
    assert client.post(reverse("accounts:login"), {"username": "ma.haixia", "password": small.PASSWORD}).status_code == 302


@pytest.mark.parametrize("changes", [{"role": "finance"}, {"access_until": "2015-01-01"}], ids=["other role", "post long ended"])
def test_nobody_shuts_himself_out(client_of_keeper, keeper, small_county, changes):
    sent = {**form(small_county.county, name="李晓梅", role="administrator"), **changes}
    answer = client_of_keeper.post(reverse("accounts:edit", args=[keeper.pk]), sent)
    assert "关在门外" in answer.content.decode()
    keeper.refresh_from_db()
    assert keeper.role == Role.ADMINISTRATOR
    assert keeper.in_post


@pytest.mark.parametrize("page", ["switch", "reset"])
def test_nobody_switches_off_or_resets_himself(client_of_keeper, keeper, page):
    client_of_keeper.post(reverse(f"accounts:{page}", args=[keeper.pk]), {"on": "no"})
    keeper.refresh_from_db()
    assert keeper.is_active
    assert keeper.check_password(small.PASSWORD)


def test_an_edit_is_saved_and_on_record(client_of_keeper, ma, small_county):
    sent = form(small_county.banpo, username="ignored", name="马海霞", unit="县林业局")
    client_of_keeper.post(reverse("accounts:edit", args=[ma.pk]), sent)
    ma.refresh_from_db()
    assert (ma.username, ma.area, ma.unit) == ("ma.haixia", small_county.banpo, "县林业局")
    assert Entry.objects.get(act=Entry.Act.CHANGE).before["unit"] == ""


def test_the_list_filters_searches_masks_and_exports(client_of_keeper, ma, small_county):
    User.objects.filter(pk=ma.pk).update(phone="19912345678")
    path = reverse("accounts:list")
    page = client_of_keeper.get(path).content.decode()
    assert "马海霞" in page
    assert "199****5678" in page
    assert "马海霞" not in client_of_keeper.get(path, {"role": "finance"}).content.decode()
    assert "马海霞" in client_of_keeper.get(path, {"q": "丰台"}).content.decode()
    exported = b"".join(client_of_keeper.get(path, {"export": "csv"})).decode("utf-8-sig")
    assert "马海霞" in exported
    assert "19912345678" not in exported


def test_the_administrators_history_tells_of_accounts_alone(client_of_keeper, ma, small_county):
    small.household(small_county.gaolinwan, 1)
    Entry.objects.create(
        actor_name="杨文斌", act="change", model="households.member", object_name="马一", area_path="622922100200"
    )
    client_of_keeper.post(reverse("accounts:switch", args=[ma.pk]), {"on": "no"})
    page = client_of_keeper.get(reverse("accounts:history")).content.decode()
    assert "停用" in page
    assert "马一" not in page


def test_history_is_of_ones_own_area_and_masked(people, as_person):
    home = {"model": "households.member", "act": "change", "actor_name": "杨文斌"}
    numbers = {"before": {"identity_number": "622999200001011234"}, "after": {"identity_number": "622999200001015678"}}
    Entry.objects.create(**home, **numbers, object_name="马一", area_path="622922100200")
    Entry.objects.create(**home, object_name="马二", area_path="622922101200")
    page = as_person(people.township_officer).get(reverse("accounts:history")).content.decode()
    assert "马一" in page
    assert "马二" not in page
    assert "622999********1234 → 622999********5678" in page
    assert "622999200001011234" not in page


def test_passwords_are_long_and_never_the_same():
    made = {one_time_password() for _each in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"[a-z]{4}-[2-9]{4}-[a-z]{4}", password) for password in made)


def test_departments_that_cases_wait_for_without_an_account_are_named_with_a_way_to_make_one(client_of_keeper, small_county):
    put_shipped()
    page = client_of_keeper.get(reverse("accounts:list"))
    names = [name for name, _address in page.context["unmanned"]]
    assert "县公安局" in names and "县水务局" in names and len(names) == len(set(names))
    address = dict(page.context["unmanned"])["县公安局"]
    assert address.replace("&", "&amp;") in page.content.decode()
    form = client_of_keeper.get(address).context["form"]
    assert (form["role"].value(), form["unit"].value(), form["area"].value()) == (
        Role.DEPARTMENT,
        "县公安局",
        str(small_county.county.pk),
    )
    typed = {"role": form["role"].value(), "unit": "公安局", "area": form["area"].value(), "username": "gongan", "name": "丁某"}
    client_of_keeper.post(address, typed)  # written without the county before it, it is the same
    assert "县公安局" not in dict(client_of_keeper.get(reverse("accounts:list")).context["unmanned"])
    nonsense = reverse("accounts:create") + "?role=emperor&area=x&unit=" + "局" * 300
    assert client_of_keeper.get(nonsense).status_code == 200


def test_the_choice_of_an_area_says_which_role_takes_it(client_of_keeper, small_county):
    page = client_of_keeper.get(reverse("accounts:create")).content.decode()
    assert "乡镇扶贫工作站选乡镇；驻村工作队选村" in page
    choices = client_of_keeper.get(reverse("accounts:create")).context["form"].fields["area"].choices
    grouped = {str(heading): [label for _value, label in areas] for heading, areas in list(choices)[1:]}
    assert grouped["村（驻村工作队）"] == ["附城镇 城南社区", "附城镇 高林湾村", "苏集镇 丰台村", "苏集镇 半坡村"]
    assert grouped["乡镇（乡镇扶贫工作站）"] == ["附城镇", "苏集镇"]
    assert '<optgroup label="村（驻村工作队）">' in page
    filled = client_of_keeper.post(reverse("accounts:create"), form(small_county.fucheng)).content.decode()
    assert f'<option value="{small_county.fucheng.pk}" selected>附城镇</option>' in filled


def test_the_list_says_of_a_locked_account_that_it_is_locked(client_of_keeper, ma):
    User.objects.filter(pk=ma.pk).update(must_change_password=True)
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        sign_in(ma.username, "falsch")
    listed = reverse("accounts:list")
    rows = client_of_keeper.get(listed, {"state": "locked"}).context["table"].page_rows(0, 9)
    assert [(row["username"], row["state"]) for row in rows] == [(ma.username, "locked")]
    assert "已锁定" in client_of_keeper.get(listed).content.decode()
    client_of_keeper.post(reverse("accounts:unlock", args=[ma.pk]))
    assert client_of_keeper.get(listed, {"state": "locked"}).context["total"] == 0


def test_the_administrator_is_not_sent_to_himself(client_of_keeper, ma, as_person):
    refused = client_of_keeper.get(reverse("households:list"))
    assert refused.status_code == 403
    assert "您的岗位不包括这项操作" in refused.content.decode()
    assert "联系系统管理员" not in refused.content.decode()
    assert "联系系统管理员" in as_person(ma).get(reverse("accounts:list")).content.decode()
