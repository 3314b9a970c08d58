"""Every setting of Kangle, read from the environment; a wrong value stops the start with a sentence that says what to set."""

import os
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy

from kangle.common import private
from kangle.jobs import transport

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name, default=None):
    """The environment variable KANGLE_<name>, or `default` where it is unset or empty."""
    return os.environ.get(f"KANGLE_{name}") or default


def env_flag(name, default):
    """A yes/no variable; anything but yes, no, true, false, 1, 0 stops the start."""
    value = str(env(name, "yes" if default else "no")).lower()
    if value in {"yes", "true", "1"}:
        return True
    if value in {"no", "false", "0"}:
        return False
    raise ImproperlyConfigured(f"KANGLE_{name} is {value!r}: write yes or no")


def env_number(name, default):
    """A whole number from 1 up; anything else stops the start."""
    value = str(env(name, default))
    if not (value.isascii() and value.isdigit() and int(value) > 0):
        raise ImproperlyConfigured(f"KANGLE_{name} is {value!r}: write a whole number from 1 up, such as {default}")
    return int(value)


# Whatever a process of the site writes (database, queue, photos, key, backups) is its own user's alone.
os.umask(0o077)
VAR_DIR = Path(env("VAR_DIR", BASE_DIR / "var"))
try:
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    private.keep(VAR_DIR)
except OSError as error:
    raise ImproperlyConfigured(f"KANGLE_VAR_DIR ({VAR_DIR}) cannot be used as the data directory: {error.strerror}") from error

DEBUG = env_flag("DEBUG", False)
SECRET_KEY = env("SECRET_KEY")
if not SECRET_KEY:
    # One machine, one key: made at the first start and kept, so that sessions survive a restart.
    key_file = VAR_DIR / "secret_key"
    try:
        SECRET_KEY = key_file.read_text(encoding="ascii")
    except FileNotFoundError:
        from django.core.management.utils import get_random_secret_key

        SECRET_KEY = get_random_secret_key()
        try:
            private.write(key_file, SECRET_KEY)
        except OSError as error:
            raise ImproperlyConfigured(f"The secret key could not be kept in {key_file}: {error.strerror}") from error
ALLOWED_HOSTS = env("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in env("TRUSTED_ORIGINS", "").split(",") if origin]
HTTPS = env_flag("HTTPS", False)
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_SSL_REDIRECT = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_ENGINE = "kangle.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.admin",
    "django.forms",  # its widget templates: FORM_RENDERER looks for them where every template is looked for
    "django_tables2",
    "django_filters",
    "django_htmx",
    "csp",
    "axes",
    "kangle.common",
    "kangle.audit",
    "kangle.jobs",
    "kangle.areas",
    "kangle.programme",
    "kangle.accounts",
    "kangle.exchange",
    "kangle.assignments",
    "kangle.procedures",
    "villages",
    "households",
    "projects",
    "funds",
    "kangle.supervision",
    "kangle.scorecard",
    "kangle.rankings",
    "kangle.bulletins",
    "kangle.pages",
    "kangle.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kangle.common.policies.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A page over a weak signal: a fifth of its size (static files are compressed already).
    "kangle.common.compression.TextGZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kangle.common.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kangle.accounts.access.AccessMiddleware",
    "kangle.pages.year_kept.YearKeptMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "kangle.urls"
WSGI_APPLICATION = "kangle.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kangle.pages.context.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- database ---------------------------------------------------------------------------------------------------------

DATABASE_HINT = "DATABASE_URL must name SQLite (sqlite:///file) or PostgreSQL (postgres://user@host/name)"
# An empty DATABASE_URL (a line left blank in a service's environment file) is the same as none.
database_url = os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'kangle.sqlite3'}"
try:
    DATABASES = {"default": dj_database_url.parse(database_url, conn_max_age=600, conn_health_checks=True)}
except ValueError as error:
    raise ImproperlyConfigured(DATABASE_HINT) from error
database = DATABASES["default"]
# A database in memory is another one for each process: none would see what the others wrote.
if database["NAME"] in {"", ":memory:"} and "service" not in database.get("OPTIONS", {}):
    raise ImproperlyConfigured(f"{DATABASE_HINT}; {database_url.partition(':')[0]}:... names no database")
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for the writer (WAL); a writer takes its lock at BEGIN, so no upgrade can deadlock half way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
    DATABASES["default"]["ENGINE"] = "kangle.common.sqlite"  # years and months of days are read without calling Python
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Compiling the wide aggregates of a recomputation took four times as long as running them (5.4 s against 1.2 s).
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off"
    DATABASES["default"]["ENGINE"] = "kangle.common.postgresql"  # orders texts by code point, plans statements once
