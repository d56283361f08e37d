"""Leaves: outlines by kind, bent along a curve, with veins."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from examples.generator.drawing.canvas import Canvas, Colour, curve, heading, mixed, shaded, turned

STEPS = 28
BREADTH = {
    "elliptic": 0.24,
    "lanceolate": 0.11,
    "heart": 0.40,
    "round": 0.46,
    "toothed": 0.29,
    "lobed": 0.36,
    "leaflet": 0.18,
    "finger": 0.2,
}
Profile = Callable[[float], float]


def _elliptic(t: float) -> float:
    return math.pow(abs(math.sin(math.pi * t)), 0.85)


def _lanceolate(t: float) -> float:
    return math.sin(math.pi * math.pow(t, 0.75))


def _heart(t: float) -> float:
    if t < 0.26:
        return math.sqrt(1 - ((0.26 - t) / 0.26) ** 2)
    return math.cos((t - 0.26) / 0.74 * math.pi / 2)


def _round(t: float) -> float:
    return math.sqrt(max(0.0, 1 - (2 * t - 1) ** 2))


def _toothed(t: float) -> float:
    return _elliptic(t) * (0.86 + 0.20 * ((t * 13) % 1))


def _lobed(t: float) -> float:
    return _elliptic(t) * (0.42 + 0.62 * math.pow(abs(math.sin(4.2 * math.pi * t)), 0.7))


PROFILES: dict[str, Profile] = {
    "elliptic": _elliptic,
    "lanceolate": _lanceolate,
    "heart": _heart,
    "round": _round,
    "toothed": _toothed,
    "lobed": _lobed,
    "leaflet": _elliptic,
    "finger": _toothed,
}


def leaf(canvas: Canvas, random: Random, kind: str, at: complex, direction: complex, length: float, colour: Colour) -> None:
    """One leaf of a kind, simple or compound, from its foot at `at`."""
    if kind == "pinnate":
        _pinnate(canvas, random, at, direction, length, colour)
    elif kind == "palmate":
        _palmate(canvas, random, at, direction, length, colour)
    elif kind == "frond":
        frond(canvas, random, at, direction, length, colour)
    elif kind == "needle":
        tint = shaded(random, colour)
        canvas.stroke([at, at + direction * length * 0.5], tint, 2.6, 1.2)
    elif kind == "strap":
        strap(canvas, random, at, direction, length, colour)
    else:
        _blade(canvas, random, kind, at, direction, length, colour)


def _blade(canvas: Canvas, random: Random, kind: str, at: complex, direction: complex, length: float, colour: Colour) -> None:
    petiole = curve(at, direction, length * (0.5 if kind == "round" else 0.14), random.uniform(-10, 10), 6)
    axis = curve(petiole[-1], heading(petiole, 5), length, random.uniform(-26, 26), STEPS)
    breadth = length * BREADTH[kind] * random.uniform(0.88, 1.12)
    tint = shaded(random, colour)
    left, right = _side(axis, PROFILES[kind], breadth), _side(axis, PROFILES[kind], -breadth)
    canvas.stroke(petiole, mixed(tint, (90, 66, 40), 0.4), 2.4)
    canvas.polygon([*axis, *reversed(left)], tint)
    canvas.polygon([*axis, *reversed(right)], mixed(tint, (52, 44, 24), 0.14))
    _veins(canvas, axis, left, right, mixed(tint, (214, 200, 150), 0.38), length)


def _side(axis: list[complex], profile: Profile, breadth: float) -> list[complex]:
    last = len(axis) - 1
    return [point + heading(axis, index) * 1j * breadth * profile(index / last) for index, point in enumerate(axis)]


def _veins(canvas: Canvas, axis: list[complex], left: list[complex], right: list[complex], ink: Colour, length: float) -> None:
    canvas.stroke(axis, ink, max(1.0, length / 70), 0.6)
    if length < 34:
        return
    for index in range(3, STEPS - 4, 3):
        for side in (left, right):
            tip = axis[index] + (side[min(index + 3, STEPS)] - axis[index]) * 0.86
            canvas.stroke([axis[index], tip], ink, 0.6)


def _pinnate(canvas: Canvas, random: Random, at: complex, direction: complex, length: float, colour: Colour) -> None:
    axis = curve(at, direction, length * 1.25, random.uniform(-22, 22), STEPS)
    canvas.stroke(axis, mixed(colour, (90, 66, 40), 0.35), 2.2, 1.0)
    for index in range(7, STEPS, 4):
        for side in (-1, 1):
            size = length * 0.36 * (1 - 0.35 * index / STEPS)
            _blade(
                canvas, random, "leaflet", axis[index], turned(heading(axis, index), side * random.uniform(48, 64)), size, colour
            )
    _blade(canvas, random, "leaflet", axis[-1], heading(axis, STEPS), length * 0.3, colour)


def _palmate(canvas: Canvas, random: Random, at: complex, direction: complex, length: float, colour: Colour) -> None:
    petiole = curve(at, direction, length * 0.5, random.uniform(-16, 16), 8)
    canvas.stroke(petiole, mixed(colour, (90, 66, 40), 0.35), 2.2)
    for spread, share in ((-86, 0.5), (86, 0.5), (-44, 0.72), (44, 0.72), (0, 0.9)):
        finger = turned(heading(petiole, 7), spread + random.uniform(-6, 6))
        _blade(canvas, random, "finger", petiole[-1] - finger * length * share * 0.16, finger, length * share, colour)


def frond(canvas: Canvas, random: Random, at: complex, direction: complex, length: float, colour: Colour) -> None:
    """The frond of a fern: pinnae that grow shorter toward the tip, each cut into rounded teeth."""
    axis = curve(at, direction, length, random.uniform(-30, 30), 64)
    pinnae = range(11, 64)
    for index in pinnae:
        t = (index - 11) / 53
        reach = length * 0.21 * math.sin(math.pi * (0.16 + 0.84 * t)) ** 0.9
        for side in (-1, 1):
            _pinna(canvas, random, axis[index], turned(heading(axis, index), side * random.uniform(62, 70)), reach, colour)
    canvas.stroke(axis, mixed(colour, (74, 48, 26), 0.65), max(2.2, length / 150), 1.0)


def _pinna(canvas: Canvas, random: Random, at: complex, direction: complex, length: float, colour: Colour) -> None:
    axis = curve(at, direction, length, random.uniform(-14, 4), 12)
    tint = shaded(random, colour, 8)
    width = max(2.2, length * 0.085)
    teeth = [point + heading(axis, i) * 1j * width * (1 - i / 13) * (1.0 if i % 2 else 0.62) for i, point in enumerate(axis)]
    under = [point - heading(axis, i) * 1j * width * (1 - i / 13) * (1.0 if i % 2 else 0.62) for i, point in enumerate(axis)]
    canvas.polygon([*teeth, *reversed(under)], tint)
    canvas.stroke(axis, mixed(tint, (52, 44, 24), 0.3), 0.8)


def strap(canvas: Canvas, random: Random, at: complex, direction: complex, length: float, colour: Colour) -> None:
    """A long leaf with parallel veins, as of a grass or an iris; some are folded over."""
    axis = curve(at, direction, length, random.uniform(-42, 42), STEPS)
    tint = shaded(random, colour)
    width = max(3.0, length * 0.022) * random.uniform(0.8, 1.25)
    left, right = (_side(axis, lambda t: min(1.0, 6 * t + 0.4) * (1 - t) ** 0.45, sign * width) for sign in (1, -1))
    canvas.polygon([*left, *reversed(right)], tint)
    canvas.stroke(axis, mixed(tint, (52, 44, 24), 0.22), 1.0)
    for share in (0.5, -0.5):
        canvas.stroke(
            [a + (b - a) * abs(share) for a, b in zip(axis, left if share > 0 else right, strict=True)],
            mixed(tint, (226, 214, 170), 0.3),
            0.6,
        )
