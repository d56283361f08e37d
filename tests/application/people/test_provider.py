"""Signing in at a partner's provider of OpenID Connect: a real one, in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from django.conf import LazySettings
from django.http import HttpResponseBase
from django.test import Client

from tests.application.people.conftest import invited
from tests.application.people.provider import CLIENT, SECRET
from tests.shared import ROOT
from vasculum.people.actions import erase
from vasculum.people.invitations import path_of
from vasculum.people.models import Account, Membership
from vasculum.people.policy import SYSTEM, Role

BACK = "http://testserver/account/oidc/partner/back"
SIGN_IN = "/account/oidc/partner/sign-in"
PATIENCE = 60


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the partner's provider is."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("provider")
    command = [sys.executable, "-m", "tests.application.people.provider", str(port), str(folder), BACK]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, cwd=ROOT) as server:
        try:
            _wait_for(f"{address}/.well-known/openid-configuration", server)
            yield address
        finally:
            server.terminate()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the provider did not start")


@pytest.fixture(autouse=True)
def offered(provider: str, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The node offers the provider, told by the environment."""
    from vasculum.site.sign_in import providers_of_environment

    told = {"SERVER": provider, "CLIENT_ID": CLIENT, "SECRET": SECRET, "KEY": "partner", "NAME": "The partner"}
    for name, value in told.items():
        monkeypatch.setenv(f"VASCULUM_OIDC_{name}", value)
    settings.SOCIALACCOUNT_PROVIDERS = providers_of_environment()


def sign_in(browser: Client) -> HttpResponseBase:
    """Goes to the provider and comes back, as a browser does."""
    leaving = browser.post(f"{SIGN_IN}?process=login")
    assert leaving.status_code == 200
    address = leaving.headers["Refresh"].partition("url=")[2]
    assert "code_challenge=" in address
    there = requests.get(address, allow_redirects=False, timeout=20)
    back = there.headers["Location"]
    assert back.startswith(BACK), back
    parts = urlsplit(back)
    return browser.get(f"{parts.path}?{parts.query}")


def test_the_sign_in_page_offers_the_provider_and_asks_before_leaving(browser: Client) -> None:
    page = browser.get("/en/account/sign-in").content.decode()
    assert "The partner" in page
    assert SIGN_IN in page
    assert "<form" in browser.get(f"{SIGN_IN}?process=login").content.decode()


def test_without_an_invitation_nobody_gets_in_by_a_provider(browser: Client) -> None:
    answer = sign_in(browser)
    page = browser.get(answer.headers["Location"]) if answer.status_code == 302 else answer
    assert "Accounts are made by invitation" in getattr(page, "content", b"").decode()
    assert not Account.objects.exists()


def test_an_invited_person_signs_in_at_the_partners_provider_and_an_erased_one_comes_back_as_somebody_else(
    browser: Client,
) -> None:
    browser.get(path_of(invited(Role.CURATOR, "garden", "ida@partner.example")))
    answer = sign_in(browser)
    assert answer.headers["Location"] == "/en/account"
    ida = Account.objects.get()
    assert (ida.name, ida.email, ida.has_usable_password()) == ("Ida Elders", "ida@partner.example", False)
    assert Membership.objects.get(account=ida).role == Role.CURATOR
    again = Client(headers={"accept": "text/html"})
    assert sign_in(again).headers["Location"] == "/en/account"
    assert Account.objects.count() == 1
    erase(SYSTEM, ida)
    returning = Client(headers={"accept": "text/html"})
    returning.get(path_of(invited(Role.VISITOR, "garden", "ida@partner.example")))
    sign_in(returning)
    other = Account.objects.get(erased=None)
    assert other.pk != ida.pk
    assert not Membership.objects.filter(account=ida).exists()
