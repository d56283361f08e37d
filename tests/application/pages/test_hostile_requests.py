"""A hostile client: no address, parameter, header or method gives a fault of ours, and every answer keeps its guard."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from tests.application.pages.conftest import pid_of

pytestmark = pytest.mark.usefixtures("served")

NONSENSE = (
    "../../node.toml", "..%2f..%2fnode.toml", "%2e%2e%2fsecret", "..%5cnode.toml", "%00", "%ff", "x%00.png", "a" * 3000,
    "{{7*7}}", "'%20OR%201=1--", "%3Cscript%3Ealert(1)%3C/script%3E", "%0d%0aX-Evil:%201", "%E2%80%AE", "-1", "9" * 40, "1e9",
    "NaN", "%D9%A3", "//evil.example", "%5C%5Cevil.example", "%C5%BF%C5%BF%C5%BF-%C5%BF%C5%BF%C5%BF-%C5%BF%C5%BF%C5%BF",
    "%F0%9F%8C%B9",
    "%25%25", "*", "(a+)+$", "W10=",
)  # fmt: skip
ROUTES = (
    "/{}", "/nl/{}", "/nl/institutions/{}", "/nl/collections/{}", "/nl/harvests/{}", "/nl/harvests/{}/rejected.csv",
    "/nl/harvests/{}/rejected.xlsx", "/media/{}", "/static/{}", "/10.5072/{}", "/{}/000-000-000",
    "/api/{}", "/api/institution/{}", "/api/collection/{}", "/api/digital-specimen/v1/{}",
    "/api/digital-specimen/v1/10.5072/{}", "/api/digital-specimen/v1/{}/000-000-000", "/api/digital-media/v1/10.5072/{}",
    "/api/digital-media/v1/{}/000-000-000-000-000-000", "/iiif/image/10.5072/{}/info.json", "/iiif/image/{}",
    "/iiif/image/10.5072/{}/full/max/0/default.jpg", "/iiif/presentation/10.5072/{}/manifest.json", "/nl/report/10.5072/{}",
)  # fmt: skip
QUESTIONS = (
    "/nl/search",
    "/api/search",
    "/api/facets",
    "/api/digital-specimen/v1/search",
    "/api/institution",
    "/nl/harvests",
    "/nl/",
)
PARAMETERS = (
    "q",
    "country",
    "year",
    "yearFrom",
    "sort",
    "cursor",
    "size",
    "view",
    "page",
    "lang",
    "facet",
    "offset",
    "pageNumber",
    "%00",
)
METHODS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
GUARDS = {"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options"}
FEW = (
    "/nl/",
    "/nl/search",
    "/nl/nothing",
    "/api/search",
    "/api/nothing",
    "/static/web/vasculum.css",
    "/media/demo/rose.png",
    "/health",
)


def sound(response: Any, path: str) -> Any:
    """An answer that is no fault of ours, guarded, and in the shape its client can read."""
    response.close()
    assert response.status_code < 500, path
    assert set(response.headers) >= GUARDS, path
    if response.status_code >= 400:
        kind = response.headers["Content-Type"]
        assert kind == "application/problem+json" if path.startswith("/api/") else kind.startswith("text/html"), path
    return response


def asked(path: str, **headers: str) -> Any:
    return sound(Client(headers=headers).get(path), path)


@pytest.mark.parametrize("route", ROUTES)
def test_no_address_is_a_fault_of_ours(route: str) -> None:
    for nonsense in NONSENSE:
        response = asked(route.format(nonsense))
        assert response.status_code >= 300, nonsense
        assert "pid_key" not in str(getattr(response, "content", "")), nonsense


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_parameter_is_a_fault_of_ours(question: str) -> None:
    for name in PARAMETERS:
        for nonsense in NONSENSE:
            asked(f"{question}?{name}={nonsense}")


@pytest.mark.parametrize("written", ["{}/", "lower", "encoded", "{}///"])
def test_a_number_written_otherwise_leads_to_the_number_or_to_nothing(pid: str, written: str) -> None:
    prefix, suffix = pid.split("/")
    forms = {"lower": f"{prefix}/{suffix.lower()}", "encoded": f"{prefix}/{suffix.replace('-', '%2D')}"}
    response = asked("/" + forms.get(written, written.format(pid)))
    assert response.status_code in {200, 301, 404}
    if response.status_code == 301:
        assert response.headers["Location"] == f"/{pid}"


@pytest.mark.slow
def test_no_version_or_form_of_a_specimen_is_a_fault_of_ours(pid: str) -> None:
    for name in ("version", "format", "lang"):
        for nonsense in NONSENSE:
            asked(f"/{pid}?{name}={nonsense}")


@pytest.mark.parametrize("path", [path for path in FEW if not path.startswith(("/static", "/nl/nothing", "/api/nothing"))])
def test_a_refused_method_is_told_in_the_shape_of_every_problem(path: str) -> None:
    body = "[" * 10_000 + "]" * 10_000
    for method in METHODS:
        response = sound(Client().generic(method, path, body, content_type="application/json"), path)
        assert response.status_code == (204 if method == "OPTIONS" and path.startswith("/api/") else 405)
        assert "GET" in response.headers["Allow"]
        assert response.content or response.status_code == 204


@pytest.mark.parametrize("path", FEW)
def test_head_has_the_headers_of_get_and_no_body(path: str) -> None:
    got, head = asked(path), sound(Client().head(path), path)
    assert head.status_code == got.status_code
    assert head.content == b""
    assert head.headers["Content-Type"] == got.headers["Content-Type"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("accept", ("", "*", "/", "a/b;q", "text/html;q=NaN", ",,,", "*/*;q=0", "x" * 5000, "image/png")),
        ("accept-language", ("", "*", "nl;q=x", "x" * 5000, "nl," * 2000, "../../etc")),
        ("cookie", ("django_language=../../etc", "a", "=;=;")),
        ("if-modified-since", ("x", "Sat, 99 Foo 9999", "Fri, 31 Dec 9999 23:59:59 GMT")),
        ("if-none-match", ("*", '"', "x" * 5000)),
        ("x-forwarded-proto", ("javascript",)),
    ],
)
def test_no_header_is_a_fault_of_ours(name: str, values: tuple[str, ...]) -> None:
    for value in values:
        for path in (*FEW, "/"):
            response = Client(headers={name: value}).get(path)
            response.close()
            assert response.status_code < 500, (path, value)
            assert set(response.headers) >= GUARDS, (path, value)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1@evil.example", "localhost:99999999", "a b", "127.0.0.1, evil.example"]
)
def test_a_wrong_host_is_refused_and_never_repeated(host: str) -> None:
    for path in ("/nl/", "/api/search", "/nl/nothing"):
        response = asked(path, host=host)
        assert response.status_code in {200, 400, 404}
        assert b"evil.example" not in response.content


def test_ten_thousand_parameters_are_refused() -> None:
    many = "&".join(f"a{n}=1" for n in range(10_000))
    assert asked(f"/api/search?{many}").status_code == 400
    assert asked(f"/nl/search?{many}").status_code in {200, 400}
    assert asked("/api/search?" + "&".join(f"country=B{n}" for n in range(400))).status_code == 400


def test_script_in_a_record_is_text_wherever_it_is_shown() -> None:
    pid = pid_of("GRD0002")
    for path in (
        f"/{pid}",
        "/nl/search?q=GRD0002",
        "/nl/search?view=gallery&q=GRD0002",
        "/nl/harvests/1",
        f"/nl/search?q={quote('<script>')}",
    ):
        content = asked(path, accept="text/html").content.decode()
        assert "<script>alert" not in content, path
        assert "<img src=x" not in content, path


@pytest.mark.parametrize("form", ["json", "jsonld", "turtle", "verbatim"])
def test_script_in_a_record_is_never_served_as_a_page(form: str) -> None:
    response = asked(f"/{pid_of('GRD0002')}?format={form}")
    assert not response.headers["Content-Type"].startswith("text/html")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    if form in {"json", "jsonld"}:
        assert "<script>" in json.dumps(json.loads(response.content))


def test_an_address_that_runs_is_no_link() -> None:
    assert b'href="javascript:' not in asked(f"/{pid_of('GRD0004')}", accept="text/html").content
