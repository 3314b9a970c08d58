"""What of the year itself was looked at (scorecard.looking), as sources: records that no figure counts, or not these alone."""

from django.db.models import Q

from funds.models import Expenditure
from households.models import Pairing, Paper, Visit, YearRecord
from kangle.scorecard import sources as s
from kangle.scorecard.measures import Source
from projects.models import Gap
from villages.models import Facility, GroupDuty, Organisation, Post

RECORDS_OF_THE_YEAR = Source("records-of-the-year", lambda at: YearRecord.objects.filter(year=at.year, recorded_on__lte=at.as_of))
PAPERS = Source("papers", lambda at: Paper.objects.filter(year=at.year, issued_on__lte=at.as_of))
VISITS = Source("visits", s.this_period(Visit, "on"))
PAIRINGS_BEGUN = Source("pairings-begun", s.this_period(Pairing, "since"))
POSTS_BEGUN = Source("posts-begun", s.this_period(Post, "since"))
SECRETARIES_BEGUN = Source("secretaries-begun", lambda at: POSTS_BEGUN.rows(at).filter(kind="first-secretary"))
TECHNICIANS_BEGUN = Source("technicians-begun", lambda at: POSTS_BEGUN.rows(at).filter(kind="technician"))
ORGANISATIONS_BEGUN = Source("organisations-begun", s.this_period(Organisation, "since"))
DUTIES_BEGUN = Source("duties-begun", s.this_period(GroupDuty, "since"))
SECRETARY_MONTHS = Source("secretary-months", lambda at: s.ATTENDANCES.rows(at).filter(post__kind="first-secretary"))
FACILITIES_SEEN = Source("facilities-seen", s.this_period(Facility, "on"))
GAPS_FOUND = Source("gaps-found", s.this_period(Gap, "found_on"))
PAYMENTS = Source("payments", s.this_period(Expenditure, "on"))  # also of what earlier years allotted


def tasks_of(*kinds):
    """The year's targets of some kinds that somebody set; those that the year took over at its opening bear its first day."""
    return lambda at: s.TARGETS.rows(at).filter(kind__in=kinds, set_on__gt=at.start)


TASKS_OF_EXITS = Source("tasks-of-exits", tasks_of("exit-persons", "exit-households", "exit-villages"))
TASKS_OF_TRAINING = Source("tasks-of-training", tasks_of("train-cadres", "train-households"))
TASKS_OF_ENTERPRISES = Source("tasks-of-enterprises", tasks_of("enterprises"))
TASKS_OF_ROUNDS = Source("tasks-of-rounds", tasks_of("rounds"))
TASKS_OF_TECHNICIANS = Source("tasks-of-technicians", tasks_of("technicians"))
# Ranked this year, or given a tier this year: those taken over stand as the old year left them, without a place.
CLASSINGS = Source("classings", lambda at: s.TIERS.rows(at).filter(Q(carried_from=None) | Q(rank__isnull=False)))
