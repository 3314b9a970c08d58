"""A list as a file: the same rows, order and masking as the page, safe to open, whole in Chinese."""

import datetime
import io
import re
from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from kangle.accounts.roles import GRANTS, Capability, Role
from kangle.exchange import export, plain, xlsx
from tests.county import household
from tests.exchange.lists import HouseholdList, HouseholdTable

URL = "/look/households/"


@pytest.fixture
def homes(small_county):
    made = [
        household(village, number, persons=number)
        for village in (small_county.gaolinwan, small_county.banpo)
        for number in (1, 3)
    ]
    made[0].address, made[0].account = "=1+1", "6217001234567890"
    made[1].in_national_system_on, made[1].martyr_family = datetime.date(2014, 5, 6), True
    for home in made:
        home.save()
    return made


def sheet(response):
    """The lines of a workbook: (those above the table, the table with its head, those below it)."""
    lines = CalamineWorkbook.from_filelike(io.BytesIO(response.getvalue())).get_sheet_by_index(0).to_python()
    head = next(number for number, line in enumerate(lines) if all(line))
    below = next(number for number, line in enumerate(lines) if line[0] == "合计" or str(line[0]).startswith("共 "))
    return lines[:head], lines[head:below], lines[below:]


def facts(above):
    """{name: text} of what stands above a workbook's table."""
    return dict(fact.split("：", 1) for line in above[1:] for fact in line[0].split("　　"))


def shown_cells(response):
    """Every row of the page as its cells' texts."""
    rows = re.findall(r'<tr role="row">(.*?)</tr>', response.content.decode().split("<tbody")[1].split("</tbody>")[0])
    texts = [re.findall(r'role="(?:rowheader|cell)"[^>]*>(.*?)</t[hd]>', row) for row in rows]
    return [[re.sub(r'<i aria-hidden="true">.</i>|<[^>]+>', "", cell) for cell in row] for row in texts]


@pytest.mark.parametrize("query", [{}, {"sort": "-size"}, {"q": "马二"}, {"area": "622922101000"}, {"martyr_family": "yes"}])
def test_the_csv_says_what_the_page_says(officer, homes, read_csv, query):
    head, *rows = read_csv(officer.get(URL, {**query, "export": "csv"}))
    visible = [row[: head.index("开户银行")] for row in rows]
    as_shown = [["—" if cell == "" else cell.removeprefix("'") for cell in row] for row in visible]
    assert as_shown == shown_cells(officer.get(URL, query))
    assert rows


@pytest.mark.parametrize("query", [{}, {"sort": "-size"}, {"martyr_family": "no"}])
def test_the_workbook_says_what_the_csv_says(officer, homes, read_csv, query):
    def text(cell):
        return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)

    table = read_csv(officer.get(URL, {**query, "export": "csv"}))
    book = [[text(cell) for cell in row] for row in sheet(officer.get(URL, {**query, "export": "xlsx"}))[1]]
    assert book == [[cell.removeprefix("'") for cell in row] for row in table]


def test_a_workbook_keeps_numbers_as_numbers_and_days_as_days(officer, homes):
    head, *rows = sheet(officer.get(URL, {"export": "xlsx", "martyr_family": "yes"}))[1]
    row = dict(zip(head, rows[0], strict=True))
    assert row["人口"] == 3
    assert row["录入全国系统日期"] == datetime.date(2014, 5, 6)


def test_money_leaves_in_yuan_to_the_fen(officer, homes, read_csv):
    homes[0].measures.create(kind="loan", amount_fen=1_234_56, planned_on=datetime.date(2015, 1, 1))
    assert read_csv(officer.get("/look/measures/", {"export": "csv"}))[1][1] == "1234.56"
    assert sheet(officer.get("/look/measures/", {"export": "xlsx"}))[1][1][1] == 1234.56


def test_a_township_officer_exports_only_the_own_township(lists, people, as_person, homes, read_csv):
    rows = read_csv(as_person(people.township_officer).get(URL, {"export": "csv"}))[1:]
    assert {row[1] for row in rows} == {"附城镇"}


def test_what_is_masked_stays_masked(officer, homes):
    for ending in ("csv", "xlsx"):
        found = officer.get(URL, {"export": ending})
        assert b"6217001234567890" not in found.getvalue()
    table = sheet(officer.get(URL, {"export": "xlsx"}))[1]
    assert any("****7890" in row for row in table)
    assert "6217001234567890" not in str(table)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\u00a0=1", "\ufeff=1", "\u200b+1", "\x0b=1"]
)
def test_a_text_is_never_a_formula(text):
    assert plain.safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["马建国", "附城镇=一社", "", "1+1"])
def test_a_harmless_text_is_left_alone(text):
    assert plain.safe_text(text) == text


def test_a_negative_amount_is_a_number_not_a_formula():
    assert plain.csv_text(Decimal("-5.00")) == "-5.00"


def test_the_csv_opens_in_chinese(officer, homes):
    found = officer.get(URL, {"export": "csv"})
    assert found.getvalue().startswith(b"\xef\xbb\xbf")
    assert unquote(found["Content-Disposition"].split("filename*=UTF-8''")[1]).startswith("农户-")
    found["Content-Disposition"].encode("ascii")


def test_the_workbook_says_what_it_lists_and_of_when(officer, homes):
    response = officer.get(URL, {"export": "xlsx", "q": "马一", "kind": "general"})
    above, table, below = sheet(response)
    told = facts(above)
    assert above[0][0] == "农户"
    assert (told["地区"], told["年度"], told["数据截至"]) == ("康乐县", "2015", f"{timezone.localdate()}")
    assert told["条件"] == "搜索：马一；贫困户属性：一般贫困户"
    assert told["导出人"] == "马志明"
    assert below[0][:5] == ["合计", "", "", 8, ""]
    assert below[1][0].startswith("共 4 行。回执编号 ")


def test_a_list_too_long_for_a_sheet_says_so(officer, homes, monkeypatch):
    monkeypatch.setattr(xlsx, "LARGEST_SHEET", 3)
    found = officer.get(URL, {"export": "xlsx"}, follow=True)
    assert "导出 CSV" in found.content.decode()
    assert found.redirect_chain == [(URL, 302)]


def test_who_may_not_export_gets_no_file_and_no_button(officer, homes, monkeypatch):
    monkeypatch.setitem(GRANTS, Role.POVERTY_OFFICE, frozenset({Capability.READ, Capability.SIGNED_IN}))
    assert officer.get(URL, {"export": "csv"}).status_code == 403
    assert "export=" not in officer.get(URL).content.decode()


def test_an_unknown_kind_of_file_is_the_page(officer, homes):
    assert officer.get(URL, {"export": "pdf"})["Location"] == URL


def test_an_export_reads_in_one_query(officer, homes, django_assert_num_queries):
    table = HouseholdTable(HouseholdList().get_queryset())
    columns = [column for _name, column in table.base_columns_bound()]
    with django_assert_num_queries(1):
        assert len(list(export.exported_rows(table, columns))) == 4
