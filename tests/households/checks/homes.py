"""A household that every rule lets pass: a couple, a daughter at school, a grandmother; a test spoils one thing of it.

It is made of unsaved records: judging asks the database for nothing, so neither does a test of a rule.
"""

import datetime
from types import SimpleNamespace

from households.checks.bearers import Bearer, Bearers
from households.checks.dossiers import Dossier
from households.checks.frames import Frame, Setting
from households.checks.sheet import RULES
from households.models import Household, Measure, Member, Pairing, StatusEvent, YearRecord
from kangle.areas.models import Area
from kangle.programme.models import ExitCondition
from tests.county import identity_number
from villages.models import Cadre

TODAY = datetime.date(2015, 12, 31)
HERE = Area(pk=1, code="622922100200", path="622922100200", name="高林湾村委会", level=5)
TESTS = ("income", "food", "water", "education", "medical", "housing")


def day(month, of_month=1, year=2015):
    return datetime.date(year, month, of_month)


def person(pk, name, relation, sex, born_on, **fields):
    defaults = {
        "document": "identity-card",
        "identity_number": identity_number(pk, sex, born_on),
        "ethnicity": "03",
        "education": "02",
        "political": "masses",
        "schooling": "none",
        "health": "healthy",
        "labour": "ordinary",
        "medical_insurance": True,
        "joined_on": day(5, 1, 2014),
    }
    return Member(pk=pk, name=name, relation=relation, sex=sex, born_on=born_on, **{**defaults, **fields})


def home():
    """The records by name: household, head, wife, girl, granny, record, measure, pairing; `others` bear numbers elsewhere."""
    made = SimpleNamespace(others=[], listed=set(), closed=set())
    made.household = Household(
        pk=1,
        village=HERE,
        number="6229221002000001",
        address="一社3号",
        phone="10040001111",
        kind="general",
        main_cause="illness",
    )
    made.head = person(1, "马海", "01", "male", day(3, 4, 1975), work_place="province", months_worked=6)
    made.wife = person(2, "王兰", "02", "female", day(6, 7, 1977), health="chronic", labour="weak")
    made.girl = person(3, "马英", "04", "female", day(9, 9, 2004), schooling="primary", labour="none")
    made.granny = person(4, "马秀", "12", "female", day(1, 2, 1948), labour="none", education="01")
    made.record = YearRecord(
        pk=1, year=2015, recorded_on=day(11, 20), wages_fen=9_000_00, business_fen=4_000_00, business_expenses_fen=1_600_00,
        farmland_mu=12, irrigated_mu=3, km_to_road=2, road="cement", house_grade="B", fuel="coal", floor_area_m2=80,
        enough_food=True, enough_clothing=True, water_safe=True,
    )  # fmt: skip
    made.event = StatusEvent(pk=1, kind="identified", on=day(5, 1, 2014))
    made.measure = Measure(pk=1, kind="industry", industry="herbs", planned_on=day(3))
    made.cadre = Cadre(pk=9, name="李干部", area=HERE)
    made.pairing = Pairing(pk=1, cadre=made.cadre, since=day(1))
    made.members = [made.head, made.wife, made.girl, made.granny]
    made.records, made.events, made.measures, made.pairings = [made.record], [made.event], [made.measure], [made.pairing]
    return made


def left_poverty(made):
    """The same home out of poverty in 2015, over the line of 2855 yuan."""
    made.event = StatusEvent(pk=2, kind="exited", on=day(12, 10))
    made.events.append(made.event)
    made.record.wages_fen = 10_000_00
    return made


class Numbers(Bearers):
    """Who bears numbers elsewhere, as a test says: {card: [Bearer]}; nothing is looked up."""

    def __init__(self, others):
        super().__init__(TODAY)
        self.known.update(others)

    def look_up(self, numbers):
        pass


def bearer(path, village):
    return Bearer(99, 99, path, village)


def dossier(made):
    return Dossier(made.household, made.members, made.records, made.events, made.measures, made.pairings)


def frame(made=None, *, rules=RULES, today=TODAY):
    """The frame of 2015: the line of 2855 yuan, the six conditions, every rule in force."""
    made = made or home()
    in_force = {scope: [] for scope in ("household", "member", "year-record", "village")}
    for rule in rules:
        in_force[rule.scope].append(Setting(rule, rule.severity, rule.threshold))
    return Frame(
        today=today,
        lines={(2014, "national"): 2800_00, (2015, "national"): 2855_00},
        standards={2015: [ExitCondition(number=number, test=test) for number, test in enumerate(TESTS, 1)]},
        in_force=in_force,
        closed_years=frozenset(made.closed),
        listed_helpers=frozenset(made.listed),
        bearers=Numbers(dict(made.others)),
    )
