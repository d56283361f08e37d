"""The kinds of records a harvest keeps: specimens, which have PIDs, and events, which have none and are never judged."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from vasculum.harvest.assess import Assessment, assessment
from vasculum.harvest.node import Node
from vasculum.interpret.coordinates import COORDINATES
from vasculum.interpret.countries import COUNTRY
from vasculum.interpret.dates import EVENT_DATE
from vasculum.interpret.elevation import DEPTH, ELEVATION
from vasculum.interpret.licences import LICENSE
from vasculum.names.checklists import Checklists
from vasculum.pids.issuer import Mint
from vasculum.quality.bdq.running import Setting

_OF_EVENTS = (EVENT_DATE, COUNTRY, COORDINATES, ELEVATION, DEPTH, LICENSE)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: the row types that may hold it, where its ledgers lie, how it is identified and understood.

    `pid` is the SQL expression of the PID over `number`, for a mint and an issuer.
    """

    name: str
    row_types: frozenset[str]
    ledgers: Callable[[Node], Path]
    pid: Callable[[Mint, int], str]
    assessment: Callable[[Setting, Collection[str], Checklists], Assessment]


def _understanding_of_events(_setting: Setting, _verbatim: Collection[str], _checklists: Checklists) -> Assessment:
    columns = {column: kind for each in _OF_EVENTS for column, kind in each.columns.items()}
    return Assessment(_OF_EVENTS, {}, columns)


SPECIMENS = Kind(
    name="specimens",
    row_types=frozenset(
        f"dwc:{name}"
        for name in ("Occurrence", "MaterialEntity", "MaterialSample", "PreservedSpecimen", "FossilSpecimen", "LivingSpecimen")
    ),
    ledgers=lambda node: node.lake,
    pid=lambda mint, issuer: mint.expression(issuer, "number"),
    assessment=assessment,
)
EVENTS = Kind(
    name="events",
    row_types=frozenset({"dwc:Event"}),
    ledgers=lambda node: node.events,
    pid=lambda _mint, _issuer: "NULL::VARCHAR",
    assessment=_understanding_of_events,
)
