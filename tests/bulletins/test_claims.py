"""What people wrote or took out themselves is held against the data of the units it names, and confirmed by whoever signs."""

import datetime
import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kangle.bulletins import actions, editing
from kangle.bulletins.claims import Data, claims_in, found_in
from kangle.bulletins.models import Bulletin
from tests.bulletins.conftest import published, text_at

pytestmark = pytest.mark.django_db
ON = datetime.date(2015, 8, 3)
# 附城镇: 100.00, first. 苏集镇 and 第甲乡: 98.50, both second. 第乙乡: 97.00, fourth.
SAID = [
    ("附城镇得100.00分，列第1位。", []),
    ("附城镇得100分，列第一位。", []),
    ("附城镇得88.25分，列第2位。", ["88.25", "第2位"]),
    ("附城镇列第二位。", ["第二位"]),
    ("附城镇得98.50分，苏集镇得100.00分。", ["98.50", "100.00"]),  # each has the other's
    ("苏集镇、第甲乡得98.50分，并列第2位。", []),
    ("苏集镇、第甲乡得97.00分，列第4位。", ["97.00", "第4位"]),
    ("以97.00分列第4位的第乙乡。", []),
    ("2015年第2轮督查，附城镇抽查20户。", []),
    ("全县抽查农户405户，平均得分有提高。", []),
    ("全县抽查农户999户。附城镇得分第一。", ["999"]),
    ("3.附城镇得１００.００分。", []),
    ("各乡镇要高度重视。", []),
]


@pytest.mark.parametrize(("text", "doubtful"), SAID)
def test_a_figure_is_held_against_the_units_named_before_it(drafted, text, doubtful):
    data = Data(json.loads(drafted.basis), drafted.made)
    assert [words for sentence in text.split("。") for _token, words in data.unheld(sentence)] == doubtful


def test_a_published_rankings_figures_are_known_too(inspected, hands):
    made = actions.draft(by=hands.office, publication=published(inspected, hands.office))
    data = Data(json.loads(made.basis), made.made)
    assert list(data.unheld("附城镇得100.00分，列第1位，抽查20户")) == []
    assert [words for _token, words in data.unheld("附城镇得88.25分，列第2位")] == ["88.25", "第2位"]


def test_all_that_was_generated_is_held_by_the_data(drafted, inspected, hands):
    for made in (drafted, actions.draft(by=hands.office, publication=published(inspected, hands.office))):
        data = Data(json.loads(made.basis), made.made)
        for block in made.made:
            if block["key"] in ("best", "last", "opening", "mean"):
                assert [each for line in block["text"].splitlines() for each in data.unheld(line)] == [], block["key"]


def claimed(bulletin):
    bulletin = Bulletin.objects.get(pk=bulletin.pk)
    return [(each.kind, each.doubtful, each.weighs) for each in claims_in(bulletin, found_in(bulletin))]


def add(bulletin, text, by):
    values = {"kind": "text", "text": text}
    editing.put_text(bulletin, editing.NEW, values, after="best", by=by, version=Bulletin.objects.get(pk=bulletin.pk).version)


def test_a_block_added_against_the_data_is_confirmed_by_the_signer_and_kept(drafted, hands, as_person):
    add(drafted, "附城镇得88.25分，列第2位。", hands.inspector)
    assert claimed(drafted) == [("added", ("88.25", "第2位"), True)]
    editing.put_head(drafted, {"number": "康扶办发〔2015〕12号"}, by=hands.inspector, version=2)
    made = actions.submit(drafted, by=hands.inspector, version=3)
    leader, address = as_person(hands.leader), reverse("bulletins:sign", args=[made.pk])
    page = leader.get(address).content.decode()
    assert "数据里没有：88.25、第2位" in page and "附城镇得88.25分，列第2位。" in page
    assert 'name="confirmed"' in page and "生成的数字都与数据一致" not in page
    with pytest.raises(ValidationError, match="数据里没有的数字"):
        actions.sign(made, by=hands.leader, version=3, on=ON)
    made = actions.sign(made, by=hands.leader, version=3, on=ON, confirmed=True, reason="复核后的得分")
    assert [(each["was"], each["now"]) for each in made.confirmed] == [("数据中没有", "88.25、第2位")]
    told = "".join(block.text + str(block.rows) for block in actions.paper_of(made).annexes[0].blocks)
    assert "附城镇得88.25分" in told
    assert "88.25、第2位" in as_person(hands.office).get(reverse("bulletins:detail", args=[made.pk])).content.decode()


def test_a_block_added_in_keeping_with_the_data_is_only_listed(drafted, hands):
    add(drafted, "附城镇得100.00分，列第1位，值得借鉴。", hands.inspector)
    assert claimed(drafted) == [("added", (), False)]


def test_what_was_removed_is_listed_with_what_it_said_and_confirmed(drafted, hands, as_person):
    said = text_at(drafted, "problems-622922101-text")
    editing.move(drafted, "problems-622922101-text", "remove", by=hands.inspector, version=1)
    assert claimed(drafted) == [("removed", (), True)]
    page = as_person(hands.inspector).get(reverse("bulletins:edit", args=[drafted.pk])).content.decode()
    assert "删去的内容：" in page and said.splitlines()[-1] in page


def test_a_paragraph_written_otherwise_lists_what_is_new_and_what_is_gone(drafted, hands):
    text = text_at(drafted, "best").replace("附城镇得100.00分", "附城镇进步明显，比上轮提高77分，得100.00分")
    editing.put_text(drafted, "best", {"kind": "text", "text": text}, after="", by=hands.inspector, version=1)
    assert claimed(drafted) == [("changed", ("77",), True)]
    lines = text_at(drafted, "best").splitlines()
    editing.put_text(drafted, "best", {"kind": "text", "text": "\n".join(lines[:-1])}, after="", by=hands.inspector, version=2)
    made = Bulletin.objects.get(pk=drafted.pk)
    (claim,) = claims_in(made, found_in(made))
    assert claim.weighs and lines[-1].split("，")[0] in claim.was


def test_a_number_typed_over_is_confirmed_once(drafted, hands):
    text = text_at(drafted, "mean").replace("100.00", "99.00")
    editing.put_text(drafted, "mean", {"kind": "text", "text": text}, after="", by=hands.inspector, version=1)
    assert claimed(drafted) == []
