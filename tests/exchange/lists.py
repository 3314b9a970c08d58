"""Two lists and a page of their own, so that what every list does is tested apart from any room."""

import datetime

from django.shortcuts import render
from django.urls import include, path

from households.models import Household, Measure, Member
from kangle.accounts import access
from kangle.accounts.roles import Capability
from kangle.common.masking import mask_identity
from kangle.exchange import filters, row_acts, tables
from kangle.exchange.views import ListPage, chosen_area
from tests.look.components import values

ON = datetime.date(2015, 12, 31)


class HouseholdFilter(filters.ListFilter):
    q = filters.SearchFilter("number", "members__name")
    registered = filters.DateRangeFilter("in_national_system_on", label="录入日期")

    class Meta:
        model = Household
        fields = ["kind", "martyr_family", "planned_exit_year"]


class HouseholdTable(tables.ListTable):
    head = tables.LinkColumn("户主", "head_name", link=("look:one", "pk"))
    town = tables.AreaColumn("乡镇", "village", parent=True)
    village = tables.AreaColumn("村")
    size = tables.NumberColumn("人口")
    kind = tables.ChoiceColumn(tones={"general": "fair"})
    martyr_family = tables.YesNoColumn()
    in_national_system_on = tables.DateColumn()
    address = tables.Column()
    account = tables.MaskedColumn(mask=lambda number: f"****{number[-4:]}")
    bank = tables.Column(visible=False)

    footer_sums = ("size",)

    class Meta:
        order_by = ("head",)


class HouseholdList(ListPage):
    title = "农户"
    filterset_class = HouseholdFilter
    table_class = HouseholdTable
    hint = "请导入全国表。"

    def get_queryset(self):
        return Household.objects.with_head().with_size(ON)


class MemberTable(tables.ListTable):
    name = tables.Column()
    identity_number = tables.MaskedColumn(mask=mask_identity)

    class Meta:
        order_by = ("name",)


class MemberList(ListPage):
    title = "家庭成员"
    queryset = Member.objects.all()
    table_class = MemberTable


class MeasureTable(tables.ListTable):
    kind = tables.ChoiceColumn()
    amount = tables.MoneyColumn("金额", "amount_fen")
    ten_thousands = tables.MoneyColumn("金额", "amount_fen", unit="wan")
    part = tables.ShareColumn("占上限", "amount_fen", denominator="household__planned_exit_year")

    footer_sums = ("amount",)

    class Meta:
        order_by = ("-amount",)


class MeasureList(ListPage):
    title = "措施"
    queryset = Measure.objects.all()
    table_class = MeasureTable


def put_up(settings, monkeypatch):
    """Put these pages in the place of the site's, open to whoever may read."""
    settings.ROOT_URLCONF = __name__
    monkeypatch.setattr(row_acts, "_acts", [])  # what rooms above offer to do with a row has no address here
    for name in ("households", "members", "measures", "one", "components"):
        monkeypatch.setitem(access.DOOR, f"look:{name}", Capability.READ)
    monkeypatch.setitem(access.DOOR, "home", Capability.READ)


def one(request, pk):
    return render(request, "base.html", {"title": "一户"})


def components(request):
    return render(request, "look/components.html", {"title": "样式", "area": chosen_area(request), **values()})


lists = (
    [
        path("households/", HouseholdList.as_view(), name="households"),
        path("households/<int:pk>/", one, name="one"),
        path("members/", MemberList.as_view(), name="members"),
        path("measures/", MeasureList.as_view(), name="measures"),
        path("components/", components, name="components"),
    ],
    "look",
)
urlpatterns = [
    path("", one, {"pk": 0}, name="home"),
    path("look/", include(lists)),
    path("exports/", include("kangle.exchange.export_urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("kangle.accounts.urls")),
]
