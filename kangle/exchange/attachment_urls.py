"""The addresses of photos and papers; what a record has of them is shown on its own pages."""

from django.urls import path

from kangle.exchange import attachment_views as views

app_name = "attachments"
urlpatterns = [
    path("<uuid:key>/", views.attachment, name="file"),
    path("<uuid:key>/small/", views.small, name="small"),
]
