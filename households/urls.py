"""The addresses of the households room; a household's card is composed in kangle.pages."""

from django.urls import path

from households import views

app_name = "households"
urlpatterns = [
    path("", views.HouseholdList.as_view(), name="list"),
    path("members/", views.MemberList.as_view(), name="members"),
    path("events/", views.StatusEventList.as_view(), name="events"),
    path("year-records/", views.YearRecordList.as_view(), name="year-records"),
    path("measures/", views.MeasureList.as_view(), name="measures"),
    path("pairings/", views.PairingList.as_view(), name="pairings"),
    path("visits/", views.VisitList.as_view(), name="visits"),
    path("papers/", views.PaperList.as_view(), name="papers"),
    path("look-backs/", views.LookBackList.as_view(), name="look-backs"),
]
