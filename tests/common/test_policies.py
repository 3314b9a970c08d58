"""What a page may ask a device for."""

import pytest


@pytest.mark.django_db
def test_a_page_may_ask_where_the_phone_is_and_for_nothing_else(client, small_county):
    policy = client.get("/accounts/login/")["Permissions-Policy"]
    assert "geolocation=(self)" in policy
    assert "camera=()" in policy
    assert "microphone=()" in policy
