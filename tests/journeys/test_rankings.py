"""An inspector ranks, compares, publishes, takes the files along and verifies them."""

import pytest
from playwright.sync_api import expect

from kangle.accounts.roles import Role
from kangle.rankings.models import Publication
from kangle.scorecard.actions import recompute
from tests import browser
from tests import county as small
from tests.facts import facts
from tests.journeys.test_journeys import downloaded

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def known(lively):
    """The lively county with something on record in every village, published for two days."""
    for village in (lively.gaolinwan, lively.fengtai, lively.banpo):
        facts(village)
    recompute(lively.county, year=small.YEAR, as_of=lively.period.ends_on)
    return lively


def test_an_inspector_ranks_compares_publishes_exports_and_verifies(live, known, tmp_path):
    page = live.sign_in(small.person("zhang.guodong", "张国栋", Role.INSPECTOR, known.county), to="/rankings/")
    page.get_by_label("级别").select_option("village")
    page.get_by_role("button", name="排名", exact=True).click()
    expect(page.locator("h1")).to_contain_text("村、社区663总评排名")
    ticks = page.locator(".ranking [name=unit]")
    ticks.nth(0).check()
    page.get_by_role("button", name="并排比较勾选的").click()
    expect(page.get_by_role("alert")).to_contain_text("选了 1 个单位")
    live.forgive("422")
    page.go_back()
    page.locator(".ranking [name=unit]").nth(0).check()
    page.locator(".ranking [name=unit]").nth(1).check()
    page.get_by_role("button", name="并排比较勾选的").click()
    expect(page.locator(".beside thead th")).to_have_count(3)
    page.locator(".beside thead a").first.click()
    expect(page.locator("h2", has_text="怎样才能往前走")).to_be_visible()

    page.goto(live.url + "/rankings/?level=village")
    page.get_by_role("link", name="发布", exact=True).click()
    page.get_by_label("标题").fill("")
    page.get_by_role("button", name="发布").click()
    live.forgive("422")
    expect(page.locator(".errorlist")).to_contain_text("标题")
    page.get_by_label("标题").fill("康乐县2015年村级排名")
    page.get_by_role("button", name="发布").click()
    expect(page.locator("h1")).to_have_text("康乐县2015年村级排名")
    made = Publication.objects.get()
    expect(page.locator(".digest code").first).to_have_text(made.sha256)

    for label, start in (("Excel", b"PK"), ("CSV", b"\xef\xbb\xbf"), ("PDF", b"%PDF")):
        _name, content = downloaded(page, label)
        assert content.startswith(start)
    name, content = downloaded(page, "排名文件（可核验）")
    assert name.endswith(".json") and content.decode() == made.text
    path = tmp_path / "ranking.json"
    path.write_bytes(content)
    page.get_by_role("link", name="核验", exact=True).click()
    page.get_by_label("排名文件").set_input_files(path)
    page.get_by_role("button", name="核验").click()
    expect(page.locator(".outcome .badge")).to_contain_text("一致")
    path.write_bytes(content.replace("高林湾村".encode(), "高林湾庄".encode()))
    page.get_by_label("排名文件").set_input_files(path)
    page.get_by_role("button", name="核验").click()
    expect(page.locator(".outcome .badge")).to_contain_text("不一致")
    expect(page.locator(".outcome")).to_contain_text("高林湾庄的输入数据与发布时不同")


def test_on_a_phone_the_ranking_fits_and_a_village_sees_itself_alone(live, known):
    live.resize(browser.PHONE)
    page = live.sign_in(small.person("yang.wenbin", "杨文斌", Role.TASK_FORCE, known.gaolinwan), to="/rankings/?level=village")
    assert live.width_hanging_out() <= 0
    expect(page.locator(".ranking tbody tr")).to_have_count(1)
    page.locator(".ranking tbody a").click()
    expect(page.locator("h1")).to_contain_text("高林湾村")
    assert live.width_hanging_out() <= 0
