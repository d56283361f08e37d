"""How a node sends e-mail: over SMTP by `VASCULUM_EMAIL_URL`, or onto the console where none is set."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

CONSOLE = "django.core.mail.backends.console.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail_of(url: str) -> dict[str, Any]:
    """Django's settings for the mail server at `url`; an empty one means the console.

    `smtp://` speaks plainly, `smtp+tls://` changes to TLS after the greeting, `smtps://` speaks TLS from the start.
    Raises ValueError for any other scheme.

    >>> mail_of("smtp+tls://me:secret@mail.example.org")["EMAIL_PORT"]
    587
    """
    if not url:
        return {"EMAIL_BACKEND": CONSOLE}
    parts = urlsplit(url)
    if parts.scheme not in PORTS:
        raise ValueError(f"VASCULUM_EMAIL_URL must begin with {', '.join(f'{name}://' for name in PORTS)}")
    return {
        "EMAIL_BACKEND": SMTP,
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
