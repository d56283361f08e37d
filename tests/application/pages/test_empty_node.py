"""A node that holds nothing yet."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tests.application.pages.test_portal import text

pytestmark = pytest.mark.usefixtures("empty")


def test_home_says_how_to_fill_it(browser: Client) -> None:
    assert "vasculum harvest" in text(browser.get("/en/"))


@pytest.mark.parametrize(
    "path",
    ["/en/search", "/en/institutions", "/en/collections", "/en/harvests", "/en/quality", "/en/help", "/api/search"],
)
def test_every_page_opens(browser: Client, path: str) -> None:
    assert browser.get(path).status_code == 200


def test_it_tells_that_it_lives() -> None:
    assert json.loads(Client().get("/health").content) == {"status": "ok"}


def test_what_is_not_there_is_a_problem_document() -> None:
    response = Client().get("/api/nowhere")
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")


def test_every_pid_is_unknown(browser: Client) -> None:
    assert browser.get("/10.5072/000-000-01D").status_code == 404
