"""A transparent layer to draw on with points of the plane (complex numbers), twice as fine as it will be shown."""

from __future__ import annotations

import cmath
import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
FINE = 2


class Canvas:
    """Polygons, strokes and discs in the units of the finished picture; y grows downward."""

    def __init__(self, width: int, height: int) -> None:
        self._image = Image.new("RGBA", (width * FINE, height * FINE), (0, 0, 0, 0))
        self._draw = ImageDraw.Draw(self._image)

    def polygon(self, outline: Sequence[complex], fill: Colour) -> None:
        """Fills an outline."""
        self._draw.polygon([_pair(point) for point in outline], fill=(*fill, 255))

    def stroke(self, path: Sequence[complex], fill: Colour, width: float, end: float | None = None) -> None:
        """Draws a path that tapers from `width` to `end` (default: no taper)."""
        last = width if end is None else end
        for index, (start, stop) in enumerate(pairwise(path)):
            here = width + (last - width) * index / max(1, len(path) - 1)
            self._draw.line([_pair(start), _pair(stop)], fill=(*fill, 255), width=max(1, round(here * FINE)))
            if here > 1.5:
                self.disc(stop, here / 2, fill)

    def disc(self, centre: complex, radius: float, fill: Colour) -> None:
        """Fills a circle."""
        low, high = _pair(centre - complex(radius, radius)), _pair(centre + complex(radius, radius))
        self._draw.ellipse([low, high], fill=(*fill, 255))

    def finished(self) -> Image.Image:
        """The layer at its final size."""
        return self._image.reduce(FINE)


def _pair(point: complex) -> tuple[float, float]:
    return point.real * FINE, point.imag * FINE


def turned(direction: complex, degrees: float) -> complex:
    """A direction turned by an angle."""
    return direction * cmath.rect(1, math.radians(degrees))


def curve(start: complex, direction: complex, length: float, bend: float, steps: int = 24) -> list[complex]:
    """A path from `start` that turns by `bend` degrees on its way."""
    path = [start]
    for step in range(steps):
        path.append(path[-1] + turned(direction, bend * step / steps) * length / steps)
    return path


def heading(path: Sequence[complex], index: int) -> complex:
    """The direction of a path at one of its points."""
    step = path[min(index + 1, len(path) - 1)] - path[max(index - 1, 0)]
    return step / abs(step) if step else 1 + 0j


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def shaded(random: Random, colour: Colour, spread: int = 10) -> Colour:
    """A colour a little lighter or darker."""
    by = random.randint(-spread, spread)
    red, green, blue = (min(255, max(0, part + by)) for part in colour)
    return red, green, blue
