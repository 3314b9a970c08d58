"""A bulletin's life: drafted, edited, submitted, signed by another, issued for good; returned, withdrawn, drafted anew."""

import datetime
import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kangle.audit.models import Entry
from kangle.bulletins import actions, editing
from kangle.bulletins.claims import found_in
from kangle.bulletins.freezing import ranking_of
from kangle.bulletins.models import Bulletin, BulletinFile
from kangle.rankings.actions import withdraw
from tests.bulletins.conftest import AS_OF, published, text_at

pytestmark = pytest.mark.django_db
ON = datetime.date(2015, 8, 3)


def typed(bulletin, key, text, by, version=None):
    values = {"kind": "text", "text": text}
    version = version or Bulletin.objects.get(pk=bulletin.pk).version
    editing.put_text(bulletin, key, values, after="", by=by, version=version)
    return Bulletin.objects.get(pk=bulletin.pk)


def submitted(bulletin, by):
    Bulletin.objects.filter(pk=bulletin.pk, number="").update(number="康扶办发〔2015〕12号")
    return actions.submit(bulletin, by=by, version=Bulletin.objects.get(pk=bulletin.pk).version)


def signed(bulletin, by, **words):
    return actions.sign(bulletin, by=by, version=Bulletin.objects.get(pk=bulletin.pk).version, on=ON, **words)


def refused(act, *arguments, **named):
    with pytest.raises(ValidationError) as found:
        act(*arguments, **named)
    return " ".join(found.value.messages)


def test_an_issued_bulletin_is_frozen_with_both_files(drafted, hands):
    made = signed(submitted(drafted, hands.inspector), hands.leader)
    assert (made.state, made.signed_by, made.issued_on) == ("issued", "马建国", ON)
    for file in BulletinFile.objects.filter(bulletin=made):
        assert hashlib.sha256(bytes(file.content)).hexdigest() == file.sha256
    assert made.files.count() == 2
    assert "不能再改" in refused(typed, made, "opening", "改", hands.inspector)
    assert "不能签发" in refused(signed, made, hands.leader)
    last = Entry.objects.of(made).first()
    assert last.after["pdf_sha256"] == made.files.get(form="pdf").sha256


def test_who_drafts_does_not_sign_whatever_his_role(drafted, hands):
    made = submitted(typed(drafted, "opening", "改了", hands.leader), hands.office)
    for person in vars(hands).values():
        if person != hands.station:
            assert "起草的人不能签发" in refused(signed, made, person)
    assert Bulletin.objects.get(pk=made.pk).state == "submitted"


def test_a_number_typed_over_is_signed_only_with_open_eyes_and_a_reason(drafted, hands):
    text = text_at(drafted, "mean")
    made = submitted(typed(drafted, "mean", text.replace("100.00", "99.00"), hands.inspector), hands.inspector)
    assert "与数据不同" in refused(signed, made, hands.leader)
    assert "与数据不同" in refused(signed, made, hands.leader, confirmed=True)
    assert "与数据不同" in refused(signed, made, hands.leader, reason="复核")
    made = signed(made, hands.leader, confirmed=True, reason="复核时更正")
    assert [(each["was"], each["now"]) for each in made.confirmed] == [("100.00", "99.00")]
    assert made.confirmed_reason == "复核时更正"


def test_what_is_signed_is_what_was_read(drafted, hands):
    made = submitted(drafted, hands.inspector)
    before = made.version
    actions.send_back(made, by=hands.leader, reason="补充")
    submitted(typed(made, "opening", "补充了", hands.inspector), hands.inspector)
    assert "刚被别人改过" in refused(actions.sign, made, by=hands.leader, version=before, on=ON)


def test_two_who_edit_at_once_do_not_overwrite_each_other(drafted, hands):
    typed(drafted, "opening", "先改的", hands.inspector, version=1)
    assert "刚被别人改过" in refused(typed, drafted, "opening", "后改的", hands.office, version=1)


def test_returned_with_a_reason_it_can_be_edited_again(drafted, hands):
    made = submitted(drafted, hands.inspector)
    assert "退回的原因" in refused(actions.send_back, made, by=hands.leader, reason=" ")
    made = actions.send_back(made, by=hands.leader, reason="问题写得太略")
    assert (made.state, made.returned_reason) == ("returned", "问题写得太略")
    assert typed(made, "opening", "改了", hands.inspector).version == made.version + 1


def test_withdrawn_it_stays_and_another_takes_its_place_under_its_own_number(drafted, hands):
    made = signed(submitted(drafted, hands.inspector), hands.leader)
    assert "撤回的原因" in refused(actions.withdraw, made, by=hands.leader, reason="")
    assert "请先撤回" in refused(actions.draft_anew, made, by=hands.office)
    gone = actions.withdraw(made, by=hands.leader, reason="得分有误")
    assert (gone.state, gone.files.count()) == ("withdrawn", 2)
    new = actions.draft_anew(gone, by=hands.office)
    assert (new.replaces, new.number, new.state) == (gone, "", "draft")


