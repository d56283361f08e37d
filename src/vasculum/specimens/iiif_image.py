"""The parameters of the IIIF Image API 3.0 (https://iiif.io/api/image/3.0/): region, size, rotation, quality, format."""

from __future__ import annotations

import re
from dataclasses import dataclass

LARGEST = 4096
FORMATS = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
QUALITIES = ("default", "color", "gray", "bitonal")
_NUMBER = r"[0-9]{1,6}(?:\.[0-9]{1,10})?"


class NotAnImage(ValueError):
    """Parameters that name no image of this source; the text says why."""


class NotOffered(ValueError):
    """Something of the standard that this node does not do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An image to make, in pixels of the source: a part of it, the size it shall have, turned by degrees, mirrored before."""

    left: int
    top: int
    width: int
    height: int
    to_width: int
    to_height: int
    degrees: int
    mirrored: bool
    quality: str
    form: str


def wanted(width: int, height: int, region: str, size: str, rotation: str, quality: str, form: str) -> Wanted:
    """The image that the parameters name of a source of this size; raises NotAnImage or NotOffered.

    >>> found = wanted(600, 400, "0,0,300,200", "150,", "90", "gray", "png")
    >>> (found.width, found.to_width, found.to_height, found.degrees)
    (300, 150, 100, 90)
    """
    if quality not in QUALITIES:
        raise NotAnImage(f"the quality {quality} does not exist")
    if form not in FORMATS:
        raise NotOffered(f"only {', '.join(FORMATS)} are offered")
    left, top, across, down = _region(width, height, region)
    to_width, to_height = _size(across, down, size)
    degrees, mirrored = _rotation(rotation)
    return Wanted(left, top, across, down, to_width, to_height, degrees, mirrored, quality, form)


def _region(width: int, height: int, text: str) -> tuple[int, int, int, int]:
    if text == "full":
        return 0, 0, width, height
    if text == "square":
        side = min(width, height)
        return (width - side) // 2, (height - side) // 2, side, side
    found = re.fullmatch(rf"(pct:)?({_NUMBER}),({_NUMBER}),({_NUMBER}),({_NUMBER})", text)
    if found is None or (not found[1] and "." in text):
        raise NotAnImage("the region is full, square, x,y,w,h or pct:x,y,w,h")
    parts = [float(found[at]) for at in range(2, 6)]
    if found[1]:
        parts = [share * side / 100 for share, side in zip(parts, (width, height, width, height), strict=True)]
    left, top = round(parts[0]), round(parts[1])
    across, down = min(round(parts[2]), width - left), min(round(parts[3]), height - top)
    if across < 1 or down < 1:
        raise NotAnImage("nothing of the image lies in this region")
    return left, top, across, down


def _size(width: int, height: int, text: str) -> tuple[int, int]:
    if text.startswith("^"):
        raise NotOffered("images are not made larger than they are")
    across, down = _asked_size(width, height, text)
    if across > width or down > height:
        raise NotAnImage("images are not made larger than they are: see the size of the region")
    if text != "max" and max(across, down) > LARGEST:
        raise NotAnImage(f"the longest side is at most {LARGEST}")
    return max(1, across), max(1, down)


def _asked_size(width: int, height: int, text: str) -> tuple[int, int]:
    if text == "max":
        return _within(width, height, LARGEST, LARGEST)
    if found := re.fullmatch(rf"pct:({_NUMBER})", text):
        share = float(found[1]) / 100
        if not share:
            raise NotAnImage("nothing is left of the image")
        return round(width * share), round(height * share)
    found = re.fullmatch(r"(!?)([0-9]{0,6}),([0-9]{0,6})", text)
    if found is None or not (found[2] or found[3]) or 0 in {int(part) for part in (found[2], found[3]) if part}:
        raise NotAnImage("the size is max, w,h or w, or ,h or !w,h or pct:n")
    if found[1]:
        return _within(width, height, int(found[2] or width), int(found[3] or height))
    across = int(found[2]) if found[2] else round(width * int(found[3]) / height)
    return across, int(found[3]) if found[3] else round(height * int(found[2]) / width)


def _within(width: int, height: int, across: int, down: int) -> tuple[int, int]:
    share = min(1.0, across / width, down / height)
    return round(width * share), round(height * share)


def _rotation(text: str) -> tuple[int, bool]:
    found = re.fullmatch(rf"(!?)({_NUMBER})", text)
    if found is None or float(found[2]) > 360:
        raise NotAnImage("the rotation is a number from 0 to 360, with ! before it for a mirror image")
    if float(found[2]) % 90:
        raise NotOffered("images are turned by 90 degrees at a time")
    return int(float(found[2])) % 360, bool(found[1])


def information(address: str, width: int, height: int) -> dict[str, object]:
    """The info.json of an image of this size."""
    factors = [2**power for power in range(8) if max(width, height) / 2**power > 128] or [1]
    return {
        "@context": "http://iiif.io/api/image/3/context.json",
        "id": address,
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level2",
        "width": width,
        "height": height,
        "maxWidth": LARGEST,
        "maxHeight": LARGEST,
        "tiles": [{"width": 512, "height": 512, "scaleFactors": factors}],
        "extraFormats": ["webp"],
        "extraQualities": ["color", "gray", "bitonal"],
        "extraFeatures": ["mirroring", "regionSquare"],
    }
