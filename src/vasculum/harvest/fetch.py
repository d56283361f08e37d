"""Fetching: an archive from the web into a folder, hop by hop, each checked, within limits, and there only when it is whole."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import unquote, urljoin

from vasculum.harvest.address import (
    ALLOWED_HOSTS,
    Address,
    Resolver,
    checked_addresses,
    read_address,
    read_allowed,
    system_resolver,
)
from vasculum.harvest.fetch_connection import asked, network_trouble
from vasculum.harvest.fetch_pace import Limits, Pace
from vasculum.harvest.refusal import Refused, Unavailable

BLOCK = 256 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_STATE = re.compile(r"[\x20-\x7e]{1,200}")
_TEXT_SUFFIXES = {"text/csv": ".csv", "text/tab-separated-values": ".tsv", "text/plain": ".txt"}


@dataclass(frozen=True, slots=True)
class World:
    """What a fetch takes from outside: the name service, and a clock in seconds that never goes back."""

    resolve: Resolver = system_resolver
    clock: Callable[[], float] = time.monotonic


class NotChanged(Exception):
    """The host has nothing that was not fetched before."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The state of a file when it was fetched, in the words of its host: its ETag and Last-Modified; empty at first."""

    etag: str = ""
    modified: str = ""

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for another state only.

        >>> Seen('"a1"').conditions
        {'If-None-Match': '"a1"'}
        """
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: text for name, text in headers.items() if text}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched, and its state."""

    file: Path
    seen: Seen


def fetch(
    url: str,
    into: Path,
    progress: Callable[[int, int], None],
    limits: Limits = Limits(),  # noqa: B008 - a frozen value
    world: World = World(),
) -> Path:
    """Fetches an http or https archive into a folder and gives the file, named after the address.

    `progress` hears the bytes that came and those announced (0 when none were). Raises Refused, with one line that says
    why; then no file is left. Unavailable is the kind of Refused that may pass.
    """
    return fetch_if_changed(url, into, progress, Seen(), limits, world).file


def fetch_if_changed(
    url: str,
    into: Path,
    progress: Callable[[int, int], None],
    seen: Seen,
    limits: Limits = Limits(),  # noqa: B008 - a frozen value
    world: World = World(),
) -> Fetched:
    """Fetches as `fetch` does, unless the host says that its file is still the one that was seen; then raises NotChanged."""
    allowed = read_allowed(os.environ.get(ALLOWED_HOSTS, ""))
    pace = Pace(limits, world.clock)
    address = read_address(url)
    for _ in range(limits.redirects + 1):
        found = checked_addresses(address.host, address.port, world.resolve, allowed)
        with asked(address, found, pace, seen.conditions) as response:
            if response.status == HTTPStatus.NOT_MODIFIED and seen.conditions:
                raise NotChanged(url)
            if response.status not in REDIRECTS:
                return Fetched(_kept(address, response, into, progress, limits), _state_of(response))
            address = _next(address, response)
    raise Refused(f"the address leads on more than {limits.redirects} times")


def _next(address: Address, response: HTTPResponse) -> Address:
    location = response.getheader("Location")
    if not location:
        raise Refused(f"the host {address.host} sends elsewhere but does not say where")
    try:
        following = read_address(_joined(address, location.encode("latin-1").decode("utf-8", "replace")))
    except Refused as error:
        raise Refused(f"the host {address.host} sends elsewhere: {error}") from error
    if address.scheme == "https" and following.scheme == "http":
        raise Refused(f"the host {address.host} sends from https to http, where nobody can tell what was changed on the way")
    return following


def _joined(address: Address, location: str) -> str:
    host = f"[{address.host}]" if ":" in address.host else address.host
    try:
        return urljoin(f"{address.scheme}://{host}:{address.port}{address.path}", location)
    except ValueError:
        return location


def _state_of(response: HTTPResponse) -> Seen:
    told = (response.getheader("ETag") or "", response.getheader("Last-Modified") or "")
    return Seen(*(text if _STATE.fullmatch(text) else "" for text in told))


def _kept(address: Address, response: HTTPResponse, into: Path, progress: Callable[[int, int], None], limits: Limits) -> Path:
    if response.status != HTTPStatus.OK:
        refusal = Unavailable if response.status in PASSING else Refused
        raise refusal(f"the host {address.host} answers {_meaning(response.status)}")
    if (response.length or 0) > limits.bytes:
        raise Refused(f"the archive at {address.host} is larger than {limits.bytes:,} bytes")
    into.mkdir(parents=True, exist_ok=True)
    file = into / file_name(address.path, response.getheader("Content-Type") or "")
    aside = into / f"{file.name}.part"
    try:
        _copy(address.host, response, aside, progress, limits)
        return aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)


def _meaning(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _copy(host: str, response: HTTPResponse, aside: Path, progress: Callable[[int, int], None], limits: Limits) -> None:
    announced, count = response.length or 0, 0
    with aside.open("wb") as file:
        while block := _block(host, response):
            count += len(block)
            if count > limits.bytes:
                raise Refused(f"the archive at {host} is larger than {limits.bytes:,} bytes")
            file.write(block)
            progress(count, announced)
    if response.length:
        raise Unavailable(f"the host {host} broke off after {count:,} of {announced:,} bytes")


def _block(host: str, response: HTTPResponse) -> bytes:
    with network_trouble(host):
        return response.read1(BLOCK)


def file_name(path: str, content_type: str) -> str:
    """A harmless file name after the last part of a path; a text file gets the suffix its reader looks for.

    >>> file_name("/ipt/archive.do?r=herbarium", "application/zip"), file_name("/export?as=csv", "text/csv; charset=utf-8")
    ('archive.do', 'export.csv')
    """
    last = unquote(path.partition("?")[0].rpartition("/")[2])
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", last).strip("._")[-100:] or "archive"
    suffix = _TEXT_SUFFIXES.get(content_type.partition(";")[0].strip().lower(), "")
    return name if not suffix or Path(name).suffix.lower() in (*_TEXT_SUFFIXES.values(), ".zip", ".gz", ".tar") else name + suffix
