"""The booklets as PDF: what the sheets say and nothing else, on as many pages as there are sheets, whatever people wrote."""

import re
import shutil
import subprocess
from dataclasses import asdict
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import translation

from kangle.common import typesetting
from kangle.pages.booklets.views import of_charts, of_household, of_village
from tests import county as small
from tests.crowded import HOSTILE, LONG_NAME, RARE, crowded
from tests.facts import facts
from tests.pages.sayings import sayings, squeezed

pytestmark = [
    pytest.mark.django_db,
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
    content = {"lang": lang, "sheets": [asdict(sheet) for sheet in printed.sheets]}
    return typesetting.pdf("pages/booklets/sheets.typ", content, title=printed.title)


def test_a_booklet_is_downloaded_under_its_chinese_name(small_county, people, as_person, tmp_path):
    home = facts(small_county.gaolinwan).household
    answer = as_person(people.village_worker).get(reverse("pages:booklet-pdf", args=[home.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert quote("明白册") in answer["Content-Disposition"]
    assert pages_of(answer.content, tmp_path) == 2


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
    answer = as_person(people.village_worker).get(reverse("pages:booklet-pdf", args=[home.pk]))
    assert answer.status_code == 503
    assert "没有中文字体" in answer.content.decode()
    assert f'href="{reverse("pages:booklet", args=[home.pk])}"' in answer.content.decode()


def test_the_font_the_settings_name_comes_first(settings):
    families = typesetting.fonts().families()
    settings.PDF_FONT = families[0].upper()
    assert typesetting.chinese_font() == families[0]
