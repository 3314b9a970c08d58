"""What every list of facts promises: nobody sees rows of another area, a file says what the page says, queries are bounded."""

import csv
import html
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import county
from tests.conftest import kept_county
from tests.facts import facts

pytestmark = [pytest.mark.django_db, pytest.mark.both]

# Every list of the rooms of facts, with what one row at a village is known by on the page.
LISTS = {
    "villages:list": lambda made: made.village.short_name,
    "villages:profiles": lambda made: made.village.short_name,
    "villages:facilities": lambda made: made.village.short_name,
    "villages:tiers": lambda made: made.village.short_name,
    "villages:tier-history": lambda made: made.village.short_name,
    "villages:undertakings": lambda made: made.backing.enterprise,
    "villages:commitments": lambda made: made.commitment.content,
    "villages:show-works": lambda made: made.show_work.work,
    "villages:events": lambda made: made.village.short_name,
    "villages:groups": lambda made: made.group.name,
    "villages:targets": lambda made: made.village.short_name,
    "villages:organisations": lambda made: made.organisation.name,
    "villages:cadres": lambda made: made.cadre.name,
    "villages:posts": lambda made: made.cadre.name,
    "villages:attendances": lambda made: made.cadre.name,
    "villages:duties": lambda made: made.cadre.name,
    "villages:technical-visits": lambda made: made.technical_visit.subject,
    "villages:trainings": lambda made: made.training.topic,
    "households:list": lambda made: made.head.name,
    "households:members": lambda made: made.head.name,
    "households:events": lambda made: made.head.name,
    "households:year-records": lambda made: made.head.name,
    "households:measures": lambda made: made.measure.content,
    "households:pairings": lambda made: made.head.name,
    "households:visits": lambda made: made.visit.note,
    "households:papers": lambda made: made.head.name,
    "households:look-backs": lambda made: made.look_back.checked_by,
    "households:doubts": lambda made: made.head.name,
    "procedures:list": lambda made: made.case.title,
    "procedures:notices": lambda made: made.notice.place,
    "projects:list": lambda made: made.project.name,
    "projects:gaps": lambda made: made.project.name,
    "projects:sites": lambda made: made.project.name,
    "projects:progress": lambda made: made.project.name,
    "projects:steps": lambda made: made.project.name,
    "projects:beneficiaries": lambda made: made.head.name,
    "funds:list": lambda made: made.document.number,
    "funds:documents": lambda made: made.document.number,
    "funds:appropriations": lambda made: made.project.name,
    "funds:expenditures": lambda made: made.expenditure.payee,
    "funds:donations": lambda made: made.donation.content,
    "funds:deliveries": lambda made: made.donor.name,
    "funds:donors": lambda made: made.donor.name,
    "funds:recoveries": lambda made: made.recovery.reason,
    "funds:due": lambda made: made.removed.number,
    "funds:budgets": lambda made: made.budget.source,
    "supervision:list": lambda made: made.round.basis,
    "supervision:inspections": lambda made: made.inspection.team,
    "supervision:marks": lambda made: made.mark.item.content,
    "supervision:findings": lambda made: made.finding.content,
    "supervision:interviews": lambda made: made.interview.reason,
    "supervision:teams": lambda made: made.cadre.name,
    "supervision:household-acceptances": lambda made: made.head.name,
    "supervision:village-acceptances": lambda made: made.village_check.reason,
    "supervision:surveys": lambda made: made.village.short_name,
    "assignments:list": lambda made: made.assignment.word,
    "supervision:disciplines": lambda made: made.discipline.reason,
    "supervision:zones": lambda made: made.cadre.name,
    "bulletins:list": lambda made: made.bulletin.title,
}

# What is read by those concerned alone has tests of its own.
OF_AN_AREA = [name for name in LISTS if name != "assignments:list"]

QUERIES = 14  # the frame (session, person, period, breadcrumb, menu) and a list's own: its totals and one page of rows


RECORD = '(?![^>]*class="acts")'  # what may be done with a row is no part of it


