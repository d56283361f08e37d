"""Fetching an archive for a harvest: from real servers on this computer, and never from where a node must not reach."""

from __future__ import annotations

import http.server
import itertools
import json
import os
import sqlite3
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vasculum.harvest.address import ALLOWED_HOSTS, is_public, read_address, system_resolver
from vasculum.harvest.fetch import World, fetch
from vasculum.harvest.fetch_pace import Limits
from vasculum.harvest.refusal import Refused

ARCHIVE = b"PK\x03\x04" + bytes(range(256)) * 4000

INTERNAL = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.9", "192.168.1.1", "100.64.0.1", "169.254.169.254", "224.0.0.1",
    "255.255.255.255", "240.0.0.1", "192.0.2.7", "::", "::1", "::7f00:1", "fe80::1", "fc00::1", "fd12::5", "fec0::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001:db8::1",
    "2001:0:7f00:1::1",
]  # fmt: skip


class Provider(http.server.ThreadingHTTPServer):
    """A museum's web server that answers each path as a test tells it to."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, Callable[[_Handler], None]] = {}
        self.asked: list[tuple[str, str]] = []
        self.over = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing of clients that went away."""

    def address(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        """The address of a path of this server."""
        return f"{scheme}://{host}:{self.server_port}{path}"


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        self.server.asked.append((self.headers["Host"], self.path))
        try:
            self.server.answers[self.path](self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def say(self, status: int, **headers: str) -> None:
        """Sends the head of an answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def _archive(handler: _Handler) -> None:
    handler.say(200, Content_Length=str(len(ARCHIVE)), Content_Type="application/zip")
    handler.wfile.write(ARCHIVE)


def _unannounced(handler: _Handler) -> None:
    handler.say(200)
    handler.wfile.write(ARCHIVE)


def _torn(handler: _Handler) -> None:
    handler.say(200, Content_Length=str(len(ARCHIVE)))
    handler.wfile.write(ARCHIVE[:1000])


def _huge(handler: _Handler) -> None:
    handler.say(200, Content_Length=str(1 << 40))


def _endless(handler: _Handler) -> None:
    handler.say(200)
    while True:
        handler.wfile.write(ARCHIVE)


def _silent(handler: _Handler) -> None:
    handler.server.over.wait(60)


def _no_web_server(handler: _Handler) -> None:
    handler.wfile.write(b"220 mail.example.org ESMTP\r\n")


def _csv(handler: _Handler) -> None:
    handler.say(200, Content_Type="text/csv; charset=utf-8")
    handler.wfile.write(b"occurrenceID,scientificName,basisOfRecord\n1,Rosa canina L.,PreservedSpecimen\n")


def _to(location: str) -> Callable[[_Handler], None]:
    return lambda handler: handler.say(302, Location=location)


def _running(provider: Provider) -> Iterator[Provider]:
    thread = threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield provider
    provider.over.set()
    provider.shutdown()
    thread.join()
    provider.server_close()


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """A provider on this computer, which the node is allowed to reach."""
    monkeypatch.setenv(ALLOWED_HOSTS, "127.0.0.0/8")
    yield from _running(Provider())


@pytest.fixture
def secure_provider(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Provider]:
    """A provider that speaks TLS with a certificate for museum.example, trusted by this process."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=museum.example"]
    made += ["-addext", "subjectAltName=DNS:museum.example", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv(ALLOWED_HOSTS, "127.0.0.0/8")
    provider = Provider()
    provider.socket = context.wrap_socket(provider.socket, server_side=True)
    yield from _running(provider)


def _unheard(_done: int, _announced: int) -> None:
    """Watches nothing."""


def _refusal(url: str, into: Path, limits: Limits | None = None, world: World | None = None) -> str:
    with pytest.raises(Refused) as refused:
        fetch(url, into, _unheard, limits or Limits(), world or World())
    assert list(into.glob("*")) == []
    assert "\n" not in str(refused.value)
    return str(refused.value)


def _resolving_to(*addresses: str) -> World:
    return World(resolve=lambda _host, _port: addresses)


def test_an_archive_arrives_whole_and_the_watcher_hears_how_far_it_is(provider: Provider, tmp_path: Path) -> None:
    provider.answers["/herbarium.zip"] = _archive
    heard: list[tuple[int, int]] = []
    file = fetch(provider.address("/herbarium.zip"), tmp_path / "work", lambda done, total: heard.append((done, total)))
    assert file == tmp_path / "work" / "herbarium.zip"
    assert file.read_bytes() == ARCHIVE
    assert heard[-1] == (len(ARCHIVE), len(ARCHIVE))
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert list(file.parent.iterdir()) == [file]


def test_an_archive_of_unannounced_length_is_taken_until_its_end(provider: Provider, tmp_path: Path) -> None:
    provider.answers["/archive.do?r=herbarium"] = _unannounced
    heard: list[int] = []
    file = fetch(provider.address("/archive.do?r=herbarium"), tmp_path, lambda _done, total: heard.append(total))
    assert file.read_bytes() == ARCHIVE
    assert set(heard) == {0}


def test_a_text_file_gets_the_suffix_its_reader_looks_for(provider: Provider, tmp_path: Path) -> None:
    provider.answers["/export?as=csv"] = _csv
    assert fetch(provider.address("/export?as=csv"), tmp_path, _unheard).name == "export.csv"


def test_a_name_from_the_web_cannot_leave_the_folder(provider: Provider, tmp_path: Path) -> None:
    path = "/a/..%2f..%2fetc%2f.passwd%00;rm"
    provider.answers[path] = _archive
    file = fetch(provider.address(path), tmp_path / "work", _unheard)
    assert file.parent == tmp_path / "work"
    assert file.name == "etc_.passwd_rm"


def test_an_archive_that_breaks_off_is_refused_and_nothing_is_left(provider: Provider, tmp_path: Path) -> None:
    provider.answers["/torn.zip"] = _torn
    assert "broke off after 1,000 of 1,024,004 bytes" in _refusal(provider.address("/torn.zip"), tmp_path)


def test_an_answer_other_than_the_archive_is_refused_by_its_meaning(provider: Provider, tmp_path: Path) -> None:
    provider.answers["/gone.zip"] = lambda handler: handler.say(410)
    provider.answers["/odd.zip"] = lambda handler: handler.say(799)
    assert "410 Gone" in _refusal(provider.address("/gone.zip"), tmp_path)
    assert "799" in _refusal(provider.address("/odd.zip"), tmp_path)


def test_what_is_no_web_server_is_refused(provider: Provider, tmp_path: Path) -> None:
    provider.answers["/"] = _no_web_server
    assert "not answer as a web server" in _refusal(provider.address("/"), tmp_path)


def test_an_archive_said_to_be_larger_than_the_limit_is_refused_before_its_first_byte(provider: Provider, tmp_path: Path) -> None:
    provider.answers["/huge.zip"] = _huge
    assert "larger than" in _refusal(provider.address("/huge.zip"), tmp_path)


def test_an_endless_archive_is_refused_at_the_limit(provider: Provider, tmp_path: Path) -> None:
    provider.answers["/endless.zip"] = _endless
    assert "larger than 3,000,000 bytes" in _refusal(provider.address("/endless.zip"), tmp_path, Limits(bytes=3_000_000))


def test_an_archive_that_takes_too_long_in_all_is_refused(provider: Provider, tmp_path: Path) -> None:
    provider.answers["/endless.zip"] = _endless
    world = World(clock=itertools.count(step=5).__next__)
    refusal = _refusal(provider.address("/endless.zip"), tmp_path, Limits(seconds=200, look_seconds=10**6), world)
    assert "longer than 200 seconds" in refusal


def test_an_archive_that_trickles_is_refused(provider: Provider, tmp_path: Path) -> None:
    provider.answers["/trickle.zip"] = _endless
    world = World(clock=itertools.count(step=5).__next__)
    limits = Limits(seconds=10**6, look_seconds=60, least_bytes=1 << 30)
    assert "too slowly" in _refusal(provider.address("/trickle.zip"), tmp_path, limits, world)


def test_a_host_that_says_nothing_is_not_waited_for(provider: Provider, tmp_path: Path) -> None:
    provider.answers["/silent.zip"] = _silent
    assert "does not answer" in _refusal(provider.address("/silent.zip"), tmp_path, Limits(quiet_seconds=0.05))


def test_a_host_that_refuses_the_connection_is_named(provider: Provider, tmp_path: Path) -> None:
    address = provider.address("/a.zip", host="127.0.0.2")
    assert "the connection to 127.0.0.2 failed" in _refusal(address, tmp_path)


def test_redirects_are_followed_and_each_is_checked(provider: Provider, tmp_path: Path) -> None:
    provider.answers["/old"] = _to("/newer?é=1".encode().decode("latin-1"))
    provider.answers["/newer?%C3%A9=1"] = _to(provider.address("/new.zip"))
    provider.answers["/new.zip"] = _archive
    assert fetch(provider.address("/old"), tmp_path, _unheard).read_bytes() == ARCHIVE


def test_redirects_in_a_circle_end(provider: Provider, tmp_path: Path) -> None:
    provider.answers["/round"] = _to("/round")
    assert "more than 3 times" in _refusal(provider.address("/round"), tmp_path, Limits(redirects=3))
    assert len(provider.asked) == 4


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "not on the public internet"),
        ("http://[::ffff:10.0.0.1]/", "not on the public internet"),
        ("file:///etc/passwd", "http and https addresses only"),
        ("ftp://127.0.0.1/a.zip", "http and https addresses only"),
        ("http://user:word@127.0.0.1/", "user name"),
        ("http://[broken/", "not a web address"),
        ("", "does not say where"),
    ],
)
def test_a_redirect_leads_nowhere_the_address_itself_could_not(
    provider: Provider, tmp_path: Path, location: str, reason: str
) -> None:
    provider.answers["/away"] = _to(location)
    assert reason in _refusal(provider.address("/away"), tmp_path)


