"""The workbook of returned rows has the units that were sent: corrected and sent again it means what was typed."""

import io

import pytest
import xlsxwriter
from django.urls import reverse
from python_calamine import CalamineWorkbook

from households.models import YearRecord
from tests.households.workbook.books import faults, sent, taken_in

pytestmark = pytest.mark.django_db


def typed(*rows):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("我的年度表")
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    return target.getvalue()


def returned(source, client):
    """The head and the rows of the sheet of years that comes back."""
    content = b"".join(client.get(reverse("exchange:returned", args=[source.pk])).streaming_content)
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("年度").to_python()


@pytest.mark.parametrize(
    ("above", "heads"),
    [
        ([], {"wages_fen": "工资性收入（万元）", "forest_mu": "林地（公顷）"}),
        ([["单位：万元、公顷"]], {"wages_fen": "工资性收入", "forest_mu": "林地"}),
    ],
)
def test_a_returned_row_that_is_corrected_means_what_was_typed(above, heads, homes, people, as_person):
    head = ["户编号", "年度", heads["wages_fen"], heads["forest_mu"], "住房等级"]
    row = [homes[0].number, 2015, 0.72, 1.5, "不知道级"]
    source = sent(typed(*above, head, row), people.village_worker)
    assert len(faults(source)) == 1 and source.to_write == 0
    head, row = returned(source, as_person(people.village_worker))[:2]
    row[next(place for place, heading in enumerate(head) if heading.startswith("住房等级"))] = "B"
    again = taken_in(typed(head, row), people.village_worker)
    record = YearRecord.objects.get(household=homes[0])
    assert (record.wages_fen, record.forest_mu, record.house_grade) == (7_200_00, 22.5, "B"), faults(again)


def test_columns_told_in_the_forms_own_unit_keep_their_heading(homes, people, as_person):
    rows = [["户编号", "年度", "工资性收入（元）", "林地（公顷）", "住房等级"], [homes[0].number, 2015, 72, 1.5, "不知道级"]]
    source = sent(typed(*rows), people.village_worker)
    head = returned(source, as_person(people.village_worker))[0]
    assert "工资性收入（元）" in head and "林地（公顷）" in head and "耕地（亩）" in head
