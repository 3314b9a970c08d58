"""What the text of a bulletin says, and that each of its numbers knows where it came from."""

import json
import re
import time
from dataclasses import replace

import pytest

from kangle.bulletins.actions import draft
from kangle.bulletins.composing import headed, names_of, numeral, paper_of
from kangle.bulletins.freezing import freeze_round
from kangle.bulletins.ranking_text import written as of_ranking
from kangle.bulletins.round_text import written
from kangle.bulletins.telling import FIXED, tell, tokens
from kangle.common.official.paper import Block
from kangle.common.official.printed import as_pdf
from kangle.common.official.word import as_docx
from tests.bulletins.conftest import AS_OF, text_at
from tests.papers import by_libreoffice, kept, pages

pytestmark = pytest.mark.django_db


def test_it_says_what_was_inspected_and_how(drafted):
    assert "2015年6月1日至2015年6月20日，县督查1组、县督查2组、县督查3组等3个督查组对15个乡镇" in text_at(drafted, "opening")
    assert "共抽查农户405户，最少的附城镇20户，最多的第寅乡34户" in text_at(drafted, "sample")
    assert "县督查1组督查附城镇、" in text_at(drafted, "teams")
    assert "等5个乡镇，抽查农户130户" in text_at(drafted, "teams")


def test_a_single_team_is_called_by_its_name_once(inspected):
    inspected.second.inspections.update(team="县督查2组")
    inspected.second.inspections.filter(area=inspected.townships[0]).update(team="县督查2组 ")
    blocks = written(freeze_round(inspected.second, as_of=AS_OF))
    told = "".join(block["text"] for block in blocks)
    assert "20日，县督查2组对15个乡镇开展了" in told
    assert "个督查组" not in told
    assert told.count("县督查2组") == 1


def test_the_ranking_stands_with_its_tie_rule(drafted):
    assert "得分相同的名次并列，下一名次空出" in text_at(drafted, "rule")
    table = next(block for block in drafted.blocks if block["kind"] == "table")
    assert [row[:4] for row in table["rows"][:4]] == [
        ["1", "附城镇", "100.00", "持平"],
        ["2（并列）", "苏集镇", "98.50", "持平"],
        ["2（并列）", "第甲乡", "98.50", "持平"],
        ["4", "第乙乡", "97.00", "持平"],
    ]
    assert len(table["rows"]) == 15


def test_good_practice_is_what_the_data_show(drafted):
    assert text_at(drafted, "best").splitlines()[0] == "附城镇得100.00分，列第1位，其中“工作谋划”“措施到户”2项得满分。"
    assert text_at(drafted, "best").splitlines()[1].startswith("苏集镇得98.50分，并列第2位")
    assert text_at(drafted, "full") == "各项得满分的乡镇：“工作谋划”15个、“措施到户”1个。"


def test_problems_stand_by_township_with_evidence(drafted):
    assert "在15个乡镇发现问题60条。截至2015年7月31日，已整改0条，正在整改60条，逾期未改0条" in text_at(drafted, "found")
    own = text_at(drafted, "problems-622922101-text").splitlines()
    assert own[0] == "1.苏集镇有2户措施没有落实（依据：入户记录；整改责任人：集乡长；整改期限：2015年8月15日，整改中）。"
    assert len(own) == 4


def test_the_last_rounds_findings_and_the_interviews_are_followed(drafted):
    text = text_at(drafted, "previous-text")
    assert "2015年第1轮督查发现问题15条。截至2015年7月31日，按期整改14条，逾期整改0条，正在整改0条，逾期未改1条。" in text
    assert "1.苏集镇：有2户措施没有落实（整改期限：2015年5月15日；逾期未改）" in text
    assert "第寅乡寅乡长：排名末位，2015年6月28日约谈" in text_at(drafted, "interviews-text")


def test_every_number_and_name_knows_where_it_came_from(drafted):
    names = names_of(json.loads(drafted.basis))
    texts = [block for block in drafted.made if block["kind"] != "table"]
    for block in texts:
        assert [token for token, _source in block["sources"]] == [found[2] for found in tokens(block["text"], names)], block[
            "key"
        ]
        assert all(source for _token, source in block["sources"])
    fixed = [(block["key"], token) for block in texts for token, source in block["sources"] if source == FIXED]
    assert {key for key, _token in fixed} == {"rule"}, fixed  # the example of the tie rule


def test_sixty_findings_of_fifteen_townships_are_written_in_under_two_seconds(inspected, hands, django_assert_max_num_queries):
    started = time.process_time()  # of its own: what else the machine does is no matter
    with django_assert_max_num_queries(30):
        draft(by=hands.inspector, round_=inspected.second, as_of=AS_OF)
    assert time.process_time() - started < 2


