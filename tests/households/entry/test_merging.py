"""How what one types meets what another saved meanwhile, field by field."""

import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from households.entry.merging import merge, plain

VALUES = st.sampled_from(["", "a", "b", "c"])
NAMES = ["phone", "bank", "account"]
RECORDS = st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES))


@given(base=RECORDS, theirs=RECORDS, mine=RECORDS)
def test_nothing_is_overwritten_unseen_and_nothing_typed_is_lost(base, theirs, mine):
    kept, contested = merge(base, theirs, mine)
    for name in NAMES:
        i_typed, they_changed = mine[name] != base[name], theirs[name] != base[name]
        assert (name in kept) == (not i_typed)
        assert (name in contested) == (i_typed and they_changed and mine[name] != theirs[name])


def test_a_field_that_the_form_did_not_tell_of_counts_as_typed():
    assert merge({}, {"phone": "1"}, {"phone": "2"}) == ([], [])


def test_the_same_value_reads_the_same_however_it_came():
    assert plain(Decimal("1.0")) == plain(Decimal("1")) == plain(Decimal("1.00")) == "1"
    assert plain(Decimal("10")) == "10"
    assert plain(None) == plain("") == ""
    assert plain(datetime.date(2015, 5, 1)) == "2015-05-01"
