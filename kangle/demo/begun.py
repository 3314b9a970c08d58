"""What a few households were begun with on the phone and never finished: a screen each of the household, a member, the year."""

import json
import uuid

from households.models import Begun

LEFT = {"household": ["relocation"], "member": ["joining"], "year_record": ["land"]}


def write(book, house, *, record, on):
    """Put into the book that these screens of the house, of its last member and of a yearly record (a key) are still open."""
    at = f"{on} 02:30:00"  # half past ten here; instants are stored in UTC
    rows = {"household": {}, "member": {"member": house.members[-1].pk}, "year_record": {"year_record": record}}
    for kind, names in rows.items():
        key = uuid.uuid5(uuid.NAMESPACE_OID, f"{house.number} {kind}").hex
        book.add(Begun, key=key, household=house.pk, steps_left=json.dumps(LEFT[kind]), begun_at=at, **names)
