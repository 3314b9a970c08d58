"""Judging one household: every rule in force asked of the records it concerns, one after another."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from households.checks.cases import Case
from households.checks.declaring import Finding, Rule, Scope


@dataclass(frozen=True, eq=False)
class Fault:
    """What a rule found in a record. `record` is the household, a member or a yearly record (a village's rule: the area).

    `field` is the model field at which a form shows the sentence ("" for the whole household); `values` a small JSON-able dict.
    """

    declared: Rule
    severity: str
    record: Any
    field: str
    values: dict

    @property
    def rule(self):
        """The rule's code: "member.identity-checksum"."""
        return self.declared.code

    @cached_property
    def sentence(self):
        """What is wrong and what to do, in the language of the moment."""
        return self.declared.say(self.values)

    @property
    def blocks(self):
        return self.severity == "blocks"

    @property
    def subject(self):
        """The record and field as a text, by which a stored doubt is known again."""
        return f"{self.record._meta.model_name}:{self.record.pk}:{self.field}"


def judge(dossier, frame, only=None):
    """The Faults of one household, in the order of the sheet; those of its living members and of the years that are still open.

    `only`: a collection of rule codes. A household removed or deregistered is not judged: nobody keeps its records any more.
    """
    case = Case(dossier, frame)
    if not case.is_kept:
        return []
    faults = []
    asked = ((Scope.HOUSEHOLD, (case.household,)), (Scope.MEMBER, case.living), (Scope.YEAR_RECORD, case.records))
    for scope, records in asked:
        for setting in frame.in_force[scope]:
            if only is None or setting.rule.code in only:
                _ask(setting, records, case, faults)
    return faults


def _ask(setting, records, case, faults):
    judges, case.limit = setting.rule.judges, setting.threshold
    for record in records:
        found = judges(record, case)
        if found:
            faults.extend(faults_of(setting, record, found))


def faults_of(setting, record, found):
    """What a rule's function gave, as Faults."""
    rule = setting.rule
    for finding in [Finding(found)] if isinstance(found, dict) else found:
        concerned = record if finding.record is None else finding.record
        field = rule.field if finding.field is None else finding.field
        yield Fault(rule, setting.severity, concerned, field, {**_whose(rule, concerned), **finding.values})


def _whose(rule, record):
    """What every sentence of a scope may say: whose record it is, of which year."""
    if rule.scope == Scope.MEMBER:
        return {"name": record.name}
    return {"year": record.year} if rule.scope == Scope.YEAR_RECORD else {}
