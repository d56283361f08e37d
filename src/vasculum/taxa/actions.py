"""Checklists given to a node and taken from it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from vasculum.harvest.checklist import usages_of
from vasculum.harvest.node import Node
from vasculum.harvest.refusal import Refused
from vasculum.names import Built, build
from vasculum.names.checklists import SUFFIX
from vasculum.taxa.rules import KEY


def add_backbone(node: Node, key: str, checklist: Path) -> Built:
    """Makes the backbone of a checklist, replacing the one of this key only when it is whole.

    `checklist` is a Darwin Core Archive of taxa, a ColDP archive, or a table of usages. Raises Refused or ArchiveRefused.
    """
    target = _file(node, key)
    node.backbones.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{key}-", dir=node.backbones) as work:
        aside = Path(work) / target.name
        built = build(usages_of(checklist, Path(work)), aside)
        if not built.usages:
            raise Refused(f"{checklist.name} holds no name that can be used")
        aside.replace(target)
    return built


def remove_backbone(node: Node, key: str) -> None:
    """Takes a checklist from the node; raises Refused when it has none of this key."""
    target = _file(node, key)
    if not target.is_file():
        raise Refused(f"this node has no checklist {key!r}")
    target.unlink()


def backbone_files(node: Node) -> Iterator[Path]:
    """The files of the node's backbones, in the order of their keys."""
    return iter(sorted(node.backbones.glob(f"*{SUFFIX}")))


def _file(node: Node, key: str) -> Path:
    if not KEY.fullmatch(key):
        raise Refused(f"{key!r} cannot be the key of a checklist: use small letters, digits and hyphens, at most 40")
    return node.backbones / f"{key}{SUFFIX}"