def test_the_connection_goes_to_the_address_that_was_checked(provider: Provider, tmp_path: Path) -> None:
    """DNS rebinding: a name that resolves to another address the second time is not asked a second time."""
    provider.answers["/a.zip"] = _archive
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    world = World(resolve=lambda _host, _port: next(answers))
    fetch(provider.address("/a.zip", host="museum.example"), tmp_path, _unheard, world=world)
    assert provider.asked == [(f"museum.example:{provider.server_port}", "/a.zip")]
    assert list(answers) == [["169.254.169.254"]]


def test_the_next_address_of_a_host_is_tried_when_the_first_does_not_answer(provider: Provider, tmp_path: Path) -> None:
    provider.answers["/a.zip"] = _archive
    address = provider.address("/a.zip", host="museum.example")
    assert fetch(address, tmp_path, _unheard, world=_resolving_to("127.0.0.2", "127.0.0.1")).exists()


@pytest.mark.parametrize("address", INTERNAL)
def test_a_name_that_leads_into_the_network_of_the_node_is_refused(tmp_path: Path, address: str) -> None:
    reason = "the host museum.example is not on the public internet"
    assert reason in _refusal("https://museum.example/a.zip", tmp_path, world=_resolving_to(address))
    assert reason in _refusal("https://museum.example/a.zip", tmp_path, world=_resolving_to("193.190.1.1", address))


