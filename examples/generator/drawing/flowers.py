"""Flowers and what carries them: open flowers, heads, umbels, racemes, catkins, spikes, panicles."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from examples.generator.drawing.canvas import Canvas, Colour, curve, heading, mixed, shaded, turned

FADED: dict[str, Colour] = {
    "white": (233, 224, 199),
    "yellow": (211, 171, 62),
    "red": (150, 52, 46),
    "pink": (184, 106, 126),
    "violet": (112, 82, 136),
    "blue": (88, 100, 152),
    "orange": (203, 112, 44),
    "green": (138, 140, 78),
    "straw": (186, 158, 98),
}
Carrier = Callable[[Canvas, Random, complex, complex, float, Colour, Colour], None]


def petalled(canvas: Canvas, random: Random, at: complex, radius: float, colour: Colour, petals: int = 5) -> None:
    """An open flower seen from above, pressed a little out of round."""
    turn = random.uniform(0, 90)
    for petal in range(petals):
        outward = turned(1 + 0j, turn + 360 * petal / petals + random.uniform(-6, 6))
        tint = shaded(random, colour, 12)
        _petal(canvas, at, outward, radius * random.uniform(0.86, 1.1), 3.2 / petals, tint)
    canvas.disc(at, radius * 0.2, mixed((196, 158, 62), (110, 80, 30), random.random() * 0.5))
    for _ in range(7):
        canvas.disc(
            at + turned(radius * random.uniform(0.12, 0.3) + 0j, random.uniform(0, 360)), max(0.8, radius * 0.045), (120, 84, 30)
        )


def _petal(canvas: Canvas, at: complex, outward: complex, length: float, breadth: float, tint: Colour) -> None:
    widths = (0.12, 0.42, 0.74, 0.96, 1.0, 0.84, 0.46, 0.0)
    axis = [at + outward * length * step / 7 for step in range(8)]
    half = [outward * 1j * length * breadth * 0.5 * width for width in widths]
    outline = [a + h for a, h in zip(axis, half, strict=True)] + [a - h for a, h in reversed(list(zip(axis, half, strict=True)))]
    canvas.polygon(outline, tint)
    for spread in (-0.35, 0.0, 0.35):
        canvas.stroke([axis[0], axis[5] + half[5] * spread * 2], mixed(tint, (90, 60, 50), 0.22), 0.6)


def _open(canvas: Canvas, random: Random, at: complex, direction: complex, size: float, colour: Colour, green: Colour) -> None:
    path = curve(at, direction, size * 1.6, random.uniform(-20, 20), 8)
    canvas.stroke(path, green, 2.2, 1.6)
    petalled(canvas, random, path[-1], size * 0.85, colour, random.choice((5, 5, 5, 6)))


def _head(canvas: Canvas, random: Random, at: complex, direction: complex, size: float, colour: Colour, green: Colour) -> None:
    path = curve(at, direction, size * 1.4, random.uniform(-16, 16), 8)
    canvas.stroke(path, green, 2.6)
    centre = path[-1]
    for ray in range(26):
        outward = turned(direction, 360 * ray / 26 + random.uniform(-5, 5))
        _petal(canvas, centre, outward, size * random.uniform(0.78, 0.98), 0.16, shaded(random, colour, 12))
    canvas.disc(centre, size * 0.36, mixed(colour, (120, 86, 32), 0.7))
    for _ in range(40):
        canvas.disc(
            centre + turned(size * 0.33 * random.random() ** 0.5 + 0j, random.uniform(0, 360)),
            1.1,
            shaded(random, (150, 112, 48), 30),
        )


def _umbel(canvas: Canvas, random: Random, at: complex, direction: complex, size: float, colour: Colour, green: Colour) -> None:
    foot = at + direction * size * 0.7
    canvas.stroke([at, foot], green, 2.4)
    for ray in range(9):
        path = curve(
            foot,
            turned(direction, -64 + 16 * ray + random.uniform(-5, 5)),
            size * random.uniform(1.0, 1.25),
            random.uniform(-10, 10),
            6,
        )
        canvas.stroke(path, green, 1.2)
        for _ in range(7):
            spot = path[-1] + turned(size * 0.2 * random.random() + 0j, random.uniform(0, 360))
            petalled(canvas, random, spot, size * 0.1, colour)


def _raceme(canvas: Canvas, random: Random, at: complex, direction: complex, size: float, colour: Colour, green: Colour) -> None:
    path = curve(at, direction, size * 4.2, random.uniform(-16, 16), 26)
    canvas.stroke(path, green, 2.2, 1.0)
    for index in range(4, 27):
        side = -1 if index % 2 else 1
        outward = turned(heading(path, index), side * random.uniform(40, 70))
        reach = size * 0.42 * (1.1 - 0.75 * index / 26)
        canvas.stroke([path[index], path[index] + outward * reach * 0.6], green, 1.1)
        for lobe in (-24, 0, 24):
            _petal(canvas, path[index] + outward * reach * 0.5, turned(outward, lobe), reach, 0.5, shaded(random, colour, 12))


def _catkin(canvas: Canvas, random: Random, at: complex, direction: complex, size: float, colour: Colour, green: Colour) -> None:
    path = curve(at, turned(direction, random.uniform(-50, 50)), size * 1.9, random.uniform(-60, 60), 22)
    canvas.stroke(path, green, 1.6)
    for index, point in enumerate(path[2:], 2):
        for side in (-1, 0, 1):
            shift = heading(path, index) * 1j * side * size * 0.1
            canvas.disc(
                point + shift, size * 0.1 * random.uniform(0.7, 1.1), shaded(random, mixed(colour, (122, 92, 44), 0.5), 18)
            )


def _spike(canvas: Canvas, random: Random, at: complex, direction: complex, size: float, colour: Colour, green: Colour) -> None:
    path = curve(at, direction, size * 2.0, random.uniform(-8, 8), 30)
    canvas.stroke(path[:12], green, 2.4)
    for index in range(10, 31):
        for _ in range(4):
            shift = heading(path, index) * 1j * random.uniform(-1, 1) * size * 0.17
            tip = path[index] + shift + turned(direction, random.uniform(-30, 30)) * size * 0.14
            canvas.stroke([path[index] + shift * 0.4, tip], shaded(random, mixed(colour, (112, 82, 40), 0.35), 16), 2.0, 0.8)


def _panicle(canvas: Canvas, random: Random, at: complex, direction: complex, size: float, colour: Colour, green: Colour) -> None:
    path = curve(at, direction, size * 4.4, random.uniform(-26, 26), 30)
    canvas.stroke(path, green, 1.8, 0.8)
    for index in range(3, 30, 2):
        for side in (-1, 1):
            reach = size * 1.5 * (1.05 - index / 31)
            branch = curve(
                path[index], turned(heading(path, index), side * random.uniform(22, 48)), reach, side * random.uniform(0, 30), 8
            )
            canvas.stroke(branch, green, 0.9)
            for spot in branch[2:]:
                grain = turned(heading(branch, 5), random.uniform(-30, 30))
                canvas.stroke([spot, spot + grain * size * 0.16], shaded(random, colour, 18), 3.0, 0.8)


CARRIERS: dict[str, Carrier] = {
    "open": _open,
    "head": _head,
    "umbel": _umbel,
    "raceme": _raceme,
    "catkin": _catkin,
    "spike": _spike,
    "panicle": _panicle,
}


def flowering(
    canvas: Canvas, random: Random, kind: str, at: complex, direction: complex, size: float, colours: tuple[Colour, Colour]
) -> None:
    """What stands at the end of a stem, in the colours of petal and stalk; kind `none` bears nothing."""
    if kind in CARRIERS:
        CARRIERS[kind](canvas, random, at, direction, size, *colours)
