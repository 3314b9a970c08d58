"""The addresses of imports; the lists and exports of this room are pages of others."""

from django.urls import path

from kangle.exchange.intake import views

app_name = "exchange"
urlpatterns = [
    path("", views.ImportList.as_view(), name="imports"),
    path("template/", views.Template.as_view(), name="template"),
    path("<int:pk>/", views.ImportPage.as_view(), name="import"),
    path("<int:pk>/progress/", views.progress, name="progress"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/choose/", views.choose, name="choose"),
    path("<int:pk>/drop/", views.drop, name="drop"),
    path("<int:pk>/undo/", views.undo, name="undo"),
    path("<int:pk>/again/", views.again, name="again"),
    path("<int:pk>/returned/", views.returned, name="returned"),
]
