"""The addresses of the procedures room."""

from django.urls import path

from kangle.procedures import case_views, views

app_name = "procedures"
urlpatterns = [
    path("", views.CaseList.as_view(), name="list"),
    path("queue/", views.Queue.as_view(), name="queue"),
    path("notices/", views.NoticeList.as_view(), name="notices"),
    path("notices/<int:pk>/", views.NoticePage.as_view(), name="notice"),
    path("<int:pk>/", case_views.CasePage.as_view(), name="case"),
]
