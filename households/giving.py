"""A household as it is given to somebody: what it is called, and who answers for it."""

from django.utils import timezone

from households.models import Household, Pairing


def helper_of(household):
    """The cadre paired with the household today, the newest of several; None where nobody is."""
    held = Pairing.objects.held(timezone.localdate()).filter(household=household)
    pairing = held.select_related("cadre").order_by("-since", "-pk").first()
    return pairing and pairing.cadre


def called(household):
    """高林湾村 马一: a number alone tells nobody whom it is about."""
    named = Household.objects.with_head().filter(pk=household.pk).values_list("head_name", flat=True).first()
    return f"{household.village} {named or household.number}"
