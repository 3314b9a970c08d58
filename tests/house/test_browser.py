"""The visitor of the browser tests sees what it is there for; and a person can sign in."""

import pytest

from tests import browser

pytestmark = pytest.mark.browser


def test_a_person_signs_in_through_the_form(live, people):
    page = live.sign_in_by_form(people.village_worker, to="/accounts/password/")

    assert "杨文斌" in page.inner_text("body")


def inject(page, script):
    """Run a script as the page's own would be run, and give the browser the time to report what came of it."""
    page.evaluate(script)
    page.wait_for_timeout(300)


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        ("() => fetch('https://example.org/beacon').catch(() => 0)", "left the machine|was broken"),
        ("() => { document.body.setAttribute('style', 'color: red') }", "was broken"),
        ("() => { console.error('something is wrong') }", "something is wrong"),
        ("() => { setTimeout(() => { throw new Error('uncaught') }) }", "uncaught"),
    ],
    ids=["a request that leaves", "an inline style", "a console error", "an exception"],
)
def test_what_a_person_would_not_notice_fails_the_test(chromium, live_server, script, complaint):
    with browser.visiting(chromium, live_server.url) as visitor:
        visitor.goto("/accounts/login/")
        visitor.ensure_clean()
        inject(visitor.page, script)

        with pytest.raises(AssertionError, match=complaint):
            visitor.ensure_clean()
