"""A visitor in real Chromium who notices what a person would not: requests that leave, broken policies, console errors."""

import contextlib
import functools
import os
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, sync_playwright

from tests import county

# Without these Chromium itself talks to its maker, and as root it does not start; of the last, no other host has an address.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SCREENS = (DESK, PHONE)
SERIOUS = {"serious", "critical"}
ONLY_BROKEN = {"resultTypes": ["violations"]}

# Runs before any script of the page: what the policy blocks is an event, reported nowhere else in full.
WATCH_POLICY = """
window.addEventListener('securitypolicyviolation', event => console.error(
    `policy: ${event.effectiveDirective} ${event.blockedURI || event.sourceFile} ${event.sample || ''}`), true)
"""

TABLES_WITHOUT_ROOM = """() => [...document.querySelectorAll("main table")].filter(table => {
    if (table.matches(".stacks, .bars, .paper table, .module table")) return false
    for (let each = table; each !== document.body; each = each.parentElement)
        if (getComputedStyle(each).overflowX !== "visible") return false
    return table.checkVisibility()
}).map(table => table.textContent.trim().slice(0, 40))"""


# A table that sticks out of the card it stands in, or must be scrolled sideways at a desk (a matrix and a heat table may).
TABLES_OUT_OF_FRAME = """() => [...document.querySelectorAll("main table")].filter(table => {
    const frame = table.closest(".card, section, article, main"), scroller = table.closest(".table-wrap")
    if (!table.checkVisibility() || table.matches(".heat, .matrix")) return false
    if (scroller && getComputedStyle(scroller).overflowX !== "visible")
        return innerWidth > 1000 && scroller.scrollWidth > scroller.clientWidth + 1
    return table.getBoundingClientRect().right > frame.getBoundingClientRect().right + 1
}).map(table => table.textContent.trim().slice(0, 40))"""


def followed(pressed):
    """A press that is done when the page it leads to is there: Playwright's own is done when that page begins, and what looks
    at it without waiting (a count, a PDF) then sees it empty on a busy machine."""

    @functools.wraps(pressed)
    def press(self, *given, **options):
        pressed(self, *given, **options)
        getattr(self, "page", self).wait_for_load_state("load")

    return press


for kind in (Page, Locator):
    kind.click, kind.press = followed(kind.click), followed(kind.press)


def session_of(user, url):
    """The cookie of a new session of a person, as a browser keeps it for the site at `url`."""
    client = Client()
    client.force_login(user, backend="kangle.accounts.backends.PostBackend")
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": url}


def fill_in_and_sign(page, user):
    """Sign in on the sign-in page that is shown."""
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", county.PASSWORD)
    page.click("form:has([name=password]) [type=submit]")
    page.wait_for_url(lambda url: "/login/" not in url)


@contextlib.contextmanager
def launched(binary):
    """Chromium, started once. Its driver runs an event loop in this thread, which Django would take for an async view."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=binary, args=ARGUMENTS)
            yield chromium
            chromium.close()
    finally:
        os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
        if before:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@contextlib.contextmanager
def visiting(chromium, url, viewport=DESK):
    """A visitor with cookies and storage of its own."""
    context = chromium.new_context(base_url=url, viewport=viewport, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(10_000)
    try:
        yield Live(context, url)
    finally:
        context.close()


class Live:
    """One visitor: `page` is Playwright's page; `strays`, `violations` and `errors` fill while pages are visited.

    strays      URLs requested outside the live server (no other host has an address: see ARGUMENTS)
    violations  Content-Security-Policy violations
    errors      other console errors and uncaught exceptions
    """

    def __init__(self, context, url):
        self.context, self.url, self.was_used = context, url, False
        self.strays, self.violations, self.errors, self.forgiven = [], [], [], []
        self.host = urlsplit(url).netloc
        context.add_init_script(WATCH_POLICY)
        context.on("request", self._notice)
        context.on("console", lambda message: message.type == "error" and self._note(message.text))
        context.on("weberror", lambda error: self._note(str(error.error)))
        self.page = context.new_page()

    def _notice(self, request):
        target = urlsplit(request.url)
        if target.netloc != self.host and target.scheme not in {"data", "blob", "about"}:
            self.strays.append(request.url)

    def _note(self, text):
        broken = text.startswith("policy: ") or "Content Security Policy" in text
        (self.violations if broken else self.errors).append(f"{self.page.url}: {text}")

    def goto(self, path):
        """Visit a path of the live server; the response, so that a test can look at its status."""
        return self.page.goto(self.url + path)

    def sign_in(self, user, *, to="/"):
        """Be signed in, on a page; Playwright's page, which then shows it. Whoever comes second signs in by the form: what
        the browser keeps of the first learns of it there."""
        if self.was_used:
            return self.sign_in_by_form(user, to=to)
        self.was_used = True
        self.context.add_cookies([session_of(user, self.url)])
        self.goto(to)
        return self.page

    def sign_in_by_form(self, user, *, to="/"):
        """Sign in as a person does, on the way to a page; Playwright's page, which then shows it."""
        self.goto(f"/accounts/login/?next={to}")
        fill_in_and_sign(self.page, user)
        return self.page

    def resize(self, viewport):
        """Another screen; the page has done by then what it does about it."""
        self.page.set_viewport_size(viewport)
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def serious_faults(self, options=None):
        """The rules that axe finds broken in earnest on the page now shown, as it tells them; a page gets its script once."""
        if self.page.evaluate("() => !window.axe"):
            self.page.evaluate(Axe().axe_script)
        found = self.page.evaluate("options => axe.run(document, options)", options or ONLY_BROKEN)["violations"]
        return [rule for rule in found if rule["impact"] in SERIOUS]

    def width_hanging_out(self):
        """Pixels by which the page is wider than its screen, once its styles are there; 0 where it fits."""
        self.page.wait_for_load_state()
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def tables_without_room(self):
        """How the page's tables begin that would hang out of a phone with longer names or amounts than they have now: they
        neither stack, nor are bars, nor lie in anything that scrolls. (Papers break every word; the admin's own are not ours.)"""
        return self.page.evaluate(TABLES_WITHOUT_ROOM)

    def tables_out_of_frame(self):
        """How the page's tables begin that stick out of the card they stand in or, on a wide screen, have to be scrolled."""
        return self.page.evaluate(TABLES_OUT_OF_FRAME)

    def forgive(self, words):
        """Expect console errors that contain `words`, e.g. the 404 that a test asks for."""
        self.forgiven.append(words)

    def ensure_clean(self):
        """Refuse what a person would not notice: strays, violations, console errors not forgiven."""
        errors = [error for error in self.errors if not any(words in error for words in self.forgiven)]
        assert not self.strays, f"requests left the machine: {self.strays}"
        assert not self.violations, f"the Content-Security-Policy was broken: {self.violations}"
        assert not errors, f"console errors: {errors}"
