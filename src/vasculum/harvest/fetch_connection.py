"""A connection to a host whose network addresses were checked: it goes to those, asks no name service again, and is watched."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPException, HTTPResponse

from vasculum.harvest.address import Address
from vasculum.harvest.fetch_pace import Pace
from vasculum.harvest.refusal import Refused, Unavailable

_HEADERS = {"Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close", "User-Agent": "Vasculum"}


@contextmanager
def network_trouble(host: str) -> Iterator[None]:
    """Turns what can go wrong on the network into one line for the curator."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise Refused(f"the host {host} cannot prove that it is {host}: {error.verify_message}") from error
    except TimeoutError as error:
        raise Unavailable(f"the host {host} does not answer") from error
    except HTTPException as error:
        raise Unavailable(f"the host {host} does not answer as a web server does, or broke off") from error
    except OSError as error:
        raise Unavailable(f"the connection to {host} failed: {error.strerror or error}") from error


@contextmanager
def asked(address: Address, found: Sequence[str], pace: Pace, conditions: Mapping[str, str]) -> Iterator[HTTPResponse]:
    """The answer of a host to a GET under conditions (headers), its body not read yet; raises Refused when there is none."""
    with closing(_connected(address, found, pace)) as line:
        connection = http.client.HTTPConnection(address.host, address.port)
        connection.default_port = 443 if address.scheme == "https" else 80
        connection.sock = _Watched(line, pace)
        with network_trouble(address.host):
            connection.request("GET", address.path, headers={**_HEADERS, **conditions})
            response = connection.getresponse()
        with closing(response):
            yield response


def _connected(address: Address, found: Sequence[str], pace: Pace) -> socket.socket:
    with network_trouble(address.host):
        line = _first_that_answers(found, address.port, pace)
        if address.scheme == "http":
            return line
        try:
            line.settimeout(pace.patience())
            return ssl.create_default_context().wrap_socket(line, server_hostname=address.host)
        except BaseException:
            line.close()
            raise


def _first_that_answers(found: Sequence[str], port: int, pace: Pace) -> socket.socket:
    trouble: OSError = OSError("no address")
    for address in found:
        try:
            return socket.create_connection((address, port), timeout=pace.patience())
        except OSError as error:
            trouble = error
    raise trouble


class _Watched:
    """As much of a socket as an HTTP connection uses; whoever opened the socket closes it."""

    def __init__(self, line: socket.socket, pace: Pace) -> None:
        self._line, self._pace = line, pace

    def sendall(self, data: bytes) -> None:
        """Sends within the patience of the pace."""
        self._line.settimeout(self._pace.patience())
        self._line.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What the host sends."""
        return io.BufferedReader(_Incoming(self._line, self._pace), 64 * 1024)

    def close(self) -> None:
        """Leaves the socket open."""


class _Incoming(io.RawIOBase):
    """The bytes that come in, each wait within the patience of the pace and each arrival told to it."""

    def __init__(self, line: socket.socket, pace: Pace) -> None:
        self._line, self._pace = line, pace

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        self._line.settimeout(self._pace.patience())
        count = self._line.recv_into(buffer)
        if count:
            self._pace.received(count)
        return count
