"""Files that leave: each with its receipt and a line in the history; long ones are written by a worker, for their owner."""

import datetime
import hashlib
import io
import re
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from kangle.accounts.roles import GRANTS, Capability, Role
from kangle.audit.models import Entry
from kangle.exchange import awaiting, exporting
from kangle.exchange.models import Export
from kangle.exchange.tasks import forget_old_files
from kangle.jobs.actions import claim, recover
from kangle.jobs.models import Shard
from kangle.jobs.work import do_shard, work_off
from kangle.programme.models import Period
from tests.county import household

URL = "/look/households/"
State = Export.State


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def homes(small_county):
    villages = (small_county.gaolinwan, small_county.banpo)
    return [household(village, number, persons=number) for village in villages for number in (1, 3)]


@pytest.fixture
def long(settings):
    """Every list is long."""
    settings.EXPORT_CELLS_AT_ONCE = 0


def text_of(content):
    lines = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return "\n".join(str(cell) for line in lines for cell in line if cell != "")


def test_a_file_leaves_its_receipt_and_a_line_in_the_history(officer, homes):
    found = officer.get(URL, {"export": "xlsx", "q": "马", "sort": "-size"}).getvalue()
    receipt = Export.objects.get()
    assert (receipt.state, receipt.rows, receipt.asked_by, receipt.conditions) == (State.TAKEN, 4, "马志明", "搜索：马")
    assert (receipt.file_digest, receipt.size) == (hashlib.sha256(found).hexdigest(), len(found))
    assert receipt.address == f"{URL}?q=%E9%A9%AC&sort=-size"
    printed = text_of(found)
    assert f"回执编号 {receipt.number}" in printed and receipt.digest in printed
    entry = Entry.objects.get(model="exchange.export")
    assert (entry.actor_name, entry.after["rows"], entry.after["digest"]) == ("马志明", 4, receipt.digest)


def test_the_digest_printed_in_the_workbook_is_that_of_the_csv(officer, homes):
    plain = officer.get(URL, {"export": "csv"}).getvalue()
    officer.get(URL, {"export": "xlsx"}).getvalue()
    assert {each.digest for each in Export.objects.all()} == {hashlib.sha256(plain).hexdigest()}


def test_the_same_data_gives_the_same_bytes_and_number_and_other_data_others(officer, homes):
    first, second = (officer.get(URL, {"export": "xlsx"}).getvalue() for _time in range(2))
    assert first == second
    assert len(set(Export.objects.values_list("number", "digest", "file_digest"))) == 1
    homes[0].address = "一社 9 号"
    homes[0].save()
    assert officer.get(URL, {"export": "xlsx"}).getvalue() != first
    assert len(set(Export.objects.values_list("number", flat=True))) == 2


def test_the_file_is_called_by_list_area_and_year(officer, homes):
    header = officer.get(URL, {"export": "csv"})["Content-Disposition"]
    today = f"{timezone.localdate():%Y%m%d}"
    assert unquote(header.split("filename*=UTF-8''")[1]) == f"农户-康乐县-2015年-{today}.csv"


def test_what_stands_now_is_not_called_after_a_past_year(officer, homes, small_county):
    Period.objects.create(area=small_county.county, year=2016)
    officer.get("/plan/", {"period": "2015"})
    answer = officer.get(URL, {"export": "csv"})
    assert "2016%E5%B9%B4" in answer["Content-Disposition"] and Export.objects.get().year == 2016


def test_a_card_number_somebody_looked_for_is_not_told(officer, homes):
    officer.get(URL, {"export": "csv", "q": "622922198001010011"})
    assert "622922198001010011" not in Export.objects.get().conditions


def test_a_long_list_is_written_by_a_worker_and_fetched_by_its_owner(officer, homes, long):
    page = officer.get(URL, {"export": "xlsx", "martyr_family": "no"}, follow=True)
    receipt = Export.objects.get()
    assert page.redirect_chain[-1][0] == reverse("exports:export", args=[receipt.pk])
    assert "正在排队" in page.content.decode() and 'http-equiv="refresh"' in page.content.decode()
    assert officer.get(reverse("exports:file", args=[receipt.pk])).status_code == 404
    work_off(awaiting.KIND)
    receipt.refresh_from_db()
    assert (receipt.state, receipt.rows) == (State.READY, 4)
    assert "下载" in officer.get(reverse("exports:export", args=[receipt.pk])).content.decode()
    assert officer.get(reverse("exports:progress", args=[receipt.pk]))["HX-Refresh"] == "true"
    found = officer.get(reverse("exports:file", args=[receipt.pk]))
    content = found.getvalue()
    assert hashlib.sha256(content).hexdigest() == receipt.file_digest
    assert receipt.number in text_of(content)
    assert Entry.objects.filter(model="exchange.export").count() == 1


def test_a_worker_writes_what_the_page_would_have_given(officer, homes, settings):
    at_once = officer.get(URL, {"export": "xlsx", "q": "马"}).getvalue()
    settings.EXPORT_CELLS_AT_ONCE = 0
    officer.get(URL, {"export": "xlsx", "q": "马"})
    work_off(awaiting.KIND)
    receipt = Export.objects.latest("pk")
    assert awaiting.stored(receipt.path).read_bytes() == at_once


def test_what_takes_too_long_at_the_page_is_given_to_a_worker(officer, homes, settings):
    settings.EXPORT_SECONDS_AT_ONCE = -1
    officer.get(URL, {"export": "xlsx"})
    assert Export.objects.get().state == State.MAKING


def test_a_button_pressed_twice_asks_once(officer, homes, long):
    for _press in range(2):
        officer.get(URL, {"export": "csv"})
    assert Export.objects.count() == 1
    assert Shard.objects.count() == 1


