"""Photos at the screens of a visit, a measure, a household: by a plain form, and from a phone's queue."""

import io
import json

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from households.models import Visit
from kangle.audit.models import Entry
from kangle.exchange.attachments import remove
from kangle.exchange.models import Attachment
from tests import county as small
from tests import photos
from tests.households.entry.typing import Paper, fresh
from villages.models import Cadre

pytestmark = pytest.mark.django_db
QUEUE = {"X-Kangle-Queue": "1"}


@pytest.fixture
def cadre(small_county, home):
    made = Cadre.objects.create(area=small_county.gaolinwan, name="线平安", sex="male", unit="县农牧局")
    home.pairings.create(cadre=made, since="2015-01-08")
    return made


@pytest.fixture
def visit(home, cadre):
    return Visit.objects.create(household=home, cadre=cadre, on="2015-05-05")


def file(content=None, name="IMG_0001.jpg"):
    return SimpleUploadedFile(name, photos.photo(640, 480) if content is None else content)


def at(home, part="visit", key=None):
    return reverse(f"households:{part}-step", args=[home.pk, key or fresh(), part])


def own(home):
    return reverse("households:step", args=[home.pk, "photos"])


def send(worker, address, **values):
    """The answer to a plain form: the screen at an address as it is opened, with the files and values given."""
    return worker.post(address, {"go": "card", **Paper(worker, address).typed(), **values})


def test_a_visit_is_put_down_with_place_and_photos(worker, home, cadre):
    form = {"place": "家门口", "photos": [file(), file(photos.photo(400, 300))], "photos_caption": "看望老人"}
    assert send(worker, at(home), **form).status_code == 302
    visit = Visit.objects.get()
    assert visit.place == "家门口"
    made = Attachment.objects.of(visit).present()
    assert [(each.caption, each.position) for each in made] == [("看望老人", "35.371233, 103.708911")] * 2
    assert Entry.objects.filter(model="exchange.attachment", act="create", actor_name="杨文斌").count() == 2


def test_a_photo_that_cannot_be_taken_is_said_at_the_screen_and_nothing_is_saved(worker, home, cadre):
    answer = send(worker, at(home), photos=[file(), file(b"<svg onload=alert(1)>", "房.jpg")], note="看望老人")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "房.jpg：这不是照片" in page
    assert "看望老人" in page
    assert not Visit.objects.exists()
    assert not Attachment.objects.exists()


def test_a_fault_elsewhere_on_the_screen_takes_no_photo(worker, home, cadre):
    assert send(worker, at(home), photos=file(), on="2999-01-01").status_code == 422
    assert not Attachment.objects.exists()


def test_a_photo_is_added_described_and_removed_later(worker, home, visit, django_capture_on_commit_callbacks):
    send(worker, at(home, key=visit.pk), photos=file())
    photo = Attachment.objects.get()
    send(worker, at(home, key=visit.pk), **{f"caption_{photo.key}": "门前"})
    photo.refresh_from_db()
    assert photo.caption == "门前"
    with django_capture_on_commit_callbacks(execute=True):
        send(worker, at(home, key=visit.pk), **{f"remove_{photo.key}": "1"})
    assert not Attachment.objects.present().exists()
    assert not default_storage.exists(photo.path)
    assert [entry.act for entry in Entry.objects.of(photo)] == ["change", "change", "create"]


def test_a_tenth_photo_is_refused_unless_one_goes(worker, home, visit, people):
    made = [photos.attached(visit, people.village_worker, content=photos.photo(60, 40, colour=(n * 20, 0, 0))) for n in range(9)]
    answer = send(worker, at(home, key=visit.pk), photos=file())
    assert answer.status_code == 422
    assert "最多 9 张" in answer.content.decode()
    assert send(worker, at(home, key=visit.pk), photos=file(), **{f"remove_{made[0].key}": "1"}).status_code == 302
    assert Attachment.objects.of(visit).present().count() == 9


def test_another_records_photo_is_not_touched(worker, home, visit, people):
    photo = photos.attached(home, people.village_worker, caption="正房")
    send(worker, at(home, key=visit.pk), **{f"remove_{photo.key}": "1", f"caption_{photo.key}": "x"})
    photo.refresh_from_db()
    assert (photo.caption, photo.removed_at) == ("正房", None)


def test_a_measure_takes_photos_and_a_household_papers_too(worker, home, cadre):
    form = {"kind": "training", "planned_on": "2015-03-01", "amount_fen": "0", "photos": file()}
    send(worker, at(home, "measure"), **form)
    assert Attachment.objects.of(home.measures.get()).count() == 1
    send(worker, own(home), photos=[file(photos.paper(), "低保证.pdf"), file()])
    assert sorted(Attachment.objects.of(home).values_list("content_type", flat=True)) == ["application/pdf", "image/jpeg"]


def test_a_queue_sends_once_what_it_sends_twice(worker, home, cadre):
    address, key = at(home), str(fresh())
    form = Paper(worker, address).typed() | {"go": "next"}
    about = json.dumps({"caption": "门前", "taken_at": "2015-05-05T10:11:12+08:00", "latitude": 35.37, "longitude": 103.7})
    for _time in range(3):
        files = {f"photo-{key}": file(photos.photo(300, 200, gps=False, taken="")), f"about-{key}": about}
        assert worker.post(address, {**form, **files}, headers=QUEUE).status_code == 200
    photo = Attachment.objects.of(Visit.objects.get()).get()
    assert (str(photo.key), photo.caption, photo.position) == (key, "门前", "35.370000, 103.700000")


