"""Registries elsewhere: GBIF for data sets, DataCite and Handle for identifiers; each is told so that telling twice is once.

DataCite and Handle take a PUT under the identifier itself. GBIF gives a key of its own: it is asked for the identifier before
anything is added, so that an answer that was lost is found again. Sources: https://techdocs.gbif.org/en/openapi/v1/registry,
https://support.datacite.org/reference/put_dois-id, Handle.Net HTTP JSON API.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

import orjson

from vasculum.formats.eml import Resource

PATIENCE = 20.0


class NotRegistered(Exception):
    """The registry did not take it; its text says why."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Where a registry answers, as whom we speak (`name:password`), and what it wants to know of us by name."""

    kind: str
    address: str
    account: str
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """What a registry is told: the version of a data set, its PID, where it is described and where its archive lies."""

    resource: Resource
    pid: str
    page: str
    archive: str
    publisher: str


def registries_of(named: Mapping[str, tuple[str, str]], keys: Mapping[str, str]) -> list[Registry]:
    """The registries that the keeper of the node named, each with its address and account; none by default.

    >>> [each.kind for each in registries_of({"datacite": ("https://api.test.datacite.org", ""), "gbif": ("", "")}, {})]
    ['datacite']
    """
    return [Registry(kind, address.rstrip("/"), account, keys) for kind, (address, account) in named.items() if address]


def register(registry: Registry, told: Told, known: str) -> str:
    """Tells a registry of a version and gives its key for the data set; `known` is the key from before, or "".

    Raises NotRegistered.
    """
    return _TELLING[registry.kind](registry, told, known)


def _datacite(registry: Registry, told: Told, known: str) -> str:  # noqa: ARG001
    resource = told.resource
    attributes = {
        "doi": told.pid,
        "event": "publish",
        "url": told.page,
        "titles": [{"title": title, "lang": language} for language, title in resource.title.items()],
        "creators": [{"name": party.name} for party in resource.with_role("creator")],
        "publisher": told.publisher,
        "publicationYear": resource.made.year,
        "types": {"resourceTypeGeneral": "Dataset"},
        "version": str(resource.version),
        "rightsList": [{"rightsUri": resource.license.address, "rights": resource.license.name}] if resource.license else [],
    }
    _send(registry, "PUT", f"/dois/{told.pid}", {"data": {"type": "dois", "attributes": attributes}})
    return told.pid


def _handle(registry: Registry, told: Told, known: str) -> str:  # noqa: ARG001
    values = [{"index": 1, "type": "URL", "data": {"format": "string", "value": told.page}}]
    _send(registry, "PUT", f"/api/handles/{told.pid}?overwrite=true", {"values": values})
    return told.pid


def _gbif(registry: Registry, told: Told, known: str) -> str:
    resource = told.resource
    dataset = {
        "publishingOrganizationKey": registry.told.get("organisation", ""),
        "installationKey": registry.told.get("installation", ""),
        "type": "OCCURRENCE",
        "title": resource.in_own_language(resource.title),
        "description": resource.in_own_language(resource.abstract),
        "language": {"en": "eng", "nl": "nld", "fr": "fra", "de": "deu"}.get(resource.language, "eng"),
        "license": resource.license.address if resource.license else None,
        "homepage": told.page,
        "doi": told.pid,
        "version": str(resource.version),
    }
    key = known or _known_to_gbif(registry, told)
    if key:
        _send(registry, "PUT", f"/dataset/{key}", {**dataset, "key": key})
    else:
        key = str(_send(registry, "POST", "/dataset", dataset)).strip('"')
    _one_endpoint(registry, key, told.archive)
    return key


def _known_to_gbif(registry: Registry, told: Told) -> str:
    found = _send(registry, "GET", f"/dataset/doi/{told.pid}", None)
    results = found.get("results", []) if isinstance(found, dict) else []
    return str(results[0]["key"]) if results else ""


def _one_endpoint(registry: Registry, key: str, archive: str) -> None:
    path = f"/dataset/{quote(key, safe='')}/endpoint"
    there = _send(registry, "GET", path, None) or []
    if not any(isinstance(each, dict) and each.get("url") == archive for each in there):
        _send(registry, "POST", path, {"type": "DWC_ARCHIVE", "url": archive})


def _send(registry: Registry, method: str, path: str, body: Any) -> Any:
    """What a registry answers, as JSON; raises NotRegistered."""
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "Vasculum"}
    if registry.account:
        headers["Authorization"] = "Basic " + base64.b64encode(registry.account.encode()).decode()
    request = Request(registry.address + path, None if body is None else orjson.dumps(body), headers, method=method)
    try:
        with urlopen(request, timeout=PATIENCE) as answer:
            text = answer.read(1_000_000)
    except HTTPError as error:
        with error:
            raise NotRegistered(f"{registry.kind} answered {error.code} to {method} {path}") from error
    except (URLError, TimeoutError, OSError) as error:
        raise NotRegistered(f"{registry.kind} does not answer: {getattr(error, 'reason', error)}") from error
    try:
        return orjson.loads(text) if text else None
    except orjson.JSONDecodeError as error:
        raise NotRegistered(f"{registry.kind} answered something that is no JSON") from error


_TELLING: Mapping[str, Callable[[Registry, Told, str], str]] = {"gbif": _gbif, "datacite": _datacite, "handle": _handle}
