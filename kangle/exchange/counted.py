"""The rows a link to a list opens, without opening it: a number beside such a link is counted by the list itself."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.urls import resolve, reverse
from django.utils.http import urlencode


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
        place = [] if self.area is None or self.area.pk == user.area_id else [("area", self.area.code)]
        return urlencode([*place, *self.conditions])

    def address(self, user):
        query = self.query(user)
        return f"{reverse(self.name)}?{query}" if query else reverse(self.name)

    def rows(self, user):
        """The very queryset that the list shows to `user` at that address."""
        page = resolve(reverse(self.name)).func.view_class()
        page.request = HttpRequest()
        page.request.user, page.request.GET = user, QueryDict(self.query(user))
        if self.area is not None:
            page.area = self.area  # the caller has it: the list need not look it up
        return page.filterset.narrowed(page.rows)
