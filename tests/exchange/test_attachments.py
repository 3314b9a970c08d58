"""A photo of a fact: who may open it, with what it is served, how it goes."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.urls import reverse

from kangle.audit.models import Entry
from kangle.exchange import attachments
from kangle.exchange.models import Attachment
from tests import county as small
from tests import photos

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(small_county):
    return small.household(small_county.gaolinwan, 1)


@pytest.fixture
def photo(home, people):
    return photos.attached(home, people.village_worker, caption="正房", name="正房𠮷.jpg")


def address(photo, part="file"):
    return reverse(f"attachments:{part}", args=[photo.key])


@pytest.mark.parametrize("part", ["file", "small"])
def test_whoever_sees_the_household_sees_its_photo(photo, people, as_person, part):
    for person in (people.village_worker, people.township_officer, people.county_officer, people.inspector):
        answer = as_person(person).get(address(photo, part))
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert as_person(people.other_worker).get(address(photo, part)).status_code == 404


def test_a_stranger_must_sign_in(photo, client):
    assert client.get(address(photo)).status_code == 302


def test_the_household_decides_not_where_it_was_when_the_photo_came(photo, home, people, as_person, small_county):
    home.village = small_county.fengtai
    home.save()
    assert as_person(people.village_worker).get(address(photo)).status_code == 404
    assert as_person(people.other_worker).get(address(photo)).status_code == 200


def test_a_photo_of_a_fact_that_is_gone_is_gone(photo, people, as_person):
    Attachment.objects.update(record_id=10**9)
    assert as_person(people.village_worker).get(address(photo)).status_code == 404
    Attachment.objects.update(model="nowhere.nothing")
    assert as_person(people.village_worker).get(address(photo)).status_code == 404


def test_nothing_in_a_file_can_run_in_the_browser(home, photo, people, as_person):
    paper = photos.attached(home, people.village_worker, content=photos.paper(), name="计划.pdf")
    worker = as_person(people.village_worker)
    for each, kind in ((photo, "inline"), (paper, "attachment")):
        answer = worker.get(address(each))
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert policy.endswith("sandbox")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"].startswith(kind)
        assert answer["Cache-Control"] == "private, no-cache"
    assert "filename*=utf-8''%E6%AD%A3%E6%88%BF%F0%A0%AE%B7.jpg" in worker.get(address(photo))["Content-Disposition"]
    assert worker.get(address(paper, "small")).status_code == 404


def test_a_browser_that_has_it_is_told_so_and_another_person_is_not(photo, people, as_person):
    tag = as_person(people.village_worker).get(address(photo))["ETag"]
    assert as_person(people.village_worker).get(address(photo), headers={"If-None-Match": tag}).status_code == 304
    assert as_person(people.other_worker).get(address(photo), headers={"If-None-Match": tag}).status_code == 404


def test_a_photo_is_not_compressed_again(photo, people, as_person):
    answer = as_person(people.village_worker).get(address(photo), headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer
    assert int(answer["Content-Length"]) == photo.size


def test_its_file_lies_under_a_name_that_tells_nothing(photo, settings):
    path = settings.MEDIA_ROOT / photo.path
    assert path.stat().st_mode & 0o077 == 0
    assert photo.name not in str(path)
    assert photo.key.hex in str(path)
    assert not str(path).startswith(str(settings.STATIC_ROOT))


def test_the_same_photo_twice_is_one(home, people):
    twice = [photos.attached(home, people.village_worker) for _time in range(2)]
    assert twice[0] == twice[1]
    assert Attachment.objects.count() == 1


def test_a_record_has_a_limit(home, people):
    for number in range(9):
        photos.attached(home, people.village_worker, content=photos.photo(60, 40, colour=(number * 20, 0, 0)))
    with pytest.raises(ValidationError, match="最多 9 张"):
        photos.attached(home, people.village_worker, content=photos.photo(60, 40, colour=(250, 250, 0)))
    assert len([name for name in files() if not name.endswith("-small.jpg")]) == 9


def files():
    """The names of the files of the attachments on record that are there."""
    paths = [path for each in Attachment.objects.all() for path in (each.path, each.small_path)]
    return [path for path in paths if default_storage.exists(path)]


def test_what_fails_leaves_no_file(home, people):
    ready = photos.ready()
    with pytest.raises(ZeroDivisionError), attachments.kept_together() as written:
        made = attachments.attach(home, ready, by=people.village_worker, written=written)
        assert default_storage.exists(made.path)
        raise ZeroDivisionError
    assert not Attachment.objects.exists()
    assert not default_storage.exists(made.path)
    assert not default_storage.exists(made.small_path)


def test_removing_deletes_the_file_and_keeps_the_record(photo, people, as_person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        attachments.remove(photo, by=people.village_worker, reason="拍错了户")
    assert not default_storage.exists(photo.path)
    assert not default_storage.exists(photo.small_path)
    assert as_person(people.village_worker).get(address(photo)).status_code == 404
    kept = Attachment.objects.get()
    assert kept.removed_at
    assert kept.digest == photo.digest
    entry = Entry.objects.of(photo).first()
    assert (entry.actor_name, entry.reason) == ("杨文斌", "拍错了户")


def test_a_file_that_was_lost_is_said_to_be(photo, people, as_person):
    default_storage.delete(photo.path)
    answer = as_person(people.village_worker).get(address(photo))
    assert answer.status_code == 404
    assert "从备份恢复" in answer.content.decode()


def test_the_households_history_tells_who_added_it(photo, home, people, as_person):
    page = as_person(people.village_worker).get(reverse("households:changes", args=[home.pk])).content.decode()
    assert "正房" in page
    assert "照片和附件" in page
