"""One household on the day it is judged: what many rules ask of it, worked out once."""

from households import identity
from households.ages import age_on
from households.codes import Relation
from households.exits import over_line
from households.sharing import income_per_head, sharing
from households.standing import GONE, POOR, owed_since


class Case:
    """A dossier before a frame. `limit` is the threshold of the rule that is being asked."""

    def __init__(self, dossier, frame):
        self.dossier, self.frame, self.today, self.limit = dossier, frame, frame.today, None
        self.household = dossier.household
        self.living = [member for member in dossier.members if not member.has_left(frame.today)]
        # A decision taken back left the household where it stood before.
        standing = [event for event in dossier.events if not event.is_undone(frame.knows_by)]
        self.events = sorted(standing, key=lambda event: (event.on, event.pk or 0))
        last = self.events[-1] if self.events else None
        self.standing, self.standing_on = (last.kind, last.on) if last else (None, None)
        self.owed_since = owed_since(last.on, last.put_down_at) if last else None
        self.was_decided_before = bool(last and last.registration_id)  # what proved it then was not put down here
        self.stands_by_split = bool(last and last.carried_from_id)  # as the household it split off, since that day
        self.records = [record for record in dossier.year_records if record.year not in frame.closed_years]
        self.last_record = max(dossier.year_records, key=lambda record: record.year, default=None)
        self.heads = [member for member in self.living if member.relation == Relation.HEAD]
        self.head = self.heads[0] if len(self.heads) == 1 else None
        self._numbers = {}

    @property
    def is_kept(self):
        """Whether anybody still works on the household."""
        return self.standing not in GONE

    @property
    def is_poor(self):
        return self.standing in POOR

    def age(self, member):
        """Whole years on the day; None without a birthday."""
        return age_on(member.born_on, self.today) if member.born_on else None

    def number_problems(self, member):
        """What is wrong with a member's number (households.identity.problems), worked out once for the rules that ask."""
        key = id(member)
        if key not in self._numbers:
            number = member.identity_number
            self._numbers[key] = (
                identity.problems(number, document=member.document, sex=member.sex, born_on=member.born_on) if number else {}
            )
        return self._numbers[key]

    def others_with_number(self, member):
        """The living members of any household, other than this one, who bear the same card: Bearers."""
        card = (member.identity_number or "")[: identity.CARD]
        if len(card) < identity.CARD:
            return []
        return self.frame.bearers.others(card, member, self.dossier)

    def living_on(self, day):
        """The members who lived in the household on a day."""
        return [member for member in self.dossier.members if member.lived_here(day)]

    def sharing(self, record):
        """Those who shared the income of a yearly record."""
        return sharing(record, self.dossier.members, self.today)

    def income_per_head(self, record):
        """Net income a head of a yearly record in fen, rounded down; None where nobody shared it."""
        return income_per_head(record.net_income, len(self.sharing(record)))

    def is_over_line(self, record):
        """Whether the income of a record lies above its own year's line; None where that cannot be told."""
        return over_line(record, len(self.sharing(record)), self.frame.line(record.year))
