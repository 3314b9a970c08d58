"""The bounds of all rooms: declared once, kept by the database (common.bounds_kept), said in words by what writes a record."""

from django.utils.translation import gettext as _

from kangle.audit.guards import guard
from kangle.common.bounds_kept import broken, drop, install, standing

_BOUNDS = []
SHOWN = 20


def declare(bounds):
    """Have these bounds kept: asked of every write that goes through the audit, and by the database of every write there is."""
    for bound in bounds:
        if bound in _BOUNDS:
            continue
        _BOUNDS.append(bound)
        for model, _key, fields in bound.watched():
            refuse = bound.refuse if model is bound.part else bound.refuse_whole
            guard(model)(_asked(refuse, [model._meta.get_field(field).attname for field in fields]))


def _asked(refuse, names):
    """A guard that asks only where one of these fields is set anew: what stood keeps nobody from correcting something else."""

    def ask(old, new):
        if new is not None and (old is None or any(getattr(old, name) != getattr(new, name) for name in names)):
            refuse(new)

    return ask


def declared():
    return tuple(_BOUNDS)


def before_migrating(plan):
    """A table that is made anew (SQLite alters them so) may not be named by a trigger meanwhile."""
    if plan:
        drop(standing())


def after_migrating(verbosity=1, plan=(), stdout=None):
    """Keep the bounds again, and name what broke one before it was kept: it stays as it is until somebody puts it right."""
    install(declared())
    if plan and verbosity and stdout is not None:
        for sentence in sentences():
            stdout.write(f"{sentence}\n")


def sentences():
    """What in the database breaks a bound, in a sentence for each: written before it was kept."""
    for bound in declared():
        keys = broken(bound)
        if keys:
            told = {"model": bound.of._meta.verbose_name, "keys": "、".join(map(str, keys[:SHOWN])), "number": len(keys)}
            told["rule"] = str(bound.sentence) % {"value": "…", "limit": "…"}
            said = _("有 %(number)d 条“%(model)s”（编号 %(keys)s）不合规定：%(rule)s 它们照旧保留；请在“记录维护”里核对改正。")
            yield said % told
