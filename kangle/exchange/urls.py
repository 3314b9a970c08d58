"""The addresses of photos and papers; what a record has of them is shown on its own pages."""

from django.urls import path

from kangle.exchange import attachment_views as views

app_name = "exchange"
urlpatterns = [
    path("<uuid:key>/", views.attachment, name="attachment"),
    path("<uuid:key>/small/", views.small, name="attachment-small"),
]
