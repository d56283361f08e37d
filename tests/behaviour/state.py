"""What a node holds, read back through the doors that pages and API use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from vasculum.harvest.node import Node
from vasculum.lake.history import versions
from vasculum.lake.ledger import Ledger
from vasculum.model.specimen import Version
from vasculum.search.index import NoIndex, open_catalogue
from vasculum.search.query import Query

Content = tuple[Mapping[str, str], Mapping[str, tuple[Mapping[str, str], ...]]]


def files(node: Node, room: str = "lake") -> dict[str, str]:
    """Every file in a room of the node by its name, as the SHA-256 of its bytes."""
    root = node.root / room
    return {str(file.relative_to(root)): sha256(file.read_bytes()).hexdigest() for file in root.rglob("*") if file.is_file()}


def minted(node: Node, source: str = "herbarium") -> int:
    """How many PIDs the source has given."""
    latest = Ledger(node.lake / source).latest()
    return int(latest.notes["minted"]) if latest else 0


def histories(node: Node, source: str = "herbarium") -> list[list[Version]]:
    """The versions of every specimen of the source, in the order of minting."""
    return [versions(node.lake, source, number) for number in range(minted(node, source))]


def history_of(node: Node, record_id: str, source: str = "herbarium") -> list[Version]:
    """The versions of the one specimen that was ever known by an identifier."""
    [found] = [each for each in histories(node, source) if record_id in {version.record_id for version in each}]
    return found


def content(version: Version) -> Content:
    """What the museum said in a version."""
    return version.verbatim, version.extensions


def hits(node: Node, text: str = "", **filters: str) -> Iterator[Mapping[str, Any]]:
    """The cards of all specimens found, page after page; none while there is no index."""
    catalogue, cursor = open_catalogue(node.search), ""
    asked = {name: (value,) for name, value in filters.items()}
    while True:
        try:
            page = catalogue.search(Query(text, asked, cursor=cursor, size=200))
        except NoIndex:
            return
        yield from (hit.card for hit in page.hits)
        cursor = page.next_cursor
        if not cursor:
            return


def described(node: Node, source: str = "herbarium") -> dict[str, Any]:
    """All that must be the same after a disturbed run and an undisturbed one: PIDs, versions, contents, hits."""
    told = [
        [(v.pid, v.record_id, v.version, v.change, v.snapshot, v.line, content(v), v.interpreted, v.remarks) for v in each]
        for each in histories(node, source)
    ]
    found = sorted(hits(node, source=source), key=lambda card: str(card["pid"]))
    cards = [{name: shown for name, shown in card.items() if name != "modified"} for card in found]
    return {"versions": told, "hits": cards, "minted": minted(node, source)}
