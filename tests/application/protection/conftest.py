"""The small node, in which roses are protected: the index was made anew under that rule."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from tests.application.pages.conftest import _forget, browser, empty, pid_of, small_node
from tests.small_node import SmallNode
from vasculum.harvest.follow import follow_ledgers
from vasculum.harvest.node import open_node
from vasculum.harvest.progress import silent
from vasculum.people.policy import SYSTEM
from vasculum.protection.actions import protect
from vasculum.protection.current import look_again
from vasculum.protection.models import ProtectionRule

__all__ = ["browser", "empty", "pid_of", "small_node"]
Protect = Callable[..., ProtectionRule]


@pytest.fixture(scope="session")
def own_node(small_node: SmallNode, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small node, for rules of its own."""
    return shutil.copytree(small_node.folder, tmp_path_factory.mktemp("protected") / "node")


@pytest.fixture
def home(own_node: Path, small_node: SmallNode, settings: LazySettings, db: None) -> Iterator[Path]:  # noqa: ARG001
    """The node that this process serves, without rules yet."""
    settings.NODE = own_node
    call_command("loaddata", str(small_node.rows), verbosity=0)
    _forget()
    look_again()
    follow_ledgers(open_node(own_node), silent)
    yield own_node
    _forget()
    look_again()


@pytest.fixture
def protected(home: Path) -> Protect:
    """Puts a rule into force and makes the index anew."""

    def act(**told: object) -> ProtectionRule:
        rule = protect(SYSTEM, ProtectionRule(**{"reason": "picked to extinction", "category": "0.1 degree", **told}))
        follow_ledgers(open_node(home), silent)
        return rule

    return act
