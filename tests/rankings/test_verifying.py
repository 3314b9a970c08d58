"""A published ranking verifies from its own file, whatever became of records, sheet or site since; a changed byte does not."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kangle.rankings import canonical
from kangle.rankings.actions import publish, reissue, withdraw
from kangle.rankings.live import _of_scores, ensure_as_shown
from kangle.rankings.models import Publication
from kangle.rankings.verification import known_here, verify
from kangle.scorecard import rules
from kangle.scorecard.actions import recompute
from kangle.scorecard.indicators import CATALOGUE
from tests import county as small
from tests.facts import facts
from tests.rankings.publications import frozen, published

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "docs/example-ranking.json"


@pytest.fixture
def snapshot(small_county):
    for village in (small_county.gaolinwan, small_county.fengtai, small_county.chengnan):
        facts(village)
    return recompute(small_county.county, year=small.YEAR, as_of=small_county.period.ends_on)


@pytest.fixture
def published_(snapshot, people):
    return published(snapshot, by=people.inspector)


def said(outcome):
    return "\n".join(map(str, outcome.faults))


def test_it_verifies_by_itself(published_):
    outcome = verify(published_.text)
    assert outcome.is_identical, said(outcome)
    assert (outcome.sha256, outcome.sm3) == (published_.sha256, published_.sm3)
    assert verify(published_.text, printed=published_.sha256[:12]).is_identical


def test_it_verifies_after_the_records_and_the_snapshot_are_gone(published_, small_county, django_assert_num_queries):
    from kangle.scorecard.actions import discard
    from kangle.scorecard.models import Snapshot

    small.household(small_county.gaolinwan, 900)
    recompute(small_county.county, year=small.YEAR, as_of=small_county.period.ends_on)
    discard(Snapshot.objects.all())
    text = Publication.objects.get(pk=published_.pk).text
    with django_assert_num_queries(0):  # from the text alone: an empty installation, another database
        assert verify(text).is_identical


def test_it_verifies_after_an_indicators_formula_got_a_new_version(published_, snapshot, small_county, people):
    """The sheet judges otherwise now; what was published keeps the rule it was made by, and a new publication says so."""
    changed = {
        code: replace(each, rule=rules.AllOrNothing(), version=each.version + 1)
        for code, each in CATALOGUE.items()
        if isinstance(each.rule, rules.Linear)
    }
    with mock.patch.dict(CATALOGUE, changed):
        assert verify(published_.text).is_identical
        now = frozen(snapshot)
        assert [row["score"] for row in now.result] != [row["score"] for row in published_.document["result"]]
        with pytest.raises(ValidationError, match="评分规则改过"):
            ensure_as_shown(_of_scores(snapshot, "663", "village", True, 5), now.result)


def test_the_example_in_the_documents_verifies():
    outcome = verify(EXAMPLE.read_bytes().decode())
    assert outcome.is_identical, said(outcome)
    assert len(outcome.ranking["result"]) == 15


TEXT = EXAMPLE.read_bytes().decode()


@given(place=st.integers(0, len(TEXT) - 1), letter=st.sampled_from('0179ax康 \n"}'))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_changed_character_fails_and_says_where(place, letter):
    if TEXT[place] == letter:
        return
    outcome = verify(TEXT[:place] + letter + TEXT[place + 1 :])
    assert not outcome.is_identical
    assert said(outcome)


def changed(change):
    """What verification says of the example after `change` altered its ranking, written canonically with its old digests."""
    content = json.loads(TEXT)
    change(content["ranking"])
    return said(verify(canonical.dumps(content)))


def test_a_changed_figure_is_found_by_computing_again_and_named_by_unit():
    def better(ranking):
        unit = ranking["inputs"]["units"][0]
        code, numbers = next((code, each) for code, each in unit["figures"].items() if each[1] and each[0] and each[0] < each[1])
        unit["figures"][code] = [numbers[1], numbers[1], numbers[2]]

    assert f"{json.loads(TEXT)['ranking']['inputs']['units'][0]['name']}的输入数据与发布时不同" in changed(better)


def test_a_changed_place_is_found_and_named():
    def first(ranking):
        ranking["result"][-1]["place"] = 1

    words = changed(first)
    name = {unit["code"]: unit["name"] for unit in json.loads(TEXT)["ranking"]["inputs"]["units"]}
    assert f"{name[json.loads(TEXT)['ranking']['result'][-1]['code']]}的名次：文件写的是 1，重新计算是 15" in words


def test_whoever_forges_the_digests_too_is_caught_by_the_result_or_by_the_paper():
    ranking = json.loads(TEXT)["ranking"]
    ranking["result"][0]["score"] += 100
    text, digest, _sm3 = canonical.carried(ranking)
    assert "的得分" in said(verify(text))
    ranking = json.loads(TEXT)["ranking"]
    ranking["title"] = "另一份排名"
    text, digest, _sm3 = canonical.carried(ranking)
    assert verify(text).is_identical  # a ranking of its own; but not that of the paper
    assert "不是那份排名" in said(verify(text, printed=json.loads(TEXT)["digests"]["sha256"]))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "第 1 个字符处不是合格的 JSON"),
        ("[]", "这不是一份发布的排名"),
        ('{"ranking":{},"digests":{}}', "这不是一份发布的排名"),
        (TEXT + "\n", "不是规范的写法"),
        (TEXT[: len(TEXT) // 2], "没有传完"),
        (json.dumps(json.loads(TEXT), ensure_ascii=False), "不是规范的写法"),
        (TEXT.replace('"formula":1', '"formula":99', 1), "没有公式"),
        (TEXT.replace('"least_n":5', '"least_n":5.0', 1), "不是整数或文字"),
        ('{"digests":{},"ranking":{"format":"kangle-ranking/1"}}', "无法重新计算"),
        ("[" * 100_000, "不是"),
    ],
)
def test_what_is_no_such_file_is_told_in_a_sentence(text, words):
    outcome = verify(text)
    assert not outcome.is_identical
    assert words in said(outcome)


@pytest.mark.parametrize("content", [{"a": 1.5}, {"a": True}, {"键": 1}, {"a": 2**53}, {"a": "\ud800"}, {"a": {1, 2}}])
def test_the_canonical_form_holds_texts_and_integers_alone(content):
    with pytest.raises(canonical.NotCanonical):
        canonical.dumps(content)


def test_the_canonical_form_is_one_text_for_one_content():
    assert canonical.dumps({"b": [1, None, "康"], "a": {"y": 1, "x": 2}}) == '{"a":{"x":2,"y":1},"b":[1,null,"康"]}'


def command(*arguments):
    out = StringIO()
    call_command("verify_ranking", *arguments, stdout=out, no_color=True)
    return out.getvalue()


def test_the_command_verifies_a_file_a_reference_and_a_key(published_, tmp_path):
    path = tmp_path / "ranking.json"
    path.write_bytes(published_.text.encode())
    for what in (str(path), published_.reference, str(published_.pk)):
        assert "一致" in command(what) and published_.sha256 in command(what)


def test_the_command_fails_with_what_differs(published_, tmp_path):
    path = tmp_path / "ranking.json"
    path.write_bytes(published_.text.replace("高林湾村", "高林湾庄").encode())
    with pytest.raises(CommandError) as refused:
        command(str(path))
    assert refused.value.returncode == 1
    path.write_bytes(b"\xff" + published_.text.encode())
    with pytest.raises(CommandError, match="第 1 个字节"):
        command(str(path))
    with pytest.raises(CommandError, match="没有文件"):
        command("2099-001")


def test_a_ranking_is_published_once_and_issued_anew_with_a_reason(published_, snapshot, people):
    with pytest.raises(ValidationError, match="已经发布"):
        published(snapshot, by=people.inspector)
    assert published(snapshot, by=people.inspector, communities=False).number == 2  # other units: another ranking
    with pytest.raises(ValidationError):
        withdraw(published_, by=people.inspector, reason=" ")
    new = reissue(published_, frozen(snapshot), by=people.inspector, title="更正", reason="标题有误")
    published_.refresh_from_db()
    assert (published_.withdrawn_reason, new.replaces, new.number) == ("标题有误", published_, 3)
    assert new.document["replaces"] == published_.sha256
    assert verify(published_.text).is_identical and verify(new.text).is_identical
    with pytest.raises(ValidationError, match="已经撤回"):
        withdraw(published_, by=people.inspector, reason="再撤")


def test_publishing_and_withdrawing_are_on_record_without_the_file(published_, people):
    from kangle.audit.models import Entry

    withdraw(published_, by=people.county_officer, reason="数据有误")
    entries = Entry.objects.of(published_)
    assert [(entry.actor_name, entry.act) for entry in entries] == [("马志明", "decide"), ("石建国", "decide")]
    assert all("text" not in entry.after for entry in entries)
    assert entries[1].after["sha256"] == published_.sha256


def test_nobody_publishes_for_another_county(snapshot, people):
    with pytest.raises(ValidationError):
        publish(frozen(snapshot), by=people.township_officer, title="排名")


def test_a_withdrawn_ranking_verifies_and_is_told_withdrawn_where_that_is_known(published_, people, snapshot):
    withdraw(published_, by=people.inspector, reason="数据有误")
    assert "由石建国撤回：数据有误" in command(published_.reference)
    again = published(snapshot, by=people.inspector)  # nobody pressed 重新发布
    assert again.replaces == published_ and json.loads(again.text)["ranking"]["replaces"] == published_.sha256
    assert f"以 {again.reference} 为准" in command(published_.reference)
    assert "撤回" not in command(again.reference)
    text = published_.text  # carried to where nothing is known of it
    for each in (again, published_):
        each.delete()
    assert verify(text).is_identical and known_here(verify(text)) == ""
