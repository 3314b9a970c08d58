"""Who else bears an identity number: in the county, in the prefecture, anywhere in the database."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Count, Q
from django.db.models.functions import Left

from households.codes import Document
from households.identity import CARD
from households.models import Member
from kangle.areas.models import Area
from kangle.common.bulk import portions

ROWS = ("pk", "identity_number", "household_id", "household__village__path", "household__village__name", "left_on")
FEW = 100  # numbers looked up as ranges, each of its own


class Bearer(NamedTuple):
    """A living member who bears a number: its key, its household's, the path and name of the village; never the person's name.

    Of a stored one also the whole `number`, and whether he `stays`: no day is set on which he leaves.
    """

    member: int | None
    household: int | None
    path: str
    village: str
    number: str = ""
    stays: bool = False


class Bearers:
    """Bearers by the eighteen characters of the card. Numbers not yet known are looked up when they are asked for.

    `whole`: every number that two stored members share is known, so that only what was typed needs to be looked up.
    """

    def __init__(self, on, *, whole=False):
        self.on, self.whole = on, whole
        self.known, self.asked = defaultdict(list), set()
        if whole:
            self._keep(_living(on).filter(card__in=_shared(on)))

    def others(self, card, member, dossier):
        """The bearers of a card besides one member, those of his own household included."""
        self._prepare(dossier)
        found = [each for each in self.known.get(card, ()) if each.member is None or each.member != member.pk]
        # What was typed may differ from what is stored: of the household itself only the dossier says who bears what.
        own = dossier.household.pk
        beside = [each for each in found if own is None or each.household != own]
        here = [m for m in dossier.members if m is not member and (m.identity_number or "")[:CARD] == card]
        return beside + [Bearer(m.pk, own, dossier.household.village.path, "") for m in here if not m.has_left(self.on)]

    def bearing(self, number):
        """The stored Bearer who stays of exactly this number, else of the same card; None where there is none. Asked of what was
        looked up `exactly`.
        """
        staying = [each for each in self.known.get(number[:CARD], ()) if each.stays]
        exactly = [each for each in staying if each.number == number]
        return next(iter(exactly or (staying if len(number) >= CARD else ())), None)

    def add(self, card, bearer):
        """Let a record that is not stored yet (a row of a workbook) be known as a bearer."""
        self.asked.add(card)
        self.known[card].append(bearer)

    def look_up(self, numbers, *, exactly=False):
        """Ask for some numbers at once: in one query where they are few, else in one for every five hundred and one more.

        `exactly`: those that no card has, being too short or too long, are found as well where a member bears the same.
        """
        for some in portions(sorted({number for number in numbers if number and len(number) != CARD}) if exactly else []):
            self._keep(_living(self.on).filter(identity_number__in=some))
        cards = sorted({number[:CARD] for number in numbers if number and len(number) >= CARD} - self.asked)
        self.asked.update(cards)
        if len(cards) > FEW:
            return self._look_up_many(cards)
        within = Q()
        for card in cards:
            # A disability card's number is the card's and up to four digits more.
            within |= Q(identity_number__gte=card, identity_number__lte=f"{card}9999")
        return self._keep(_living(self.on).filter(within)) if cards else None

    def _look_up_many(self, cards):
        """Identity cards are found by their whole number; of the disability cards, which are few, each is looked at."""
        for some in portions(cards):
            self._keep(_living(self.on).filter(identity_number__in=some))
        wanted, longer = set(cards), _living(self.on).exclude(document=Document.IDENTITY_CARD)
        found = [pk for pk, card in longer.values_list("pk", "card") if card in wanted]
        for some in portions(found):
            self._keep(_living(self.on).filter(pk__in=some))

    def _prepare(self, dossier):
        wanted = dossier.typed if self.whole else dossier.members
        if wanted and (dossier.typed or not self.whole):
            self.look_up([member.identity_number for member in wanted])

    def _keep(self, rows):
        for pk, number, household, path, name, left_on in rows.values_list(*ROWS):
            bearer = Bearer(pk, household, path, Area(name=name).short_name, number, left_on is None)
            if bearer not in self.known[number[:CARD]]:
                self.known[number[:CARD]].append(bearer)


def _living(on):
    rows = Member.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=on)).order_by("pk")
    return rows.annotate(card=Left("identity_number", CARD))


def _shared(on):
    """The cards that more than one living member bears."""
    return _living(on).order_by().values("card").annotate(n=Count("pk")).filter(n__gt=1).values("card")
