"""What a closed year was judged by stays as it was: its poverty lines and exit standards are not altered in place."""

from django.core.exceptions import ValidationError

from kangle.audit.guards import guard
from kangle.common.sayings import said as _
from kangle.programme.models import ExitCondition, ExitStandard, Period, PovertyLine


def closed_years():
    """The years that any county has closed: lines and standards are the same for all counties of a site."""
    return set(Period.objects.filter(state=Period.State.CLOSED).values_list("year", flat=True))


@guard(PovertyLine)
def keep_lines(old, new):
    """A line of a closed year is neither set, altered nor deleted; that it is provisional no longer may be said."""
    if _only(old, new, "provisional", "source"):
        return
    years = {line.year for line in (old, new) if line is not None} & closed_years()
    if years:
        _refuse(years, _("贫困线"))


@guard(ExitStandard)
def keep_standards(old, new):
    if _only(old, new, "provisional", "source"):
        return
    years = set().union(*(_judged_by(each) for each in (old, new) if each is not None))
    if years:
        _refuse(years, _("退出标准"))


@guard(ExitCondition)
def keep_conditions(old, new):
    years = set().union(*(_judged_by(each.standard) for each in (old, new) if each is not None))
    if years and not _only(old, new):
        _refuse(years, _("退出标准"))


def _only(old, new, *names):
    """Whether a write alters nothing but these fields."""
    if old is None or new is None:
        return False
    fields = [field.attname for field in old._meta.concrete_fields]
    return all(getattr(old, name) == getattr(new, name) for name in fields if name not in names)


def _judged_by(standard):
    """The closed years whose exits are held to a standard: its own, and those after it that have none of their own."""
    if standard.year is None:
        return set()
    others = ExitStandard.objects.filter(subject=standard.subject, year__gt=standard.year).exclude(pk=standard.pk)
    until = others.order_by("year").values_list("year", flat=True).first()
    return {year for year in closed_years() if standard.year <= year and (until is None or year < until)}


def _refuse(years, what):
    told = {"years": "、".join(map(str, sorted(years))), "what": what}
    raise ValidationError(
        _("%(years)s 年度已关闭，是按现在的%(what)s判定的，不能就地修改：请按新的年度另立；要更正，先说明原因重新打开该年度。")
        % told
    )
