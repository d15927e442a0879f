"""Settings of the portal. Every value comes from the environment; `.env.example` lists them all.

Three ways to run, told apart by the environment alone:

- nothing configured: one machine, SQLite under `var/`, debug pages, answers to localhost only;
- `PORTAL_DEMO=true` (what `make demo` sets): the same without debug pages, demo data allowed;
- a secret key or a host list is set: real operation, everything strict.
"""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from integration_portal.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment()
env.file("PORTAL_ENV_FILE", BASE_DIR / ".env")

# Things the portal writes: the embedded database, uploads, frozen documents.
VAR_DIR = Path(env.str("PORTAL_VAR_DIR", default=str(BASE_DIR / "var")))
FILES_DIR = Path(env.str("PORTAL_FILES_DIR", default=str(VAR_DIR / "files")))


def local_secret() -> str:
    """A secret key for one machine, made once and kept in `var/`."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"secret_key.{os.getpid()}")
        draft.write_text(secrets.token_urlsafe(50))
        draft.chmod(0o600)
        draft.replace(path)
    return path.read_text()


# How it runs

DEMO = env.bool("PORTAL_DEMO", default=False)
SECRET_KEY = env.str("DJANGO_SECRET_KEY", default="")
ALLOWED_HOSTS = env.parts("DJANGO_ALLOWED_HOSTS")
# Whoever names a key or hosts means it: debug pages never slip into real operation by omission.
DEBUG = env.bool("DJANGO_DEBUG", default=not (DEMO or SECRET_KEY or ALLOWED_HOSTS))
# One machine: no key, no hosts, no https needed; Django then answers to localhost only.
LOCAL = DEBUG or DEMO

if LOCAL:
    SECRET_KEY = SECRET_KEY or local_secret()
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "DJANGO_SECRET_KEY fehlt. Ohne DJANGO_DEBUG braucht das Portal einen eigenen geheimen "
        "Schlüssel; `make secret` erzeugt einen."
    )
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "DJANGO_ALLOWED_HOSTS fehlt. Nennen Sie die Rechnernamen, unter denen das Portal "
        "erreichbar ist, zum Beispiel DJANGO_ALLOWED_HOSTS=integration.musterstadt.example."
    )

# Building blocks

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "integration_portal.core",
    "integration_portal.accounts",
    "integration_portal.history",
    "integration_portal.editing",
    "integration_portal.documents",
    "integration_portal.mail",
    "stakeholders",
    "concepts",
    "measures",
    "rounds",
    "exchange",
    "council",
    "reports",
    "demo",
    "integration_portal.accounts.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "django_filters",
    "django_htmx",
    "django_prose_editor",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "integration_portal.accounts.middleware.PersonalPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "integration_portal.editing.middleware.KeepInputMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "integration_portal.urls"
WSGI_APPLICATION = "integration_portal.wsgi.application"
ASGI_APPLICATION = "integration_portal.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

FILTERS_EMPTY_CHOICE_LABEL = "alle"  # django-filter: what a filter shows that is not set
FORM_RENDERER = "integration_portal.core.forms.PortalRenderer"
CSRF_FAILURE_VIEW = "integration_portal.editing.middleware.csrf_failure"

# Who runs this portal: imprint, privacy and accessibility pages say it, or say that it is missing.
PORTAL_OPERATOR = {
    "name": env.str("PORTAL_OPERATOR_NAME", default=""),
    "address": env.parts("PORTAL_OPERATOR_ADDRESS"),  # lines, separated by commas
    "email": env.str("PORTAL_OPERATOR_EMAIL", default=""),
    "phone": env.str("PORTAL_OPERATOR_PHONE", default=""),
    "represented_by": env.str("PORTAL_OPERATOR_REPRESENTED_BY", default=""),
    "privacy_email": env.str("PORTAL_OPERATOR_PRIVACY_EMAIL", default=""),
    "enforcement": env.str("PORTAL_OPERATOR_ENFORCEMENT", default=""),
}

# Database: SQLite for one machine, PostgreSQL by DATABASE_URL

database = env.address(
    "DATABASE_URL",
    read="db",
    default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}",
    example="postgresql://name:passwort@rechner/datenbank",
)
database.setdefault("OPTIONS", {})
if database["ENGINE"] == "django.db.backends.sqlite3":
    # Web server and worker write at the same time: writers queue from the start of a transaction
    # instead of failing in its middle, readers never wait.
    database["OPTIONS"] |= {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    if database["NAME"] != ":memory:":
        Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
elif database["ENGINE"] == "django.db.backends.postgresql":
    # Compiling a query of an overview takes the server ten times as long as answering it.
    database["OPTIONS"].setdefault("options", "-c jit=off")
    pool_size = env.int("DATABASE_POOL_SIZE", default=8)  # connections per process; 0: no pool
    database["OPTIONS"] |= (
        {"pool": {"min_size": 1, "max_size": pool_size, "timeout": 10}} if pool_size else {}
    )
else:
    raise ImproperlyConfigured(
        "DATABASE_URL nennt eine Datenbank, die das Portal nicht kennt. Möglich sind "
        "sqlite:////pfad/zur/datei und postgresql://name:passwort@rechner/datenbank."
    )
DATABASES = {"default": database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Long work goes to `manage.py db_worker`
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Counts failed logins, among others. Without CACHE_URL every server process counts for itself.
CACHES = {
    "default": env.address(
        "CACHE_URL",
        read="cache",
        default="locmemcache://",
        example="filecache:///var/cache/portal",
    )
}
if CACHES["default"]["BACKEND"].endswith(("LocMemCache", "FileBasedCache")):
    # Django's 300 are soon crowded out by made-up addresses, and the counters of real ones with it.
    CACHES["default"].setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 20_000)

# accounts

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account starts with an invitation sent to its address
ACCOUNT_ADAPTER = "integration_portal.accounts.adapter.AccountAdapter"  # nobody signs up
ACCOUNT_FORMS = {
    "login": "integration_portal.accounts.forms.login.LoginForm",
    "change_password": "integration_portal.accounts.forms.login.ChangePasswordForm",
    "reset_password": "integration_portal.accounts.forms.login.ResetPasswordForm",
    "reset_password_from_key": "integration_portal.accounts.forms.login.ResetPasswordKeyForm",
    "reauthenticate": "integration_portal.accounts.forms.login.ReauthenticateForm",
}
# Known and unknown addresses get the same answer, and a mail each, so that none is told apart.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# A whole town hall may come from one network address: more room for it, little for one account.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/10m/key",
    # Nobody pastes faster, and the worst half megabyte keeps a server busy for seconds.
    "paste": "60/m/user",
    # A calendar asks every few hours; a town hall full of them comes from one address.
    "calendar": "300/m/ip,20/m/key",
    # Nobody guesses a link of 256 bits; asked this often, somebody tries.
    "report_link": "60/m/ip",
    # Whoever answers for forty measures attaches something to each of them on one day, not more.
    "report_file": "60/m/ip,400/d/key",
}
# Seconds that "angemeldet bleiben" lasts; without it a login ends with the browser.
ACCOUNT_SESSION_COOKIE_AGE = 14 * 24 * 3600
# Rate limits need the visitor's own address: how many proxies stand in front of the portal.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PORTAL_PROXIES", default=0)

# Language and time

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch")]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

# Files: static ones are public; uploads and documents leave only through a view that asks who reads

STATIC_URL = "/static/"
# On one machine static files come straight from where they lie, without `collectstatic`.
STATIC_ROOT = None if LOCAL else env.str("PORTAL_STATIC_DIR", str(BASE_DIR / "staticfiles"))
WHITENOISE_USE_FINDERS = LOCAL
WHITENOISE_AUTOREFRESH = DEBUG
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("kern", BASE_DIR / "node_modules" / "@kern-ux" / "native" / "dist"),
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES_DIR},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
MEDIA_ROOT = FILES_DIR
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
UPLOAD_MAX_BYTES = env.int("PORTAL_UPLOAD_MAX_MB", default=25) * 1024 * 1024  # of one file
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # typed text of one form, files not counted
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a measure with many milestones and budget years
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Security

HTTPS = env.bool("PORTAL_HTTPS", default=not LOCAL)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^zustand/$"]  # asked by the machine next door, without https
SECURE_HSTS_SECONDS = env.int("PORTAL_HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = env.int("PORTAL_SESSION_HOURS", default=12) * 3600
CSRF_TRUSTED_ORIGINS = env.parts("DJANGO_CSRF_TRUSTED_ORIGINS")
if proxy_header := env.str("PORTAL_PROXY_SSL_HEADER", default=""):
    SECURE_PROXY_SSL_HEADER = (f"HTTP_{proxy_header.upper().replace('-', '_')}", "https")
X_FRAME_OPTIONS = "SAMEORIGIN"  # our own pages show the preview of a PDF in a frame
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],  # the icons of the design system are data: SVG
    "object-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
}
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # frames: foreign ones are shut out, our own show a PDF
    "security.W021",  # preloading binds the town's whole domain for years; not ours to decide
]

# Mail

DEFAULT_FROM_EMAIL = env.str("PORTAL_MAIL_FROM", default="Integrationsportal <portal@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL


def mailer(url: dict) -> dict:
    """What `EMAIL_URL` says, in the words of MAILERS."""
    backend = url["EMAIL_BACKEND"]
    if backend.endswith("filebased.EmailBackend"):
        return {
            "BACKEND": backend,
            "OPTIONS": {"file_path": "/" + url["EMAIL_FILE_PATH"].lstrip("/")},
        }
    if not backend.endswith("smtp.EmailBackend"):
        return {"BACKEND": backend}
    return {
        "BACKEND": backend,
        "OPTIONS": {
            "host": url["EMAIL_HOST"] or "localhost",
            "port": url["EMAIL_PORT"] or (465 if url.get("EMAIL_USE_SSL") else 25),
            "username": url["EMAIL_HOST_USER"] or "",
            "password": url["EMAIL_HOST_PASSWORD"] or "",
            "use_tls": url.get("EMAIL_USE_TLS", False),
            "use_ssl": url.get("EMAIL_USE_SSL", False),
            "timeout": 10,
        },
    }


# The demo puts mails into files, where they can be read again; debugging prints them.
LOCAL_MAIL = f"filemail://{VAR_DIR / 'mail'}" if DEMO else "consolemail://"
MAILERS = {
    "default": mailer(
        env.address(
            "EMAIL_URL",
            read="email_url",
            default=LOCAL_MAIL if LOCAL else "smtp://localhost:25",
            example="smtp+tls://name:passwort@rechner:587",
        )
    )
}

# Days after which a sent mail loses its address and text in the outbox.
MAIL_KEEP_DAYS = env.int("PORTAL_MAIL_KEEP_DAYS", default=180)

# Logging: to standard error, without addresses of people or machines, never by mail

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {
            "()": "integration_portal.logs.DiscreetFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {
        "handlers": ["console"],
        "level": env.one_of(
            "DJANGO_LOG_LEVEL", "DEBUG", "INFO", "WARNING", "ERROR", default="INFO"
        ),
    },
    # Django's own handlers would mail the whole request; everything goes up to root instead.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Nor does its development server print addresses of pages: a link in them lets one in.
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        # A line for every font of every paper tells nobody anything.
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
