"""A phone in the hills: a browser of its own whose store outlives it, and the signal it has."""

import contextlib

import pytest
from playwright.sync_api import Error as PlaywrightError

from tests import browser, servers
from tests.signal_mast import Mast


@contextlib.contextmanager
def phone(chromium, mast, folder=None):
    """A phone; `.page` is what it shows. With a folder a browser of its own, whose store is there when it is opened again."""
    made = {"base_url": mast.url, "viewport": browser.PHONE, "locale": "zh-CN", "timezone_id": "Asia/Shanghai", "has_touch": True}
    if folder is None:
        context = chromium.new_context(**made)
    else:
        started = {"executable_path": servers.chromium_binary(), "args": browser.ARGUMENTS}
        context = chromium.browser_type.launch_persistent_context(folder, **started, **made)
    context.set_default_timeout(15_000)
    try:
        yield Phone(context, mast)
    finally:
        context.close()


@pytest.fixture
def masts(live_server):
    """Two masts, the signal of one phone each."""
    made = [Mast(live_server.url) for _phone in range(2)]
    yield made
    for mast in made:
        mast.take_down()


class Phone:
    def __init__(self, context, mast):
        self.context, self.mast, self.url, self.was_used = context, mast, mast.url, False
        self.page = context.pages[0] if context.pages else context.new_page()

    def go(self, path):
        """Towards a page, whatever the phone puts in its place on the way."""
        with contextlib.suppress(PlaywrightError):
            self.page.goto(self.url + path)

    def sign_in(self, user):
        """Be signed in and have the village on the phone; whoever comes second signs in by the form."""
        if self.was_used or self.context.cookies():
            self.go("/accounts/login/?next=/tasks/")
            browser.fill_in_and_sign(self.page, user)
        else:
            self.was_used = True
            self.context.add_cookies([browser.session_of(user, self.url)])
        self.go("/tasks/")  # where one signed in from may have been another page
        self.page.wait_for_selector("[data-said]:has-text('已存好')")

    def sign_out(self):
        """Press the button; where one comes to is for the test to say."""
        self.page.click(".person summary")
        self.page.click(".person form button")

    def opened(self, path):
        self.page.goto(self.url + path)
        self.page.wait_for_selector("form[data-ready], [data-hub], [data-outbox-page]")
        return self.page

    def write(self, go="next", **values):
        """Fill in the screen at hand and press a button; the next page, ready."""
        page = self.page
        page.wait_for_selector("form[data-ready]")
        for name, value in values.items():
            control = page.locator(f"[name={name}]").first
            if control.get_attribute("type") == "radio":
                page.check(f"[name={name}][value={value}]")
            elif control.evaluate("each => each.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(value)
                control.dispatch_event("change")
        # What a refused page says already is no answer to this press.
        page.evaluate("document.querySelectorAll('.errorlist').forEach(each => { each.dataset.old = ''; })")
        before = page.url
        page.click(f".go button[value={go}]")
        answered = "before => location.href !== before || document.querySelector('.errorlist:not([data-old])')"
        page.wait_for_function(answered, arg=before)
        page.wait_for_load_state()
        return page

    def correct_the_bank(self, home):
        """Enter another bank of a household, with a reason: the smallest thing that can wait in the queue."""
        self.opened(f"/households/entry/{home.pk}/contact/")
        return self.write(go="hub", bank="农村信用社", why="核查后更正")

    def lose_signal(self):
        self.mast.cut()
        self.context.set_offline(True)

    def find_signal(self):
        self.mast.restore()
        self.context.set_offline(False)

    def all_sent(self):
        self.opened("/outbox/")
        self.page.wait_for_selector("[data-none]:visible")
