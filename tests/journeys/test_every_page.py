"""Every page of the site in real Chromium, at the desk and on the phone, as somebody who may open it; all faults at once."""

import pytest
from django.urls import reverse

from kangle.accounts.access import DOOR, DOOR_BY_NAMESPACE
from kangle.accounts.roles import Capability, Role
from tests import browser
from tests.access.samples import ANSWERS, OF_ONE_VILLAGE, path_of
from tests.access.urls import all_urls

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHARES = 4  # of the pages, so that every worker has some
# Who opens a page: the first of these who may.
VISITORS = (Role.OFFICIAL, Role.POVERTY_OFFICE, Role.INSPECTOR, Role.ADMINISTRATOR)
# What every page of the frame offers: a view that takes one of its names away takes these away.
FRAME = (".languages button", ".person form button", ".menu a[href]")
SEARCH = ".search input"  # offered to whom the door lets search, and to nobody else
# Which parts a page in the frame lacks; null of a page without a frame.
LACKING = "parts => document.querySelector('header.topbar') && parts.filter(part => !document.querySelector(part))"
# The rules of the standard, and those beside it that are no less serious.
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
BESIDE = dict.fromkeys(("tabindex", "accesskeys", "label-title-only", "aria-dialog-name", "scope-attr-valid"), {"enabled": True})
RULES = browser.ONLY_BROKEN | {"runOnly": STANDARD, "rules": BESIDE}
# The colours are the same on every screen, and to weigh them takes half of all the time: at the desk alone.
OF_PHONES = RULES | {"rules": BESIDE | {"color-contrast": {"enabled": False}}}

# What a phone's scripts ask for, and what a stranger sees beside the sign-in page.
NO_PAGES = {"exchange:progress", "exchange:returned", "exchange:template", "pages:worker", "pages:manifest", "households:pocket"}
NO_PAGES |= {"bulletins:paper-docx", "rankings:file"}  # files
NO_PAGES |= {"exports:export", "exports:progress", "exports:file"}  # their asker's alone, who is none of the visitors
FOR_STRANGERS = ("/accounts/login/", "/offline/")


def paths(place):
    """[(path, capability)] of every page that is read by GET."""
    found = [
        (address(url, place), DOOR[url.name])
        for url in all_urls()
        if url.name in DOOR and url.namespace not in DOOR_BY_NAMESPACE and ANSWERS.get(url.name, 200) == 200
        # a file is no page; a photo's own policy runs no script, axe's neither
        if not url.name.endswith("-pdf")
        and url.namespace != "attachments"
        and url.name not in NO_PAGES
        and DOOR[url.name] != Capability.PUBLIC
    ]
    village = reverse("pages:area", kwargs={"code": place.county.code})
    more = ["/search/?q=高林湾", "/households/?q=0101&sort=-number", "/households/?area=622922100200", village]
    return found + [(path, Capability.READ) for path in more] + [("/admin/", Capability.EDIT_RECORDS)]


def address(url, place):
    found = path_of(url, place)
    return f"{found}?village={place.village.code}" if url.name in OF_ONE_VILLAGE else found


def faults_of(visitor, path, person=None, screens=()):
    """What is wrong with a page as it is shown to a person, in words: on the screen he has, or on one after the other."""
    noted = len(visitor.strays), len(visitor.violations), len(visitor.errors)
    answer = visitor.goto(path)
    if answer.status != 200:
        yield f"answers {answer.status}"
    for chart in visitor.page.query_selector_all("figure[data-chart]"):
        if chart.is_visible():
            chart.scroll_into_view_if_needed()
            visitor.page.wait_for_selector("figure[data-drawn]")
    lacking = visitor.page.evaluate(LACKING, [*FRAME, SEARCH])
    if lacking is not None:
        yield from (f"the frame lacks {part}" for part in FRAME if part in lacking)
        if (SEARCH not in lacking) != person.may(DOOR["pages:search"]):
            yield "the search box does not go with the door"
    yield from unsound(visitor, screens)
    lists = visitor.strays, visitor.violations, visitor.errors
    for what, lines, seen in zip(("stray", "policy", "console"), lists, noted, strict=True):
        yield from (f"{what}: {line}" for line in lines[seen:])


def unsound(visitor, screens=()):
    """What is wrong with how the page now shown fits its screen and speaks to who cannot see it, in words; on the screen he has,
    or on one after the other, the first of which he keeps."""
    for screen in screens:
        visitor.resize(screen)
        yield from (f"{screen['width']} px: {fault}" for fault in unsound(visitor))
    if screens:
        visitor.resize(screens[0])
        return
    if hanging_out := visitor.width_hanging_out():
        yield f"hangs out by {hanging_out} pixels"
    yield from (f"a table sticks out of its frame: {table}" for table in visitor.tables_out_of_frame())
    on_phone = visitor.page.viewport_size == browser.PHONE
    if on_phone:
        yield from (f"a table neither stacks nor scrolls: {table}" for table in visitor.tables_without_room())
    for rule in visitor.serious_faults(OF_PHONES if on_phone else RULES):
        yield f"axe: {rule['id']} {rule['nodes'][0]['html'][:160]} ({len(rule['nodes'])} places)"


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_sound_at_the_desk_and_on_the_phone(share, chromium, live_server, scored, everyone, place):
    pages, faults, opened = paths(place)[share::SHARES], [], 0
    for role in VISITORS:
        person = everyone[role]
        mine = [path for path, needed in pages if next(each for each in VISITORS if everyone[each].may(needed)) == role]
        with browser.visiting(chromium, live_server.url) as visitor:
            if mine:
                visitor.sign_in(person, to="/accounts/password/")
            for path in mine:
                opened += 1
                faults += [f"{path}: {fault}" for fault in faults_of(visitor, path, person, browser.SCREENS)]
    with browser.visiting(chromium, live_server.url) as stranger:
        for path in FOR_STRANGERS[share::SHARES]:
            faults += [f"{path}: {fault}" for fault in faults_of(stranger, path, None, browser.SCREENS)]
    assert not faults, "\n" + "\n".join(faults)
    assert opened == len(pages)
