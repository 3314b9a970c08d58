"""Where an account of each role may lie: a person's role and area must fit, or the person would see too much or nothing."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kangle.accounts.roles import Role
from kangle.areas.models import Area

LEVEL_OF_ROLE = {
    Role.OFFICIAL: Area.Level.COUNTY,
    Role.POVERTY_OFFICE: Area.Level.COUNTY,
    Role.DEPARTMENT: Area.Level.COUNTY,
    Role.FINANCE: Area.Level.COUNTY,
    Role.TOWNSHIP: Area.Level.TOWNSHIP,
    Role.TASK_FORCE: Area.Level.VILLAGE,
    Role.INSPECTOR: Area.Level.COUNTY,
    Role.ADMINISTRATOR: Area.Level.COUNTY,
}


def roles_at(level):
    """The roles whose area is of a level, named in one breath; "" where there is none."""
    return _("、").join(str(role.label) for role, at in LEVEL_OF_ROLE.items() if at == level)


def ensure_placed(*, role, area, by):
    """Refuse an account whose area is missing, outside the area of the administrator `by`, or of the wrong level.

    Raises ValidationError with messages for the field `area`. `by` is None on the server's command line.
    """
    if area is None:
        raise ValidationError({"area": _("每个账号都要有地区：没有地区的人什么也看不到。")})
    if by is not None and not Area.objects.visible_to(by).filter(pk=area.pk).exists():
        raise ValidationError({"area": _("只能管理您所在地区之内的账号。")})
    level = LEVEL_OF_ROLE[role]
    if area.level != level:
        raise ValidationError(
            {
                "area": _("“%(role)s”的地区应当是一个%(level)s，而%(area)s是%(found)s。")
                % {
                    "role": Role(role).label,
                    "level": Area.Level(level).label,
                    "area": area.short_name,
                    "found": area.get_level_display(),
                }
            }
        )
