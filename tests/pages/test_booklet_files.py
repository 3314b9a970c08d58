"""The booklets as PDF: what the sheets say and nothing else, on as many pages as there are sheets, whatever people wrote."""

import hashlib
import re
import shutil
import subprocess
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags

from households.models import Measure
from kangle.audit.models import Entry
from kangle.common import typesetting
from kangle.exchange import awaiting
from kangle.exchange.models import Export
from kangle.jobs.work import work_off
from kangle.pages.booklets import files
from kangle.pages.booklets.views import of_charts, of_household, of_village, typeset
from tests import county as small
from tests.crowded import HOSTILE, LONG_NAME, RARE, crowded
from tests.facts import facts
from tests.menus import sheep
from tests.pages.sayings import sayings, squeezed

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="no poppler on this machine"),
]


def read(tool, pdf, *options, tmp_path):
    path = tmp_path / "read.pdf"
    path.write_bytes(pdf)
    command = [tool, *options, str(path), *(["-"] if tool == "pdftotext" else [])]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def pages_of(pdf, tmp_path):
    return int(re.search(r"Pages:\s+(\d+)", read("pdfinfo", pdf, tmp_path=tmp_path))[1])


def pdf_of(printed, lang="zh"):
    with translation.override(lang):
        return typeset(printed.sheets, title=printed.title)


