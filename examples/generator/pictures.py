"""The pictures of the three collections, drawn once and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PIL import Image

from examples.generator.drawing.sheet import herbarium_sheet
from examples.generator.drawing.tray import fossil_picture, insect_picture
from examples.generator.herbarium import Sheet
from examples.generator.tables import Row, rows
from examples.generator.zoology import kind_of, picture_of

Draw = Callable[[], Image.Image]
QUALITY = 86


def draw_pictures(
    folder: Path, sheets: Sequence[Sheet], stones: Sequence[Row], beasts: Sequence[Row], progress: Callable[[str, int, int], None]
) -> int:
    """Draws what is not in `folder` yet; gives the number of pictures that belong there."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = _of_sheets(sheets) | _of_fossils(stones) | _of_insects(beasts)
    for done, (name, draw) in enumerate(wanted.items(), 1):
        file = folder / name
        if not file.exists():
            _save(draw(), file)
        progress("images", done, len(wanted))
    return len(wanted)


def _save(picture: Image.Image, file: Path) -> None:
    aside = file.with_suffix(".part")
    picture.save(aside, "JPEG", quality=QUALITY)
    aside.replace(file)


def _of_sheets(sheets: Sequence[Sheet]) -> dict[str, Draw]:
    return {sheet.picture: partial(herbarium_sheet, sheet) for sheet in sheets if sheet.picture}


def _of_fossils(stones: Sequence[Row]) -> dict[str, Draw]:
    shown = [record for record in stones if record.get("dwc:associatedMedia")]
    return {picture_of(record): partial(fossil_picture, record, _stone(record)) for record in shown}


def _of_insects(beasts: Sequence[Row]) -> dict[str, Draw]:
    shown = [record for record in beasts if record.get("dwc:associatedMedia")]
    return {picture_of(record): partial(insect_picture, record, kind_of(record)) for record in shown}


def _stone(record: Row) -> Row:
    return next(kind for kind in rows("fossils.csv") if kind["genus"] == record["dwc:genus"])
