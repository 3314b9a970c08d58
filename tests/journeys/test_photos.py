"""Photos from a phone in the hills, in real Chromium: they arrive once, small, with when and where told apart."""

import datetime
import io
import re

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from households.models import Pairing, Visit
from kangle.common.positions import position
from kangle.exchange.exif import instant
from kangle.exchange.models import Attachment
from kangle.exchange.pictures import kept_of
from tests import browser, photos
from tests import county as small
from tests.phones import phone
from villages.models import Cadre

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MORNING = datetime.datetime(2015, 5, 5, 10, 11, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))


@pytest.fixture
def home(small_county):
    return small.household(small_county.gaolinwan, 1, persons=2, address="一社1号")


@pytest.fixture
def cadre(small_county, home):
    made = Cadre.objects.create(area=small_county.gaolinwan, name="线平安", sex="male", unit="县农牧局")
    Pairing.objects.create(household=home, cadre=made, since=datetime.date(2015, 1, 8))
    return made


CAMERAS = [
    {},
    {"endian": ">"},
    {"endian": ">", "sides": "SW"},
    {"sides": "SE"},
    {"gps": False},
    {"taken": ""},
    {"taken": "1980:01:01 00:00:00", "gps": False},
]


@pytest.fixture
def album(tmp_path):
    """Two photos in the phone's album, large, one of them lying on its side."""
    made = {"正房𠮷.jpg": photos.photo(4000, 3000, orientation=6), "老人.jpg": photos.photo(3000, 2000, colour=(20, 40, 160))}
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name in made]


def choose(page, files):
    page.set_input_files(".album input[multiple]", files)
    page.wait_for_function("count => document.querySelectorAll('[data-new-photos] .photo').length === count", arg=len(files))


def test_a_visit_with_two_photos_saved_without_signal_arrives_once(chromium, masts, people, home, cadre, album):  # noqa: F811
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        handheld.context.grant_permissions(["geolocation"], origin=handheld.url)
        handheld.context.set_geolocation({"latitude": 35.371234, "longitude": 103.708912, "accuracy": 12})
        handheld.lose_signal()
        page = handheld.page
        page.goto(f"{handheld.url}/households/{home.pk}/")
        page.click("text=登记走访")
        page.wait_for_selector("form[data-ready]")
        page.click("text=记下我在哪里")
        page.wait_for_selector("text=误差约 12 米")
        choose(page, album)
        page.locator("[data-new-photos] input").first.fill("正房")
        handheld.write(on="2015-05-05", cadre=str(cadre.pk), place="家门口", note="看望老人")
        page = handheld.opened("/outbox/")
        page.wait_for_selector("text=2 张照片")
        line = page.locator("[data-queue-list] li")
        assert line.locator("a").first.text_content() == "马一 · 入户走访"
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", line.locator("small").first.text_content())
        assert not Visit.objects.exists()
        # What waits is opened again and saved again: the photos are still there.
        page.click("text=入户走访")
        page.wait_for_selector("form[data-ready]")
        assert page.locator("[data-new-photos] .photo").count() == 2
        assert page.locator("[data-new-photos] input").first.input_value() == "正房"
        handheld.write(note="看望老人，送煤")
        handheld.find_signal()
        handheld.all_sent()
    visit = Visit.objects.get()
    assert (visit.note, visit.place, visit.position) == ("看望老人，送煤", "家门口", "35.371234, 103.708912")
    made = Attachment.objects.of(visit).present().order_by("pk")
    assert [(each.name, each.caption, each.taken_at) for each in made] == [
        ("正房𠮷.jpg", "正房", MORNING),
        ("老人.jpg", "", MORNING),
    ]
    for each in made:
        assert abs(each.latitude - photos.POSITION[0]) <= 1
        assert abs(each.longitude - photos.POSITION[1]) <= 1
        content = default_storage.open(each.path).read()
        assert photos.MAKER.encode() not in content
        assert not Image.open(io.BytesIO(content)).getexif()
    assert [(each.width, each.height) for each in made] == [(1200, 1600), (1600, 1067)]


def test_photos_get_through_a_weak_signal(chromium, masts, people, home, cadre, tmp_path):  # noqa: F811
    """A photo of half a megabyte at 25 KB a second: longer than anybody waits before a form, not longer than the queue does."""
    noise = tmp_path / "草场.jpg"
    Image.effect_noise((1600, 1200), 80).convert("RGB").save(noise, "JPEG", quality=90)
    with phone(chromium, masts[0]) as handheld:
        handheld.sign_in(people.village_worker)
        page = handheld.opened(f"/households/entry/{home.pk}/photos/")
        choose(page, [noise])
        masts[0].uphill = 25_000
        page.click(".go button.main")
        page.wait_for_url(f"**/households/{home.pk}/", timeout=30_000)
        page.wait_for_selector("[data-outbox] b:has-text('1')")
        page.wait_for_function("() => document.querySelector('[data-outbox]').hidden", timeout=60_000)
    photo = Attachment.objects.of(home).get()
    assert photo.name == "草场.jpg"
    assert photo.size > 12 * masts[0].uphill


