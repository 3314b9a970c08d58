"""The choice of another record in a form of the admin: it shows what was sent, whatever that is, so that it can be answered."""

from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import BigIntegerField

LARGEST_NUMBER = BigIntegerField.MAX_BIGINT


def is_number(text):
    """Whether a text may be the number of a record; anything else must not reach the database."""
    return text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= LARGEST_NUMBER


class Chosen(AutocompleteSelect):
    """Django asks the database for what was chosen as it was sent, and falls over a text or a number that no record can have."""

    def optgroups(self, name, value, attr=None):
        sent = [str(each) for each in value if each not in self.choices.field.empty_values]
        groups = super().optgroups(name, [each for each in sent if is_number(each)], attr)
        options = groups[0][1]
        known = {str(option["value"]) for option in options}
        # What is none of the choices stands there as it was sent: blank, it would read as if nothing had been chosen.
        for each in dict.fromkeys(sent):
            if each not in known:
                options.append(self.create_option(name, each, each, True, len(options)))
        return groups
