from django.urls import path

from kangle.pages.overview import overview

app_name = "pages"
urlpatterns = [
    path("", overview, name="overview"),
]
