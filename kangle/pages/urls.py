"""The addresses of the pages that put several rooms together."""

from django.urls import path

from kangle.pages import area, calendars, my_village, offline, overview, plan, search, years, zones
from kangle.pages.booklets import files as sheets
from kangle.pages.booklets import views as booklets
from kangle.pages.classing import undertakings
from kangle.pages.classing import views as classing
from kangle.pages.reconciliation import views as reconciliation

app_name = "pages"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("search/", search.search, name="search"),
    path("zones/", zones.zones, name="zones"),
    path("zones/<int:pk>/", zones.zone, name="zone"),
    path("plan/", plan.plan, name="plan"),
    path("reconciliation/", reconciliation.reconciliation, name="reconciliation"),
    path("reconciliation/<slug:part>/<slug:line>/", reconciliation.RowsPage.as_view(), name="reconciliation-rows"),
    path("years/", years.years, name="years"),
    path("years/open/", years.open_next, name="open-year"),
    path("years/<int:year>/state/", years.change_state, name="year-state"),
    path("years/<int:year>/take-back/", years.take_carry_over_back, name="year-take-back"),
    path("years/<int:year>/withdraw/", years.withdraw_year, name="year-withdraw"),
    path("work-calendars/", calendars.work_calendars, name="work-calendars"),
    path("work-calendars/<int:year>/", calendars.work_calendar, name="work-calendar"),
    path("sw.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("offline/", offline.offline, name="offline"),
    path("outbox/", offline.outbox, name="outbox"),
    path("tasks/", my_village.VillagesAtWork.as_view(), name="my-village"),
    path("tasks/<str:code>/", my_village.village_at_work, name="village-at-work"),
    path("classing/", classing.classing_page, name="classing"),
    path("classing/decide/", classing.decide, name="classing-decide"),
    path("areas/<str:code>/tier/<int:year>/", classing.change, name="classing-change"),
    path("areas/<str:code>/undertaking/<int:year>/", undertakings.undertaking_page, name="undertaking"),
    path("areas/<str:code>/undertaking/<int:year>/enterprise/", undertakings.backing, name="backing"),
    path("areas/<str:code>/undertaking/<int:year>/commitments/new/", undertakings.new_commitment, name="new-commitment"),
    path("areas/<str:code>/undertaking/<int:year>/works/new/", undertakings.new_show_work, name="new-show-work"),
    path("commitments/<int:pk>/", undertakings.commitment, name="commitment"),
    path("show-works/<int:pk>/", undertakings.show_work, name="show-work"),
    path("areas/<str:code>/", area.area_page, name="area"),
    path("areas/<str:code>/numbers/", area.area_numbers, name="area-numbers"),
    path("areas/<str:code>/charts/", sheets.village_charts, name="village-charts"),
    path("areas/<str:code>/charts.pdf", sheets.village_charts_pdf, name="village-charts-pdf"),
    path("areas/<str:code>/booklets/", sheets.village_booklets, name="booklets"),
    path("areas/<str:code>/booklets.pdf", sheets.village_booklets_pdf, name="booklets-pdf"),
    path("areas/<str:code>/booklets/issue/", booklets.issue_booklets_of_village, name="issue-booklets"),
    path("households/<int:pk>/booklet/", sheets.booklet, name="booklet"),
    path("households/<int:pk>/booklet.pdf", sheets.booklet_pdf, name="booklet-pdf"),
    path("households/<int:pk>/booklet/issue/", booklets.issue_booklet, name="issue-booklet"),
]
