"""The site's addresses, one bare page and one bare form, for comparison; used by `manage.py bench` alone."""

from django.conf import settings
from django.forms import modelform_factory
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.urls import include, path

from households.form import HOUSEHOLD
from households.models import Household
from kangle.areas.models import Group


def bare(request):
    return HttpResponse("bare")


def bare_form(request, pk):
    """The first screen of a household as Django alone would make it."""
    household = Household.objects.get(pk=pk)
    form = modelform_factory(Household, fields=HOUSEHOLD[0].fields)(instance=household)
    form.fields["group"].queryset = Group.objects.filter(village=household.village_id)  # all 1614 would flatter the screen
    return HttpResponse(
        f'<form method="post"><input name="token" value="{get_token(request)}">{form.as_p()}<button>Save</button></form>'
    )


# The site is named by its setting: rooms do not import the frame above them.
urlpatterns = [
    path("bare/", bare, name="bare"),
    path("bare-form/<int:pk>/", bare_form, name="bare-form"),
    path("", include(settings.SITE_URLCONF)),
]
