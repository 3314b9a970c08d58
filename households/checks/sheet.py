"""All rules in the order in which they are judged, listed and printed."""

from households.checks.rules import household, members, numbers, records, standing, villages

RULES = [*numbers.SHEET, *members.SHEET, *household.SHEET, *standing.SHEET, *records.SHEET, *villages.SHEET]
RULE = {rule.code: rule for rule in RULES}


def say(code, values):
    """The sentence of a rule about some values, in the language of the moment; the bare code of a rule that is no more."""
    return RULE[code].say(values) if code in RULE else code
