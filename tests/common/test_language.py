"""The language of a page: Chinese, until the switch says otherwise."""

import pytest
from django.conf import settings
from django.urls import reverse

from kangle.common.language import with_chinese_marked

pytestmark = pytest.mark.django_db


def test_an_english_browser_is_answered_in_chinese(client, small_county):
    page = client.get(reverse("accounts:login"), headers={"accept-language": "en-US,en"})
    assert 'lang="zh-hans"' in page.content.decode()


def test_the_switch_is_remembered(client, small_county):
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert 'lang="en"' in client.get(reverse("accounts:login")).content.decode()


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("<td>附城镇</td>", '<td lang="zh-Hans">附城镇</td>'),
        ('<a href="/a>b/">附城镇 2015</a>', '<a href="/a>b/" lang="zh-Hans">附城镇 2015</a>'),
        ("<p>Village 高林湾村 has 3</p>", '<p><span>Village <span lang="zh-Hans">高林湾村</span> has 3</span></p>'),
        ("<p>公示 <b>7</b></p>", '<p><span lang="zh-Hans">公示</span> <b>7</b></p>'),
        ("<p>甘办发〔2015〕9 号, 7 days</p>", '<p><span><span lang="zh-Hans">甘办发〔2015〕9 号</span>, 7 days</span></p>'),
        ('<button lang="zh-hans">中文</button>', '<button lang="zh-hans">中文</button>'),
        ("<option>村 A</option>", "<option>村 A</option>"),
        ("<textarea>原因 A</textarea>", '<textarea lang="zh-Hans">原因 A</textarea>'),
        ("<title>附城镇</title>", "<title>附城镇</title>"),
        ('<script type="application/json">{"a": "附城镇"}</script>', '<script type="application/json">{"a": "附城镇"}</script>'),
        ('<p title="附城镇">one</p>', '<p title="附城镇">one</p>'),
    ],
)
def test_chinese_on_another_page_is_marked_as_such(page, marked):
    assert with_chinese_marked(f"<main>{page}</main>") == f"<main>{marked}</main>"


def test_names_on_an_english_page_are_marked_and_on_a_chinese_one_not(client, people):
    client.force_login(people.county_officer, backend="kangle.accounts.backends.PostBackend")
    page = reverse("villages:list")
    assert "zh-Hans" not in client.get(page).content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.get(page)
    assert ' lang="zh-Hans">' in answer.content.decode()
    assert int(answer["Content-Length"]) == len(answer.content)
