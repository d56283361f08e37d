"""Fixtures every test may use; no property is judged by how long it takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.shared import shared_folder

settings.register_profile("without a clock", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("without a clock")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party data (`../shared/data`)."""
    return shared_folder() / "data"
