"""Fixtures every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shared import shared_folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party data (`../shared/data`)."""
    return shared_folder() / "data"
