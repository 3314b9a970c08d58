"""A list page as attributes: queryset, filterset, table. It serves the page, its htmx part, CSV and XLSX."""

from django.core.exceptions import ImproperlyConfigured
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kangle.accounts.roles import Capability
from kangle.areas.models import Area
from kangle.exchange.filters import ListFilter
from kangle.exchange.leaving import Leaving
from kangle.exchange.row_acts import acts_of
from kangle.exchange.toolbar import toolbar

PAGE_SIZES = (25, 50, 100)
NOT_CONDITIONS = {"area", "sort", "page", "per_page", "sums", "print"}  # what an address says beside the conditions


def chosen_area(request):
    """The area the page is about: `?area=CODE` within the person's own area, else that area; None for a person without one.

    Raises Http404 for a code outside the person's area, exactly as for one that does not exist.
    """
    own = request.user.area
    code = request.GET.get("area", "")
    if not code or (own is not None and code == own.code):
        return own
    found = Area.objects.visible_to(request.user).by_code(code) if code.isascii() and code.isalnum() else None
    if found is None:
        raise Http404(_("没有这个地区。"))
    return found


class ListPage(Leaving):
    """One list. Give it `queryset` (or `get_queryset`), `filterset_class`, `table_class` and `title`; `heading` may say more.

    The rows are restricted to what the person may see and to `?area=CODE`. `hint` says what to do when the list is empty.
    Query string: the filterset's names, `area`, `sort`, `page`, `per_page` (25, 50, 100), `export` (csv, xlsx).
    """

    queryset = None
    model = None
    # Whether the request and the day alone decide which rows are asked for; then the questions are put into SQL once.
    is_plain = False
    filterset_class = ListFilter
    table_class = None
    title = ""
    hint = gettext_lazy("没有记录。")
    template_name = "exchange/list.html"
    # Beyond so many rows the sums cost more than the rest of the page: they come when the reader reaches the footer.
    sums_up_to = 2000

    def get_queryset(self):
        if self.queryset is None:
            raise ImproperlyConfigured(f"{type(self).__name__} needs queryset or get_queryset()")
        return self.queryset.all()

    def get_title(self):
        return self.title

    def get_entering(self):
        """Who enters the rows, and where (accounts.keeping.Entering), for a list that is empty; None of what nobody enters."""

    def get_extra(self):
        """Further context for the page's own template."""
        return {}

    @cached_property
    def area(self):
        return chosen_area(self.request)

    @cached_property
    def rows(self):
        """Everything the person may see here, in the chosen area, before the conditions."""
        rows = self.get_queryset().visible_to(self.request.user)
        # A person's own area is what visible_to has just asked for.
        return rows if self.area in (None, self.request.user.area) else rows.within(self.area)

    @cached_property
    def filterset(self):
        # It narrows the rows it is given; to be made it needs no more than to know of what they are.
        rows = self.model._default_manager.all() if self.model else self.rows
        return self.filterset_class(self.request.GET, queryset=rows, request=self.request)

    @cached_property
    def toolbar(self):
        """The conditions as the page shows them."""
        chosen = self.request.GET.get("area")
        place = (self.request.path, chosen and self.area and self.area.code)
        key = self.key and (type(self), get_language(), place, timezone.localdate(), self.asked())
        context = {"request": self.request, "area": self.area, "cleared": self.cleared}
        return toolbar(key, lambda: self.filterset, context)

    @property
    def cleared(self):
        """This list's address without conditions, in the same area."""
        return self.request.path + (f"?area={self.area.code}" if self.request.GET.get("area") else "")

    @cached_property
    def table(self):
        table = self.table_class.of(
            lambda: self.filterset.narrowed(self.rows),
            sort=self.request.GET.get("sort", ""),
            model=self.model or self.rows.model,
            key=self.key,
        )
        table.reader = self.request.user
        return table

    @property
    def key(self):
        """What the rows depend on, where nothing but the request and the day decides (`is_plain`); None otherwise.

        Searches are left out: hardly one is made twice.
        """
        if not self.is_plain or self.request.GET.get("q"):
            return None
        user = self.request.user
        place = (user.pk, user.role, user.is_active, user.area and user.area.path, self.area and self.area.path)
        return (type(self), *place, timezone.localdate(), self.year_read, self.asked())

    def asked(self):
        """The conditions in force, as they stand in the address."""
        return tuple(sorted((name, *values) for name, values in self.request.GET.lists() if name not in NOT_CONDITIONS))

    def get(self, request, *args, **kwargs):
        wanted = request.GET.get("export")
        if wanted:
            return self.as_file(wanted)
        if "print" in request.GET:
            return self.as_print()
        response = render(request, self.template_for(request.htmx), self.get_context())
        # The same address gives a page or its part: a cache that mixed them up would show half a page on "back".
        patch_vary_headers(response, ["HX-Request", "HX-Target", "HX-History-Restore-Request"])
        patch_cache_control(response, private=True, no_cache=True)
        return response

    def template_for(self, htmx):
        """The whole page, or the part of it that htmx asked for."""
        if not htmx or htmx.history_restore_request:
            return self.template_name
        return {"list": "parts/list.html", "sums": "parts/sums.html"}.get(htmx.target, self.template_name)

    def get_context(self):
        table, total = self.table, self.table.total
        table.acts = acts_of(self.request.user, self.model or self.rows.model)
        per_page = self.per_page()
        page = Paginator(range(total), per_page).get_page(self.request.GET.get("page"))
        first = (page.number - 1) * per_page
        sorts = table.sorts(lambda name: self.link(sort=name, page=None))
        return {
            "title": self.get_title(),
            "area": self.area,
            "toolbar": self.toolbar,
            "table": table,
            "head": table.head_html(sorts),
            "sorts": sorts.values() if total else (),  # for a screen that has no heads
            "body": table.body_html(table.page_rows(first, first + per_page)) if total else "",
            "foot": table.foot_html() if total and self.sums_now else "",
            "sums": self.link(sums="1") if total and table.footer_sums and not self.sums_now else "",
            "page": page,
            "pages": self.page_links(page),
            "total": total,
            "sort": table.sort,
            "per_page": per_page,
            "sizes": [(size, self.link(per_page=size, page=None)) for size in PAGE_SIZES],
            "now": timezone.localtime(),
            "may_export": self.request.user.may(Capability.EXPORT) and total,
            "csv": self.link(export="csv", page=None),
            "xlsx": self.link(export="xlsx", page=None),
            "print": self.link(print="1", page=None, per_page=None),
            "cleared": self.cleared,
            "hint": self.hint,
            "entering": None if total else self.get_entering(),
            # Conditions are to be cleared only where there is something without them.
            "narrowed": not total and self.toolbar.chosen and self.rows.exists(),
            **self.get_extra(),
        }

    @property
    def sums_now(self):
        """Whether the footer's sums are computed with the page: where they are cheap, or asked for."""
        return self.sums_up_to is None or self.table.total <= self.sums_up_to or "sums" in self.request.GET

    def per_page(self):
        wanted = self.request.GET.get("per_page", "")
        return int(wanted) if wanted in {str(size) for size in PAGE_SIZES} else PAGE_SIZES[1]

    def link(self, **changes):
        """This list's address with some parameters changed; None takes one away."""
        query = {name: values for name, values in self.request.GET.lists() if name != "sums"}
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = [value]
        return f"{self.request.path}?{urlencode(query, doseq=True)}" if query else self.request.path

    def page_links(self, page):
        """(number, address) of the pages to offer; (None, None) where numbers are left out."""
        numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        gap = page.paginator.ELLIPSIS
        return [(None, None) if number == gap else (number, self.link(page=number)) for number in numbers]
