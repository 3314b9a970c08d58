"""A family of seven in 高林湾村: 马海 and his wife, his mother, his only son with wife and child, his daughter."""

import datetime
from types import SimpleNamespace

from tests import county as small

PEOPLE = [
    ("head", "马海", "01", "male", 1960),
    ("wife", "王兰", "02", "female", 1962),
    ("son", "马强", "03", "male", 1985),
    ("daughter", "马英", "04", "female", 1988),
    ("bride", "何梅", "05", "female", 1986),
    ("grandson", "马小宝", "07", "male", 2010),
    ("granny", "马秀", "12", "female", 1938),
]


def day(month, number=1, year=2015):
    return datetime.date(year, month, number)


def family(village, number=1, **fields):
    """The household as `home` and its people by name."""
    made = SimpleNamespace(home=small.household(village, number, persons=0, **fields))
    for position, (key, name, relation, sex, born) in enumerate(PEOPLE, start=1):
        told = {"name": name, "relation": relation, "sex": sex, "born_on": datetime.date(born, 1, number)}
        setattr(made, key, small.member(made.home, position, **told))
    return made


def relations(home, on=None):
    """{name: relation} of those who live there."""
    return dict(home.members.filter(left_on__isnull=True).values_list("name", "relation"))
