"""The kinds of ranking. Each is a module with `compute(rule, inputs)`, pure, and how the two are read from the records.

What was published names its kind and the number of its formula: a changed formula gets the next number, the old one stays.
"""

from importlib import import_module

KINDS = {
    "score": "kangle.rankings.kinds.score",
    "round": "kangle.rankings.kinds.rounds",
    "poverty": "kangle.rankings.kinds.poverty",
}


class UnknownFormula(ValueError):
    """A kind or formula that this version of the system does not have."""


def module_of(kind):
    """The module of a kind. Raises UnknownFormula."""
    if kind not in KINDS:
        raise UnknownFormula(str(kind))
    return import_module(KINDS[kind])


def compute(kind, rule, inputs):
    """The result rows of frozen `rule` and `inputs`. Raises UnknownFormula; whatever else is wrong in them raises, too."""
    formulas = module_of(kind).FORMULAS
    if rule.get("formula") not in formulas:
        raise UnknownFormula(f"{kind} {rule.get('formula')}")
    return formulas[rule["formula"]](rule, inputs)


def parts_named(rule):
    """{part of the ranked score: its name} in the order of the sheet; empty for what has no parts."""
    if "round" in rule:
        return {str(number): content for number, content, _weight in rule["items"]}
    kind, names = rule.get("kind"), rule.get("names", {})
    codes = [item for group in rule["order"] for item in rule["groups"][group]] if kind in ("whole", "group") else []
    codes = rule["items"][rule["subject"]] if kind == "item" else codes
    codes = [code for code, *_rest in rule["measures"]] if "measures" in rule else codes
    return {code: names.get(code, code) for code in codes}
