"""The conditions a list can be narrowed by; one that cannot be understood is answered with a sentence, never an error page."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import IntegerField, Max, Min, Q
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.widgets import DateRangeWidget

from kangle.areas.models import Area, Name
from kangle.areas.naming import NAME, also_called
from kangle.common.forms import Answering
from kangle.common.legible import LONGEST_SEARCH
from kangle.common.pinyin import Spelling, spelling
from kangle.common.texts import half_width, one_dot
from kangle.exchange.columns import LOOKUP_SEPARATOR, field_at
from kangle.programme.models import Period

SELECTED = mark_safe(" selected")
LARGEST = 2**31 - 1  # a number beyond it overflows SQLite and PostgreSQL alike


class SearchFilter(django_filters.CharFilter):
    """Words to look for in several fields; every word must be found in one of them: `SearchFilter("number", "members__name")`.

    `names` says which of the fields hold names: letters find these by their pinyin too (mxm: 马小明). `path` is a field that
    keeps the path of an area: the area's names, those it bore before too, find the row.
    """

    def __init__(self, *lookups, label=None, names=(), path="", **options):
        super().__init__(label=label or gettext_lazy("搜索"), max_length=LONGEST_SEARCH, **options)
        self.lookups = lookups
        self.names = names
        self.path = path
        self.extra["widget"] = forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"})

    def filter(self, queryset, value):
        for word in one_dot(half_width(value or "")).split():
            found = Q()
            for lookup in self.lookups:
                found |= Q(**{f"{lookup}__icontains": word})
                if self._is_place(queryset.model, lookup):
                    found |= also_called(lookup, Q(name__icontains=word))
            if self.path:
                places = Area.objects.filter(Q(name__icontains=word) | also_called("name", Q(name__icontains=word)))
                found |= Q(**{f"{self.path}__in": places.values("path")})
            for lookup in self.names if spelling(word) else ():
                names = self._spelled(queryset, lookup, word)
                found |= Q(**{f"{lookup}__in": names})
                if self._is_place(queryset.model, lookup):
                    found |= also_called(lookup, Q(name__in=names))
            if any(self._to_many(queryset.model, lookup) for lookup in self.lookups):
                # A join to many rows would list (and count) a household once for each member that matches.
                queryset = queryset.filter(pk__in=queryset.model._default_manager.filter(found).values("pk"))
            else:
                queryset = queryset.filter(found)
        return queryset

    @staticmethod
    def _is_place(model, lookup):
        """Whether a lookup reads the name of an area: then those it bore before count too."""
        return field_at(model, lookup)[-1:] == [NAME]

    def _spelled(self, queryset, lookup, word):
        """The names among those of the rows, of places also those borne before, whose beginning a word spells. One query."""
        is_place, names = self._is_place(queryset.model, lookup), queryset.order_by().values_list(lookup, flat=True)
        if is_place:
            names = names.union(Name.objects.order_by().values_list("name", flat=True))
        return Spelling(spelling(word).text, person=not is_place).among(set(names) - {None})

    @staticmethod
    def _to_many(model, lookup):
        fields = field_at(model, lookup.split(f"{LOOKUP_SEPARATOR}icontains")[0])
        return any(field.one_to_many or field.many_to_many for field in fields)


class PlainSelect(forms.Select):
    """A select written at once; Django renders a template for every option, which is a seventh of a list page's time."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(self.format_value(value))
        options = [("" if code is None else str(code), label) for code, label in self.choices]
        return format_html(
            '<select name="{}"{}>{}</select>',
            name,
            flatatt(self.build_attrs(self.attrs, attrs)),
            format_html_join(
                "",
                '<option value="{}"{}>{}</option>',
                ((code, SELECTED if code in chosen else "", label) for code, label in options),
            ),
        )


class ChoiceFilter(django_filters.ChoiceFilter):
    """One of the field's choices; its empty line names the condition itself."""

    def __init__(self, *args, **options):
        options.setdefault("empty_label", gettext_lazy("全部"))
        options.setdefault("widget", PlainSelect)
        super().__init__(*args, **options)


