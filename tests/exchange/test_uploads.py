"""Files as they arrive: too large, too many, with what a phone says of them."""

import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from kangle.exchange.uploads import sent_with
from tests import photos

KEY = "8a6e0804-2bd0-4672-b79d-d97027f9071a"


def sent(**fields):
    request = RequestFactory().post("/", fields)
    return sent_with(request)


def file(content=None, name="IMG_0001.jpg"):
    return SimpleUploadedFile(name, photos.photo(60, 40, gps=False, taken="") if content is None else content)


def told(about):
    found = sent(**{f"photo-{KEY}": file(), f"about-{KEY}": about})
    assert not found.faults
    return found.ready[0]


def test_several_files_of_a_plain_form_share_its_caption():
    found = sent(photos=[file(), file(photos.paper())], photos_caption=" 门前\n老人 ")
    assert [each.caption for each in found.ready] == ["门前 老人"] * 2


def test_a_phone_tells_what_it_took_out_of_the_file():
    about = {"caption": "门前", "taken_at": "2015-05-05T10:11:12+08:00", "latitude": 35.371234, "longitude": 103.708912}
    ready = told(json.dumps(about))
    assert (ready.key, ready.caption, ready.position) == (uuid.UUID(KEY), "门前", (35_371_234, 103_708_912))
    assert ready.taken_at.isoformat() == "2015-05-05T10:11:12+08:00"


def test_what_the_file_itself_says_goes_before():
    found = sent(**{f"photo-{KEY}": file(photos.photo(60, 40)), f"about-{KEY}": '{"latitude": 1, "longitude": 1}'})
    assert found.ready[0].position == photos.POSITION


@pytest.mark.parametrize(
    "about",
    [
        *("", "x", "[]", "5", "null", "[" * 100_000, '{"latitude": 1}', '{"latitude": "NaN", "longitude": 1e400}'),
        *('{"caption": 5, "taken_at": [1], "latitude": {}, "longitude": 999}', '{"taken_at": "9999-99-99", "latitude": true}'),
    ],
)
def test_junk_about_a_photo_is_as_if_nothing_was_said(about):
    ready = told(about)
    assert (ready.caption, ready.taken_at, ready.position) == ("", None, None)


def test_a_file_beyond_the_limit_is_left_out_and_named(settings):
    settings.ATTACHMENT_BYTES = 2**20
    found = sent(photos=[file(b"\xff\xd8\xff" + bytes(2**21), name="大.jpg"), file()])
    assert [name for _field, name, _sentence in found.faults] == ["大.jpg"]
    assert "不能超过 1 MB" in found.faults[0][2]
    assert len(found.ready) == 1


def test_a_file_beyond_the_limit_is_not_kept_while_it_arrives(settings):
    settings.ATTACHMENT_BYTES = 2**20
    request = RequestFactory().post("/", {"photos": file(bytes(2**21))})
    assert not request.FILES


def test_a_file_of_another_form_has_limits_of_its_own(settings):
    settings.ATTACHMENT_BYTES = 2**20
    request = RequestFactory().post("/", {"book": file(bytes(2**21))})
    assert request.FILES["book"].size == 2**21


def test_more_files_than_a_record_may_have():
    found = sent(photos=[file() for _number in range(12)])
    assert "最多 9 张" in found.faults[0][2]


def test_a_name_in_rare_characters_is_kept_and_a_path_is_not():
    names = ["𠮷㐂䶮.jpg", "../../etc/passwd.jpg", "a" * 300 + ".jpg", "a\x00\nb.jpg"]
    found = [sent(photos=file(name=name)).ready[0].name for name in names]
    assert found[0] == "𠮷㐂䶮.jpg"
    assert found[1] == "passwd.jpg"
    assert len(found[2]) <= 120
    assert found[3].isprintable()


def test_a_form_without_files_has_none():
    assert not sent(photos="not a file")