def test_a_number_is_used_once(drafted, inspected, hands):
    submitted(drafted, hands.inspector)
    other = actions.draft(by=hands.office, round_=inspected.first, as_of=AS_OF)
    values = {"number": "康扶办发〔2015〕12号"}
    assert "已经用过" in refused(editing.put_head, other, values, by=hands.office, version=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Bulletin.objects.filter(pk=other.pk).update(number="康扶办发〔2015〕12号")


def test_nothing_is_submitted_without_its_number_or_empty(drafted, hands):
    assert "还没有发文字号" in refused(actions.submit, drafted, by=hands.inspector, version=1)


def test_the_day_lies_between_the_data_and_today(drafted, hands):
    made = submitted(drafted, hands.inspector)
    for on in (AS_OF - datetime.timedelta(days=1), datetime.date(2999, 1, 1)):
        assert "成文日期" in refused(actions.sign, made, by=hands.leader, version=made.version, on=on)


def test_a_round_under_way_has_no_bulletin(inspected, hands):
    day = inspected.second.finished_on - datetime.timedelta(days=1)
    assert "还没有结束" in refused(actions.draft, by=hands.inspector, round_=inspected.second, as_of=day)


def test_written_anew_only_what_nobody_edited_changes(drafted, inspected, hands):
    made = typed(drafted, "best", "附城镇得100.00分，列第1位。", hands.inspector)
    editing.move(made, "full", "remove", by=hands.inspector, version=made.version)
    inspected.second.inspections.filter(area=inspected.townships[0]).update(households_sampled=30)
    made = actions.write_anew(made, by=hands.inspector, version=made.version + 1)
    assert "共抽查农户415户" in text_at(made, "sample")
    assert text_at(made, "best") == "附城镇得100.00分，列第1位。"
    assert "full" not in [block["key"] for block in made.blocks]


def test_blocks_are_moved_added_and_removed(drafted, hands):
    keys = [block["key"] for block in drafted.blocks]
    made = editing.move(drafted, keys[2], "up", by=hands.inspector, version=1)
    assert [block["key"] for block in made.blocks][:3] == [keys[0], keys[2], keys[1]]
    made = editing.move(made, keys[0], "up", by=hands.inspector, version=2)
    assert made.blocks[0]["key"] == keys[0]
    values = {"kind": "text", "text": "一段  \n\n另一段"}
    key = editing.put_text(made, editing.NEW, values, after=keys[0], by=hands.inspector, version=3)
    made.refresh_from_db()
    assert made.blocks[1] == {"key": key, "kind": "text", "text": "一段\n另一段"}


def test_places_are_the_published_rankings_and_its_digest_is_printed(inspected, hands):
    ranking = published(inspected, hands.office)
    inspected.second.inspections.get(area=inspected.townships[0]).marks.all().update(points=0)
    made = actions.draft(by=hands.inspector, round_=inspected.second, publication=ranking, as_of=AS_OF)
    table = next(block for block in made.blocks if block["kind"] == "table")
    assert table["rows"][0][:3] == ["1", "附城镇", "100.00"]
    told = "".join(block.text for block in actions.paper_of(made).annexes[0].blocks).replace(" ", "")
    assert ranking.sha256 in told
    made = submitted(made, hands.inspector)
    ranking = withdraw(ranking, by=hands.office, reason="有误")
    assert "排名已经撤回" in refused(signed, made, hands.leader)
    assert "已经撤回" in refused(actions.draft, by=hands.office, publication=ranking)


def test_a_published_ranking_alone_has_its_bulletin_too(inspected, hands):
    made = actions.draft(by=hands.office, publication=published(inspected, hands.office))
    assert made.title == "关于2015年第2轮督查排名的通报"
    assert "参加排名的乡镇15个" in text_at(made, "opening")
    assert "附城镇得100.00分，列第1位" in text_at(made, "best")
    assert "失" in text_at(made, "last")
    assert found_in(made) == []


def test_a_round_rests_on_its_own_ranking_alone(inspected, hands):
    other = published(inspected, hands.office, inspected.first)
    assert ranking_of(inspected.second) is None
    told = refused(actions.draft, by=hands.inspector, round_=inspected.second, publication=other, as_of=AS_OF)
    assert "不是2015年第2轮的排名" in told
    assert not Bulletin.objects.exists()
    own = published(inspected, hands.office)
    made = actions.draft(by=hands.inspector, round_=inspected.second, publication=own, as_of=AS_OF)
    Bulletin.objects.filter(pk=made.pk).update(publication=other)  # as an earlier edition let it happen
    assert "不是2015年第2轮的排名" in refused(submitted, made, hands.inspector)
    assert actions.write_anew(made, by=hands.inspector, version=1).publication == own
    assert (ranking_of(inspected.first), ranking_of(inspected.second)) == (other, own)
    inspected.second.finished_on = AS_OF  # a round whose end was put right is no longer the one that was ranked
    inspected.second.save()
    assert ranking_of(inspected.second) is None


def test_a_draft_whose_ranking_was_withdrawn_is_not_sent_and_takes_the_new_one_with_its_edits(inspected, hands):
    ranking = published(inspected, hands.office)
    made = actions.draft(by=hands.inspector, round_=inspected.second, publication=ranking, as_of=AS_OF)
    made = typed(made, "opening", "改过的开头。", hands.inspector)
    withdraw(ranking, by=hands.office, reason="评分有误")
    assert "已于" in refused(submitted, made, hands.inspector)
    inspected.second.inspections.get(area=inspected.townships[0]).marks.filter(item__number=1).update(points=0)
    new = published(inspected, hands.office)
    made = actions.write_anew(made, by=hands.inspector, version=made.version)
    assert (made.publication, text_at(made, "opening")) == (new, "改过的开头。")
    assert text_at(made, "best").startswith("苏集镇得98.50分")
    assert submitted(made, hands.inspector).state == "submitted"


def test_a_bulletin_of_a_ranking_alone_waits_for_the_new_one(inspected, hands):
    ranking = published(inspected, hands.office)
    made = actions.draft(by=hands.office, publication=ranking)
    withdraw(ranking, by=hands.office, reason="评分有误")
    assert "还没有重新发布" in refused(actions.write_anew, made, by=hands.office, version=made.version)
    new = published(inspected, hands.office)
    made = actions.write_anew(made, by=hands.office, version=made.version)
    assert (made.publication, found_in(made)) == (new, [])
    assert new.reference in text_at(made, "opening")