@pytest.mark.parametrize(
    "address", ["193.190.1.1", "2a02:a000::1", "2606:4700::6810:1", "::ffff:193.190.1.1", "2002:c1be:101::1"]
)
def test_addresses_of_the_public_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["2130706433", "0177.0.0.1", "0x7f.1", "127.1", "localhost", "LOCALHOST.", "[::1]", "①②⑦.0.0.1"])
def test_this_computer_is_refused_however_it_is_written(tmp_path: Path, host: str) -> None:
    refusal = _refusal(f"http://{host}/a.zip", tmp_path, world=World(resolve=system_resolver))
    assert "not on the public internet" in refusal or "not known" in refusal


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "not from file:"),
        ("ftp://example.org/a.zip", "not from ftp:"),
        ("gopher://example.org/", "not from gopher:"),
        ("s3://bucket/a.zip", "not from s3:"),
        ("http:///a.zip", "no host"),
        ("http://:80/", "no host"),
        ("http://user@example.org/", "user name"),
        ("http://user:word@example.org/", "user name"),
        ("http://@example.org/", "user name"),
        ("http://example.org:99999/", "not a web address"),
        ("http://example.org:0/", "no host"),
        ("http://example.org\\@127.0.0.1/", "not a web address"),
        ("http://example.org/a b.zip", "not a web address"),
        ("http://example.org/\r\nHost: other", "not a web address"),
        ("http://exa\tmple.org/", "not a web address"),
        ("http://127.0.0.1%2f.example.org/", "not a web address"),
        ("http://[fe80::1/", "not a web address"),
        ("http://" + "a" * 64 + ".org/", "not a web address"),
        ("http://example.org/" + "a" * 2000, "not a web address"),
    ],
)
def test_what_is_no_address_of_the_web_is_refused_before_any_name_is_resolved(tmp_path: Path, url: str, reason: str) -> None:
    def resolve(host: str, _port: int) -> list[str]:
        raise AssertionError(host)

    assert reason in _refusal(url, tmp_path, world=World(resolve=resolve))


