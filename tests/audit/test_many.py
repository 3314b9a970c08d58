"""Many records written as one act: stored as a save of each would, with a history of its own for each."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from households.models import Member, Pairing
from kangle.audit.actions import snapshot
from kangle.audit.many import Many
from kangle.audit.models import Entry
from tests import county as small
from villages.models import Cadre

pytestmark = [pytest.mark.django_db, pytest.mark.both]
DAY = datetime.date(2015, 6, 1)


def cadre(village):
    return Cadre.objects.create(area=village, name="杨文斌", sex="male", unit="县农牧局")


@pytest.fixture
def homes(small_county):
    return [small.household(small_county.gaolinwan, number) for number in (1, 2, 3)]


def test_what_is_made_altered_and_erased_at_once_stands_in_the_table_and_in_the_history(homes, people, small_county):
    helper = cadre(small_county.gaolinwan)
    ended, gone = (Pairing.objects.create(household=home, cadre=helper, since=DAY) for home in homes[:2])
    many = Many(uuid.uuid4(), by=people.village_worker, reason="换人")
    was, ended.until = snapshot(ended), datetime.date(2015, 7, 1)
    many.change(ended, was)
    many.erase(gone, called="二户")
    # A household has one open pairing: the new one takes the place which the altered one leaves.
    made = [Pairing(household=home, cadre=helper, since=datetime.date(2015, 7, 1)) for home in homes]
    for pairing in made:
        many.create(pairing)
    assert many.write() == len(many) == 5
    assert {pairing.pk for pairing in made} | {ended.pk} == set(Pairing.objects.values_list("pk", flat=True))
    assert Pairing.objects.get(pk=ended.pk).until == datetime.date(2015, 7, 1)
    told = {(entry.act, entry.object_id): entry for entry in Entry.objects.parts_of(many.key)}
    assert told["change", str(ended.pk)].after == {"until": "2015-07-01"}
    assert told["delete", str(gone.pk)].before["since"] == "2015-06-01" and told["delete", str(gone.pk)].object_name == "二户"
    assert told["create", str(made[2].pk)].after.items() == snapshot(made[2]).items() - {("until", None)}
    assert {entry.reason for entry in told.values()} == {"换人"}
    assert {entry.area_path for entry in told.values()} == {small_county.gaolinwan.path}


def test_what_is_stored_meanwhile_in_a_field_that_nobody_altered_stays(homes, people):
    one, two = (Member.objects.filter(household=home).first() for home in homes[:2])
    before = snapshot(one)
    Member.objects.filter(pk=one.pk).update(name="马改名")
    one.months_worked = 3
    many = Many(uuid.uuid4(), by=people.village_worker)
    many.change(one, before)
    many.change(two, snapshot(two))
    many.write()
    assert Member.objects.filter(pk=one.pk).values_list("name", "months_worked").get() == ("马改名", 3)


def test_a_rule_of_the_table_refuses_all_of_it(homes, people, small_county):
    helper = cadre(small_county.gaolinwan)
    many = Many(uuid.uuid4(), by=people.village_worker)
    for _ in range(2):
        many.create(Pairing(household=homes[0], cadre=helper, since=DAY))
    with pytest.raises(IntegrityError), transaction.atomic():
        many.write()
    assert not Pairing.objects.exists() and not Entry.objects.parts_of(many.key).exists()
