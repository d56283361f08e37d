"""Everything at once: the files a museum would hand in, and the pictures its records point to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from examples.generator.fossils import fossils, write_fossils
from examples.generator.herbarium_archive import herbarium, write_herbarium
from examples.generator.pictures import draw_pictures
from examples.generator.zoology import animals, write_animals

BASE = "http://127.0.0.1:8000"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """Where the files lie; `images` is the folder of pictures, `pictures` how many it should hold."""

    herbarium: Path
    fossils: Path
    zoology: Path
    images: Path
    pictures: int


def silent(_stage: str, _done: int, _total: int) -> None:
    """Shows no progress."""


def build(into: Path, *, edition: int = 1, images: bool = True, base: str = BASE, progress: Progress = silent) -> Built:
    """Writes `herbarium.zip`, `fossils.zip`, `zoology.csv` and the folder `images` into `into`.

    Records with a picture point to `base` + `/media/demo/` + its file name. Edition 2 is what the museum hands in a year later.
    A picture that is there already is not drawn again. `progress` is told the stage, what is done of it and how much there is.
    """
    into.mkdir(parents=True, exist_ok=True)
    address = base.rstrip("/")
    sheets, stones, beasts = herbarium(edition, address), fossils(edition, address), animals(edition, address)
    built = Built(into / "herbarium.zip", into / "fossils.zip", into / "zoology.csv", into / "images", 0)
    steps: tuple[tuple[str, Callable[[], None]], ...] = (
        ("herbarium.zip", lambda: write_herbarium(built.herbarium, edition, sheets)),
        ("fossils.zip", lambda: write_fossils(built.fossils, edition, stones)),
        ("zoology.csv", lambda: write_animals(built.zoology, beasts)),
    )
    for done, (name, write) in enumerate(steps, 1):
        write()
        progress(name, done, len(steps))
    drawn = draw_pictures(built.images, sheets, stones, beasts, progress) if images else 0
    return Built(built.herbarium, built.fossils, built.zoology, built.images, drawn)
