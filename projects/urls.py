"""The addresses of the projects room; the list of projects and a project's page are composed in kangle.pages."""

from django.urls import path

from projects import views

app_name = "projects"
urlpatterns = [
    path("steps/", views.StepList.as_view(), name="steps"),
    path("sites/", views.SiteList.as_view(), name="sites"),
    path("progress/", views.ProgressList.as_view(), name="progress"),
    path("gaps/", views.GapList.as_view(), name="gaps"),
    path("matrix/", views.GapMatrix.as_view(), name="matrix"),
    path("beneficiaries/", views.BeneficiaryList.as_view(), name="beneficiaries"),
]
