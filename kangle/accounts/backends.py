"""Sign-in: the password of an account whose post gives access today."""

from django.contrib.auth.backends import ModelBackend

from kangle.accounts.models import User
from kangle.common import prepared


class PostBackend(ModelBackend):
    """Password sign-in that ends with the post: a person whose post has ended is nobody, also within a running session."""

    def user_can_authenticate(self, user):
        return bool(user.capabilities)

    def get_user(self, user_id):
        # With the area, which every page asks for: one query instead of two, and put into SQL once.
        user = prepared.only(User, "id", user_id, related="area")
        return user if user is not None and user.capabilities else None
