"""The addresses of the supervision room."""

from django.urls import path

from kangle.supervision import record_views, views

app_name = "supervision"
urlpatterns = [
    path("", views.RoundList.as_view(), name="list"),
    path("rounds/<int:pk>/", views.RoundDetail.as_view(), name="round"),
    path("inspections/", views.InspectionList.as_view(), name="inspections"),
    path("marks/", views.MarkList.as_view(), name="marks"),
    path("findings/", views.FindingList.as_view(), name="findings"),
    path("findings/<int:pk>/", record_views.FindingPage.as_view(), name="finding"),
    path("interviews/<int:pk>/", record_views.InterviewPage.as_view(), name="interview"),
    path("interviews/", views.InterviewList.as_view(), name="interviews"),
    path("teams/", views.AcceptanceTeamList.as_view(), name="teams"),
    path("households/", views.HouseholdAcceptanceList.as_view(), name="household-acceptances"),
    path("villages/", views.VillageAcceptanceList.as_view(), name="village-acceptances"),
    path("surveys/", views.PolicySurveyList.as_view(), name="surveys"),
    path("disciplines/", views.DisciplineList.as_view(), name="disciplines"),
    path("zones/", views.ZoneDutyList.as_view(), name="zones"),
]
