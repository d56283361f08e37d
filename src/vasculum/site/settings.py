"""Django settings of a node: everything that differs between nodes lies in its folder or in the environment."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from vasculum.site.database import database_of
from vasculum.site.post import mail_of
from vasculum.site.secret import secret_key_of
from vasculum.site.sign_in import providers_of_environment

NODE = Path(os.environ.get("VASCULUM_DATA", ".vasculum")).resolve()

DEBUG = False
SECRET_KEY = secret_key_of(NODE)
ALLOWED_HOSTS = os.environ.get("VASCULUM_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "vasculum.web",
    "vasculum.people",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.orcid",
    "vasculum.registry",
    "vasculum.survey",
    "vasculum.helpdesk",
    "vasculum.news",
    "vasculum.suggestions",
    "vasculum.protection",
    "vasculum.harvest",
    "vasculum.specimens",
    "vasculum.downloads",
    "vasculum.saved_searches",
    "vasculum.assessment",
    "vasculum.entry",
    "vasculum.events",
    "vasculum.intake",
    "vasculum.publishing",
    "vasculum.transcription",
    "vasculum.portal",
]

MIDDLEWARE = [
    "vasculum.web.policy.no_body_for_head",
    "vasculum.web.policy.content_security_policy",
    "vasculum.people.request_id.numbering_requests",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "vasculum.web.origins.reading_from_anywhere",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "vasculum.web.rates.limiting_rates",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "vasculum.people.access.telling_refusals",
    "vasculum.specimens.rebuilding.telling_of_rebuilding",
    "vasculum.web.problems.telling_refused_methods",
]

ROOT_URLCONF = "vasculum.site.urls"
WSGI_APPLICATION = "vasculum.site.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "vasculum.people.header.signed_in_person",
            ],
        },
    }
]

DATABASES = {"default": database_of(os.environ.get("DATABASE_URL", ""), NODE)}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 50_000}},
}
REQUESTS_PER_MINUTE = int(os.environ.get("VASCULUM_REQUESTS_PER_MINUTE", "1200"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("nl", _("Dutch")), ("fr", _("French")), ("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [Path(__file__).resolve().parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True

if os.environ.get("VASCULUM_BEHIND_HTTPS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
LOGOUT_REDIRECT_URL = "home"
CSRF_FAILURE_VIEW = "vasculum.people.pages.forged"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
INSTITUTION_BY_KEY = "vasculum.registry.queries.institution"
OPEN_SIGN_UP = bool(os.environ.get("VASCULUM_OPEN_SIGN_UP"))
INVITATION_DAYS = int(os.environ.get("VASCULUM_INVITATION_DAYS", "14"))

ACCOUNT_ADAPTER = "vasculum.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FORM_CLASS = "vasculum.people.forms.SignUpForm"
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Vasculum: "
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_ADAPTER = "vasculum.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Vasculum"
SOCIALACCOUNT_ADAPTER = "vasculum.people.adapters.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = providers_of_environment()
SOCIALACCOUNT_EMAIL_VERIFICATION = "mandatory"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10

locals().update(mail_of(os.environ.get("VASCULUM_EMAIL_URL", "")))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("VASCULUM_EMAIL_FROM", "vasculum@localhost")

REGISTRIES = {
    "datacite": (os.environ.get("VASCULUM_DATACITE_URL", ""), os.environ.get("VASCULUM_DATACITE_ACCOUNT", "")),
    "handle": (os.environ.get("VASCULUM_HANDLE_URL", ""), os.environ.get("VASCULUM_HANDLE_ACCOUNT", "")),
    "gbif": (os.environ.get("VASCULUM_GBIF_URL", ""), os.environ.get("VASCULUM_GBIF_ACCOUNT", "")),
}
KEYS_AT_GBIF = {
    "organisation": os.environ.get("VASCULUM_GBIF_ORGANISATION", ""),
    "installation": os.environ.get("VASCULUM_GBIF_INSTALLATION", ""),
}