def test_the_text_follows_from_the_frozen_data_alone(inspected, drafted, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert written(json.loads(drafted.basis)) == drafted.made
    inspected.second.inspections.update(households_sampled=99)
    drafted.refresh_from_db()
    assert written(json.loads(drafted.basis)) == drafted.made


def test_too_small_a_sample_takes_no_place(inspected):
    inspected.second.inspections.filter(area=inspected.townships[0]).update(households_sampled=3)
    basis = freeze_round(inspected.second, as_of=AS_OF)
    table = next(block for block in written(basis) if block["kind"] == "table")
    assert table["rows"][0][:2] == ["1（并列）", "苏集镇"]
    assert table["rows"][-1][:2] == ["样本不足", "附城镇"]


def test_a_round_without_findings_interviews_or_predecessor_is_written_too(inspected):
    inspected.first.interviews.all().delete()
    for visit in inspected.first.inspections.all():
        visit.findings.all().delete()
    keys = [block["key"] for block in written(freeze_round(inspected.first, as_of=AS_OF))]
    assert "previous" not in keys
    assert "problems-622922100" not in keys


def test_headings_are_numbered_anew_when_one_is_taken_out(drafted):
    drafted.blocks = [block for block in drafted.blocks if block["key"] != "good"]
    numbers = {block["key"]: number for block, number in headed(drafted.blocks)}
    assert (numbers["visited"], numbers["ranking"], numbers["problems"]) == ("一、", "二、", "三、")
    assert numbers["problems-622922101"] == "（二）"
    assert [numeral(each) for each in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]


def test_a_sentence_keeps_the_source_of_each_part():
    assert tell("共{n}户，附城镇{n}户", ("附城镇",), n=(12, "登记")) == (
        "共12户，附城镇12户", [["12", "登记"], ["附城镇", FIXED], ["12", "登记"]]
    )  # fmt: skip


def test_it_prints_as_docx_and_pdf_without_a_box_and_with_the_head_repeated(drafted, tmp_path):
    paper = paper_of(drafted)
    pdf, without = as_pdf(paper)
    assert without == []
    for path in (kept(pdf, tmp_path / "a.pdf"), by_libreoffice(kept(as_docx(paper), tmp_path / "b.docx"))):
        told = pages(path)
        assert 9 <= len(told) <= 16
        whole = re.sub(r"—\d+—", "", "".join("".join(told).split()))
        assert all(each not in whole for each in "□〓\ufffd")
        assert "送审稿" in told[0]
        assert any(drafted.basis_sha256 in page for page in told)  # in one piece, as it is copied
        bearing = [page for page in told if "第丁乡" in page and "95.00" in page or "第寅乡" in page and "86.00" in page]
        assert bearing and all("抽查户数" in page for page in bearing)
        assert whole.count("整改责任人") == 60


def test_it_goes_with_what_is_signed_onto_the_last_page(drafted, tmp_path):
    """Whatever its length, the page of the signature holds something of the text."""
    for more in range(0, 24, 3):
        paper = paper_of(drafted)
        blocks = [*paper.blocks[:3], *(Block("text", "补充一段。") for _ in range(more)), paper.blocks[-1]]
        path = kept(as_pdf(replace(paper, blocks=tuple(blocks)))[0], tmp_path / f"{more}.pdf")
        signed = next(page for page in pages(path) if "附件：数据说明" in page)
        assert "跟踪问效" in signed, more


def test_a_village_ranking_counts_villages_and_communities_apart():
    units = [(f"62292210020{n}", f"甲{n}村", "village") for n in range(2)] + [("622922100001", "城南社区", "community")]
    basis = {
        "publication": {"reference": "2015-002"},
        "ranking": {
            "level": "village", "kind": "score", "year": 2015, "as_of": "2015-11-30", "title": "排名",
            "subject": {"name": "总评"},
            "rule": {"kind": "whole", "names": {}},
            "inputs": {"units": [{"code": c, "name": n, "kind": k, "parent_name": "附城镇"} for c, n, k in units]},
            "result": [
                {"code": code, "place": place, "tied": 0, "score": 9000 - place, "n": 15, "reason": "", "lost": []}
                for place, (code, _name, _kind) in enumerate(units, 1)
            ],
        },
    }  # fmt: skip
    blocks = {block["key"]: block for block in of_ranking(basis)}
    assert "村、社区排名" in blocks["opening"]["text"]
    assert blocks["opening"]["text"].endswith("参加排名的单位3个，其中村2个、社区1个。")
    assert blocks["places"]["columns"] == ["名次", "村、社区", "乡镇", "得分", "适用事项"]
