"""Every URL, room by room; each name stands in kangle.accounts.access.DOOR with the capability it needs."""

from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("kangle.accounts.urls")),
]
