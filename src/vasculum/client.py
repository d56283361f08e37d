"""A node from Python, over HTTP, with nothing but the standard library: search, one specimen, counts, downloads.

>>> node = Node("https://collections.example.org/")
>>> node.address_of("/api/search", {"q": "rosa", "country": ["BE", "FR"], "sort": None})
'https://collections.example.org/api/search?q=rosa&country=BE&country=FR'
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from typing import Any, cast
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

Value = str | int | bool | Sequence[str] | None
LINES = "application/x-ndjson"


class NodeError(Exception):
    """What the node refused: `status` and the problem it told."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(f"{status}: {detail}")
        self.status = status


@dataclass(frozen=True, slots=True)
class Download:
    """A file that was taken: where it lies, how to cite it, and the number of specimens under each licence."""

    path: Path
    citation: str
    licenses: Mapping[str, int]


class Node:
    """A node at an address; `patience` are the seconds to wait for an answer."""

    def __init__(self, address: str, patience: float = 60) -> None:
        self._address = address.rstrip("/")
        self._patience = patience

    def search(self, text: str = "", *, most: int | None = None, **filters: Value) -> list[dict[str, Any]]:
        """The specimens that a search finds, as a list of rows; `most` stops it early. Raises NodeError."""
        found: list[dict[str, Any]] = []
        for hit in self.each(text, **filters):
            if most is not None and len(found) >= most:
                break
            found.append(hit)
        return found

    def columns(self, text: str = "", *, most: int | None = None, **filters: Value) -> dict[str, list[Any]]:
        """What `search` finds, column by column: `pandas.DataFrame(node.columns("rosa"))`. None where a specimen has nothing."""
        rows = self.search(text, most=most, **filters)
        names = dict.fromkeys(name for row in rows for name in row)
        return {name: [row.get(name) for row in rows] for name in names}

    def each(self, text: str = "", **filters: Value) -> Iterator[dict[str, Any]]:
        """Every specimen that a search finds, one after the other, however many there are. Raises NodeError."""
        with self._open(self.address_of("/api/search", {"q": text, **filters}), LINES) as lines:
            for line in lines:
                yield json.loads(line)

    def specimen(self, pid: str, version: int | None = None) -> dict[str, Any]:
        """The openDS document of a specimen, of one that is gone too. Raises NodeError."""
        try:
            return self._json(self.address_of(f"/{_plain(pid)}.json", {"version": version}))
        except _Gone as gone:
            return gone.document

    def facets(self, *fields: str, text: str = "", **filters: Value) -> dict[str, dict[str, int]]:
        """How many specimens have each value of some fields, among those that a search finds. Raises NodeError."""
        counted = self._json(self.address_of("/api/facets", {"q": text, "facet": fields, **filters}))["facets"]
        return {field: {each["value"]: each["count"] for each in counted[field]} for field in fields}

    def download(self, path: Path | str, form: str = "csv", *, text: str = "", pause: float = 1, **filters: Value) -> Download:
        """Takes what a search finds as a file at `path`: csv, xlsx, dwca, parquet or jsonl; waits until the node has made it.

        Raises NodeError when it could not be made, OSError when the file is not the one that the node wrote.
        """
        told = self._json(self.address_of("/api/download", {"q": text, "as": form, **filters}), "POST")
        while told["state"] in {"waiting", "running"}:
            time.sleep(pause)
            told = self._json(told["address"])
        if told["state"] != "done":
            raise NodeError(500, told["why"] or "the download could not be made")
        digest = hashlib.sha256()
        with self._open(told["file"], "*/*") as content, Path(path).open("wb") as file:
            while part := content.read(1 << 20):
                digest.update(part)
                file.write(part)
        if digest.hexdigest() != told["sha256"]:
            raise OSError(f"{path} is not what the node wrote: take it again")
        return Download(Path(path), told["citation"], told["licenses"])

    def address_of(self, path: str, parameters: Mapping[str, Value]) -> str:
        """An address of the node; parameters without a value are left out."""
        pairs = [(name, text) for name, value in parameters.items() for text in _texts(value)]
        return self._address + path + (f"?{urlencode(pairs)}" if pairs else "")

    def _json(self, address: str, method: str = "GET") -> dict[str, Any]:
        with self._open(address, "application/json", method) as answer:
            return cast(dict[str, Any], json.load(answer))

    def _open(self, address: str, accept: str, method: str = "GET") -> HTTPResponse:
        request = Request(address, headers={"Accept": accept}, method=method)
        try:
            return cast(HTTPResponse, urlopen(request, timeout=self._patience))
        except HTTPError as error:
            with error:
                raise _refusal(error.code, error.read()) from None


class _Gone(NodeError):
    def __init__(self, document: dict[str, Any]) -> None:
        super().__init__(410, "this specimen is gone")
        self.document = document


def _refusal(status: int, body: bytes) -> NodeError:
    try:
        told = json.loads(body)
    except ValueError:
        return NodeError(status, body[:200].decode(errors="replace"))
    if status == 410 and isinstance(told, dict) and "ods:status" in told:
        return _Gone(told)
    return NodeError(status, str(told.get("detail", told) if isinstance(told, dict) else told))


def _plain(pid: str) -> str:
    return pid.removeprefix("https://doi.org/").strip("/")


def _texts(value: Value) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return [str(value)] if isinstance(value, str | int) else [str(each) for each in value]
