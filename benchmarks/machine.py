"""On what was measured, and with which versions: figures mean little without."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version

PACKAGES = ("vasculum", "duckdb", "tantivy", "deltalake", "python-dwca-reader")


def machine() -> dict[str, str | int]:
    """The processors that may be used, the kind of system, and the versions of Python and of the packages that do the work."""
    return {
        "processors": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{package: version(package) for package in PACKAGES},
    }
