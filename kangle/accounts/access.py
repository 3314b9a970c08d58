"""The one door: every URL name with the capability it needs. A view that is not listed here is refused to everybody."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from kangle.accounts.roles import Capability as C

DOOR = {
    "accounts:login": C.PUBLIC,
    "accounts:logout": C.SIGNED_IN,
    "accounts:password": C.SIGNED_IN,
}

# Django's own admin names its pages by model; each of its models decides by role and area (kangle.audit.admin).
DOOR_BY_NAMESPACE = {"admin": C.EDIT_RECORDS}


def needed(match):
    """The capability a resolved URL needs, or None where the door does not list it."""
    if match.view_name in DOOR:
        return DOOR[match.view_name]
    return DOOR_BY_NAMESPACE.get(match.namespace)


class AccessMiddleware:
    """Asks the door before any view runs: refuses what is not listed, sends strangers to sign in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        capability = needed(request.resolver_match)
        if capability == C.PUBLIC:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        if capability is None or not request.user.may(capability):
            raise PermissionDenied
        if request.user.must_change_password and request.resolver_match.view_name not in {
            "accounts:password",
            "accounts:logout",
        }:
            return redirect("accounts:password")
        return None
