"""How old somebody is on a day, and who is of the age of compulsory schooling."""

import datetime

COMPULSORY_AGE = range(7, 16)


def age_on(born_on, day):
    """Whole years from birth to a day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def years_before(day, years):
    """The same day some years earlier (29 February becomes 28 February)."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return datetime.date(day.year - years, 2, 28)


def of_compulsory_age(member, day):
    """Whether a member (with or without a birthday) is of the age of compulsory schooling on a day."""
    return bool(member.born_on) and age_on(member.born_on, day) in COMPULSORY_AGE


def born_of_compulsory_age(day):
    """The same of many, as the lookups of a query."""
    first, last = COMPULSORY_AGE.start, COMPULSORY_AGE.stop
    return {"born_on__lte": years_before(day, first), "born_on__gt": years_before(day, last)}
