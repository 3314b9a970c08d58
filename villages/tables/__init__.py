"""The lists of the villages room, one table for each fact model."""

from villages.tables.people import (
    AttendanceTable,
    CadreTable,
    GroupDutyTable,
    OrganisationTable,
    PostTable,
    TechnicalVisitTable,
    TrainingTable,
)
from villages.tables.places import (
    FacilityTable,
    GroupTable,
    ProfileTable,
    TargetTable,
    TierTable,
    VillageEventTable,
    VillageTable,
)

__all__ = [
    "AttendanceTable",
    "CadreTable",
    "FacilityTable",
    "GroupDutyTable",
    "GroupTable",
    "OrganisationTable",
    "PostTable",
    "ProfileTable",
    "TargetTable",
    "TechnicalVisitTable",
    "TierTable",
    "TrainingTable",
    "VillageEventTable",
    "VillageTable",
]
