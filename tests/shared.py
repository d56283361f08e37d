"""Where third-party data for tests lie: `VASCULUM_SHARED`, by default `../shared` beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared_folder() -> Path:
    """The folder of shared data; where it must be there (`CI` is set) its absence is an error, elsewhere a skip."""
    folder = Path(os.environ.get("VASCULUM_SHARED", ROOT.parent / "shared"))
    if folder.joinpath("data").is_dir():
        return folder
    if os.environ.get("CI"):
        raise FileNotFoundError(f"the shared data are required and not at {folder}")
    pytest.skip(f"no shared data at {folder}")
