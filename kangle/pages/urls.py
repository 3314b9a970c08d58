"""The addresses of the pages that put several rooms together."""

from django.urls import path

from kangle.pages import area, overview, plan, search

app_name = "pages"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("search/", search.search, name="search"),
    path("plan/", plan.plan, name="plan"),
    path("areas/<str:code>/", area.area_page, name="area"),
    path("areas/<str:code>/numbers/", area.village_numbers, name="village-numbers"),
]
