"""Who is signed in, read for every page: Django's sessions in the database, asked for by a question put into SQL once."""

from django.contrib.sessions.backends import db
from django.utils import timezone

from kangle.common import prepared


class SessionStore(db.SessionStore):
    """Django's store, but for how a session is found."""

    def _get_session_from_db(self):
        found = prepared.only(self.model, "session_key", self.session_key)
        if found is not None and found.expire_date > timezone.now():
            return found
        self._session_key = None  # so that nobody is given a session under a key that he brought himself
        return None
