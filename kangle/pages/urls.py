"""The addresses of the pages that put several rooms together."""

from django.urls import path

from kangle.pages import area, my_village, offline, overview, plan, search

app_name = "pages"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("search/", search.search, name="search"),
    path("plan/", plan.plan, name="plan"),
    path("sw.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("offline/", offline.offline, name="offline"),
    path("outbox/", offline.outbox, name="outbox"),
    path("work/", my_village.VillagesAtWork.as_view(), name="my-village"),
    path("work/<str:code>/", my_village.village_at_work, name="village-at-work"),
    path("areas/<str:code>/", area.area_page, name="area"),
    path("areas/<str:code>/numbers/", area.village_numbers, name="village-numbers"),
]
