"""How messages travel: by files in a folder, by Redis or by RabbitMQ, as CELERY_BROKER_URL says; read by the settings.

Knows nothing of Django's models. Whatever the queue does, a page that wakes a worker answers in seconds: the work stands in the
database, and the sweep wakes a worker later.
"""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

HINT = (
    "CELERY_BROKER_URL {what}: write redis://host:6379/0 or amqp://user:password@host:5672//, "
    "or leave it out for the queue of files"
)
REDIS, RABBITMQ = {"redis", "rediss"}, {"amqp", "amqps", "pyamqp"}
# A worker waits for its broker for as long as it takes; a page that wakes one must not.
CONNECT_SECONDS, ANSWER_SECONDS = 2, 3


def options_of(url, folder):
    """Celery's transport options for a URL; makes the folder of the file queue under `folder`. Raises ImproperlyConfigured."""
    scheme = scheme_of(url)
    if scheme == "filesystem":
        return _files(folder / "queue")
    if scheme in REDIS:
        # Without these three a message of a killed worker comes back after an hour and a half instead of twenty seconds.
        return {
            "visibility_timeout": 20,
            "unacked_restore_limit": 100,
            "unacked_restore_interval": 5,
            # Publishing gives up where no Redis answers or one accepts and is silent: kombu hands None over, which is for ever.
            "socket_connect_timeout": CONNECT_SECONDS,
            "socket_timeout": ANSWER_SECONDS,
            "max_retries": 0,
        }
    return {}  # RabbitMQ greets at once or is given up after CELERY_BROKER_CONNECTION_TIMEOUT


def scheme_of(url):
    """The scheme of a broker's URL; raises ImproperlyConfigured with a sentence where nothing can be reached by it."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in {"filesystem", *REDIS, *RABBITMQ}
        reachable = parts.scheme == "filesystem" or (bool(parts.hostname) and parts.port != 0)
    except ValueError:
        raise ImproperlyConfigured(HINT.format(what="is no URL")) from None
    if not known:
        raise ImproperlyConfigured(HINT.format(what=f"begins with {parts.scheme or url[:20]!r}"))
    if not reachable:
        raise ImproperlyConfigured(HINT.format(what="names no host"))
    return parts.scheme


def _files(queue):
    for folder in ("messages", "control"):
        (queue / folder).mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": queue / "messages",
        "data_folder_out": queue / "messages",
        "control_folder": queue / "control",
        "polling_interval": 0.1,
    }
