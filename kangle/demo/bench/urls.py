"""The site's addresses and one bare page, for comparison; used by `manage.py bench` alone."""

from django.http import HttpResponse
from django.urls import path

from kangle.urls import urlpatterns as site


def bare(request):
    return HttpResponse("bare")


urlpatterns = [*site, path("bare/", bare, name="bare")]
