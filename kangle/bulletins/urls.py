"""The addresses of the bulletins."""

from django.urls import path

from kangle.bulletins import drafting, signing, views

app_name = "bulletins"
urlpatterns = [
    path("", views.BulletinList.as_view(), name="list"),
    path("new/", drafting.new, name="new"),
    path("<int:pk>/", views.BulletinDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", drafting.edit, name="edit"),
    path("<int:pk>/blocks/<str:key>/", drafting.block, name="block"),
    path("<int:pk>/sign/", signing.sign, name="sign"),
    path("<int:pk>/bulletin.pdf", views.paper, {"form": "pdf"}, name="paper-pdf"),
    path("<int:pk>/bulletin.docx", views.paper, {"form": "docx"}, name="paper-docx"),
]