def test_a_queue_is_told_which_photo_is_refused(worker, home, cadre):
    key = str(fresh())
    form = Paper(worker, at(home)).typed() | {"go": "next", f"photo-{key}": file(b"", "空.jpg")}
    answer = worker.post(at(home), form, headers=QUEUE)
    assert answer.status_code == 422
    assert [said[:2] for said in answer.json()["said"]] == [[f"photo-{key}", "空.jpg"]]


def test_a_key_that_names_another_households_photo_takes_nothing_over(worker, home, cadre, people, small_county):
    other = small.household(small_county.gaolinwan, 2)
    theirs = photos.attached(other, people.village_worker)
    files = {f"photo-{theirs.key}": file(photos.photo(300, 200))}
    assert send(worker, own(home), **files).status_code == 302
    theirs.refresh_from_db()
    assert theirs.record_id == other.pk
    assert Attachment.objects.of(home).get().key != theirs.key


def test_where_the_phone_stood_is_put_down_and_taken_away(worker, home, cadre):
    send(worker, at(home), position="35.371234,103.708912")
    visit = Visit.objects.get()
    assert (visit.latitude, visit.longitude) == (35_371_234, 103_708_912)
    send(worker, at(home, key=visit.pk), note="看望老人")
    visit.refresh_from_db()
    assert visit.position == "35.371234, 103.708912"
    send(worker, at(home, key=visit.pk), position="none")
    visit.refresh_from_db()
    assert visit.position == ""


@pytest.mark.parametrize("position", ["", "x", "1", "91,0", "0,0", "NaN,NaN", "1e999,5", ",", "5,6,7"])
def test_a_position_that_cannot_be_is_none(worker, home, cadre, position):
    assert send(worker, at(home), position=position).status_code == 302
    assert Visit.objects.get().latitude is None


def test_a_visit_with_photos_is_not_deleted_over_them(worker, visit, people, django_capture_on_commit_callbacks):
    photo = photos.attached(visit, people.village_worker)
    address = reverse("admin:households_visit_delete", args=[visit.pk])
    assert "请先在录入页删除照片" in worker.get(address).content.decode()
    worker.post(address, {"post": "yes", "reason": "重复"})
    assert Visit.objects.filter(pk=visit.pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        remove(photo, by=people.village_worker, reason="重复")
    worker.post(address, {"post": "yes", "reason": "重复"})
    assert not Visit.objects.filter(pk=visit.pk).exists()


def test_nobody_of_another_village_adds_a_photo(people, as_person, home):
    assert as_person(people.other_worker).post(own(home), {"photos": file()}).status_code == 404
    assert as_person(people.inspector).post(own(home), {"photos": file()}).status_code == 403
    assert not Attachment.objects.exists()


def test_photos_of_a_household_that_has_not_arrived_wait(worker, small_county):
    address = reverse("households:step", args=[fresh(), "photos"])
    form = {"village": small_county.gaolinwan.code, "photos": file()}
    assert worker.post(address, form, headers=QUEUE).status_code == 404


def test_the_screen_a_phone_carries_asks_for_photos_and_no_reason(worker):
    page = worker.get(reverse("households:blank-step", args=["household", "photos"])).content.decode()
    assert "data-album" in page
    assert 'name="why"' not in page


def test_the_card_shows_them_all_newest_first(worker, home, visit, people):
    made = [
        photos.attached(home, people.village_worker, caption="正房"),
        photos.attached(visit, people.village_worker, caption="门前"),
    ]
    page = worker.get(reverse("households:detail", args=[home.pk])).content.decode()
    places = [page.index(reverse("attachments:file", args=[photo.key])) for photo in made]
    assert places[1] < places[0]
    assert "门前" in page
    assert page.count(at(home, key=visit.pk)) == 2  # the photo leads to its visit, and so do the visits at hand


def test_the_list_of_visits_counts_them_and_exports_where(worker, home, visit, people):
    Visit.objects.update(place="家门口", latitude=35_371_234, longitude=103_708_912)
    for colour in ("green", "blue"):
        photos.attached(visit, people.village_worker, content=photos.photo(60, 40, colour=colour))
    page = worker.get(reverse("households:visits")).content.decode()
    assert "家门口" in page
    told = io.StringIO(b"".join(worker.get(reverse("households:visits") + "?export=csv").streaming_content).decode("utf-8-sig"))
    heads, row = (line.strip().split(",", 20) for line in told.readlines()[:2])
    found = dict(zip(heads, row, strict=False))
    assert (found["照片"], found["地点"]) == ("2", "家门口")
    assert "35.371234" in "".join(row)


def test_a_photo_taken_long_before_the_day_of_its_visit_is_asked_about_and_kept(worker, home, cadre):
    said = worker.post(
        at(home), {"go": "card", **Paper(worker, at(home)).typed(), "on": "2015-11-20", "photos": file()}, follow=True
    ).content.decode()
    visit = Visit.objects.get()
    assert "有照片是 2015-05-05 拍的，走访日期却是 2015-11-20" in said
    assert Attachment.objects.of(visit).present().count() == 1
    assert "有照片是 2015-05-05 拍的" in worker.get(at(home, key=visit.pk)).content.decode()


def test_a_photo_of_the_days_around_its_visit_is_not_asked_about(worker, home, visit):
    send(worker, at(home, key=visit.pk), photos=file())
    assert Attachment.objects.count() == 1
    assert "请核对走访日期" not in worker.get(at(home, key=visit.pk)).content.decode()


def test_the_day_presumed_of_a_visit_lies_in_the_year_in_hand(worker, home, cadre):
    assert Paper(worker, at(home)).typed()["on"] == "2015-12-31"
