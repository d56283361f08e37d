"""The small node, whose herbarium is published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.utils import timezone

from tests.application.pages.conftest import _forget, browser, empty, small_node
from tests.small_node import SmallNode
from vasculum.harvest.node import Node, open_node
from vasculum.people.policy import SYSTEM
from vasculum.publishing.actions import describe, publish
from vasculum.publishing.models import Dataset

__all__ = ["browser", "empty", "small_node"]
WORDS = {
    "scope": "collection",
    "of": "herbarium",
    "institution": "garden",
    "title": {"en": "Roses & <others>", "nl": "Rozen"},
    "abstract": {"en": "All roses.\n\nAnd others.", "nl": "Alle rozen."},
    "license": "cc-by",
    "keywords": ["roses", "Belgium"],
    "people": [
        {
            "role": "creator",
            "given": "Invented",
            "surname": "Person",
            "email": "person@example.org",
            "orcid": "0000-0002-1825-0097",
        },
        {"role": "contact", "organisation": "Garden", "email": "not an address"},
    ],
    "address": "http://testserver",
}


@pytest.fixture(scope="session")
def published_node(small_node: SmallNode, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small node with a version of its herbarium in it, made once."""
    return shutil.copytree(small_node.folder, tmp_path_factory.mktemp("published") / "node")


@pytest.fixture
def home(published_node: Path, small_node: SmallNode, settings: LazySettings, db: None) -> Node:  # noqa: ARG001
    """The node that this process serves."""
    settings.NODE = published_node
    call_command("loaddata", str(small_node.rows), verbosity=0)
    _forget()
    return open_node(published_node)


@pytest.fixture
def roses(home: Node) -> Dataset:
    """A published data set."""
    Dataset.objects.filter(pk=1).delete()
    dataset = describe(SYSTEM, Dataset(pk=1, key="roses"), WORDS, timezone.now())
    publish(home, dataset, timezone.now())
    return Dataset.objects.get(key="roses")
