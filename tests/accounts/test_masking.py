"""Masked numbers: lists tell two people apart and give nobody's number away."""

import pytest

from kangle.common.masking import mask_account, mask_identity, mask_phone


@pytest.mark.parametrize(
    ("mask", "number", "shown"),
    [
        (mask_identity, "622999200001011234", "622999********1234"),
        (mask_identity, "62299920000101123X", "622999********123X"),
        (mask_identity, "622999 20000101 1234", "622999********1234"),
        (mask_identity, "6229992000010112344412", "622999************4412"),
        (mask_identity, "622999000101123", "****"),  # the old fifteen digits: ten of them would be too many
        (mask_identity, "1234", "****"),
        (mask_phone, "19912341234", "199****1234"),
        (mask_phone, "199 1234-1234", "199****1234"),
        (mask_phone, "0930-4421234", "****34"),
        (mask_phone, "110", "****"),
        (mask_account, "6217001234567890123", "****0123"),
        (mask_account, "12345678901", "****"),
    ],
)
def test_a_number_is_shown_only_in_part(mask, number, shown):
    assert mask(number) == shown


@pytest.mark.parametrize("mask", [mask_identity, mask_phone, mask_account])
def test_nothing_stays_nothing(mask):
    assert (mask(None), mask(""), mask("  ")) == ("", "", "")


@pytest.mark.parametrize("mask", [mask_identity, mask_phone, mask_account])
@pytest.mark.parametrize("length", range(1, 40))
def test_whatever_the_length_most_digits_stay_hidden(mask, length):
    number = ("1357924680" * 4)[:length]
    kept = mask(number).replace("*", "")
    assert len(kept) <= max(length - 4, 0)
    assert number not in mask(number)
