"""An import sent in one language and read in the other: the page, the list, the workbook that comes back, what undoing left."""

import datetime
import io
import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from households.models import Household
from kangle.exchange.intake import actions
from kangle.exchange.models import Import, ImportRow
from kangle.jobs.work import work_off
from tests import county as small
from tests.households.workbook.books import Typed, sent, worked

pytestmark = pytest.mark.django_db
CHINESE = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture
def client(people, as_person):
    return as_person(people.village_worker)


def sentences(client, source, language):
    """What the import's page says of its rows to a reader of a language, and what it passed over."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(reverse("exchange:import", args=[source.pk]))
    with override(language):
        rows = list(ImportRow.objects.filter(source=source).values_list("faults", flat=True))
        notes = Import.objects.get(pk=source.pk).notes
    shown = page.content.decode()
    said = [sentence for faults in rows for _letter, _heading, sentence, _kind in faults]
    assert said and all(sentence.split("“")[0].split('"')[0][:20] in shown for sentence in said)
    return said + notes


def wrong_book(village):
    """A workbook with a fault of every origin: a cell, a finding, a write refused, a whole household, a column unknown."""
    book = Typed(village)
    book.heads["成员"] = [*book.heads["成员"], "Shoe size"]
    household, members, years = (book.sheets[title] for title in ("户", "成员", "年度"))
    household[0]["联系电话"] = "12"
    members[0]["民族"], members[0]["Shoe size"] = "Mars", 43
    members[1]["出生日期"] = "1890-01-01"
    members[2]["证件号码"] = members[3]["证件号码"]
    years[0]["采集日期"] = "2012-01-01"
    book.add("户", 户编号="99999999999", 主要致贫原因="缺技术")
    book.add("户", 户主证件号码=small.identity_number(301, "male", datetime.date(1975, 3, 4)), 主要致贫原因="缺技术")
    members[-1]["在校生状况"], members[-1]["与户主关系"] = "小学", "户主"
    return book


@pytest.mark.parametrize(("sender", "reader"), [("zh-hans", "en"), ("en", "zh-hans")])
def test_what_is_wrong_is_said_in_the_readers_language(client, homes, people, small_county, sender, reader):
    with override(sender):
        source = sent(wrong_book(small_county.gaolinwan).xlsx(), people.village_worker)
    said = sentences(client, source, reader)
    assert len(said) >= 13
    # People's names and the words of the form itself are Chinese in both.
    said = [re.sub(r"“[^”]*”|（[^）]*）|\([^)]*\)|马[一二三四]", "", sentence) for sentence in said]
    assert all(bool(CHINESE.search(sentence)) == (reader == "zh-hans") for sentence in said), said


def test_the_changes_and_the_returned_workbook_too(client, homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0]["军烈属"], book.sheets["成员"][0]["务工月数"] = "是", 13
    source = sent(book.xlsx(), people.village_worker)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(reverse("exchange:import", args=[source.pk])).content.decode()
    assert "No → Yes" in page and "否 → 是" not in page
    answer = client.get(reverse("exchange:returned", args=[source.pk]))
    back = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    head, row = back.get_sheet_by_name("成员").to_python()
    assert head[-1].startswith("退回原因") and not CHINESE.search(row[-1].split("：", 1)[1])


def test_rows_of_imports_before_are_read_as_they_stand(client, homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0]["军烈属"] = "是"
    source = sent(book.xlsx(), people.village_worker)
    ImportRow.objects.filter(source=source).update(
        changes=[["军烈属", "否", "是"]], faults=[["A", "户编号", "旧的一句话", "hint"]], kept="后来有人改过"
    )
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(reverse("exchange:import", args=[source.pk])).content.decode()
    assert "否 → 是" in page and "旧的一句话" in page and "后来有人改过" in page


def test_the_list_says_what_stands_what_would_and_what_stood(client, homes, people, small_county):
    def cell():
        page = client.get(reverse("exchange:imports")).content.decode()
        return re.search(r"(Will|Added|Nothing)[^<]*", page).group()

    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0]["家庭住址"] = "新地址"
    source = sent(book.xlsx(), people.village_worker)
    assert cell() == "Will add 0 rows and change 1, once confirmed"
    actions.confirm(source, by=people.village_worker)
    worked(source)
    assert cell() == "Added 0 rows, changed 1"
    Household.objects.filter(pk=homes[0].pk).update(address="又改了")
    actions.undo(source, by=people.village_worker, reason="传错了")
    work_off(actions.KIND)
    assert cell() == "Added 0 rows and changed 1, undone"
    kept = ImportRow.objects.get(source=source, outcome="changed")
    with override("en"):
        kept.refresh_from_db()
        assert kept.kept and not CHINESE.search(kept.kept)
