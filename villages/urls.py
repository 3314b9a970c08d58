"""The addresses of the villages room; the list of villages and a cadre's card are composed in kangle.pages."""

from django.urls import path

from villages import case_views, classing_views, groups, views

app_name = "villages"
urlpatterns = [
    path("profiles/", views.ProfileList.as_view(), name="profiles"),
    path("facilities/", views.FacilityList.as_view(), name="facilities"),
    path("tiers/", classing_views.TierList.as_view(), name="tiers"),
    path("tiers/history/", classing_views.TierHistoryList.as_view(), name="tier-history"),
    path("tiers/undertakings/", classing_views.UndertakingList.as_view(), name="undertakings"),
    path("tiers/commitments/", classing_views.CommitmentList.as_view(), name="commitments"),
    path("tiers/show-works/", classing_views.ShowWorkList.as_view(), name="show-works"),
    path("tiers/criteria/", classing_views.criteria_list, name="criteria"),
    path("tiers/criteria/new/", classing_views.new_criteria, name="new-criteria"),
    path("tiers/criteria/<int:pk>/", classing_views.edit_criteria, name="edit-criteria"),
    path("events/", views.VillageEventList.as_view(), name="events"),
    path("groups/", views.GroupList.as_view(), name="groups"),
    path("groups/new/", groups.NewGroups.as_view(), name="new-groups"),
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
