"""The addresses of the households room; a household's card is composed in kangle.pages."""

import uuid

from django.urls import path, register_converter

from households import case_views, doubt_views, views
from households.entry import facts, hub, pocket
from households.entry.views import HouseholdScreen, MemberScreen, YearScreen
from households.family import views as family
from households.registering import views as registering


class KeyConverter:
    """A record's number, or the UUID under which a phone without signal began it."""

    regex = "[0-9]{1,18}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

    def to_python(self, text):
        return int(text) if text.isdigit() else uuid.UUID(text)

    def to_url(self, key):
        return str(key)


register_converter(KeyConverter, "key")

app_name = "households"
urlpatterns = [
    path("new/", hub.new, name="new"),
    path("entry/pocket/", pocket.pocket, name="pocket"),
    path("entry/blank/", pocket.blank, name="blank"),
    path("entry/blank/<slug:part>/<slug:step>/", pocket.blank_step, name="blank-step"),
    path("entry/<key:household>/", hub.entry, name="entry"),
    path("entry/<key:household>/<slug:step>/", HouseholdScreen.as_view(), name="step"),
    path("entry/<key:household>/members/<key:member>/<slug:step>/", MemberScreen.as_view(), name="member-step"),
    path("entry/<key:household>/visits/<key:record>/<slug:step>/", facts.VisitScreen.as_view(), name="visit-step"),
    path("entry/<key:household>/measures/<key:record>/<slug:step>/", facts.MeasureScreen.as_view(), name="measure-step"),
    path("entry/<key:household>/pairings/<key:record>/<slug:step>/", facts.PairingScreen.as_view(), name="pairing-step"),
    path("entry/<key:household>/years/<int:year>/<slug:step>/", YearScreen.as_view(), name="year-step"),
    path("", views.HouseholdList.as_view(), name="list"),
    path("members/", views.MemberList.as_view(), name="members"),
    path("events/", views.StatusEventList.as_view(), name="events"),
    path("registrations/", registering.RegistrationList.as_view(), name="registrations"),
    path("registrations/new/", registering.Register.as_view(), name="register"),
    path("registrations/<int:pk>/", registering.RegistrationPage.as_view(), name="registration"),
    path("registrations/<int:pk>/undo/", registering.Undo.as_view(), name="undo-registration"),
    path("year-records/", views.YearRecordList.as_view(), name="year-records"),
    path("measures/", views.MeasureList.as_view(), name="measures"),
    path("menu/", views.MenuItemList.as_view(), name="menu"),
    path("pairings/", views.PairingList.as_view(), name="pairings"),
    path("visits/", views.VisitList.as_view(), name="visits"),
    path("papers/", views.PaperList.as_view(), name="papers"),
    path("look-backs/", views.LookBackList.as_view(), name="look-backs"),
    path("doubts/", doubt_views.DoubtList.as_view(), name="doubts"),
    path("doubts/<int:pk>/", doubt_views.DoubtDetail.as_view(), name="doubt"),
    path("doubts/<int:pk>/explain/", doubt_views.explain_doubt, name="explain"),
    path("doubts/<int:pk>/withdraw/", doubt_views.withdraw_doubt, name="withdraw"),
    path("rules/", doubt_views.RuleList.as_view(), name="rules"),
    path("<int:pk>/members/<int:member>/leave/", family.Leave.as_view(), name="leave"),
    path("<int:pk>/members/<int:member>/back/", family.Back.as_view(), name="back"),
    path("<int:pk>/head/", family.NewHead.as_view(), name="new-head"),
    path("<int:pk>/split/", family.Split.as_view(), name="split"),
    path("<int:pk>/merge/", family.Merge.as_view(), name="merge"),
    path("<int:pk>/merge/undo/", family.UndoMerging.as_view(), name="undo-merging"),
    path("<int:pk>/cases/<slug:kind>/", case_views.OpenCase.as_view(), name="open-case"),
]