class YesNoFilter(django_filters.ChoiceFilter):
    """是 or 否 of a stored flag; with `isnull=True` whether a value is there at all."""

    def __init__(self, *args, isnull=False, **options):
        options.setdefault("empty_label", gettext_lazy("全部"))
        options.setdefault("widget", PlainSelect)
        options.setdefault("choices", [("yes", gettext_lazy("是")), ("no", gettext_lazy("否"))])
        super().__init__(*args, **options)
        self.isnull = isnull

    def filter(self, queryset, value):
        if value not in {"yes", "no"}:
            return queryset
        if self.isnull:
            return queryset.filter(**{f"{self.field_name}__isnull": value == "no"})
        return queryset.filter(**{self.field_name: value == "yes"})


class RecordFilter(django_filters.ModelChoiceFilter):
    """One of some records; `queryset` may be a function of the request."""

    def __init__(self, *args, **options):
        options.setdefault("empty_label", gettext_lazy("全部"))
        options.setdefault("widget", PlainSelect)
        super().__init__(*args, **options)


class DayRange(DateRangeWidget):
    """Two calendar inputs, each with a name for those who only hear them."""

    def __init__(self, attrs=None):
        super().__init__({"type": "date", **(attrs or {})})
        for widget, name in zip(self.widgets, (gettext_lazy("自哪天起"), gettext_lazy("到哪天止")), strict=True):
            widget.attrs = {**widget.attrs, "aria-label": name}


class DateRangeFilter(django_filters.DateFromToRangeFilter):
    """From one day to another, both included; either may be left open."""

    def __init__(self, *args, **options):
        options.setdefault("widget", DayRange)
        super().__init__(*args, **options)


class WholeNumberFilter(django_filters.NumberFilter):
    """A whole number, a year for instance."""

    field_class = forms.IntegerField

    def __init__(self, *args, **options):
        options.setdefault("min_value", 0)
        options.setdefault("max_value", LARGEST)
        super().__init__(*args, **options)

    def get_max_validator(self):
        return None


class OpenedYear(forms.IntegerField):
    """A year that was opened; another one is none that anything could be of."""

    def validate(self, value):
        super().validate(value)
        if value is None or Period.objects.filter(year=value).exists():
            return
        years = Period.objects.aggregate(first=Min("year"), last=Max("year"))
        words = {"field": self.label, "typed": value, **years}
        if years["first"] is None:
            raise ValidationError(_("“%(field)s”写的是“%(typed)s”：还没有开启过年度，请先清空这个条件。") % words)
        raise ValidationError(_("“%(field)s”写的是“%(typed)s”：没有这个年度，请写 %(first)s 至 %(last)s 里的一个。") % words)


class OpenedYearFilter(WholeNumberFilter):
    field_class = OpenedYear


class ListFilter(django_filters.FilterSet):
    """The conditions of one list: `class Meta: model = ..., fields = [...]` or declared filters; `q` is the search box."""

    @classmethod
    def filter_for_lookup(cls, field, lookup_type):
        found, options = super().filter_for_lookup(field, lookup_type)
        if found is django_filters.ChoiceFilter:
            return ChoiceFilter, options
        if found is django_filters.BooleanFilter:
            return YesNoFilter, {}
        if found is django_filters.NumberFilter and isinstance(field, IntegerField):
            return WholeNumberFilter, options
        if found is django_filters.DateFilter and lookup_type == "exact":
            return DateRangeFilter, {}
        return found, options

    @classmethod
    def get_filters(cls):
        """The search box comes first, whatever is declared."""
        found = super().get_filters()
        if "q" in found:
            found.move_to_end("q", last=False)
        return found

    def get_form_class(self):
        made = super().get_form_class()
        return type(made.__name__, (Answering, made), {})

    @property
    def chosen(self):
        """Whether any condition narrows the list now."""
        return self.is_bound and any(self.data.get(name) for name in self._names())

    def _names(self):
        names = []
        for name, condition in self.filters.items():
            ranged = isinstance(condition, django_filters.DateFromToRangeFilter)
            names += [f"{name}_after", f"{name}_before"] if ranged else [name]
        return names

    @property
    def sentences(self):
        """What is wrong with the conditions, one sentence each."""
        return [sentence for faults in self.form.errors.values() for sentence in faults]

    def narrowed(self, queryset):
        """The rows that meet the conditions; none where a condition is wrong, so that nobody takes all rows for the answer."""
        if not self.is_bound:
            return queryset
        return self.filter_queryset(queryset) if self.form.is_valid() else queryset.none()
