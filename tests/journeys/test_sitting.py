"""A sitting that ends while a form is filled in at a desk: after signing in again the form comes back with what was typed."""

import pytest
from django.contrib.sessions.models import Session

from kangle.accounts.models import User
from kangle.accounts.roles import Role
from projects.models import Step
from tests import county as small
from tests.facts import facts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BACK = "text=登录超时前没有存上的内容已放回原处"


@pytest.fixture
def administrator(small_county):
    return small.person("wang.wei", "王维", Role.ADMINISTRATOR, small_county.county)


@pytest.fixture
def department(small_county):
    return small.person("jiao.tong", "交通局", Role.DEPARTMENT, small_county.county)


def sign_in_again(page, user):
    page.wait_for_selector("text=刚才填的内容没有保存，但还在这个窗口里")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", small.PASSWORD)
    page.click("form:has([name=password]) [type=submit]")


def test_a_form_of_the_site_comes_back_and_is_saved_once(live, administrator, small_county):
    page = live.sign_in(administrator, to="/accounts/new/")
    page.fill("[name=username]", "he.ping")
    page.fill("[name=name]", "何平")
    page.select_option("[name=role]", Role.INSPECTOR.value)
    Session.objects.all().delete()
    page.click("main form [type=submit]")
    sign_in_again(page, administrator)
    page.wait_for_selector(BACK)
    assert (page.input_value("[name=username]"), page.input_value("[name=name]")) == ("he.ping", "何平")
    assert page.input_value("[name=role]") == Role.INSPECTOR.value
    assert not User.objects.filter(username="he.ping").exists()
    page.goto(page.url)
    assert page.input_value("[name=username]") == ""  # put back once, not for ever


def test_the_records_admin_brings_back_the_row_that_was_added_and_only_what_was_changed(live, department, small_county):
    project = facts(small_county.gaolinwan).project
    page = live.sign_in(department, to=f"/admin/projects/project/{project.pk}/change/")
    before = Step.objects.filter(project=project).count()
    page.locator("#steps-group .add-row a").click()
    page.fill(f"[name=steps-{before}-note]", "开工令已下")
    page.fill("[name=why]", "补记开工")
    type(project).objects.filter(pk=project.pk).update(name="别人刚改的名称")
    Session.objects.all().delete()
    page.click("[name=_save]")
    sign_in_again(page, department)
    page.wait_for_selector(BACK)
    assert page.input_value(f"[name=steps-{before}-note]") == "开工令已下"
    assert page.input_value("[name=why]") == "补记开工"
    assert page.input_value("[name=name]") == "别人刚改的名称"


def test_a_choice_that_was_looked_up_comes_back(live, people, small_county):
    home = small.household(small_county.gaolinwan, 1)
    page = live.sign_in(people.village_worker, to="/admin/households/measure/add/")
    page.locator(".field-household .select2-selection").click()
    page.keyboard.type(home.number[:8])
    page.locator(".select2-results__option", has_text=home.number).click()
    page.fill("[name=amount_fen]", "350.50")
    Session.objects.all().delete()
    page.click("[name=_save]")
    sign_in_again(page, people.village_worker)
    page.wait_for_selector(BACK)
    assert page.input_value("[name=household]") == str(home.pk)
    assert home.number in page.inner_text(".field-household .select2-selection")
    assert page.input_value("[name=amount_fen]") == "350.50"


def test_somebody_else_who_signs_in_reads_nothing_of_it(live, administrator, people):
    page = live.sign_in(administrator, to="/accounts/password/")
    page.goto(f"{live.url}/accounts/new/")
    page.fill("[name=name]", "何平")
    Session.objects.all().delete()
    page.click("main form [type=submit]")
    other = small.person("li.na", "李娜", Role.ADMINISTRATOR, administrator.area)
    sign_in_again(page, other)
    page.wait_for_url("**/accounts/new/")
    assert page.input_value("[name=name]") == ""
    assert page.evaluate("sessionStorage.getItem('kangle-sitting')") is None


def test_a_form_that_lost_its_sitting_to_another_window_comes_back(live, administrator):
    page = live.sign_in(administrator, to="/accounts/new/")
    page.fill("[name=name]", "何平")
    live.context.clear_cookies(name="csrftoken")
    live.forgive("403")
    page.click("main form [type=submit]")
    page.click("text=回到刚才的页面，放回填的内容")
    page.wait_for_selector(BACK)
    assert page.input_value("[name=name]") == "何平"
