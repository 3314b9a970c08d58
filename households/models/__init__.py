"""Facts about people: households, who lives in them, what they have, where they stand, what is done for them."""

from households.models.begun import Begun
from households.models.care import LookBack, Pairing, PairingQuerySet, Paper, Visit
from households.models.cases import HouseholdCase, PassedOver, Revocation
from households.models.doubts import CheckRule, Doubt
from households.models.events import StatusEvent
from households.models.family import FamilyAct
from households.models.help import LOAN_LIMIT_FEN, Measure, MenuItem
from households.models.people import Household, Member, YearRecord
from households.models.registering import Registration

__all__ = [
    "LOAN_LIMIT_FEN",
    "Begun",
    "CheckRule",
    "Doubt",
    "FamilyAct",
    "Household",
    "HouseholdCase",
    "LookBack",
    "Measure",
    "Member",
    "MenuItem",
    "Pairing",
    "PairingQuerySet",
    "Paper",
    "PassedOver",
    "Registration",
    "Revocation",
    "StatusEvent",
    "Visit",
    "YearRecord",
]
