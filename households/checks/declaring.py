"""How a rule is declared: one entry of a sheet with code, name, severity, sentence, and below it the function that judges."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import models
from django.utils.functional import Promise

from households.checks.wording import words
from households.codes import Severity
from kangle.common.sayings import WORDS, Saying

CHECK = "check"  # the kind of saying a rule's sentence is
BEGINNING = datetime.date(2014, 1, 1)  # the national form is collected since then


class Scope(models.TextChoices):
    """What a rule is asked of: a household as a whole, each living member, each yearly record, a village."""

    HOUSEHOLD = "household"
    MEMBER = "member"
    YEAR_RECORD = "year-record"
    VILLAGE = "village"


class Finding(NamedTuple):
    """One of several things a rule found: its values, and where it lies if not at the rule's own record and field."""

    values: dict
    field: str | None = None
    record: Any = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """One rule. `judges(record, case)` gives None, the values that prove the fault (a small JSON-able dict) or Findings.

    `sentence` is filled with the values in words; it names the person, the field and the way out. `field` is the model field at
    which a form shows it ("" for the whole record). `threshold` stands in the case as `case.limit`, as the county has set it.
    """

    code: str
    name: str | Promise
    severity: str
    sentence: str | Promise
    scope: str
    judges: Callable
    field: str = ""
    threshold: int | None = None
    unit: str | Promise = ""
    on_since: datetime.date = BEGINNING

    def say(self, values):
        """The sentence about some values, in the language of the moment; whoever reads it later may read another."""
        return Saying(str(self.sentence) % words(values), {CHECK: self.code, WORDS: values})


class Sheet(list):
    """The rules of one subject, from top to bottom as they are declared."""

    def household(self, code, name, severity, sentence, **more):
        return self._enter(Scope.HOUSEHOLD, code, name, severity, sentence, more)

    def member(self, code, name, severity, sentence, **more):
        return self._enter(Scope.MEMBER, code, name, severity, sentence, more)

    def year_record(self, code, name, severity, sentence, **more):
        return self._enter(Scope.YEAR_RECORD, code, name, severity, sentence, more)

    def village(self, code, name, severity, sentence, **more):
        return self._enter(Scope.VILLAGE, code, name, severity, sentence, more)

    def _enter(self, scope, code, name, severity, sentence, more):
        def enter(judges):
            self.append(Rule(code=code, name=name, severity=severity, sentence=sentence, scope=scope, judges=judges, **more))
            return judges

        return enter


BLOCKS, EXPLAIN, HINT = Severity.BLOCKS, Severity.EXPLAIN, Severity.HINT
