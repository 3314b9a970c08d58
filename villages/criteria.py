"""Keeping the criteria of 倒排序: a new version from the last one; what a decision rests on is never altered."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kangle.areas.models import Area
from kangle.audit import actions as audit
from villages.models import Criterion, PovertyCriteria

FIELDS = ("name", "source", "provisional", "in_force_from", "guaranteed", "whole_village", "other", "demonstration")
# What a county begins with: the article's numbers of villages; weights of ours (暂拟).
SHIPPED = {
    "source": "暂拟：指标和权重没有找到成文依据，由县扶贫办核定",
    "guaranteed": 12,
    "whole_village": 15,
    "other": 49,
    "demonstration": 3,
}
SHIPPED_WEIGHTS = {"incidence": 70, "income": 20, "lacking": 10}


def last_of(county):
    """A county's newest version, None before its first."""
    return PovertyCriteria.objects.filter(area=county).order_by("-version").first()


def is_used(criteria):
    """Whether a decision rests on a version: then it stays as it is."""
    return criteria.classings.exists()


def beginnings(county):
    """(the values of a new version, its weights {measure: weight}): those of the county's last one, else what is shipped."""
    last = last_of(county)
    if last is None:
        return {"name": _("贫困村倒排序标准"), "provisional": True, **SHIPPED}, dict(SHIPPED_WEIGHTS)
    return {name: getattr(last, name) for name in FIELDS if name != "in_force_from"}, weights_of(last)


def weights_of(criteria):
    return dict(criteria.rows.values_list("measure", "weight"))


@transaction.atomic
def make_version(county, values, weights, *, by, reason=""):
    """Make a county's next version of `values` (by FIELDS) and `weights` ({measure: weight}, 0 left out); returns it.

    Raises ValidationError where no criterion has a weight, or it would begin before the version it takes the place of.
    """
    Area.objects.select_for_update().get(pk=county.pk)
    last = last_of(county)
    if last is not None and values["in_force_from"] < last.in_force_from:
        words = {"day": last.in_force_from, "version": last.version}
        raise ValidationError({"in_force_from": _("第 %(version)d 版从 %(day)s 起用：新版不能比它更早。") % words})
    criteria = PovertyCriteria(area=county, version=last.version + 1 if last else 1, **values)
    audit.save(criteria, by=by, reason=reason)
    _write_rows(criteria, weights, by=by, reason=reason)
    return criteria


@transaction.atomic
def alter(criteria, values, weights, *, by, reason):
    """Put right a version that no decision rests on yet; returns it. Raises ValidationError for one that is used."""
    criteria = PovertyCriteria.objects.select_for_update().get(pk=criteria.pk)
    if is_used(criteria):
        raise ValidationError(_("第 %(version)d 版已经用来定过类别，不能再改：请另立新版本。") % {"version": criteria.version})
    for name, value in values.items():
        setattr(criteria, name, value)
    audit.save(criteria, by=by, reason=reason)
    _write_rows(criteria, weights, by=by, reason=reason)
    return criteria


def _write_rows(criteria, weights, *, by, reason):
    wanted = {measure: weight for measure, weight in weights.items() if weight}
    if not wanted:
        raise ValidationError(_("至少一项指标要有权重，否则排不出次序。"))
    for row in criteria.rows.all():
        if row.measure not in wanted:
            audit.delete(row, by=by, reason=reason)
        elif row.weight != wanted[row.measure]:
            row.weight = wanted[row.measure]
            audit.save(row, by=by, reason=reason)
        wanted.pop(row.measure, None)
    for measure, weight in wanted.items():
        audit.save(Criterion(criteria=criteria, measure=measure, weight=weight), by=by, reason=reason)
