"""An official document keeps the measures of GB/T 9704-2012, as PDF and as DOCX, and is the same bytes every time."""

import datetime
import io
import zipfile
from dataclasses import replace

import pytest

from kangle.common.official import fonts
from kangle.common.official.paper import Annex, Block, Paper
from kangle.common.official.printed import as_pdf
from kangle.common.official.word import as_docx
from kangle.common.typesetting import LACKING
from tests.papers import by_libreoffice, kept, pages, words

SENTENCE = "为全面掌握各乡镇脱贫攻坚工作进展情况压实各级责任推动问题整改县督查组对全县乡镇开展督查"
HEAD = ("名次", "乡镇", "得分")
TABLE = Block(
    "table", "各乡镇得分", HEAD, (20, 50, 30), (True, False, True), tuple((str(n), f"第{n}乡", "92.35") for n in range(1, 61))
)
PAPER = Paper(
    issuer="康乐县扶贫开发办公室文件",
    number="康扶办发〔2015〕12号",
    title="关于2015年第一轮脱贫攻坚督查情况的通报",
    to="各乡镇人民政府，县直各有关部门：",
    blocks=(
        Block("first", "一、督查的基本情况"),
        *(Block("text", SENTENCE * 3 + "。") for _ in range(9)),
        Block("second", "（一）排名"),
        TABLE,
        Block("third", "1.措施"),
        Block("text", SENTENCE),
    ),
    signer="康乐县扶贫开发办公室",
    dated=datetime.date(2015, 4, 3),
    copies="县委办公室，县人大常委会办公室，县政府办公室，县政协办公室，县纪委，县委组织部，各督查组。",
    printer="康乐县扶贫开发办公室",
    printed=datetime.date(2015, 4, 3),
    annexes=(Annex("数据说明", (Block("text", SENTENCE),)),),
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    return kept(as_pdf(PAPER)[0], tmp_path_factory.mktemp("pdf") / "paper.pdf")


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    return by_libreoffice(kept(as_docx(PAPER), tmp_path_factory.mktemp("docx") / "paper.docx"))


def place(path, text, page=None):
    found = [word for word in words(path) if text in word.text and page in (None, word.page)]
    assert found, f"{text} is not printed"
    return found[0]


def line(path, text, page=None):
    """The whole line in which a text stands: blanks cut it into words."""
    one = place(path, text, page)
    same = [word for word in words(path) if word.page == one.page and abs(word.top - one.top) < 0.1]
    return replace(one, left=min(word.left for word in same), right=max(word.right for word in same))


def middle(word):
    return (word.top + word.bottom) / 2


def near(found, wanted, by=0.6):
    return abs(found - wanted) <= by


@pytest.mark.parametrize("made", ["printed", "opened"])
def test_a_line_holds_28_characters_and_a_page_22_lines(made, request):
    path = request.getfixturevalue(made)
    second = [word for word in words(path) if word.page == 2]
    full = [word for word in second if len(word.text) == 28]
    assert len(full) > 5, sorted({len(word.text) for word in second})
    assert all(near(word.left, 28) and near(word.right, 28 + 156, 0.9) for word in full)
    apart = [(word.top - full[0].top) / (28.95 * 25.4 / 72) for word in full]
    assert all(near(each, round(each), 0.03) for each in apart), apart
    first = min(middle(word) for word in second)
    assert near(first, 37 + 28.95 / 2 * 25.4 / 72, 1.6)
    lines = {round((middle(word) - first) / (28.95 * 25.4 / 72)) for word in second if middle(word) < 37 + 225}
    assert max(lines) == 21


@pytest.mark.parametrize("made", ["printed", "opened"])
def test_the_head_stands_where_the_standard_puts_it(made, request):
    path = request.getfixturevalue(made)
    issuer, number, to = place(path, PAPER.issuer), line(path, "康扶办发"), place(path, "各乡镇人民政府")
    assert near(issuer.top, 37 + 35, 3)
    assert near((issuer.left + issuer.right) / 2, 28 + 78, 1.5)
    assert near((number.left + number.right) / 2, 28 + 78, 1.5)
    assert near(number.top - issuer.bottom, 2 * 28.95 * 25.4 / 72, 6)  # two lines
    assert near(to.left, 28)
    assert near(place(path, "一、督查").left, 28 + 2 * 15.75 * 25.4 / 72)


@pytest.mark.parametrize("made", ["printed", "opened"])
def test_page_numbers_stand_outside_7_mm_below_the_text(made, request):
    path = request.getfixturevalue(made)
    for page in (1, 2):
        dash = next(word for word in words(path) if word.page == page and word.text.startswith("—"))
        assert near((dash.top + dash.bottom) / 2, 37 + 225 + 7, 1.6)
        assert near(dash.left, 28 + 14 * 25.4 / 72, 1.5) if page == 2 else dash.left > 150


@pytest.mark.parametrize("made", ["printed", "opened"])
def test_a_table_repeats_its_head_and_tears_no_row(made, request):
    path = request.getfixturevalue(made)
    told = pages(path)
    bearing = [page for page in told if "92.35" in page]
    assert len(bearing) >= 3
    assert all("名次" in page and "得分" in page for page in bearing)
    rows = {word.page: word for word in words(path) if word.text == "92.35"}
    assert max(word.bottom for word in rows.values()) < 37 + 225 + 1


@pytest.mark.parametrize("made", ["printed", "opened"])
def test_it_ends_with_the_day_and_the_record_of_printing_at_the_foot(made, request):
    path = request.getfixturevalue(made)
    told = pages(path)
    signed = next(number for number, page in enumerate(told, 1) if "附件：数据说明" in page)
    assert signed == len(told) - 1  # the annex has a page of its own
    day, signer = line(path, "2015", page=signed), place(path, PAPER.signer, page=signed)
    assert near((day.left + day.right) / 2, (signer.left + signer.right) / 2, 0.6)
    # Three characters and six figures of half their width; what a wider typeface adds lies half on either side.
    wider = (day.right - day.left) - 6 * 15.75 * 25.4 / 72
    assert near(day.right - wider / 2, 28 + 156 - 4 * 15.75 * 25.4 / 72, 1)
    record = place(path, "印发", page=len(told))
    assert near(record.bottom, 37 + 225, 3)
    assert place(path, "抄送：", page=len(told)).top > 37 + 225 - 35


def test_the_same_document_is_the_same_bytes():
    assert as_docx(PAPER) == as_docx(PAPER)
    assert as_pdf(PAPER) == as_pdf(PAPER)
    with zipfile.ZipFile(io.BytesIO(as_docx(PAPER))) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(2015, 4, 3, 0, 0, 0)}
        core = packed.read("docProps/core.xml").decode()
    assert core.count("2015-04-03T00:00:00Z") == 2


