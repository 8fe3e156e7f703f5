"""Settings, read from the environment. A missing or wrong value stops the start with its name.

County numbers (days, hours, expiry), holidays and bureau names are data, not settings: see `accounts.models.Setting`.
"""

from pathlib import Path

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from linkages_site.environment import CountyEnv
from linkages_site.production import check_production

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = CountyEnv()

LINKAGES_ENV = env.str("LINKAGES_ENV", "development")
if LINKAGES_ENV not in {"development", "production"}:
    raise ImproperlyConfigured(f"LINKAGES_ENV is '{LINKAGES_ENV}'; it must be 'development' or 'production'.")
PRODUCTION = LINKAGES_ENV == "production"

DEBUG = env.switch("DEBUG", False)
DEFAULT_SECRET_KEY = "development-only-secret-key-never-used-in-production-0123456789"
SECRET_KEY = env.str("SECRET_KEY", DEFAULT_SECRET_KEY)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATABASES = {"default": env.postgresql("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = env.count("CONN_MAX_AGE", 60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

INSTALLED_APPS = [
    "linkages_site.apps.LinkagesSiteConfig",
    "accounts",
    "families",
    "documents",
    "crossover",
    "meetings",
    "caseplans",
    "reports",
    "linkages_site.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "guardian",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.last_seen",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "accounts.middleware.county_settings",
    "accounts.middleware.no_store",
    "accounts.middleware.banner_accepted",
    "accounts.middleware.second_factor",
    "accounts.middleware.access_log",
    "axes.middleware.AxesMiddleware",
    "linkages_site.middleware.refused_method",
]

ROOT_URLCONF = "linkages_site.urls"
WSGI_APPLICATION = "linkages_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
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
                "accounts.context_processors.county",
                "families.views.listing.walk",
            ],
        },
    },
]

# Need-to-know: derived rows come from these functions (see docs/architecture.md).
GROUNDS = ["families.grounds.grounds", "crossover.grounds.grounds", "meetings.grounds.grounds"]
TASKS_OUT_OF_REACH = ["meetings.querysets.tasks_out_of_reach", "caseplans.querysets.tasks_out_of_reach"]
WORK_BESIDES = ["crossover.views.queues.waited_for"]
NOTICE_FILES = ["meetings.calendars.invitation"]
DEADLINES = [
    "families.deadlines.due",
    "crossover.deadlines.due",
    "meetings.deadlines.due",
    "meetings.deadlines.arranging.due",
    "meetings.deadlines.placing.due",
    "meetings.contact_deadlines.due",
    "caseplans.deadlines.due",
    "caseplans.review_deadlines.due",
]

# Staff sign-in.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django_zxcvbn_password_validator.ZxcvbnPasswordValidator"},
]
PASSWORD_MINIMAL_STRENGTH = 4  # of 0 to 4: "very unguessable", where one common word with a year still scores 3
PASSWORD_EXTRA_DICTIONARY = ["linkages", "calworks", "children and family services"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapters.StaffAdapter"
SOCIALACCOUNT_ADAPTER = "accounts.adapters.StaffSocialAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody but staff is written to
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Linkages: "
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
# Lock-out of passwords is django-axes' work, at the fifth try; this one stops the guessing of authenticator codes.
ACCOUNT_RATE_LIMITS = {"login_failed": "6/15m/key", "login": None}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Linkages"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # sign-up is closed: an administrator entered the address
USERSESSIONS_TRACK_ACTIVITY = True
GUARDIAN_USER_OBJ_PERMS_MODEL = "guardian.UserObjectPermission"
ANONYMOUS_USER_NAME = None
SIMPLE_HISTORY_REVERT_DISABLED = True  # going back is a new change through the services, not an old row written over
SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # guardian's backend is left out on purpose: it ignores dates; accounts/access.py asks its tables
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "accounts.adapters.axes_username"
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "accounts.adapters.client_address"
SESSION_COOKIE_AGE = env.count("IDLE_MINUTES", 20, least=1) * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "linkages_session"
SESSION_COOKIE_SECURE = env.switch("SESSION_COOKIE_SECURE", PRODUCTION)
CSRF_COOKIE_SECURE = env.switch("CSRF_COOKIE_SECURE", PRODUCTION)
CSRF_COOKIE_HTTPONLY = True

# Transport and browser rules.
SECURE_SSL_REDIRECT = env.switch("SECURE_SSL_REDIRECT", PRODUCTION)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.switch("BEHIND_TLS_PROXY", False) else None
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
TRUSTED_PROXIES = env.count("TRUSTED_PROXIES", 0)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
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

LANGUAGE_CODE = "en"
TIME_ZONE = env.str("COUNTY_TIME_ZONE", "America/Los_Angeles")
USE_TZ = True
FORMAT_MODULE_PATH = ["linkages_site.formats"]

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "linkages_site.finders.DesignSystemFinder",
]
if PRODUCTION:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://" if not PRODUCTION else environ.Env.NOTSET)
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "linkages@example.org")
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000")

# The county's seal (PKCS#12). Without one, development makes a demo seal in var/ that marks every PDF as a demo.
SEAL_PKCS12 = env.str("SEAL_PKCS12", "")
SEAL_PASSPHRASE = env.str("SEAL_PASSPHRASE", "")
# Certificates of earlier seals (PEM files): what was sealed with them stays genuine.
SEAL_EARLIER_CERTIFICATES = env.list("SEAL_EARLIER_CERTIFICATES", default=[])

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}

if PRODUCTION:
    check_production(vars())
