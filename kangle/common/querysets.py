"""The one way every fact is scoped to an area and to a person."""

from django.db.models import QuerySet


def after(path):
    """The smallest path greater than every path below `path`: '622922100' → '622922101', '622922109' → '62292210A'.

    A path is made of digits and capital letters only (a letter where a code was used again), so that every collation of
    PostgreSQL orders it alike: digits, then letters.
    """
    if not path:
        raise ValueError("the empty path has nothing after it")
    last = path[-1]
    return path[:-1] + ("A" if last == "9" else chr(ord(last) + 1))


def path_range(lookup, path):
    """The filter arguments for "at or below `path`" through `lookup` (the field that leads to the area; '' for Area itself)."""
    prefix = f"{lookup}__path" if lookup else "path"
    return {f"{prefix}__gte": path, f"{prefix}__lt": after(path)}


class AreaBoundQuerySet(QuerySet):
    """A queryset whose rows lie at an area: `area_lookup` names the way from the row to its Area."""

    area_lookup = "area"

    def within(self, area):
        """The rows at `area` and everywhere below it."""
        return self.filter(**path_range(self.area_lookup, area.path))

    def visible_to(self, user):
        """The rows that `user` may see: those within the user's own area; none for a person without one."""
        area = getattr(user, "area", None)
        return self.within(area) if area is not None and user.is_active else self.none()
