"""Every URL, room by room; each name stands in kangle.accounts.access.DOOR with the capability it needs."""

from django.urls import include, path

from kangle.accounts.urls import urlpatterns as accounts
from kangle.audit.site import site as records
from kangle.pages.accounts import AccountList
from kangle.pages.cadre_account import cadre_of_account
from kangle.pages.cards.rooms import households_urls, projects_urls, villages_urls
from kangle.pages.history import History

# The two lists of the accounts room are list pages, and cadres are facts: both are built above it.
ACCOUNT_LISTS = [
    path("", AccountList.as_view(), name="list"),
    path("<int:pk>/cadre/", cadre_of_account, name="cadre"),
    path("history/", History.as_view(), name="history"),
]

urlpatterns = [
    path("", include("kangle.pages.urls")),
    path("scorecard/", include("kangle.scorecard.urls")),
    path("rankings/", include("kangle.rankings.urls")),
    path("admin/", records.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include((accounts + ACCOUNT_LISTS, "accounts"))),
    path("villages/", include(villages_urls)),
    path("households/", include(households_urls)),
    path("attachments/", include("kangle.exchange.attachment_urls")),
    path("exports/", include("kangle.exchange.export_urls")),
    path("cases/", include("kangle.procedures.urls")),
    path("assignments/", include("kangle.assignments.urls")),
    path("imports/", include("kangle.exchange.urls")),
    path("projects/", include(projects_urls)),
    path("funds/", include("funds.urls")),
    path("supervision/", include("kangle.supervision.urls")),
    path("bulletins/", include("kangle.bulletins.urls")),
]
