"""Where a node may fetch from: web addresses, and the network addresses behind their host names, checked before connecting.

A provider's address must never lead into the node's own network. Every address a name resolves to has to be public, unless
the keeper of the node allowed the host in VASCULUM_ALLOWED_HOSTS_FOR_HARVEST (host names and networks, comma separated).
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import quote, urlsplit

from vasculum.harvest.refusal import Refused

ALLOWED_HOSTS = "VASCULUM_ALLOWED_HOSTS_FOR_HARVEST"
SCHEMES = {"http": 80, "https": 443}
LONGEST = 2000

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")

Network = IPv4Network | IPv6Network
Resolver = Callable[[str, int], Sequence[str]]

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_DOCUMENTATION = IPv6Network("3fff::/20")
_STAYS = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Address:
    """A web address taken apart: `path` is what is asked of the host, query included."""

    scheme: str
    host: str
    port: int
    path: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the keeper of the node allows although it is not public."""

    names: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    def includes(self, host: str, found: str) -> bool:
        """Whether the host, or the address found for it, is on the list."""
        address = ip_address(found)
        return host in self.names or any(address in network for network in self.networks)


def is_address(place: str) -> bool:
    """Whether a place is written as an address (`scheme://`) and not as a path.

    >>> is_address("https://example.org/a.zip"), is_address("file:///etc/passwd"), is_address("herbarium.zip")
    (True, True, False)
    """
    return _SCHEME.match(place) is not None


def read_address(url: str) -> Address:
    """The parts of a web address; raises Refused when it is not one that a node fetches from.

    >>> read_address("https://Example.org/ipt/archive.do?r=herbarium#top")
    Address(scheme='https', host='example.org', port=443, path='/ipt/archive.do?r=herbarium')
    """
    if len(url) > LONGEST or re.search(r"[\x00-\x20\x7f\\]", url):
        raise Refused("the address is not a web address: it is too long or holds spaces, backslashes or control characters")
    try:
        parts = urlsplit(url)
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        raise Refused("the address is not a web address") from None
    if parts.scheme not in SCHEMES:
        raise Refused(f"a node fetches from http and https addresses only, not from {parts.scheme or 'this'}:")
    if "@" in parts.netloc:
        raise Refused("the address holds a user name or password: a node fetches without")
    if not host or port == 0:
        raise Refused("the address names no host")
    path = parts.path + ("?" + parts.query if parts.query else "")
    return Address(parts.scheme, host, port or SCHEMES[parts.scheme], quote(path, safe=_STAYS) or "/")


def _host(name: str) -> str:
    """A host name as the name service knows it; raises ValueError (UnicodeError too) when it cannot be one."""
    if ":" in name:
        return str(IPv6Address(name))
    host = name.encode("idna").decode("ascii").lower().rstrip(".")
    if not re.fullmatch(r"[a-z0-9._-]*", host):
        raise ValueError(name)
    return host


def read_allowed(text: str) -> Allowed:
    """The list of allowed hosts; raises Refused when a network on it cannot be read.

    >>> read_allowed("Cms.museum.be, 10.20.0.0/16").names
    frozenset({'cms.museum.be'})
    """
    entries = [entry.strip() for entry in text.split(",") if entry.strip()]
    networks = {entry: _network(entry) for entry in entries}
    names = frozenset(entry.lower().rstrip(".") for entry, network in networks.items() if network is None)
    return Allowed(names, tuple(network for network in networks.values() if network is not None))


def _network(entry: str) -> Network | None:
    try:
        return ip_network(entry, strict=False)
    except ValueError:
        if "/" in entry or ":" in entry:
            raise Refused(f"{ALLOWED_HOSTS}: {entry!r} is neither a host name nor a network") from None
        return None


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses the operating system knows for a host, each once, in the order to try them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(host: str, port: int, resolve: Resolver, allowed: Allowed) -> tuple[str, ...]:
    """Resolves a host once; raises Refused when it is not known or any of its addresses is neither public nor allowed."""
    try:
        found = tuple(resolve(host, port))
    except (OSError, UnicodeError):
        found = ()
    if not found:
        raise Refused(f"the host {host} is not known")
    for address in found:
        if not allowed.includes(host, address) and not is_public(address):
            raise Refused(f"the host {host} is not on the public internet; {ALLOWED_HOSTS} can allow it")
    return found


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet (unicast, global), also when it carries an IPv4 address within.

    Source: IANA special-purpose address registries (RFC 6890), as the standard library knows them.

    >>> is_public("193.190.1.1"), is_public("169.254.169.254"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    found = ip_address(address)
    if isinstance(found, IPv4Address):
        return found.is_global and not found.is_multicast
    carried = found.ipv4_mapped or found.sixtofour
    if carried is not None:
        return is_public(str(carried))
    return found in _GLOBAL_UNICAST and found.is_global and found not in _DOCUMENTATION
