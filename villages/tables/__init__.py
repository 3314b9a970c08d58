"""The lists of the villages room, one table for each fact model."""

from villages.tables.classing import CommitmentTable, ShowWorkTable, TierHistoryTable, TierTable, UndertakingTable
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
    VillageEventTable,
    VillageTable,
)

__all__ = [
    "AttendanceTable",
    "CadreTable",
    "CommitmentTable",
    "FacilityTable",
    "GroupDutyTable",
    "GroupTable",
    "OrganisationTable",
    "PostTable",
    "ProfileTable",
    "ShowWorkTable",
    "TargetTable",
    "TechnicalVisitTable",
    "TierHistoryTable",
    "TierTable",
    "TrainingTable",
    "UndertakingTable",
    "VillageEventTable",
    "VillageTable",
]
