"""Acts on methods: which hold on a day, and how one that is in use is changed: by a new version, never in place."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kangle.audit.actions import record, snapshot
from kangle.audit.models import Entry
from kangle.common.sayings import said as _
from kangle.procedures.departments import SEPARATOR, listed, speaking
from kangle.procedures.models import Case, Item, ItemGroup, Method
from kangle.procedures.shipped import copied, name_departments, put_methods


def methods_for(subject, kind, on):
    """The methods in force on a day that decide `kind` of a `subject`, the best known first."""
    return Method.objects.in_force(on).filter(subject=subject, kind=kind).order_by("-code")


def unmanned(county, on):
    """The departments that a method in force on a day asks to review and for which no account of the county (an Area) speaks."""
    asked = Item.objects.joint().filter(group__method__in=Method.objects.in_force(on)).order_by("pk")
    known = speaking(county.path)
    return [name for name in listed(SEPARATOR.join(asked.values_list("departments", flat=True))) if name not in known]


def put_shipped():
    """Put the shipped readings into a database that lacks them, as the migrations do."""
    put_methods(Method, ItemGroup, Item)
    name_departments(Method, ItemGroup, Item, Case, timezone.localdate())


def ensure_editable(method, *, before=None, after=None):
    """Refuse a change to a version under which cases have been opened; the day it ends may still be set.

    `before` and `after` are the method's fields where it is the method itself that is written. Raises ValidationError.
    """
    if method is None or not method.in_use:
        return
    changed = {name for name in {**(before or {}), **(after or {})} if (before or {}).get(name) != (after or {}).get(name)}
    if before is None or after is None or changed - {"until"}:
        raise ValidationError(
            _("“%(method)s”已有办件在用，不能就地修改：请在方法列表中选它，执行“另立新版本”，改好后填启用日期。")
            % {"method": method}
        )


@transaction.atomic
def new_version(method, *, by):
    """Copy a method with its groups and items as its next version, not begun yet (no `since`); returns the new Method."""
    versions = Method.objects.select_for_update().filter(code=method.code)
    last = max(versions.values_list("version", flat=True))
    made = copied(Method.objects.get(pk=method.pk), ItemGroup, Item, version=last + 1, since=None)
    record(by=by, act=Entry.Act.CREATE, on=made, after=snapshot(made), reason=_("由“%(method)s”另立") % {"method": str(method)})
    return made
