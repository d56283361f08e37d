"""Whom people may sign in with besides a password of the node: ORCID, and a provider of OpenID Connect."""

from __future__ import annotations

import os
from typing import Any

ORCID = "orcid"
OIDC = "openid_connect"


def providers_of_environment() -> dict[str, dict[str, Any]]:
    """allauth's `SOCIALACCOUNT_PROVIDERS` from the environment; a provider without client id is not offered."""
    return {**_orcid(os.environ.get("VASCULUM_ORCID_CLIENT_ID", "")), **_oidc(os.environ.get("VASCULUM_OIDC_CLIENT_ID", ""))}


def _orcid(client: str) -> dict[str, dict[str, Any]]:
    if not client:
        return {}
    app = {"client_id": client, "secret": os.environ.get("VASCULUM_ORCID_SECRET", ""), "key": ""}
    sandbox = "sandbox." if os.environ.get("VASCULUM_ORCID_SANDBOX") else ""
    return {ORCID: {"APPS": [app], "BASE_DOMAIN": f"{sandbox}orcid.org", "MEMBER_API": False}}


def _oidc(client: str) -> dict[str, dict[str, Any]]:
    if not client:
        return {}
    app = {
        "provider_id": os.environ.get("VASCULUM_OIDC_KEY", "oidc"),
        "name": os.environ.get("VASCULUM_OIDC_NAME", "OpenID Connect"),
        "client_id": client,
        "secret": os.environ.get("VASCULUM_OIDC_SECRET", ""),
        "settings": {"server_url": os.environ.get("VASCULUM_OIDC_SERVER", ""), "oauth_pkce_enabled": True},
    }
    return {OIDC: {"APPS": [app]}}
