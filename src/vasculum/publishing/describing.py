"""A data set in the words of its publisher and the figures of its records: the resource that every format writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from vasculum.formats.eml import Area, Coverage, Party, Resource
from vasculum.harvest.node import Node
from vasculum.pids.issuer import Minted
from vasculum.publishing.models import Dataset
from vasculum.publishing.rules import LICENSES, citation
from vasculum.registry.models import Collection, Institution

OF_THE_NODE = 0
"""The issuer that numbers data sets: sources are numbered from one."""


def pid_of(node: Node, dataset: Dataset) -> str:
    """The persistent identifier of a data set; all its versions have the same."""
    return node.mint.pid(Minted(OF_THE_NODE, dataset.pk))


def publisher_of(dataset: Dataset) -> str:
    """The name of the institution that publishes it, in the language of the data set."""
    found = Institution.objects.filter(key=dataset.institution).first()
    return found.name(dataset.language) if found else "Vasculum"


def resource_of(node: Node, dataset: Dataset, version: int, made: dt.datetime, figures: Mapping[str, Any]) -> Resource:
    """What is said of one version."""
    address = f"https://doi.org/{pid_of(node, dataset)}" if dataset.pk else f"urn:vasculum:{dataset.scope}:{dataset.of}"
    publisher = publisher_of(dataset)
    parties = [_party(person) for person in dataset.people] or [Party("creator", publisher)]
    creators = "; ".join(party.name for party in parties if party.role == "creator")
    title = dataset.title.get(dataset.language) or dataset.name(dataset.language)
    collection = Collection.objects.filter(key=dataset.of).first() if dataset.scope == Dataset.Scope.COLLECTION else None
    return Resource(
        identifier=address,
        title={**dataset.title, dataset.language: title},
        abstract=dataset.abstract or {dataset.language: title},
        made=made,
        version=version,
        language=dataset.language,
        parties=parties,
        license=LICENSES[dataset.license],
        keywords=dataset.keywords,
        coverage=coverage_of(figures),
        citation=citation(creators, made.date(), title, version, publisher, address),
        homepage=f"{dataset.address}/{dataset.language}/datasets/{dataset.key}" if dataset.address else "",
        collections=[(collection.key, collection.name(dataset.language))] if collection else [],
        records=figures.get("records"),
    )


def coverage_of(figures: Mapping[str, Any]) -> Coverage:
    """The coverage that figures tell."""
    box, period = figures.get("box"), figures.get("period") or (None, None)
    first, last = (dt.date.fromisoformat(day) if day else None for day in period)
    area = Area(west=box[0], south=box[1], east=box[2], north=box[3]) if box else None
    return Coverage(area, first, last, [(rank, name) for rank, name in figures.get("taxa", ())])


def _party(person: Mapping[str, str]) -> Party:
    return Party(
        role=person.get("role", "contact"),
        organisation=person.get("organisation", ""),
        given_name=person.get("given", ""),
        surname=person.get("surname", ""),
        position=person.get("position", ""),
        email=person.get("email", ""),
        orcid=person.get("orcid", ""),
    )
