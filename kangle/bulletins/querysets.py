"""Who reads which bulletin."""

from django.db.models import Q

from kangle.common.querysets import AreaBoundQuerySet, path_range

PUBLIC = ("issued", "withdrawn")


class BulletinQuerySet(AreaBoundQuerySet):
    def issued(self):
        """Issued and still in force."""
        return self.filter(state="issued")

    def under_way(self, *, round_=None, publication=None):
        """Those of a round, or of a ranking where that is none of a round, that are neither issued nor withdrawn."""
        source = {"round": round_} if round_ is not None else {"publication": publication}
        return self.exclude(state__in=PUBLIC).filter(**source)

    def visible_to(self, user):
        """Those of the person's area, and what was issued to it: an issued bulletin is read by every unit of its county.

        A withdrawn one stays readable, so that who has the paper finds that it no longer holds.
        """
        area = getattr(user, "area", None)
        if area is None or not user.is_active:
            return self.none()
        path = area.path
        above = [path[:length] for length in (2, 4, 6, 9) if length < len(path)]
        return self.filter(Q(**path_range("area", path)) | Q(state__in=PUBLIC, area__path__in=above))


class BulletinFileQuerySet(AreaBoundQuerySet):
    area_lookup = "bulletin__area"
