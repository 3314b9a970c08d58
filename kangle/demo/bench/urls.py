"""The site's addresses and one bare page, for comparison; used by `manage.py bench` alone."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import include, path


def bare(request):
    return HttpResponse("bare")


# The site is named by its setting: rooms do not import the frame above them.
urlpatterns = [path("bare/", bare, name="bare"), path("", include(settings.SITE_URLCONF))]
