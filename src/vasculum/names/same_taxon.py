"""All names that mean one taxon: the accepted one and its synonyms, as the checklists of a node tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vasculum.names.backbone import Backbone
from vasculum.names.checklists import Checklists
from vasculum.names.spelling import key
from vasculum.names.usages import Usage

MOST_NAMES = 60


class Taxon(NamedTuple):
    """An accepted usage, what else it is or was called, and the checklist that says so."""

    accepted: Usage
    synonyms: tuple[Usage, ...]
    checklist: str


def taxa_called(checklists: Checklists, name: str) -> list[Taxon]:
    """The taxa that bear a name, with or without its authorship, as the accepted one or as a synonym, checklist by checklist."""
    return [
        Taxon(accepted, tuple(backbone.synonyms(accepted)), checklist)
        for checklist, backbone in checklists.backbones.items()
        for accepted in _accepted(backbone, name)
    ]


def _accepted(backbone: Backbone, name: str) -> Iterable[Usage]:
    found = {accepted.key: accepted for usage in _bearing(backbone, name) if (accepted := backbone.accepted(usage))}
    return found.values()


def _bearing(backbone: Backbone, name: str) -> list[Usage]:
    written = key(name)
    return backbone.named(written) or backbone.bearers(written)


def other_names(checklists: Checklists, name: str) -> tuple[str, ...]:
    """The canonical names of the taxa called `name`, without `name` itself, the accepted ones first; none for an unknown name."""
    asked = {key(each.canonical_name) for backbone in checklists.backbones.values() for each in _bearing(backbone, name)}
    names = dict.fromkeys(_names(taxa_called(checklists, name)))
    return tuple(each for each in names if key(each) not in asked)[:MOST_NAMES]


def _names(taxa: Iterable[Taxon]) -> Iterator[str]:
    taxa = list(taxa)
    yield from (taxon.accepted.canonical_name for taxon in taxa)
    yield from (synonym.canonical_name for taxon in taxa for synonym in taxon.synonyms)
