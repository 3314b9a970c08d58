"""The lists of the households room, one table for each fact model."""

from households.tables.doubts import DoubtTable
from households.tables.help import LookBackTable, MeasureTable, MenuItemTable, PairingTable, PaperTable, VisitTable
from households.tables.people import HouseholdTable, MemberTable, StatusEventTable, YearRecordTable

__all__ = [
    "DoubtTable",
    "HouseholdTable",
    "LookBackTable",
    "MeasureTable",
    "MemberTable",
    "MenuItemTable",
    "PairingTable",
    "PaperTable",
    "StatusEventTable",
    "VisitTable",
    "YearRecordTable",
]