def test_a_character_that_no_font_has_is_said_and_printed_as_a_sign(tmp_path):
    strange = replace(PAPER, to="\ue000村：")
    pdf, without = as_pdf(strange)
    assert without == ["\ue000"]
    assert f"{LACKING}村" in pages(kept(pdf, tmp_path / "strange.pdf"))[0]


def test_a_machine_without_the_standards_typefaces_says_what_stands_in(monkeypatch):
    class Installed:
        def families(self):
            return ["Noto Sans CJK SC", "Noto Serif CJK SC", "FangSong"]

    monkeypatch.setattr(fonts, "fonts", Installed)
    chosen = fonts.chosen()
    assert chosen["body"] == {"font": "FangSong", "bold": False}
    assert chosen["hei"] == {"font": "Noto Sans CJK SC", "bold": True}
    assert dict(fonts.replaced()) == {
        "小标宋": "Noto Serif CJK SC", "黑体": "Noto Sans CJK SC", "楷体": "Noto Serif CJK SC", "宋体": "Noto Serif CJK SC"
    }  # fmt: skip


def test_a_docx_asks_for_chinese_typefaces_without_a_character_grid():
    with zipfile.ZipFile(io.BytesIO(as_docx(PAPER))) as packed:
        text = packed.read("word/document.xml").decode()
    assert "w:docGrid" not in text
    assert text.count("<w:tblHeader/>") == 1
    assert text.count("<w:cantSplit/>") == 61
    assert 'w:eastAsia="仿宋"' in text
    assert text.count("<w:rFonts") == text.count("w:eastAsia=") - text.count('<w:lang w:val="en-US" w:eastAsia')
