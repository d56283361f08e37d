"""A provider of OpenID Connect of its own on this machine, where Ida Elders is signed in: `python -m … PORT FOLDER`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast
from wsgiref.simple_server import WSGIRequestHandler, make_server

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.http import HttpRequest, HttpResponse

CLIENT, SECRET = "vasculum", "a secret of this test"
APPS = ("contenttypes", "auth", "sessions", "messages")
MIDDLEWARE = ("sessions.middleware.SessionMiddleware", "auth.middleware.AuthenticationMiddleware")


def configure(folder: Path) -> None:
    """Django's settings of the provider."""
    from django.conf import settings

    key = rsa.generate_private_key(65537, 2048)
    settings.configure(
        SECRET_KEY="of a test",
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite3"}},
        INSTALLED_APPS=[*(f"django.contrib.{name}" for name in APPS), "allauth", "allauth.account", "allauth.idp.oidc"],
        MIDDLEWARE=[
            *(f"django.contrib.{name}" for name in MIDDLEWARE),
            "allauth.account.middleware.AccountMiddleware",
            f"{__spec__.name if __spec__ else __name__}.signed_in_as_ida",
        ],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        ROOT_URLCONF="tests.application.people.provider_urls",
        IDP_OIDC_PRIVATE_KEY=key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        USE_TZ=True,
    )


def signed_in_as_ida(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware by which Ida is signed in everywhere."""

    def answer(request: HttpRequest) -> HttpResponse:
        from django.contrib.auth.models import User

        request.user = cast(Any, User.objects.get(username="ida"))
        return get_response(request)

    return answer


def fill(back: str) -> None:
    """Ida, and the node as a client."""
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    ida = User.objects.create(username="ida", first_name="Ida", last_name="Elders", email="ida@partner.example")
    EmailAddress.objects.create(user=ida, email=ida.email, verified=True, primary=True)
    client = Client(id=CLIENT, name="The node", scopes="openid\nprofile\nemail", redirect_uris=back, skip_consent=True)
    client.set_secret(SECRET)
    client.save()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def serve(port: int, folder: Path, back: str) -> None:
    """Serves the provider until it is ended."""
    configure(folder)
    import django

    django.setup()
    from django.core.wsgi import get_wsgi_application

    fill(back)
    with make_server("127.0.0.1", port, get_wsgi_application(), handler_class=_Quiet) as server:
        server.serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
