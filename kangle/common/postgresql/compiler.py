"""Every ORDER BY of a text says COLLATE "C": by code point, as SQLite orders it, whoever asks for it and through whatever path.

For Chinese names that is a rule a page can name: Unicode lists the characters by radical, then by strokes. A locale's own order
is another on every machine (glibc, ICU and their versions differ): a county that moves its database would find its people moved.
"""

from django.core.exceptions import FieldError
from django.db.backends.postgresql.compiler import (  # noqa: F401  (the others are Django's)
    SQLAggregateCompiler,
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)
from django.db.backends.postgresql.compiler import SQLCompiler as DjangosCompiler
from django.db.models import CharField, TextField
from django.db.models.expressions import Col, OrderBy, Ref
from django.db.models.functions import Collate

CODE_POINT = "C"
# Digits and capital letters alone, which every locale orders alike: their indexes may go on serving the order.
ALIKE_EVERYWHERE = {"areas.area.path", "areas.area.code", "households.household.number"}


class SQLCompiler(DjangosCompiler):
    def compile(self, node):
        if isinstance(node, OrderBy) and (text := self._text_of(node.expression)):
            node = node.copy()
            node.expression = Collate(text, CODE_POINT)
        return super().compile(node)

    def _text_of(self, expression):
        """The text an ORDER BY would leave to the database's locale; None where it does not."""
        # The columns of a union are known by their aliases only, and those of a DISTINCT by their places.
        if isinstance(expression, Ref):
            if self.query.combinator or self.query.distinct:
                return None
            expression = expression.source
        if isinstance(expression, Collate) or (isinstance(expression, Col) and _name(expression.target) in ALIKE_EVERYWHERE):
            return None
        try:
            is_text = isinstance(expression.output_field, (CharField, TextField))
        except (AttributeError, FieldError):
            return None
        return expression if is_text else None


def _name(field):
    return f"{field.model._meta.label_lower}.{field.name}"
