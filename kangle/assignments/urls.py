"""The addresses of the assignments room."""

from django.urls import path

from kangle.assignments import views

app_name = "assignments"
urlpatterns = [
    path("", views.AssignmentList.as_view(), name="list"),
    path("<int:pk>/", views.assignment, name="assignment"),
    path("give/<str:model>/<int:pk>/", views.give, name="give"),
]
