"""Sign-in: the password of an account whose post gives access today."""

from django.contrib.auth.backends import ModelBackend


class PostBackend(ModelBackend):
    """Password sign-in that ends with the post: a person whose post has ended is nobody, also within a running session."""

    def user_can_authenticate(self, user):
        return bool(user.capabilities)

    def get_user(self, user_id):
        user = super().get_user(user_id)
        if user is not None and not user.capabilities:
            return None
        return user
