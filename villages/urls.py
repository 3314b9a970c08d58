"""The addresses of the villages room; the list of villages and a cadre's card are composed in kangle.pages."""

from django.urls import path

from villages import case_views, views

app_name = "villages"
urlpatterns = [
    path("profiles/", views.ProfileList.as_view(), name="profiles"),
    path("facilities/", views.FacilityList.as_view(), name="facilities"),
    path("tiers/", views.TierList.as_view(), name="tiers"),
    path("events/", views.VillageEventList.as_view(), name="events"),
    path("groups/", views.GroupList.as_view(), name="groups"),
    path("targets/", views.TargetList.as_view(), name="targets"),
    path("organisations/", views.OrganisationList.as_view(), name="organisations"),
    path("cadres/", views.CadreList.as_view(), name="cadres"),
    path("posts/", views.PostList.as_view(), name="posts"),
    path("attendances/", views.AttendanceList.as_view(), name="attendances"),
    path("duties/", views.GroupDutyList.as_view(), name="duties"),
    path("technical-visits/", views.TechnicalVisitList.as_view(), name="technical-visits"),
    path("<int:pk>/cases/<slug:kind>/", case_views.OpenVillageCase.as_view(), name="open-case"),
    path("trainings/", views.TrainingList.as_view(), name="trainings"),
]