def body(page):
    """The text of each cell of the page's table, row by row."""
    tbody = re.search(r"<tbody.*?>(.*?)</tbody>", page, re.S)
    rows = re.findall(r"<tr.*?>(.*?)</tr>", tbody.group(1), re.S) if tbody else []
    return [[text(cell) for cell in re.findall(rf"<t[hd]{RECORD}.*?>(.*?)</t[hd]>", row, re.S)] for row in rows]


def head(page):
    thead = re.search(r"<thead.*?>(.*?)</thead>", page, re.S).group(1)
    return [text(cell) for cell in re.findall(rf"<th{RECORD}.*?>(.*?)</th>", thead, re.S)]


def text(markup):
    without_signs = re.sub(r"<i aria-hidden.*?</i>", "", markup)
    return html.unescape(re.sub(r"<.*?>", "", without_signs)).strip()


def same(shown, exported):
    """Whether a cell of the page and a field of the file say the same: figures without separators, a dash for what is blank."""
    plain = shown.replace(",", "").replace("−", "-")
    if plain == "—":
        return exported == ""
    if plain.endswith("%"):
        return round(float(exported) * 100, 1) == float(plain[:-1])
    try:
        return float(plain) == float(exported)
    except ValueError:
        return plain == exported or exported.startswith(plain)


small_county = kept_county


@pytest.fixture(scope="module")
def people(small_county):
    return county.five_people(small_county)


@pytest.fixture(scope="module")
def here(small_county):
    return facts(small_county.gaolinwan)


@pytest.fixture(scope="module")
def there(small_county):
    return facts(small_county.fengtai)


@pytest.mark.parametrize("name", OF_AN_AREA)
def test_a_person_sees_the_rows_of_his_own_area_and_none_of_another(name, here, there, people, as_person):
    page = as_person(people.other_worker).get(reverse(name)).content.decode()
    found = " ".join(cell for row in body(page) for cell in row)
    assert LISTS[name](there) in found
    assert LISTS[name](here) not in page


@pytest.mark.parametrize("name", OF_AN_AREA)
def test_a_file_holds_nothing_of_another_area(name, here, there, people, as_person):
    response = as_person(people.other_worker).get(reverse(name), {"export": "csv"})
    written = b"".join(response.streaming_content).decode("utf-8-sig")
    assert LISTS[name](there) in written
    assert LISTS[name](here) not in written


@pytest.mark.parametrize("name", LISTS)
def test_a_file_says_what_the_page_says(name, here, there, people, as_person):
    client = as_person(people.county_officer)
    page = client.get(reverse(name)).content.decode()
    response = client.get(reverse(name), {"export": "csv"})
    header, *lines = csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
    places = [header.index(title) for title in head(page)]
    shown = body(page)
    assert len(lines) == len(shown) > 1
    for row, line in zip(shown, lines, strict=True):
        for cell, place in zip(row, places, strict=True):
            assert same(cell, line[place]), f"{header[place]}: page {cell!r}, file {line[place]!r}"


def test_a_list_asks_as_much_of_the_database_for_many_rows_as_for_few(here, there, people, as_person, small_county):
    client = as_person(people.county_officer)

    def asked(name):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name))
        return len(queries)

    few = {name: asked(name) for name in LISTS}
    assert max(few.values()) <= QUERIES
    for number in range(2, 6):
        facts(small_county.gaolinwan, number)
    many = {name: asked(name) for name in LISTS}
    assert {name: (few[name], many[name]) for name in LISTS if many[name] > few[name]} == {}


@pytest.mark.parametrize("name", LISTS)
def test_every_heading_sorts_both_ways(name, here, there, people, as_person):
    client = as_person(people.county_officer)
    page = client.get(reverse(name)).content.decode()
    columns = re.findall(r'id="sort-([a-z_0-9]+)"', page)
    assert columns
    for column in columns:
        up = client.get(reverse(name), {"sort": column})
        down = client.get(reverse(name), {"sort": f"-{column}"})
        assert sorted(body(up.content.decode())) == sorted(body(down.content.decode())), column


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_what_to_do(name, people, as_person):
    page = as_person(people.inspector).get(reverse(name), {"q": "查无此人"}).content.decode()
    assert 'class="empty"' in page