def test_a_killed_worker_is_taken_up_again(officer, homes, long):
    officer.get(URL, {"export": "csv"})
    claim(awaiting.KIND, "killed")
    Shard.objects.update(leased_until=timezone.now() - datetime.timedelta(seconds=1))
    recover()
    work_off(awaiting.KIND)
    assert Export.objects.get().state == State.READY


def test_who_lost_the_lease_leaves_nothing_that_could_be_fetched(officer, homes, long):
    officer.get(URL, {"export": "csv"})
    late = claim(awaiting.KIND, "late")
    Shard.objects.update(holder="another")
    do_shard(late)
    assert Export.objects.get().state == State.MAKING
    assert not Entry.objects.filter(model="exchange.export").exists()


def test_a_failed_file_can_be_asked_for_again(officer, homes, long, monkeypatch):
    officer.get(URL, {"export": "csv"})
    receipt = Export.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr(exporting, "ALL_WRITERS", {})
        work_off(awaiting.KIND)
    page = officer.get(reverse("exports:export", args=[receipt.pk])).content.decode()
    assert "没有办成" in page and "再试一次" in page
    officer.post(reverse("exports:again", args=[receipt.pk]))
    work_off(awaiting.KIND)
    receipt.refresh_from_db()
    assert receipt.state == State.READY


def test_what_is_not_known_yet_and_what_is_no_list_has_no_rows(officer, homes, long, people, small_county):
    """Not 0: a file that is being written, and a document that is given away whole."""
    officer.get(URL, {"export": "csv"})
    told = {"address": "/", "title": "通报", "area": small_county.county, "year": 2015, "day": datetime.date(2015, 5, 1)}
    exporting.hand_over_whole(people.county_officer, b"{}", "json", **told)
    listed = officer.get(reverse("exports:list")).text
    rows, sizes = (re.findall(f'data-label="{label}">([^<]*)<', listed) for label in ("行数", "大小"))
    assert rows == ["—", "—"] and sorted(sizes)[1] == "—"
    page = officer.get(reverse("exports:export", args=[Export.objects.get(ending="json").pk])).text
    assert "<dt>行数</dt><dd>—</dd>" in page


def test_another_person_finds_nothing_of_it(officer, homes, long, people, as_person):
    officer.get(URL, {"export": "csv"})
    work_off(awaiting.KIND)
    receipt = Export.objects.get()
    assert receipt.name in officer.get(reverse("exports:list")).content.decode()
    other = as_person(people.inspector)
    for name in ("export", "progress", "file"):
        assert other.get(reverse(f"exports:{name}", args=[receipt.pk])).status_code == 404
    assert other.post(reverse("exports:again", args=[receipt.pk])).status_code == 404
    assert receipt.name not in other.get(reverse("exports:list")).content.decode()


def test_who_may_not_see_the_list_any_more_gets_no_file(officer, homes, long, people, small_county, monkeypatch):
    officer.get(URL, {"export": "csv"})
    work_off(awaiting.KIND)
    address = reverse("exports:file", args=[Export.objects.get().pk])
    with monkeypatch.context() as without:
        without.setitem(GRANTS, Role.POVERTY_OFFICE, frozenset({Capability.SIGNED_IN, Capability.EXPORT}))
        assert officer.get(address).status_code == 403
    people.county_officer.area = small_county.fucheng
    people.county_officer.save()
    assert officer.get(address).status_code == 403


def test_who_was_moved_before_it_was_written_gets_nothing_written(officer, homes, long, people, small_county):
    officer.get(URL, {"export": "csv"})
    people.county_officer.area = small_county.fucheng
    people.county_officer.save()
    work_off(awaiting.KIND)
    receipt = Export.objects.get()
    assert receipt.state == State.MAKING
    assert "不能查看这个列表" in officer.get(reverse("exports:export", args=[receipt.pk])).content.decode()


def test_old_files_are_cleared_away_and_their_receipts_stay(officer, homes, long, settings):
    officer.get(URL, {"export": "csv"})
    work_off(awaiting.KIND)
    receipt = Export.objects.get()
    Export.objects.update(ended_at=timezone.now() - datetime.timedelta(days=settings.EXPORT_KEPT_DAYS + 1))
    forget_old_files()
    receipt.refresh_from_db()
    assert receipt.state == State.CLEARED
    assert not awaiting.stored(receipt.path).exists()
    assert officer.get(reverse("exports:file", args=[receipt.pk])).status_code == 404
    assert "文件已经清除" in officer.get(reverse("exports:export", args=[receipt.pk])).content.decode()


def test_a_receipt_is_found_by_its_number_and_digest(officer, homes):
    officer.get(URL, {"export": "csv"})
    receipt = Export.objects.get()
    for word in (receipt.number, receipt.digest[:20]):
        assert receipt.name in officer.get(reverse("exports:list"), {"q": word}).content.decode()


def test_a_list_prints_whole(officer, small_county):
    for number in range(60):
        household(small_county.gaolinwan, number, persons=1)
    page = officer.get(URL, {"print": "1", "area": small_county.fucheng.code, "per_page": 25}).content.decode()
    assert page.count('<tr role="row">') == 62  # head, rows, sums
    assert "附城镇" in page and "共 60 条" in page and "导出人" not in page
    address = f"{URL}?area={small_county.fucheng.code}&amp;print=1"
    assert address in officer.get(URL, {"area": small_county.fucheng.code, "page": 2}).content.decode()


def test_a_list_too_long_to_print_leads_to_the_file(officer, homes, monkeypatch):
    monkeypatch.setattr("kangle.exchange.leaving.PRINTED", 3)
    page = officer.get(URL, {"print": "1"}).content.decode()
    assert "一次最多打印 3 条" in page
    assert "export=xlsx" in page and "print=1&amp;export" not in page
