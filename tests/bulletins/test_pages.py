"""The pages of a bulletin: who reads what, how a number typed over is shown, what is refused in words."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kangle.audit.changes import in_words
from kangle.audit.models import Entry
from kangle.bulletins import actions, editing
from kangle.bulletins.models import Bulletin, BulletinFile
from kangle.exchange.models import Export
from kangle.rankings.actions import withdraw
from tests.bulletins.conftest import published, text_at

pytestmark = pytest.mark.django_db


def at(name, bulletin, *more):
    return reverse(f"bulletins:{name}", args=[bulletin.pk, *more])


@pytest.fixture
def issued(drafted, hands):
    editing.put_head(drafted, {"number": "康扶办发〔2015〕12号"}, by=hands.inspector, version=1)
    actions.submit(drafted, by=hands.inspector, version=2)
    return actions.sign(drafted, by=hands.leader, version=2, on=datetime.date(2015, 8, 3))


def test_an_issued_bulletin_is_read_by_every_unit_and_a_draft_by_none_below(issued, inspected, hands, as_person):
    draft = actions.draft(by=hands.office, round_=inspected.first)
    station = as_person(hands.station)
    assert station.get(at("detail", issued)).status_code == 200
    assert station.get(at("detail", draft)).status_code == 404
    listed = station.get(reverse("bulletins:list")).content.decode()
    assert "关于2015年第2轮" in listed and "关于2015年第1轮" not in listed
    file = station.get(at("paper-docx", issued))
    whole = BulletinFile.objects.get(bulletin=issued, form="docx")
    assert file.getvalue() == bytes(whole.content)
    receipt = Export.objects.get()
    assert (receipt.file_digest, receipt.asked_by, receipt.address) == (whole.sha256, hands.station.name, at("detail", issued))
    assert "12%E5%8F%B7" in file["Content-Disposition"]


def test_the_search_finds_what_one_may_read(issued, inspected, hands, as_person):
    actions.draft(by=hands.office, round_=inspected.first)
    for person, titles in (
        (hands.station, [issued.title]),
        (hands.office, [issued.title, "关于2015年第1轮脱贫攻坚督查情况的通报"]),
    ):
        groups = as_person(person).get("/search/", {"q": "督查情况"}).context["groups"]
        assert sorted(each.label for group in groups if group.title == "通报" for each in group.found) == sorted(titles)
    page = as_person(hands.station).get("/search/", {"q": "康扶办发〔2015〕12号"}).content.decode()
    assert at("detail", issued) in page


def test_a_round_leads_to_its_bulletin(inspected, hands, as_person):
    client = as_person(hands.inspector)
    page = client.get(reverse("supervision:round", args=[inspected.second.pk])).content.decode()
    address = f"{reverse('bulletins:new')}?round={inspected.second.pk}"
    assert address in page
    assert "数据截至" in client.get(address).content.decode()
    answer = client.post(reverse("bulletins:new"), {"round": inspected.second.pk, "as_of": "2015-07-31"})
    assert answer.url == at("edit", Bulletin.objects.get())
    assert "康扶办发〔2015〕1号" in client.get(answer.url).content.decode()
    assert address not in as_person(hands.station).get(reverse("supervision:round", args=[inspected.second.pk])).content.decode()


def test_a_rounds_ranking_is_taken_where_it_is_published(inspected, hands, as_person):
    ranking, client = published(inspected, hands.office), as_person(hands.inspector)
    for query in (f"?round={inspected.second.pk}", f"?ranking={ranking.pk}"):
        page = client.get(reverse("bulletins:new") + query).content.decode()
        assert f'name="ranking" value="{ranking.pk}"' in page
        assert f'name="round" value="{inspected.second.pk}"' in page
    client.post(reverse("bulletins:new"), {"round": inspected.second.pk, "ranking": ranking.pk, "as_of": "2015-07-31"})
    made = Bulletin.objects.get()
    assert (made.round, made.publication) == (inspected.second, ranking)


def test_a_round_without_a_ranking_leads_to_publishing_it_and_takes_no_others(inspected, hands, as_person):
    other, client = published(inspected, hands.office, inspected.first), as_person(hands.inspector)
    page = client.get(f"{reverse('bulletins:new')}?round={inspected.second.pk}").content.decode()
    assert 'name="ranking"' not in page
    assert f"{reverse('rankings:publish')}?what=round-{inspected.second.pk}" in page
    sent = {"round": inspected.second.pk, "ranking": other.pk, "as_of": "2015-07-31"}
    answer = client.post(reverse("bulletins:new"), sent)
    assert answer.status_code == 422 and "不是2015年第2轮的排名" in answer.content.decode()
    assert client.get(f"{reverse('rankings:publish')}?what=round-{inspected.second.pk}").status_code == 200


def test_every_page_of_a_draft_says_that_its_ranking_was_withdrawn(inspected, hands, as_person):
    ranking = published(inspected, hands.office)
    made = actions.draft(by=hands.inspector, round_=inspected.second, publication=ranking, as_of=datetime.date(2015, 7, 31))
    withdraw(ranking, by=hands.office, reason="评分有误")
    client, address = as_person(hands.inspector), reverse("rankings:publication", args=[ranking.pk])
    for page in (client.get(at(name, made)).content.decode() for name in ("edit", "detail")):
        assert all(words in page for words in ("所依据的排名已经撤回", "评分有误", address, "还没有重新发布"))
        assert "生成的数字都与数据一致" not in page
    answer = client.post(at("edit", made), {"do": "submit", "version": 1}, follow=True).content.decode()
    assert "请按现在的记录重新生成" in answer
    new = published(inspected, hands.office)
    assert reverse("rankings:publication", args=[new.pk]) in client.get(at("edit", made)).content.decode()
    page = client.post(at("edit", made), {"do": "anew", "version": 1}, follow=True).content.decode()
    assert "已经撤回" not in page and "生成的数字都与数据一致" in page


def test_a_round_under_way_is_refused_in_words(inspected, hands, as_person):
    answer = as_person(hands.office).post(reverse("bulletins:new"), {"round": inspected.second.pk, "as_of": "2015-06-02"})
    assert answer.status_code == 422
    assert "还没有结束" in answer.content.decode()
    answer = as_person(hands.office).post(reverse("bulletins:new"), {"round": inspected.second.pk, "as_of": "2015-06-31"})
    assert "日历上没有这一天" in answer.content.decode()


def test_a_number_typed_over_is_marked_at_saving_and_before_signing(drafted, hands, as_person):
    client = as_person(hands.inspector)
    text = text_at(drafted, "mean").replace("100.00", "99.00") + "另有3个村表现突出。"
    values = {"kind": "text", "text": text, "version": 1}
    answer = client.post(at("block", drafted, "mean"), values, follow=True).content.decode()
    assert "原为 100.00，现为 99.00" in answer
    assert "排名：最高分" in answer
    assert "人工增加或改写的 1 段" in answer
    client.post(at("edit", drafted), {"do": "head", "number": "康扶办发[2015]12号", "version": 2} | head_of(drafted))
    client.post(at("edit", drafted), {"do": "submit", "version": 3})
    leader = as_person(hands.leader)
    assert "原为 100.00，现为 99.00" in leader.get(at("sign", drafted)).content.decode()
    answer = leader.post(at("sign", drafted), {"do": "sign", "version": 3, "on": "2015-08-03"})
    assert answer.status_code == 422
    words = {"confirmed": "on", "reason": "复核"}
    assert leader.post(at("sign", drafted), {"do": "sign", "version": 3, "on": "2015-08-03"} | words).status_code == 302
    drafted.refresh_from_db()
    assert (drafted.state, drafted.number) == ("issued", "康扶办发〔2015〕12号")


def head_of(bulletin):
    return {name: getattr(bulletin, name) for name in ("title", "issuer", "signer", "to", "copies", "as_of")}


def test_the_number_that_is_shown_is_sent_with_the_draft(drafted, hands, as_person):
    client = as_person(hands.inspector)
    page = client.get(at("edit", drafted)).content.decode()
    assert 'value="康扶办发〔2015〕1号"' in page and "还没有发文字号" not in page
    sent = {"do": "submit", "number": "康扶办发〔2015〕1号", "version": 1} | head_of(drafted)
    later = client.post(at("edit", drafted), sent | {"as_of": "2015-08-31"}, follow=True).content.decode()
    assert "请先保存文件头" in later
    wrong = client.post(at("edit", drafted), sent | {"number": "第十二号"})
    assert wrong.status_code == 422 and "请写成" in wrong.content.decode()
    assert "已送签" in client.post(at("edit", drafted), sent, follow=True).content.decode()
    drafted.refresh_from_db()
    assert (drafted.state, drafted.number, drafted.as_of) == ("submitted", "康扶办发〔2015〕1号", datetime.date(2015, 7, 31))


def test_a_number_of_another_year_than_the_day_is_signed_only_when_seen(drafted, hands, as_person):
    editing.put_head(drafted, {"number": "康扶办发〔2014〕12号"}, by=hands.inspector, version=1)
    assert "的年份不同" in as_person(hands.inspector).get(at("edit", drafted)).content.decode()
    actions.submit(drafted, by=hands.inspector, version=2)
    leader, sent = as_person(hands.leader), {"do": "sign", "version": 2, "on": "2015-08-03"}
    page = leader.get(at("sign", drafted)).content.decode()
    assert 'name="year_seen"' in page and "的年份不同" in page
    answer = leader.post(at("sign", drafted), sent)
    assert answer.status_code == 422 and "2015-08-03" in answer.content.decode() and "请勾选" in answer.content.decode()
    assert leader.post(at("sign", drafted), sent | {"year_seen": "on"}).status_code == 302
    drafted.refresh_from_db()
    assert drafted.state == "issued"


def test_a_number_of_another_form_is_refused_with_an_example(drafted, hands, as_person):
    values = {"do": "head", "number": "第十二号", "version": 1} | head_of(drafted)
    answer = as_person(hands.inspector).post(at("edit", drafted), values)
    assert answer.status_code == 422
    assert "请写成“康扶办发〔2015〕12号”这样" in answer.content.decode()


def test_another_day_of_the_data_writes_the_text_anew(drafted, hands, as_person):
    values = {"do": "head", "number": "", "version": 1} | head_of(drafted) | {"as_of": "2015-08-31"}
    as_person(hands.inspector).post(at("edit", drafted), values)
    drafted.refresh_from_db()
    assert "截至2015年8月31日，已整改0条，正在整改0条，逾期未改60条" in text_at(drafted, "found")


def test_a_tables_cells_are_typed_and_rows_removed(drafted, hands, as_person):
    client, address = as_person(hands.inspector), at("block", drafted, "places")
    assert 'name="cell-0-2"' in client.get(address).content.decode()
    answer = client.post(address, {"version": 1, "caption": "名次表", "cell-0-2": "99.00", "remove-14": "on"}, follow=True)
    drafted.refresh_from_db()
    table = next(block for block in drafted.blocks if block["kind"] == "table")
    assert (table["text"], table["rows"][0][2], len(table["rows"])) == ("名次表", "99.00", 14)
    assert "名次表：附城镇 得分" in answer.content.decode()
    gone = {f"remove-{row}": "on" for row in range(14)}
    assert "至少要留一行" in client.post(address, {"version": 2} | gone, follow=True).content.decode()


def test_whoever_comes_second_is_told(drafted, hands, as_person):
    editing.move(drafted, "opening", "down", by=hands.office, version=1)
    answer = as_person(hands.inspector).post(at("edit", drafted), {"do": "up:sample", "version": 1}, follow=True)
    assert "刚被别人改过" in answer.content.decode()


def test_a_refused_paragraph_keeps_its_words_beside_the_new_draft(drafted, hands, as_person):
    values = {"kind": "text", "text": "先改的一段。"}
    editing.put_text(drafted, "opening", values, after="", by=hands.office, version=1)
    client = as_person(hands.inspector)
    answer = client.post(at("block", drafted, "opening"), {"kind": "text", "text": "后改的一段。", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(
        words in page for words in ("刚被别人改过", "先改的一段。", "后改的一段。", f"{at('edit', drafted)}#block-opening")
    )
    editing.move(drafted, "opening", "remove", by=hands.office, version=2)
    answer = client.post(at("block", drafted, "opening"), {"kind": "text", "text": "后改的一段。", "version": 2})
    assert answer.status_code == 422 and "后改的一段。" in answer.content.decode()
    assert client.get(at("block", drafted, "opening")).status_code == 404


def test_a_second_draft_of_the_same_is_made_only_by_who_has_seen_the_first(drafted, inspected, hands, as_person):
    client, sent = as_person(hands.office), {"round": inspected.second.pk, "as_of": "2015-07-31"}
    page = client.get(f"{reverse('bulletins:new')}?round={inspected.second.pk}").content.decode()
    assert "已经有一份：" in page and at("detail", drafted) in page
    answer = client.post(reverse("bulletins:new"), sent)
    assert answer.status_code == 422 and "已经有一份通报" in answer.content.decode()
    assert Bulletin.objects.count() == 1
    assert client.post(reverse("bulletins:new"), sent | {"seen": drafted.pk}).status_code == 302
    page = client.get(f"{reverse('bulletins:new')}?round={inspected.first.pk}").content.decode()
    assert "已经有一份：" not in page


def test_a_ranking_of_no_round_is_drafted_once_too(inspected, hands, as_person):
    ranking = published(inspected, hands.office, inspected.first)
    inspected.first.finished_on += datetime.timedelta(days=1)  # so that it ranks no round that there is now
    inspected.first.save()
    client = as_person(hands.office)
    assert client.post(reverse("bulletins:new"), {"ranking": ranking.pk}).status_code == 302
    answer = client.post(reverse("bulletins:new"), {"ranking": ranking.pk})
    assert answer.status_code == 422 and "已经有一份通报" in answer.content.decode()
    assert [each.round for each in Bulletin.objects.all()] == [None]


def test_a_draft_is_deleted_with_a_reason_and_an_issued_one_never(drafted, issued, hands, inspected, as_person):
    draft = actions.draft(by=hands.inspector, round_=inspected.first)
    client = as_person(hands.inspector)
    assert client.post(at("edit", draft), {"do": "discard"}).status_code == 422
    client.post(at("edit", draft), {"do": "discard", "reason": "重复"})
    client.post(at("edit", issued), {"do": "discard", "reason": "重复"})
    assert list(Bulletin.objects.all()) == [issued]


def test_a_withdrawn_bulletin_says_so_and_leads_to_the_one_in_its_place(issued, hands, as_person):
    leader = as_person(hands.leader)
    assert leader.post(at("sign", issued), {"do": "withdraw"}).status_code == 422
    leader.post(at("sign", issued), {"do": "withdraw", "reason": "得分有误"})
    answer = as_person(hands.office).post(at("edit", issued), {"do": "again"})
    new = Bulletin.objects.get(replaces=issued)
    assert answer.url == at("edit", new)
    page = as_person(hands.station).get(at("detail", issued)).content.decode()
    assert "已撤回，不再有效" in page and "得分有误" in page
    assert at("detail", new) not in page  # still a draft
    assert at("detail", new) in as_person(hands.office).get(at("detail", issued)).content.decode()


def test_a_draft_is_previewed_as_both_files(drafted, hands, as_person):
    client = as_person(hands.inspector)
    assert client.get(at("paper-pdf", drafted)).getvalue().startswith(b"%PDF")
    assert client.get(at("paper-docx", drafted)).getvalue().startswith(b"PK")


def test_a_day_that_has_not_come_is_refused(inspected, drafted, hands, as_person):
    client, tomorrow = as_person(hands.inspector), timezone.localdate() + datetime.timedelta(days=1)
    answer = client.post(reverse("bulletins:new"), {"round": inspected.first.pk, "as_of": tomorrow.isoformat()})
    assert answer.status_code == 422 and "还没有到" in answer.content.decode()
    values = {"do": "head", "number": "", "version": 1} | head_of(drafted) | {"as_of": tomorrow.isoformat()}
    answer = client.post(at("edit", drafted), values)
    assert answer.status_code == 422 and "还没有到" in answer.content.decode()
    with pytest.raises(ValidationError, match="还没有到"):
        actions.draft(by=hands.inspector, round_=inspected.first, as_of=tomorrow)


def test_who_may_not_draft_is_told_so(drafted, hands, as_person):
    answer = as_person(hands.station).get(at("edit", drafted))
    assert answer.status_code == 403
    assert "没有“起草通报”的权限" in answer.content.decode()


def test_the_history_of_a_signature_is_read_by_people(drafted, hands):
    editing.put_text(drafted, "mean", {"kind": "text", "text": text_at(drafted, "mean").replace("15", "14", 1)}, after="",
                     by=hands.inspector, version=1)  # fmt: skip
    editing.put_head(drafted, {"number": "康扶办发〔2015〕12号"}, by=hands.inspector, version=2)
    actions.submit(drafted, by=hands.inspector, version=3)
    on = datetime.date(2015, 8, 3)
    signed = actions.sign(drafted, by=hands.leader, version=3, on=on, confirmed=True, reason="按口径调整")
    entry = Entry.objects.of(signed).get(reason="签发")
    said = in_words(entry.model, entry.before, entry.after)
    assert "确认的不同：排名情况 15 → 14" in said
    assert not any(raw in said for raw in ("{", "sha256", "text", "where", "编号："))
