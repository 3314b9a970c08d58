"""One person of the demo: age, schooling, health, work, and an identity number that was never given to anybody."""

import datetime

from stdnum.cn import ric

from households.codes import Document, Education, Health, Labour, Relation, Schooling, Sex, WorkPlace
from kangle.demo.drawing import weighted

# 6229 is Linxia; no county of it, and no other division of China, ever bore 622999.
UNASSIGNED_DIVISION = "622999"
# Mobile numbers begin with 13 to 19, and no operator's service number (10000, 10010, 10086, 10099 ...) begins with 1004:
# a telephone that dials one of these reaches nobody.
UNASSIGNED_PHONE = "1004"
# Card and account numbers of banks never begin with 0 (that digit is kept for other uses by ISO/IEC 7812).
UNASSIGNED_ACCOUNT = "00622999"

_HEALTH = (
    (16, {Health.HEALTHY: 970, Health.CHRONIC: 10, Health.CRITICAL: 6, Health.DISABLED: 14}),
    (41, {Health.HEALTHY: 930, Health.CHRONIC: 33, Health.CRITICAL: 12, Health.DISABLED: 25}),
    (60, {Health.HEALTHY: 830, Health.CHRONIC: 108, Health.CRITICAL: 24, Health.DISABLED: 38}),
    (120, {Health.HEALTHY: 610, Health.CHRONIC: 290, Health.CRITICAL: 40, Health.DISABLED: 60}),
)
_LABOUR = {
    Health.HEALTHY: {Labour.ORDINARY: 88, Labour.SKILLED: 9, Labour.WEAK: 3},
    Health.CHRONIC: {Labour.ORDINARY: 35, Labour.WEAK: 53, Labour.LOST: 12},
    Health.CRITICAL: {Labour.WEAK: 35, Labour.LOST: 65},
    Health.DISABLED: {Labour.WEAK: 45, Labour.LOST: 55},
}
_ADULT_EDUCATION = (
    (28, {"01": 5, "02": 30, "03": 52, "04": 10, "05": 3}),
    (45, {"01": 22, "02": 45, "03": 29, "04": 4}),
    (60, {"01": 42, "02": 42, "03": 14, "04": 2}),
    (120, {"01": 66, "02": 29, "03": 5}),
)
_WORKPLACE = {WorkPlace.TOWNSHIP: 22, WorkPlace.COUNTY: 20, WorkPlace.PROVINCE: 33, WorkPlace.OUTSIDE: 25}
ABLE = {Labour.ORDINARY, Labour.SKILLED}


class Person:
    """A member of a household: drawn once, then changed only by what happens to the household."""

    __slots__ = (
        "pk", "name", "sex", "born_on", "age", "relation", "ethnicity", "education", "schooling", "out_of_school_reason",
        "health", "labour", "work_place", "months_worked", "identity_number", "document", "joined_on", "joined_by",
        "left_on", "left_by",
    )  # fmt: skip

    def __init__(self, rng, numbers, relation, sex, age, ethnicity, name, born_on=None):
        self.relation, self.sex, self.age, self.ethnicity, self.name = relation, sex, age, ethnicity, name
        self.born_on = born_on or datetime.date(2014 - age, rng.randint(1, 12), rng.randint(1, 28))
        self.identity_number, self.document = numbers.identity(self.born_on, sex), Document.IDENTITY_CARD
        self.health = _draw_by_age(rng, _HEALTH, age)
        self.left_on, self.left_by = None, ""
        self._go_to_school(rng)
        self._work(rng)

    def _go_to_school(self, rng):
        """Where the person learns now, and how far the person came."""
        age, chance = self.age, rng.random()
        self.schooling, self.out_of_school_reason = Schooling.NONE, ""
        if age < 6:
            self.education = Education.PRESCHOOL
            if age >= 3 and chance < 0.62:
                self.schooling = Schooling.KINDERGARTEN
        elif age < 15:
            self.education = Education.PRIMARY if age < 12 else Education.JUNIOR
            if chance < 0.991:
                self.schooling = Schooling.PRIMARY if age < 12 else Schooling.JUNIOR
            else:
                self.out_of_school_reason = "因病休学" if chance < 0.996 else "厌学"
        elif age < 18 and chance < 0.62:
            self.education = Education.JUNIOR if age == 15 else Education.SENIOR
            self.schooling = Schooling.SENIOR if chance < 0.46 else Schooling.VOCATIONAL
        elif 18 <= age < 23 and chance < 0.2:
            self.education = Education.COLLEGE
            self.schooling = Schooling.COLLEGE if chance < 0.11 else Schooling.HIGHER_VOCATIONAL
        else:
            self.education = _draw_by_age(rng, _ADULT_EDUCATION, age)

    def _work(self, rng):
        """What the person is able to do, and where and how long the person worked."""
        self.work_place, self.months_worked = "", 0
        if self.age < 16 or self.schooling != Schooling.NONE or self.age > 70:
            self.labour = Labour.NONE
        elif self.age > 60:
            self.labour = Labour.WEAK if self.health == Health.HEALTHY and rng.random() < 0.7 else Labour.LOST
        else:
            self.labour = weighted(rng, _LABOUR[self.health])[0]
        if self.labour in ABLE and 18 <= self.age <= 58 and rng.random() < (0.5 if self.sex == Sex.MALE else 0.16):
            self.work_place = weighted(rng, _WORKPLACE)[0]
            self.months_worked = rng.randint(3, 11)

    @property
    def is_student(self):
        return self.schooling != Schooling.NONE

    @property
    def studies_away(self):
        return self.schooling in (Schooling.COLLEGE, Schooling.HIGHER_VOCATIONAL)

    @property
    def is_able(self):
        return self.labour in ABLE

    @property
    def is_single(self):
        return self.relation in (Relation.SON, Relation.DAUGHTER, Relation.GRANDSON, Relation.GRANDDAUGHTER)


class Numbers:
    """Gives out identity, telephone and account numbers: well formed, each once, none real."""

    def __init__(self):
        self._born = {}
        self._phones = self._accounts = 0

    def identity(self, born_on, sex):
        """Eighteen characters: never-assigned division, birth date, serial (odd for men, even for women), check digit."""
        serial = self._born[born_on, sex] = self._born.get((born_on, sex), -1) + 1
        body = f"{UNASSIGNED_DIVISION}{born_on:%Y%m%d}{serial * 2 + (1 if sex == Sex.MALE else 2):03d}"
        return body + ric.calc_check_digit(f"{body}?")  # it takes the whole number and looks past its last character

    def phone(self):
        self._phones += 1
        return f"{UNASSIGNED_PHONE}{self._phones * 7919 % 10_000_000:07d}"

    def account(self):
        self._accounts += 1
        return f"{UNASSIGNED_ACCOUNT}{self._accounts * 15485863 % 10**11:011d}"


def _draw_by_age(rng, bands, age):
    for below, table in bands:
        if age < below:
            return weighted(rng, table)[0]
    raise ValueError(age)
