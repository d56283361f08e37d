"""Images that the node holds, cut and scaled by libvips: turned upright, without EXIF (so without places), kept once made."""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import lru_cache
from pathlib import Path

import pyvips

from vasculum.specimens.iiif_image import Wanted

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff")
LARGEST_SOURCE = 1_000_000_000
pyvips.block_untrusted_set(True)


class NoImage(Exception):
    """A file that is no image, or one too large to be opened."""


def held_file(media: Path, address: str) -> Path | None:
    """The file behind an address of this node such as `/media/demo/rose.png`; None where it is no picture below `media`."""
    if not address.startswith("/media/") or "\0" in address or not address.lower().endswith(PICTURES):
        return None
    file = (media / address.removeprefix("/media/")).resolve()
    return file if file.is_relative_to(media.resolve()) and file.is_file() else None


def size_of(file: Path) -> tuple[int, int]:
    """Width and height in pixels, upright; raises NoImage."""
    status = file.stat()
    return _size(file, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4096)
def _size(file: Path, _changed: int, _bytes: int) -> tuple[int, int]:
    image = _opened(file)
    return int(image.width), int(image.height)


def _opened(file: Path) -> pyvips.Image:
    try:
        image = pyvips.Image.new_from_file(str(file), fail_on="error")
        if image.width * image.height > LARGEST_SOURCE:
            raise NoImage(f"{file.name} is too large")
        return image.autorot()
    except pyvips.Error as error:
        raise NoImage(f"{file.name} cannot be read as an image") from error


def made(file: Path, cache: Path, wanted: Wanted) -> Path:
    """The file of the image that is wanted, made now unless it was before; raises NoImage."""
    status = file.stat()
    source = hashlib.sha256(f"{file}\0{status.st_mtime_ns}\0{status.st_size}".encode()).hexdigest()[:32]
    kept = cache / source / f"{hashlib.sha256(repr(wanted).encode()).hexdigest()[:32]}.{wanted.form}"
    if not kept.exists():
        _make(_pyramid(file, cache / source), kept, wanted)
    return kept


def _pyramid(file: Path, folder: Path) -> Path:
    """The image in tiles and several sizes, from which any part is read without the rest."""
    kept = folder / "pyramid.tif"
    if not kept.exists():
        image = _opened(file)
        colours = image.icc_transform("srgb") if image.get_typeof("icc-profile-data") else image.colourspace("srgb")
        plain = colours.flatten(background=255) if colours.hasalpha() else colours
        _written(plain.cast("uchar"), kept, {"pyramid": True, "tile": True, "compression": "jpeg", "Q": 90, "keep": "none"})
    return kept


def _make(pyramid: Path, kept: Path, wanted: Wanted) -> None:
    shrunk = min(wanted.width / wanted.to_width, wanted.height / wanted.to_height)
    image, scale = _level(pyramid, shrunk)
    left, top = int(wanted.left * scale), int(wanted.top * scale)
    across = max(1, min(round(wanted.width * scale), image.width - left))
    down = max(1, min(round(wanted.height * scale), image.height - top))
    part = image.crop(left, top, across, down)
    sized = part.resize(wanted.to_width / part.width, vscale=wanted.to_height / part.height)
    turned = sized.fliphor() if wanted.mirrored else sized
    _written(_in_quality(turned.rot(f"d{wanted.degrees}"), wanted.quality), kept, _saving(wanted.form))


def _level(pyramid: Path, shrunk: float) -> tuple[pyvips.Image, float]:
    """The smallest stored size that is large enough, and its share of the whole."""
    whole = pyvips.Image.tiffload(str(pyramid))
    pages = int(whole.get("n-pages")) if whole.get_typeof("n-pages") else 1
    page = max(0, min(pages - 1, int(shrunk).bit_length() - 1))
    image = pyvips.Image.tiffload(str(pyramid), page=page)
    return image, image.width / whole.width


def _in_quality(image: pyvips.Image, quality: str) -> pyvips.Image:
    if quality in {"gray", "bitonal"}:
        image = image.colourspace("b-w")
    return (image > 127).ifthenelse(255, 0) if quality == "bitonal" else image


def _saving(form: str) -> dict[str, object]:
    return {"keep": "none", **({} if form == "png" else {"Q": 85})}


def _written(image: pyvips.Image, kept: Path, how: dict[str, object]) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    descriptor, aside = tempfile.mkstemp(suffix=kept.suffix, dir=kept.parent)
    os.close(descriptor)
    try:
        image.write_to_file(aside, **how)
        Path(aside).replace(kept)
    except pyvips.Error as error:
        raise NoImage("the image cannot be read to its end") from error
    finally:
        Path(aside).unlink(missing_ok=True)
