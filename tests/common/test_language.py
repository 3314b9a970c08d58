"""The language of a page: Chinese, until the switch says otherwise."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_an_english_browser_is_answered_in_chinese(client, small_county):
    page = client.get(reverse("accounts:login"), headers={"accept-language": "en-US,en"})
    assert 'lang="zh-hans"' in page.content.decode()


def test_the_switch_is_remembered(client, small_county):
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert 'lang="en"' in client.get(reverse("accounts:login")).content.decode()
