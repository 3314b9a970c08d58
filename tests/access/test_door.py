"""The one door, as two tables: what each role may do (WHO, reviewed here), and what each URL needs (kangle.accounts.access)."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import resolve, reverse

from kangle.accounts.access import DOOR, DOOR_BY_NAMESPACE, home_of, needed
from kangle.accounts.roles import GRANTS, Capability, Role
from kangle.bulletins.models import Bulletin
from kangle.supervision.models import Inspection, Interview, Round
from tests.access.presets import presets
from tests.access.samples import ANSWERS, OF_ONE_VILLAGE, OF_THOSE_CONCERNED, SAMPLES, THE_SAME_EVERYWHERE, path_of
from tests.access.urls import all_urls, is_page

LETTERS = {
    Role.OFFICIAL: "O",
    Role.POVERTY_OFFICE: "P",
    Role.DEPARTMENT: "D",
    Role.FINANCE: "F",
    Role.TOWNSHIP: "T",
    Role.TASK_FORCE: "V",
    Role.INSPECTOR: "I",
    Role.ADMINISTRATOR: "A",
}

# O county official, P poverty office, D department, F finance, T township station, V village task force, I inspector,
# A administrator. Who enters does not approve; who keeps the accounts sees no facts.
WHO = """
signed-in        O P D F T V I A
read             O P D F T V I .
export           O P D F T V I A
see-numbers      . P . . . V . .
call             O P . . . V . .
enter            . P . . . V . .
review           . . . . T . . .
explain          . P . . T V . .
appraise         . . D . . . . .
keep-ledger      . . . F . . . .
inspect          . . . . . . I .
check-reports    . P . . . . I .
give             O P . . T . . .
draft            . P . . . . I .
sign             O . . . . . . .
decide           . P . . . . . .
recompute        . P . . . . . .
publish          . P . . . . I .
edit-methods     . . . . . . . A
manage-accounts  . . . . . . . A
edit-records     . P D F . V I A
read-history     O P . . T . I A
"""

HREF = re.compile(r'\s(?:href|hx-get)="([^"#]*)')
URLS = [url for url in all_urls() if url.namespace not in DOOR_BY_NAMESPACE]


def test_every_role_may_do_what_the_table_says():
    granted = {
        capability.value: " ".join(letter if capability in GRANTS[role] else "." for role, letter in LETTERS.items())
        for capability in Capability
        if capability != Capability.PUBLIC
    }
    assert granted == {line.split(maxsplit=1)[0]: line.split(maxsplit=1)[1] for line in WHO.strip().splitlines()}


def test_every_url_stands_in_the_door():
    missing = [url.name for url in URLS if url.name not in DOOR]
    assert not missing, f"add to DOOR in kangle/accounts/access.py, with the capability each needs: {missing}"


def test_every_line_of_the_door_has_its_url():
    gone = sorted(set(DOOR) - {url.name for url in URLS})
    assert not gone, f"no such URL any more; take these lines out of DOOR in kangle/accounts/access.py: {gone}"


def test_every_url_with_arguments_has_a_sample():
    missing = [f"{url.name} ({', '.join(url.arguments)})" for url in URLS if url.arguments and url.name not in SAMPLES]
    assert not missing, f"add a line to SAMPLES in tests/access/samples.py for: {missing}"


def test_every_sample_has_its_url():
    gone = sorted((set(SAMPLES) | set(ANSWERS) | set(THE_SAME_EVERYWHERE)) - {url.name for url in URLS})
    assert not gone, f"no such URL any more; take these lines out of tests/access/samples.py: {gone}"


def expected(url, person, capability):
    """The status a person gets from a GET of a URL; None stands for the stranger."""
    usual = ANSWERS.get(url.name, 200)
    if capability == Capability.PUBLIC:
        return 200 if person is None and url.name == "accounts:login" else usual
    if person is None:
        return 302
    if not person.may(capability):
        # Whoever reads no facts begins at what he keeps instead of at the overview.
        return 302 if url.name == "pages:overview" and home_of(person) != "/" else 403
    if usual == 405:
        return usual  # a page that is only posted to says so before it looks for the record
    if url.name == "pages:overview" and person.area.level > person.area.Level.COUNTY:
        return 302  # to the board of one's own township or village
    if url.name in {"households:new", "pages:my-village"} and person.area.is_village:
        return 302  # who is of one village has none to choose
    if url.name in OF_ONE_VILLAGE and not person.area.is_village:
        return 404  # which village, the address must say
    if url.name in OF_THOSE_CONCERNED and not OF_THOSE_CONCERNED[url.name](person):
        return 404
    outside = person.username == "outsider" and url.arguments and url.name not in THE_SAME_EVERYWHERE
    return 404 if outside else usual


def paths_on(answer):
    """The addresses on this site, without what they ask, that a page leads to."""
    if not is_page(answer):
        return set()
    paths = {unescape(link).partition("?")[0] for link in HREF.findall(answer.content.decode())}
    # "/" leads everybody to where he begins.
    return {path for path in paths - {"/"} if path.startswith("/") and not path.startswith("/static/")}


def closed_links(answer, person):
    """The addresses on a page that the door, or the admin of its model, would not open to the person who reads it."""
    return sorted(path for path in paths_on(answer) if not opens(resolve(path), person))


def opens(match, person):
    """Whether a resolved address opens to a person: the door asks a capability, the admin of a model more than that."""
    keeper = getattr(match.func, "model_admin", None)
    if keeper and not person.may_edit(keeper.opts.label_lower):
        return False
    return needed(match) == Capability.PUBLIC or person.may(needed(match))


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize("who", [*Role, "outsider", "stranger"])
def test_each_person_gets_what_the_door_says_no_link_that_it_closes_and_no_preset(who, everyone, place):
    person = {**everyone, "outsider": everyone[None], "stranger": None}[who]
    client = Client()
    if person:
        client.force_login(person, backend="kangle.accounts.backends.PostBackend")
    found, wanted, closed, preset = {}, {}, {}, []
    for url in URLS:
        if url.name in DOOR and (not url.arguments or url.name in SAMPLES):  # else named by the tests above
            path = path_of(url, place)
            answer = client.get(path)
            found[url.name], wanted[url.name] = answer.status_code, expected(url, person, DOOR[url.name])
            preset += presets(answer, url.name) if is_page(answer) else []
            # The page of no signal is kept on the phone, is the same for everybody and leads to what the phone itself holds.
            if person and url.name != "pages:offline" and (links := closed_links(answer, person)):
                closed[url.name] = links
            if person and b"print=1" in answer.getvalue() and (links := closed_links(client.get(f"{path}?print=1"), person)):
                closed[f"{url.name}, printed"] = links
    assert found == wanted
    assert closed == {}
    assert preset == []


@pytest.mark.django_db
@pytest.mark.once
def test_no_link_that_a_village_reads_leads_nowhere(everyone, place, as_person):
    """A county's round, bulletin or area is named to a village, and linked only where its page opens for it."""
    Round.objects.update(area=place.county)
    for above in (Inspection, Interview):
        above.objects.update(area=place.village.parent)
    Bulletin.objects.filter(pk=place.bulletin.pk).update(area=place.county)
    client, person, found = as_person(everyone[Role.TASK_FORCE]), everyone[Role.TASK_FORCE], {}
    for url in URLS:
        if url.name not in DOOR or (url.arguments and url.name not in SAMPLES):
            continue
        answer = client.get(path_of(url, place))
        for path in paths_on(answer):
            found.setdefault(path, url.name)
    asked = {path: name for path, name in found.items() if DOOR.get(resolve(path).view_name) in GRANTS[person.role]}
    assert len(asked) > 60
    assert {path: name for path, name in asked.items() if client.get(path).status_code == 404} == {}


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in_and_back(client, small_county):
    answer = client.get("/accounts/password/?a=1")
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/accounts/password/%3Fa%3D1")


@pytest.mark.django_db
def test_htmx_leaves_the_page_instead_of_filling_the_table_with_a_form(client):
    answer = client.get(
        "/accounts/password/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/households/?page=2"}
    )
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/accounts/login/?next=/households/%3Fpage%3D2"


@pytest.mark.django_db
def test_a_view_that_nobody_listed_is_refused_to_everybody(everyone, as_person, monkeypatch):
    monkeypatch.delitem(DOOR, "accounts:password")
    for person in everyone.values():
        assert as_person(person).get("/accounts/password/").status_code == 403


@pytest.mark.django_db
def test_a_refusal_says_which_role_lacks_what(everyone, as_person):
    answer = as_person(everyone[Role.FINANCE]).get(reverse("accounts:create"))
    assert answer.status_code == 403
    assert "财政" in answer.content.decode()
    assert "管理用户" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nowhere/", "/accounts/999999/"])
def test_what_is_not_there_is_404(path, everyone, as_person):
    assert as_person(everyone[Role.ADMINISTRATOR]).get(path).status_code == 404
