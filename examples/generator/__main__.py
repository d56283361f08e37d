"""`python -m examples.generator FOLDER [--edition 2]`: writes the example collections into a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from examples.generator.build import BASE, build


def main() -> None:
    """Reads the call and builds."""
    parser = argparse.ArgumentParser(prog="python -m examples.generator", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--edition", type=int, choices=(1, 2), default=1)
    parser.add_argument("--base", default=BASE, help="where the pictures will be served from")
    parser.add_argument("--without-images", action="store_true")
    call = parser.parse_args()
    built = build(call.folder, edition=call.edition, images=not call.without_images, base=call.base)
    print(f"{built.herbarium}\n{built.fossils}\n{built.zoology}\n{built.images}: {built.pictures} pictures")


if __name__ == "__main__":
    main()
