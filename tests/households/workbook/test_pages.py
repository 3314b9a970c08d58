"""The pages of imports, as a member of the village, a stranger to it and an inspector meet them."""

import io
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from households.models import Household
from kangle.audit.models import Entry
from kangle.exchange.intake import actions
from kangle.exchange.models import Import, ImportFile
from kangle.exchange.tasks import forget_old_files
from kangle.jobs.actions import claim
from kangle.jobs.models import Shard
from kangle.jobs.work import work_off
from tests import county as small
from tests.households.workbook.books import Typed, sent, taken_in, worked
from tests.households.workbook.test_taking import new_home

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PAGE = "exchange:import"


@pytest.fixture
def worker(people, as_person):
    return as_person(people.village_worker)


def upload(client, content, name="采集表.xlsx"):
    return client.post(reverse("exchange:imports"), {"file": SimpleUploadedFile(name, content)}, follow=True)


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main")[1].split("</main>")[0]))


def test_a_member_sends_looks_confirms_and_undoes(worker, homes, small_county):
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0]["家庭住址"], book.sheets["成员"][1]["民族"] = "新地址", "火星"
    page = upload(worker, book.xlsx())
    assert "正在读取" in text(page) and page.redirect_chain[-1][0].startswith("/imports/")
    work_off(actions.KIND)
    source = Import.objects.get()
    address = reverse(PAGE, args=[source.pk])
    shown = text(worker.get(address))
    assert "导入 1 行" in shown and "一社 1 号 → 新地址" in shown and "I列 民族" in shown and "火星" in shown
    assert Household.objects.get(pk=homes[0].pk).address == "一社 1 号"
    worker.post(reverse("exchange:confirm", args=[source.pk]))
    work_off(actions.KIND)
    assert Household.objects.get(pk=homes[0].pk).address == "新地址"
    assert "撤销这次导入" in text(worker.get(address))
    refused = worker.post(reverse("exchange:undo", args=[source.pk]), {"reason": " "})
    assert refused.status_code == 422 and "“为什么撤销”还没有填" in text(refused)
    worker.post(reverse("exchange:undo", args=[source.pk]), {"reason": "传错了"})
    work_off(actions.KIND)
    assert Household.objects.get(pk=homes[0].pk).address == "一社 1 号"
    assert "全部改回" in text(worker.get(address))


def test_after_new_households_the_page_says_what_makes_them_poor(worker, homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0]["家庭住址"] = "新地址"
    changed = reverse(PAGE, args=[taken_in(book.xlsx(), people.village_worker).pk])
    assert "还不是现有贫困户" not in text(worker.get(changed))
    book = Typed(small_county.gaolinwan)
    new_home(book)
    source = taken_in(book.xlsx(), people.village_worker)
    page = worker.get(reverse(PAGE, args=[source.pk]))
    assert "新增的户还不是现有贫困户" in text(page)
    assert f"{reverse('households:list')}?area={small_county.gaolinwan.code}" in page.content.decode()


@pytest.mark.parametrize(
    "content",
    [b"", b"\xd0\xcf\x11\xe0....", b"PK\x03\x04", b"\xef\xbb\xbf\n<html>", b"%PDF-1.4", b"\x89PNG\r\n", b"\xff\xd8\xff"],
)
def test_what_is_plainly_no_workbook_is_told_at_once(worker, homes, content):
    page = upload(worker, content)
    assert page.status_code == 422 and f"<li>{page.context['fault']}</li>" in page.content.decode() and page.context["fault"]
    assert not Import.objects.exists()


