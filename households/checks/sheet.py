"""All rules in the order in which they are judged, listed and printed."""

from households.checks.rules import household, members, numbers, records, standing, villages

RULES = [*numbers.SHEET, *members.SHEET, *household.SHEET, *standing.SHEET, *records.SHEET, *villages.SHEET]
RULE = {rule.code: rule for rule in RULES}
# What the checks miss where it is blank, by the record's kind: no form may call it 可不填.
WANTED = {"household": household.REQUIRED, "member": members.REQUIRED, "yearrecord": records.REQUIRED}


def say(code, values):
    """The sentence of a rule about some values, in the language of the moment; the bare code of a rule that is no more."""
    return RULE[code].say(values) if code in RULE else code
