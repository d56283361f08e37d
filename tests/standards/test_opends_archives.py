"""openDS: every specimen of every published archive, its media and the event of its version are valid, and are linked data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyld.jsonld
import pytest
from rdflib import Graph

from tests.shared import shared_folder
from tests.standards.test_harvest_of_published_archives import OUTCOMES
from tests.standards.test_opends import faults, validator_of
from vasculum.harvest.actions import harvest
from vasculum.harvest.node import Node, make_node
from vasculum.harvest.progress import silent
from vasculum.interpret.media import media
from vasculum.lake.history import versions
from vasculum.specimens.linked_data import json_ld, turtle
from vasculum.specimens.media_pids import media_pid
from vasculum.specimens.opends import document
from vasculum.specimens.opends_media import digital_media, media_document
from vasculum.specimens.provenance import event
from vasculum.specimens.specimen import Origin, Specimen

HARVESTED = [
    pytest.param(archive, rows, id=archive, marks=[pytest.mark.slow] if rows > 1000 else [])
    for archive, rows in OUTCOMES
    if isinstance(rows, int)
]
ORIGIN = Origin("garden", "Garden", "GRD", "https://ror.org/01h1jbk91", "herbarium", "Herbarium", "source", "Source")
MOST = 2000
AS_GRAPHS = 25


@pytest.fixture
def node(tmp_path: Path, db: None) -> Node:  # noqa: ARG001
    return make_node(tmp_path / "node")


def specimens(node: Node, rows: int) -> Iterator[Specimen]:
    for number in range(0, rows, max(1, rows // MOST)):
        known = versions(node.lake, "source", number)
        if known:
            yield Specimen(known, ORIGIN)


def documents(specimen: Specimen) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "digital-specimen", document(specimen)
    yield "create-update-tombstone-event", event(specimen)
    for medium in digital_media(specimen):
        yield "digital-media", media_document(medium)


@pytest.mark.slow
@pytest.mark.parametrize(("archive", "rows"), HARVESTED)
def test_every_document_is_valid(node: Node, shared: Path, archive: str, rows: int) -> None:
    harvest(node, shared / archive, "source", silent)
    validators = {kind: validator_of(kind) for kind in ("digital-specimen", "digital-media", "create-update-tombstone-event")}
    found = list(specimens(node, rows))
    wrong = [
        (specimen.pid, kind, faults(validators[kind], made))
        for specimen in found
        for kind, made in documents(specimen)
        if not validators[kind].is_valid(made)
    ]
    assert wrong == []
    assert len(found) >= min(rows, MOST) * 0.9
    for specimen in found:
        related = {each["dwc:relatedResourceID"] for each in document(specimen)["ods:hasEntityRelationships"]}
        shown = media(specimen.content.verbatim, specimen.content.extensions)[0]
        assert {f"https://doi.org/{media_pid(specimen.pid, medium.address)}" for medium in shown} <= related


def no_network(address: str, _options: Any) -> Any:
    raise AssertionError(f"{address} was asked for")


@pytest.mark.slow
@pytest.mark.parametrize("archive", ["dwca-kew/dwca-kew-gbif-media.zip", "dwca-naturalis/dwca-naturalis-ac-media.zip"])
def test_documents_expand_without_the_network_and_are_the_same_graph_as_turtle(node: Node, archive: str) -> None:
    harvest(node, shared_folder() / "data" / archive, "source", silent)
    for specimen in list(specimens(node, 20))[:AS_GRAPHS]:
        for _, made in documents(specimen):
            expanded = pyld.jsonld.expand(json_ld(made), {"documentLoader": no_network})
            terms = {term for term in expanded[0] if not term.startswith("@")}
            assert all(term.startswith(("http://", "https://")) for term in terms)
            assert len(terms) >= len([name for name in made if not name.startswith("@")])
            graph = Graph().parse(data=turtle(made), format="turtle")
            assert len(graph) == len(Graph().parse(data=turtle(made), format="turtle")) > len(terms)