else:
    raise ImproperlyConfigured(DATABASE_HINT)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people -----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "kangle.accounts.backends.PostBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "kangle.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours: a cadre who mistypes five times waits a quarter of an hour, or asks the administrator
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_RESET_ON_SUCCESS = True  # four slips on four mornings are not five in a row
AXES_VERBOSE = False

# --- language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LOCALE_PATHS = [BASE_DIR / "kangle/common/locale"]  # before the libraries' own texts: how they address people in Chinese
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# The tiers of a county are decided in one form, three fields a village: a county of a thousand villages must fit.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- static files and what a page may load ----------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "kangle.common.finders.PlotlyFinder",
]
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700  # of files that Django writes, whatever the umask
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kangle.common.statics.StaticFiles"},
}
# Pages ask for the hashed names only: without the plain ones half as much is compressed (14 s of a first start, not 27) and kept.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
if DEBUG or env_flag("PLAIN_STATIC", False):
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True
# Photos and papers of facts; served through the door alone (kangle.exchange.attachment_views), never as static files.
MEDIA_ROOT = VAR_DIR / "media"
ATTACHMENT_BYTES = env_number("ATTACHMENT_MB", 15) * 2**20  # of one file as it is sent; a photo kept is some 300 KB
FILE_UPLOAD_HANDLERS = [
    "kangle.exchange.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# --- long work --------------------------------------------------------------------------------------------------------

CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL") or "filesystem://localhost"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_POOL = "kangle.jobs.pool:TaskPool"  # a killed child must not take the others' work with it
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker for as long as it takes
CELERY_BROKER_CONNECTION_TIMEOUT = 2  # a web request that wakes a worker must not wait for a broker that is gone
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
try:
    CELERY_BROKER_TRANSPORT_OPTIONS = transport.options_of(CELERY_BROKER_URL, VAR_DIR)
except OSError as error:
    raise ImproperlyConfigured(f"The queue of files cannot be kept in {VAR_DIR}: {error.strerror}") from error
JOBS_LEASE_SECONDS = env_number("LEASE_SECONDS", 60)  # a worker that was silent for so long is taken for dead
CELERY_BEAT_SCHEDULER = "kangle.jobs.beat:Scheduler"  # a last run in the future is not believed
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "check": {"task": "households.check", "schedule": crontab(hour=1, minute=30)},  # what the scorecard counts at two
    "forget": {"task": "exchange.forget", "schedule": crontab(hour=1, minute=0)},
    "restate": {"task": "procedures.restate", "schedule": crontab(hour=0, minute=30)},
    "nightly": {"task": "scorecard.nightly", "schedule": crontab(hour=2, minute=0)},
    # A sweep that waited for a worker for longer than the next one is worth nothing.
    "sweep": {"task": "jobs.sweep", "schedule": JOBS_LEASE_SECONDS / 2, "options": {"expires": JOBS_LEASE_SECONDS / 2}},
}

SITE_NAME = gettext_lazy("康乐")
KANGLE_COUNTY = env("COUNTY", "622922")  # the county the sign-in page names
if not (KANGLE_COUNTY.isascii() and KANGLE_COUNTY.isdigit() and len(KANGLE_COUNTY) == 6):
    raise ImproperlyConfigured(
        f"KANGLE_COUNTY is {KANGLE_COUNTY!r}: write a county's division code of six digits, such as 622922"
    )

IMPORT_LARGEST_BYTES = env_number("IMPORT_MB", 20) << 20  # of a workbook sent in
EXPORT_SECONDS_AT_ONCE = 2  # for so long somebody waits at a page; what takes longer is written by a worker
EXPORT_CELLS_AT_ONCE = env_number("EXPORT_CELLS", 250_000)  # rows times columns; more is given to a worker without trying
EXPORT_KEPT_DAYS = env_number("EXPORT_DAYS", 7)  # a file that was written by a worker
IMPORT_KEPT_DAYS = env_number("IMPORT_DAYS", 90)  # the file itself, which holds full numbers

PDF_FONT = env("PDF_FONT", "")  # a font family to print PDF in, before those that are looked for

LOG_LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}
if (log_level := env("LOG_LEVEL", "WARNING").upper()) not in LOG_LEVELS:
    raise ImproperlyConfigured(f"KANGLE_LOG_LEVEL is {log_level!r}: write one of {', '.join(sorted(LOG_LEVELS))}")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # A refusal at the door is a line in the log, not a traceback.
    "filters": {"plain_refusals": {"()": "kangle.common.logs.PlainRefusals"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": log_level},
    # The file transport has no host, and kombu says so at every connection.
    "loggers": {"kombu.connection": {"level": "ERROR"}, "django.request": {"filters": ["plain_refusals"]}},
}