def test_the_photos_address_opens_for_nobody_of_another_village(live, people, home, cadre):
    photo = photos.attached(home, people.village_worker, caption="正房")
    address = f"/attachments/{photo.key}/"
    page = live.sign_in(people.village_worker, to=f"/households/{home.pk}/")
    page.wait_for_selector("#photos img")
    page.locator("#photos img").scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('#photos img').naturalWidth > 0")
    assert live.goto(address).status == 200
    page.goto(live.url + "/tasks/")
    page.click(".person summary")
    page.click(".person form button")
    page.wait_for_url("**/login/**")
    live.sign_in(people.other_worker, to="/accounts/password/")
    live.forgive("404")
    assert live.goto(address).status == 404
    assert live.goto(address + "small/").status == 404


def test_a_photo_the_site_refuses_is_said_where_it_stands_and_nothing_is_lost(live, people, home, cadre, album, tmp_path):
    page = live.sign_in(people.village_worker, to=f"/households/entry/{home.pk}/photos/")
    live.resize(browser.PHONE)
    page.wait_for_selector("form[data-ready]")
    (tmp_path / "计划.pdf").write_bytes(photos.paper()[:40])
    choose(page, album[:1])
    page.set_input_files(".album input[accept='application/pdf']", [tmp_path / "计划.pdf"])
    page.wait_for_selector(".photo .paper")
    live.forgive("422")
    for given_up in ("htmx:sendAbort", "htmx:afterRequest"):  # the page is left while what was chosen may still be being judged
        live.forgive(given_up)
    page.click(".go button.main")
    page.wait_for_selector(".photo:has(.paper) .errorlist")
    assert "不完整" in page.text_content(".photo:has(.paper) .errorlist")
    # The phone's battery gives out here: what was chosen is still there afterwards.
    page.reload()
    page.wait_for_selector(".photo .paper")
    page.click(".photo:has(.paper) button")
    page.wait_for_selector(".photo .paper", state="detached")
    page.click(".go button.main")
    page.wait_for_url(f"**/households/{home.pk}/")
    assert Attachment.objects.of(home).get().name == "正房𠮷.jpg"
    assert live.width_hanging_out() == 0


def test_the_browser_reads_what_a_camera_wrote_as_the_site_does(live, people, home, tmp_path):
    page = live.sign_in(people.village_worker, to=f"/households/entry/{home.pk}/photos/")
    page.wait_for_selector("form[data-ready]")
    files = [tmp_path / f"{number}.jpg" for number in range(len(CAMERAS))]
    for file, camera in zip(files, CAMERAS, strict=True):
        file.write_bytes(photos.photo(60, 40, **camera))
    choose(page, files)
    told = page.evaluate("kangle.photos.fields().map(pair => JSON.parse(pair[1]))")
    for file, camera, about in zip(files, CAMERAS, told, strict=True):
        kept = kept_of(file.read_bytes())
        assert instant(about.get("taken_at")) == kept.taken_at, camera
        assert position(about.get("latitude"), about.get("longitude")) == kept.position, camera


def test_what_a_phone_cannot_open_is_said_at_once(live, people, home, tmp_path):
    page = live.sign_in(people.village_worker, to=f"/households/entry/{home.pk}/photos/")
    page.wait_for_selector("form[data-ready]")
    (tmp_path / "IMG_1.heic").write_bytes(b"\x00\x00\x00\x18ftypheic" + bytes(200))
    page.set_input_files(".album input[multiple]", [tmp_path / "IMG_1.heic"])
    page.wait_for_selector("#said-photos:has-text('请在手机相机设置中选 JPEG')")


def test_without_scripts_a_plain_form_does_the_same(chromium, live_server, people, home, album):
    with browser.visiting(chromium, live_server.url) as visitor:
        visitor.sign_in(people.village_worker)
        signed_in = visitor.context.storage_state()
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False, storage_state=signed_in)
    page = context.new_page()
    page.goto(f"/households/entry/{home.pk}/photos/")
    page.set_input_files(".album input[multiple]", album)
    page.fill("[name=photos_caption]", "正房")
    page.click(".go button.main")
    page.wait_for_url(f"**/households/{home.pk}/")
    assert page.locator("#photos img").count() == 2
    context.close()
    assert {each.caption for each in Attachment.objects.of(home)} == {"正房"}
