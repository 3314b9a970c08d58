"""The rows a link to a list opens, without opening it: a number beside such a link is counted by the list itself."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest, QueryDict
from django.urls import resolve
from django.utils.http import urlencode

from kangle.common.addresses import address


@dataclass(frozen=True)
class Listed:
    """A list by its URL name, narrowed by its own conditions (what its address says) and to an area (None: the person's own)."""

    name: str
    conditions: tuple = ()  # of pairs (name, value)
    area: object = None

    @classmethod
    def of(cls, name, area=None, **conditions):
        return cls(name, tuple(sorted((key, str(value)) for key, value in conditions.items())), area)

    def query(self, user):
        """The query string as `user` has to write it: his own area is understood."""
        place = () if self.area is None or self.area.pk == user.area_id else (("area", self.area.code),)
        return _query((*place, *self.conditions))

    def address(self, user):
        query = self.query(user)
        return f"{address(self.name)}?{query}" if query else address(self.name)

    def rows(self, user):
        """The very queryset that the list shows to `user` at that address."""
        page = resolve(address(self.name)).func.view_class()
        page.request = HttpRequest()
        page.request.user, page.request.GET = user, QueryDict(self.query(user))
        if self.area is not None:
            page.area = self.area  # the caller has it: the list need not look it up
        return page.filterset.narrowed(page.rows)


_query = lru_cache(maxsize=4096)(urlencode)  # of pairs of texts
