"""What the scores of a closed year were made with stays as it was: its scheme and weights are altered by a new version only."""

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from kangle.audit.guards import guard
from kangle.common.sayings import said as _
from kangle.programme.models import Period
from kangle.scorecard.models import Scheme, Snapshot, Weight


@guard(Scheme)
def keep_scheme(old, new):
    """Of a scheme that closed years were scored by, the name and source may be corrected, and that it is provisional."""
    if old is None:
        return
    free = {"name", "source", "provisional"}
    fields = [field.attname for field in old._meta.concrete_fields if field.name not in free]
    if new is None or any(getattr(old, name) != getattr(new, name) for name in fields):
        _ensure_unused(old)


@guard(Weight)
def keep_weights(old, new):
    same = ("scheme_id", "code", "weight")
    if old is not None and new is not None and all(getattr(old, name) == getattr(new, name) for name in same):
        return
    for weight in (old, new):
        if weight is not None and weight.scheme_id is not None:
            _ensure_unused(weight.scheme)


def _ensure_unused(scheme):
    closed = Period.objects.filter(state=Period.State.CLOSED, area=OuterRef("area"), year=OuterRef("year"))
    used = Snapshot.objects.published().filter(Exists(closed), scheme=scheme.pk)
    years = sorted(set(used.order_by().values_list("year", flat=True)))
    if years:
        told = {"scheme": scheme, "years": "、".join(map(str, years))}
        raise ValidationError(
            _("“%(scheme)s”给已关闭的 %(years)s 年度打过分，不能就地修改：请另立新版本，写明启用日期，再设权重。") % told
        )
