"""What a case is about: each room above registers what it adds for its kind of subject; this room need know none of them."""

from django.utils.translation import gettext as _


class Subject:
    """A case's subject as the procedures see it; a room overrides what it has to say. Nothing here does anything."""

    def obstacles(self, case, act):
        """Sentences why the case cannot take the forward step `act`; empty where nothing is in its way."""
        return []

    def sent(self, case, *, by):
        """The village has submitted the case: what was true at this moment may be kept."""

    def decided(self, case, *, by):
        """The county has decided: write what follows, inside the same transaction. Raises ValidationError to stop it."""

    def revoked(self, case, *, by, on, reason):
        """The county takes its decision back as of the day `on`; as `decided`."""

    def conditions(self, case):
        """Conditions of an exit standard (ExitCondition) that no record decides: the village answers them by hand."""
        return []

    def page(self, case, user):
        """(template, context) of the part that the case page shows about its subject; None for no part."""
        return

    def listing(self, cases):
        """(headings, rows) of the cases as a public notice prints them: numbers masked, a row for each case in order."""
        return [_("办件")], [[case.title] for case in cases]


_SUBJECTS = {}


def register(code, subject):
    """Let `subject` (a Subject) speak for the cases of methods of the subject `code`; again replaces it."""
    _SUBJECTS[code] = subject


def subject_of(case):
    """The Subject of a case; a plain one where no room has registered any."""
    return _SUBJECTS.get(case.method.subject) or Subject()