def test_a_booklet_is_downloaded_under_its_chinese_name(small_county, people, as_person, tmp_path):
    home = facts(small_county.gaolinwan).household
    answer = as_person(people.village_worker).get(reverse("pages:booklet-pdf", args=[home.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert quote("明白册") in answer["Content-Disposition"]
    assert pages_of(answer.getvalue(), tmp_path) == 2


def test_a_booklet_leaves_with_a_receipt_whose_number_is_on_each_sheet(small_county, people, as_person, tmp_path):
    home = facts(small_county.gaolinwan).household
    content = as_person(people.village_worker).get(reverse("pages:booklet-pdf", args=[home.pk])).getvalue()
    receipt = Export.objects.get()
    assert read("pdftotext", content, tmp_path=tmp_path).count(receipt.number) == 2
    assert receipt.file_digest == hashlib.sha256(content).hexdigest()
    assert (receipt.rows, receipt.area, receipt.address) == (1, home.village, reverse("pages:booklet", args=[home.pk]))
    entry = Entry.objects.get(model="exchange.export")
    assert (entry.actor_name, entry.area_path) == (people.village_worker.name, home.village.path)
    # the minute on its foot is another, what it says is not
    as_person(people.village_worker).get(reverse("pages:booklet-pdf", args=[home.pk])).getvalue()
    assert [each.number for each in Export.objects.all()] == [receipt.number] * 2


def test_a_large_village_is_printed_by_a_worker_and_fetched_by_who_asked(small_county, people, as_person, tmp_path, monkeypatch):
    facts(small_county.gaolinwan)
    monkeypatch.setattr(files, "AT_ONCE", 3)
    client = as_person(people.village_worker)
    answer = client.get(reverse("pages:booklets-pdf", args=[small_county.gaolinwan.code]))
    receipt = Export.objects.get()
    assert answer.url == reverse("exports:export", args=[receipt.pk])
    work_off(awaiting.KIND)
    content = client.get(reverse("exports:file", args=[receipt.pk])).getvalue()
    assert pages_of(content, tmp_path) == 4
    assert Export.objects.get().number in read("pdftotext", content, tmp_path=tmp_path)
    assert as_person(people.other_worker).get(reverse("exports:file", args=[receipt.pk])).status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_file_says_all_that_its_sheets_say(small_county, people, tmp_path, language):
    facts(small_county.gaolinwan)
    with translation.override(language):
        printed = of_village(people.village_worker, small_county.gaolinwan.code)
        text = squeezed(read("pdftotext", pdf_of(printed, language[:2]), "-raw", tmp_path=tmp_path))
    assert [saying for saying in sayings(printed.sheets) if squeezed(saying) not in text] == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    "text", [HOSTILE, "生僻字" * 9, "W" * 120, "many short words "], ids=["hostile", "chinese", "run", "words"]
)
def test_whatever_is_written_a_booklet_has_two_pages(small_county, people, tmp_path, text, language):
    home = crowded(small_county.gaolinwan, text=text)
    with translation.override(language):
        printed = of_household(people.village_worker, home.pk)
        assert pages_of(pdf_of(printed, language[:2]), tmp_path) == len(printed.sheets) == 2


def test_what_is_left_out_is_said(small_county, people, tmp_path):
    home = crowded(small_county.gaolinwan)
    text = squeezed(read("pdftotext", pdf_of(of_household(people.village_worker, home.pk)), "-raw", tmp_path=tmp_path))
    shown, whole = map(int, re.search(r"另有(\d+)条没有印出，见系统（共(30)条）", text).groups())
    assert 0 < shown < whole
    assert "共安排30项，已落实30项，金额合计1,499,999.7元" in text


def test_what_people_write_is_printed_as_they_wrote_it(small_county, people, tmp_path):
    home = small.household(small_county.gaolinwan, 7, address=HOSTILE[:80])
    head = home.members.get(relation="01")
    head.name = RARE
    head.save()
    text = squeezed(read("pdftotext", pdf_of(of_household(people.village_worker, home.pk)), "-raw", tmp_path=tmp_path))
    assert squeezed(HOSTILE[:80]) in text
    assert RARE in text


# One of the last block of Unicode's third plane, one that somebody drew himself: no common font has them.
UNKNOWN, DRAWN = "\U000323af", "\ue000"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_character_that_no_font_has_is_told_and_the_page_prints_it(small_county, people, as_person, tmp_path, language):
    home, other = (small.household(small_county.gaolinwan, number) for number in (7, 8))
    head = home.members.get(relation="01")
    head.name = f"马{UNKNOWN}{DRAWN}"
    head.save()
    client = as_person(people.village_worker)
    client.cookies["django_language"] = language
    with translation.override(language):
        printed = of_village(people.village_worker, small_county.gaolinwan.code)
        pdf = pdf_of(printed, language[:2])
    assert pages_of(pdf, tmp_path) == len(printed.sheets)
    text = squeezed(read("pdftotext", pdf, "-raw", tmp_path=tmp_path))
    assert "马〓〓" in text and text.count("U+E000、U+323AF") == 2
    for name, key in (("booklet", home.pk), ("booklets", small_county.gaolinwan.code)):
        page = client.get(reverse(f"pages:{name}", args=[key])).text
        told = strip_tags(page.split('<div class="papers">')[0])
        assert f"{DRAWN}、{UNKNOWN}（U+E000、U+323AF）" in told and home.number in told and other.number not in told
        assert f"马{UNKNOWN}{DRAWN}" in strip_tags(page.split('<div class="papers">')[1])
    assert "U+" not in client.get(reverse("pages:booklet", args=[other.pk])).content.decode()


def test_the_fonts_hold_what_common_and_rare_names_are_written_with():
    assert typesetting.lacking([f"马撒拉{RARE}〓", {"ascii": "Ü ✓"}]) == []
    assert typesetting.lacking(f"a{UNKNOWN}{DRAWN}{UNKNOWN}\ufe0f") == [DRAWN, UNKNOWN]


def test_a_measure_says_how_much_it_is_and_what_came_of_it(small_county, people, tmp_path):
    item = sheep(small_county.county)
    home = small.household(small_county.gaolinwan, 7)
    Measure.objects.create(
        household=home, kind=item.kind, industry=item.industry, item=item, quantity="10.0", content="良种母羊",
        amount_fen=2_000_00, planned_on="2015-03-01", done_on="2015-04-01", result="年末存栏 14 只",
    )  # fmt: skip
    printed = of_household(people.village_worker, home.pk)
    text = squeezed(read("pdftotext", pdf_of(printed), "-raw", tmp_path=tmp_path))
    assert squeezed("肉羊养殖 10 只 良种母羊") in text and "结果：年末存栏14只" in text


def test_a_village_is_its_charts_and_two_pages_a_household(small_county, people, tmp_path):
    for number in range(1, 6):
        small.household(small_county.gaolinwan, number, persons=number)
    crowded(small_county.gaolinwan)
    printed = of_village(people.village_worker, small_county.gaolinwan.code)
    assert pages_of(pdf_of(printed), tmp_path) == len(printed.sheets) == 2 + 2 * 6
    charts = of_charts(people.village_worker, small_county.gaolinwan.code)
    assert pages_of(pdf_of(charts), tmp_path) == 2
    assert squeezed(LONG_NAME) in squeezed(read("pdftotext", pdf_of(printed), "-raw", tmp_path=tmp_path))


def test_a_machine_without_a_chinese_font_says_so_and_offers_the_print_page(small_county, people, as_person, monkeypatch):
    home = small.household(small_county.gaolinwan, 1)
    monkeypatch.setattr(typesetting, "fonts", lambda: typesetting.typst.Fonts(include_system_fonts=False))
    client = as_person(people.village_worker)
    assert "U+" not in client.get(reverse("pages:booklet", args=[home.pk])).content.decode()  # not a list of every character
    answer = client.get(reverse("pages:booklet-pdf", args=[home.pk]))
    assert answer.status_code == 503
    assert "没有中文字体" in answer.content.decode()
    assert f'href="{reverse("pages:booklet", args=[home.pk])}"' in answer.content.decode()


def test_the_font_the_settings_name_comes_first(settings):
    families = typesetting.fonts().families()
    settings.PDF_FONT = families[0].upper()
    assert typesetting.chinese_font() == families[0]
