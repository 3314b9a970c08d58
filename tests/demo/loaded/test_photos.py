"""The demo's photos: whoever signs in as a village's task force finds some, and they open."""

from django.core.files.storage import default_storage
from django.db.models import Q

from households.models import Visit
from kangle.accounts.models import User
from kangle.exchange.models import Attachment


def test_the_villages_that_enter_have_photos(demo):
    for username in ("gaolinwan", "fengtai"):
        person = User.objects.get(username=username)
        photos = Attachment.objects.visible_to(person)
        assert photos.count() >= 10
        assert all(default_storage.exists(path) for photo in photos for path in (photo.path, photo.small_path))
        assert all(photo.record_for(person).place for photo in photos)


def test_no_photo_was_taken_on_another_day_than_its_visit(demo):
    visits = dict(Visit.objects.filter(~Q(place="")).values_list("pk", "on"))
    for photo in Attachment.objects.of_model(Visit):
        assert photo.taken_at.date() == visits[photo.record_id]