def test_an_address_keeps_its_query_and_loses_its_fragment() -> None:
    assert read_address("https://collecties.be/é/a.zip?x=%20y&z=ü#part").path == "/%C3%A9/a.zip?x=%20y&z=%C3%BC"
    assert read_address("http://[2A02:A000::1]:8080").host == "2a02:a000::1"


def test_a_host_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    assert "the host museum.example is not known" in _refusal("http://museum.example/", tmp_path, world=_resolving_to())


def test_the_keeper_of_a_node_can_allow_an_internal_host_by_its_name(
    provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.answers["/a.zip"] = _archive
    monkeypatch.setenv(ALLOWED_HOSTS, "10.0.0.0/8, CMS.museum.example")
    world = _resolving_to("127.0.0.1")
    assert fetch(provider.address("/a.zip", host="cms.museum.example."), tmp_path / "in", _unheard, world=world).exists()
    assert "not on the public" in _refusal(provider.address("/a.zip", host="www.museum.example"), tmp_path / "out", world=world)


def test_a_network_that_cannot_be_read_is_said_and_allows_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ALLOWED_HOSTS, "10.0.0.0/99")
    assert "'10.0.0.0/99'" in _refusal("http://museum.example/", tmp_path)


def test_a_secure_host_is_believed_when_its_certificate_names_it(secure_provider: Provider, tmp_path: Path) -> None:
    secure_provider.answers["/a.zip"] = _archive
    address = secure_provider.address("/a.zip", "museum.example", "https")
    assert fetch(address, tmp_path / "work", _unheard, world=_resolving_to("127.0.0.1")).read_bytes() == ARCHIVE


def test_a_secure_host_with_the_certificate_of_another_is_refused(secure_provider: Provider, tmp_path: Path) -> None:
    address = secure_provider.address("/a.zip", "other.example", "https")
    refusal = _refusal(address, tmp_path / "work", world=_resolving_to("127.0.0.1"))
    assert "cannot prove that it is other.example" in refusal
    assert secure_provider.asked == []


def test_a_secure_address_does_not_lead_to_an_insecure_one(secure_provider: Provider, tmp_path: Path) -> None:
    secure_provider.answers["/a.zip"] = _to("http://museum.example/a.zip")
    address = secure_provider.address("/a.zip", "museum.example", "https")
    assert "from https to http" in _refusal(address, tmp_path / "work", world=_resolving_to("127.0.0.1"))


def _vasculum(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "vasculum.cli", *words]
    return subprocess.run(command, env={**os.environ, "VASCULUM_DATA": str(folder)}, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_harvest_from_an_address_remembers_the_address_and_keeps_no_file(provider: Provider, tmp_path: Path) -> None:
    provider.answers["/export?as=csv"] = _csv
    node, address = tmp_path / "node", provider.address("/export?as=csv")
    assert _vasculum(node, "init", str(node)).returncode == 0
    done = _vasculum(node, "harvest", address, "--collection", "herbarium", "--approve", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["new"] == 1
    assert [file for file in (node / "work").rglob("*") if file.is_file()] == []
    [database] = node.glob("*.sqlite3")
    assert sqlite3.connect(database).execute("SELECT location FROM harvest_source").fetchall() == [(address,)]


@pytest.mark.slow
def test_a_refused_address_is_told_in_one_line(provider: Provider, tmp_path: Path) -> None:
    node = tmp_path / "node"
    assert _vasculum(node, "init", str(node)).returncode == 0
    provider.answers["/gone"] = lambda handler: handler.say(404)
    for address, reason in {"file:///etc/passwd": "not from file:", provider.address("/gone"): "404 Not Found"}.items():
        refused = _vasculum(node, "harvest", address, "--collection", "herbarium")
        assert refused.returncode == 1
        assert reason in refused.stderr
        assert len(refused.stderr.splitlines()) == 1
