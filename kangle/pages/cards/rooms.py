"""The addresses of the rooms whose lists and cards are composed here, each under its room's own name."""

from django.urls import path

import households.urls
import projects.urls
import villages.urls
from kangle.pages.cards.calling import CadreTelephone
from kangle.pages.cards.household import HouseholdCard, HouseholdNumbers
from kangle.pages.cards.project import FundedProjectList, ProjectCard
from kangle.pages.cards.village import CadreCard, VillagesInUse
from kangle.pages.household_history import HouseholdHistory

villages_urls = (
    [
        path("", VillagesInUse.as_view(), name="list"),
        path("cadres/<int:pk>/", CadreCard.as_view(), name="cadre"),
        path("cadres/<int:pk>/telephone/", CadreTelephone.as_view(), name="telephone"),
        *villages.urls.urlpatterns,
    ],
    villages.urls.app_name,
)

households_urls = (
    [
        *households.urls.urlpatterns,
        path("<int:pk>/", HouseholdCard.as_view(), name="detail"),
        path("<int:pk>/changes/", HouseholdHistory.as_view(), name="changes"),
        path("<int:pk>/numbers/", HouseholdNumbers.as_view(), name="numbers"),
    ],
    households.urls.app_name,
)

projects_urls = (
    [
        path("", FundedProjectList.as_view(), name="list"),
        path("<int:pk>/", ProjectCard.as_view(), name="detail"),
        *projects.urls.urlpatterns,
    ],
    projects.urls.app_name,
)