@pytest.mark.parametrize("name", ["采集表.xlsx", "采集表.csv"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_file_is_read_as_what_it_is_whatever_its_name(homes, people, small_county, name, kind):
    book = Typed(small_county.gaolinwan)
    content = book.xlsx() if kind == "xlsx" else "农户采集表\r\n".encode() + book.csv("成员", "utf-8").replace(b",", b"\t")
    source = sent(content, people.village_worker, name)
    assert source.state == Import.State.READY and source.count("same") > 0


def test_a_text_that_is_no_form_is_called_a_text(homes, people):
    source = sent("今天,明天\n1,2\n".encode(), people.village_worker, "日程.xlsx")
    assert source.error.startswith("这个文件的内容是文本（CSV），不是 Excel 工作簿。 没有一张工作表的表头")


def test_a_file_that_cannot_be_read_says_why(worker, homes):
    upload(worker, "今天,明天\n1,2\n".encode(), "日程.csv")
    work_off(actions.KIND)
    source = Import.objects.get()
    assert source.state == Import.State.UNREADABLE
    assert "证件号码" in text(worker.get(reverse(PAGE, args=[source.pk])))
    assert not ImportFile.objects.exists()


def test_the_rows_that_came_back_are_a_workbook_one_can_correct_and_send(worker, homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    row = book.sheets["成员"][2]
    row["民族"], row["务工月数"] = "火星", 13
    source = taken_in_or_shown(book, people)
    answer = worker.get(reverse("exchange:returned", args=[source.pk]))
    content = b"".join(answer.streaming_content)
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("成员").to_python()
    assert head[-1] == "退回原因（其中的行号是原表的）" and len(rows) == 1
    told = dict(zip(head, rows[0], strict=True))
    assert told["民族"] == "火星" and "民族：不认识" in told[head[-1]] and "务工月数：" in told[head[-1]]
    assert told["原表行号"] == 4
    # Full numbers stand in it: that it was taken is on record.
    assert Entry.objects.filter(act=Entry.Act.LOOK, model="exchange.import").exists()
    again = sent(content, people.village_worker)
    assert again.refused == 1 and again.notes == []


def taken_in_or_shown(book, people):
    return sent(book.xlsx(), people.village_worker)


def test_a_filled_form_is_a_look_at_full_numbers_and_of_one_village(as_person, people, homes, small_county):
    answer = as_person(people.village_worker).get(reverse("exchange:template"))
    content = b"".join(answer.streaming_content)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    numbers = [row[5] for row in book.get_sheet_by_name("成员").to_python()[1:]]
    assert sorted(numbers) == sorted(member.identity_number for home in homes[:2] for member in home.members.all())
    assert Entry.objects.get(act=Entry.Act.LOOK).area_path == small_county.gaolinwan.path
    officer = as_person(people.county_officer)
    assert officer.get(reverse("exchange:template")).status_code == 404
    assert officer.get(reverse("exchange:template"), {"area": small_county.fengtai.code}).status_code == 200
    assert officer.get(reverse("exchange:template"), {"empty": "1"}).status_code == 200


def test_others_do_not_find_it(as_person, people, homes, small_county):
    source = taken_in_or_shown(Typed(small_county.gaolinwan), people)
    other = as_person(people.other_worker)
    for name in (PAGE, "exchange:progress", "exchange:returned"):
        assert other.get(reverse(name, args=[source.pk])).status_code == 404
    for name in ("confirm", "drop", "undo", "again"):
        assert other.post(reverse(f"exchange:{name}", args=[source.pk])).status_code == 404
    assert source.name not in text(other.get(reverse("exchange:imports")))
    assert as_person(people.inspector).get(reverse(PAGE, args=[source.pk])).status_code == 403


def test_work_that_failed_says_so_and_can_be_asked_for_again(worker, homes, people, small_county, monkeypatch):
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0]["家庭住址"] = "新地址"
    source = taken_in_or_shown(book, people)
    actions.confirm(source, by=people.village_worker)
    monkeypatch.setattr("kangle.audit.many.record_parts", lambda *args, **more: 1 / 0)
    work_off(actions.KIND)
    address = reverse(PAGE, args=[source.pk])
    assert "没有办成" in text(worker.get(address))
    assert Household.objects.get(pk=homes[0].pk).address == "一社 1 号"  # nothing of it was written
    monkeypatch.undo()
    worker.post(reverse("exchange:again", args=[source.pk]))
    assert worked(source).state == Import.State.DONE
    assert Household.objects.get(pk=homes[0].pk).address == "新地址"


def test_work_that_gives_no_sign_says_that_it_will_be_begun_again(worker, homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0]["家庭住址"] = "新地址"
    source = actions.confirm(taken_in_or_shown(book, people), by=people.village_worker)
    address = reverse("exchange:progress", args=[source.pk])
    shard = claim(actions.KIND, "doomed")
    assert "比预计的慢" not in worker.get(address).content.decode()
    Shard.objects.filter(pk=shard.pk).update(leased_until=timezone.now() - timedelta(seconds=10))  # silent for 70 seconds
    assert re.search(r"要是处理中断了，(19|20) 秒内自动从头再做", worker.get(address).content.decode())


def test_who_was_moved_since_has_nothing_written_for_him(worker, homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0]["家庭住址"] = "新地址"
    source = taken_in_or_shown(book, people)
    actions.confirm(source, by=people.village_worker)
    people.village_worker.area = small_county.fengtai
    people.village_worker.save()
    work_off(actions.KIND)
    assert Household.objects.get(pk=homes[0].pk).address == "一社 1 号"
    assert not Entry.objects.parts_of(source.key).exists()
    actions.ask_again(source, by=people.county_officer)  # who may takes it over
    assert worked(source).ended_by == str(people.county_officer)
    assert Household.objects.get(pk=homes[0].pk).address == "新地址"


def test_a_shard_done_twice_writes_once(homes, people, small_county):
    """A worker that was taken for dead comes back after another has done its work."""
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0]["家庭住址"] = "新地址"
    source = taken_in(book.xlsx(), people.village_worker)
    Shard.objects.update(state=Shard.State.WAITING)
    for run in {shard.run for shard in Shard.objects.all()}:
        run.state = "waiting"
        run.save()
    work_off(actions.KIND)
    assert Entry.objects.parts_of(source.key).count() == 1


def test_files_are_forgotten_in_time_and_what_came_of_them_stays(homes, people, small_county, settings):
    source = taken_in_or_shown(Typed(small_county.gaolinwan), people)
    forget_old_files()
    assert ImportFile.objects.filter(source=source).exists()
    settings.IMPORT_KEPT_DAYS = 0
    forget_old_files()
    source.refresh_from_db()
    assert not ImportFile.objects.exists() and source.state == Import.State.DROPPED


def test_the_history_shows_an_import_as_one_act(as_person, people, homes, small_county):
    book = Typed(small_county.gaolinwan)
    for row in book.sheets["成员"]:
        row["健康状况"] = "长期慢性病"
    source = taken_in(book.xlsx(), people.village_worker)
    shown = text(as_person(people.county_officer).get(reverse("accounts:history")))
    assert shown.count("采集表.xlsx") == 2 and "批量载入" in shown and "成员修改：" in shown and "长期慢性病" not in shown
    member = homes[0].members.first()
    changes = text(as_person(people.county_officer).get(reverse("households:changes", args=[homes[0].pk])))
    assert member.name in changes and "长期慢性病" in changes and source.name in changes


def test_a_file_sent_twice_is_one_import_and_the_second_person_is_told(worker, as_person, homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0]["家庭住址"] = "新地址"
    content = book.xlsx()
    first = upload(worker, content)
    again = upload(worker, content, "改了名.xlsx")
    assert first.redirect_chain == again.redirect_chain and Import.objects.count() == 1 and "已经上传过" in text(again)
    work_off(actions.KIND)
    other = upload(as_person(people.county_officer), content)
    work_off(actions.KIND)
    page = as_person(people.county_officer).get(other.redirect_chain[-1][0])
    assert Import.objects.count() == 2 and "同一个文件 杨文斌 于" in text(page)
    # Once it was put back, sending it again is meant.
    actions.drop(Import.objects.earliest("pk"), by=people.village_worker)
    assert "同一个文件" not in text(page.client.get(page.request["PATH_INFO"]))
    upload(as_person(people.village_worker), content)
    assert Import.objects.count() == 3


def test_who_decides_second_is_told_who_was_first(as_person, homes, people, small_county):
    book = Typed(small_county.gaolinwan)
    book.sheets["户"][0]["家庭住址"] = "新地址"
    source = taken_in_or_shown(book, people)
    as_person(people.county_officer).post(reverse("exchange:confirm", args=[source.pk]))
    for act in ("confirm", "drop"):
        page = as_person(people.village_worker).post(reverse(f"exchange:{act}", args=[source.pk]), follow=True)
        assert "马志明已先办理，现在是“正在写入”" in text(page)
    work_off(actions.KIND)
    assert Import.objects.get().ended_by == "马志明"


def test_the_largest_file_is_told_before_it_is_sent(worker, homes, settings):
    settings.IMPORT_LARGEST_BYTES = 3 << 20
    page = worker.get(reverse("exchange:imports")).content.decode()
    assert 'data-largest="3145728"' in page and "一次最多 3.0" in page
    assert "文件超过 3 MB" in text(upload(worker, b"1" * (3 << 20) + b"1"))


def test_whoever_confirms_sees_what_will_be_created_with_its_numbers_masked(worker, homes, small_county, people):
    book, head = Typed(small_county.gaolinwan), small.identity_number(301, "male", date(1975, 3, 5))
    book.household(户主证件号码=head)
    book.member(户主证件号码=head, 姓名="马建军", 证件号码=head, 与户主关系="户主")
    source = sent(book.xlsx(), people.village_worker)
    address = reverse(PAGE, args=[source.pk])
    shown = text(worker.get(address, {"outcome": "new"}))
    assert "主要致贫原因：缺技术" in shown and "家庭住址：一社 3 号" in shown and "姓名：马建军" in shown
    assert "项，导出可以看全部" in shown, "of many values the first"
    assert head not in shown and "13900000000" not in shown
    told = worker.get(address, {"outcome": "new", "export": "csv"}).getvalue().decode()
    assert "有搬迁意愿：否" in told and "联系电话：139****0000" in told and head not in told
