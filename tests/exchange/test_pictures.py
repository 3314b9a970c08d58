"""What is kept of a file, whatever it is: a photo small, upright and mute; a sentence for everything else."""

import datetime
import io
import random
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from kangle.exchange.pictures import kept_of
from tests import photos

MORNING = datetime.datetime(2015, 5, 5, 10, 11, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))


def opened(content):
    return Image.open(io.BytesIO(content))


def refusal(content):
    with pytest.raises(ValidationError) as refused:
        kept_of(content)
    return refused.value.messages[0]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_position_and_time_become_data_and_leave_the_file(form):
    sent = photos.photo(form=form)
    assert photos.MAKER.encode() in sent
    kept = kept_of(sent)
    assert (kept.taken_at, kept.position) == (MORNING, photos.POSITION)
    for content in (kept.content, kept.small):
        picture = opened(content)
        assert picture.format == "JPEG"
        assert not picture.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile", "photoshop"} & set(picture.info)
        assert photos.MAKER.encode() not in content


def test_a_photo_is_made_small():
    kept = kept_of(photos.photo(4000, 3000))
    assert (kept.width, kept.height) == opened(kept.content).size == (1600, 1200)
    assert opened(kept.small).size == (320, 240)
    assert (kept_of(photos.photo(300, 200)).width) == 300


@pytest.mark.parametrize(("orientation", "corner"), [(1, (0, 0)), (3, (1, 1)), (6, (1, 0)), (8, (0, 1))])
def test_a_photo_stands_upright(orientation, corner):
    kept = kept_of(photos.photo(2000, 1000, orientation=orientation))
    picture = opened(kept.content)
    assert picture.size == ((1600, 800) if orientation in (1, 3) else (800, 1600))
    at = tuple(each * (length - 1) for each, length in zip(corner, picture.size, strict=True))
    red, green, _blue = picture.getpixel(at)
    assert red > 150 > 80 > green


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_whatever_its_colours_are_kept_in_it_is_taken(mode):
    written = io.BytesIO()
    Image.new(mode, (60, 40)).save(written, "JPEG" if mode == "CMYK" else "PNG")
    assert kept_of(written.getvalue()).width == 60


def test_what_is_transparent_turns_white():
    written = io.BytesIO()
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(written, "PNG")
    assert opened(kept_of(written.getvalue()).content).getpixel((30, 20)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2015:05:05 10:11:12", MORNING),
        ("1980:01:01 00:00:00", None),
        ("2999:01:01 00:00:00", None),
        ("0000:00:00 00:00:00", None),
        ("    :  :     :  :  ", None),
        ("昨天", None),
    ],
)
def test_a_time_that_cannot_be_is_not_believed(told, expected):
    assert kept_of(photos.photo(60, 40, taken=told)).taken_at == expected


def test_a_position_that_cannot_be_is_not_believed():
    written = io.BytesIO()
    exif = photos.camera_exif()
    exif.get_ifd(0x8825)[2] = (photos.IFDRational(1, 0), photos.IFDRational(0), photos.IFDRational(0))
    photos.drawn(60, 40).save(written, "JPEG", exif=exif)
    assert kept_of(written.getvalue()).position is None


def test_a_bomb_is_refused_before_it_is_opened():
    written = io.BytesIO()
    Image.new("1", (40_000, 40_000)).save(written, "PNG")
    assert len(written.getvalue()) < 300_000
    assert "像素太多" in refusal(written.getvalue())


def test_a_picture_that_only_says_it_is_large_is_refused_too():
    header = struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", len(header)) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    assert refusal(b"\x89PNG\r\n\x1a\n" + chunk)


def test_what_was_cut_off_is_said_to_be():
    assert "没有传完" in refusal(photos.photo()[:-9000])
    assert "没有传完" in refusal(photos.paper()[:40])


def test_what_moves_is_no_photo():
    frames = [photos.drawn(60, 40, colour) for colour in ("green", "blue")]
    for form in ("WEBP", "PNG"):
        written = io.BytesIO()
        frames[0].save(written, form, save_all=True, append_images=frames[1:])
        assert "会动" in refusal(written.getvalue())


def test_what_is_no_photo_is_refused_by_what_it_holds():
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    for content in (svg, b"<!doctype html><script>alert(1)</script>", b"GIF89a" + bytes(100), b"MZ" + bytes(100), b"x"):
        assert "只收 JPEG、PNG、WEBP" in refusal(content)
    assert "空的" in refusal(b"")


def test_heic_is_refused_with_the_way_out():
    assert "请在手机相机设置中选 JPEG" in refusal(b"\x00\x00\x00\x18ftypheic" + bytes(200))


def test_a_paper_is_kept_as_it_is():
    kept = kept_of(photos.paper())
    assert (kept.content_type, kept.content, kept.small) == ("application/pdf", photos.paper(), b"")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_spoiled_photo_is_taken_or_refused_in_a_sentence(form):
    drawn, sent = random.Random(663), photos.photo(200, 150, form=form)
    for _time in range(150):
        spoiled = bytearray(sent)
        for _place in range(drawn.randint(1, 12)):
            spoiled[drawn.randrange(4, len(spoiled))] = drawn.randrange(256)
        try:
            kept_of(bytes(spoiled))
        except ValidationError as refused:
            assert refused.messages[0]
