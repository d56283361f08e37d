"""Fossils as bodies in relief: an outline filled from dark edge to lit middle, ribs and rings drawn with light and shade."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Sequence
from random import Random

from examples.generator.drawing.canvas import Canvas, Colour, mixed, shaded

LIGHT = complex(-0.55, -0.83)
Shape = Callable[[Canvas, Random, complex, float, Colour], None]


def body(canvas: Canvas, outline: Sequence[complex], colour: Colour, *, rings: int = 26, lit: complex = LIGHT) -> None:
    """A convex body: the outline drawn again and again, smaller, lighter and nearer to the light."""
    centre = sum(outline) / len(outline)
    reach = max(abs(point - centre) for point in outline)
    for ring in range(rings):
        share = ring / rings
        towards = centre + lit * reach * 0.3 * share
        tint = mixed(mixed(colour, (28, 22, 18), 0.5), mixed(colour, (252, 246, 230), 0.3), share**0.7)
        canvas.polygon([towards + (point - centre) * (1 - share) ** 0.6 for point in outline], tint)


def groove(canvas: Canvas, path: Sequence[complex], colour: Colour, width: float = 2.0) -> None:
    """A furrow: a dark line with a lit edge beside it."""
    canvas.stroke([point - LIGHT * width * 0.8 for point in path], mixed(colour, (255, 250, 236), 0.45), width * 0.8)
    canvas.stroke(path, mixed(colour, (20, 16, 12), 0.55), width)


def ellipse(centre: complex, across: float, down: float, turn: float = 0.0, steps: int = 72) -> list[complex]:
    """The outline of an ellipse, turned by an angle in radians."""
    turning = cmath.rect(1, turn)
    angles = [2 * math.pi * step / steps for step in range(steps)]
    return [centre + complex(across * math.cos(angle), down * math.sin(angle)) * turning for angle in angles]


def ammonite(canvas: Canvas, random: Random, at: complex, size: float, colour: Colour) -> None:
    """A coiled shell: whorls laid from the inside out, each bead lit, with ribs."""
    turn, hand = random.uniform(0, 6.28), random.choice((-1, 1))
    whorls, ribs = random.uniform(3.2, 4.0), random.randint(52, 68)
    steps = round(whorls * 150)
    for step in range(steps):
        angle = 2 * math.pi * whorls * step / steps
        radius = size * 0.73 * 1.85 ** ((angle / (2 * math.pi)) - whorls)
        spot = at + cmath.rect(radius, turn + hand * angle)
        rib = 0.5 + 0.5 * math.sin(angle * ribs / 2)
        _bead(canvas, spot, radius * 0.335, mixed(colour, (46, 36, 28), 0.2 * (1 - rib)))
    canvas.disc(spot, radius * 0.27, mixed(colour, (30, 24, 20), 0.62))


def _bead(canvas: Canvas, at: complex, radius: float, colour: Colour) -> None:
    for share in (0.0, 0.22, 0.44, 0.66, 0.84):
        tint = mixed(mixed(colour, (30, 24, 18), 0.42), mixed(colour, (255, 248, 230), 0.34), share)
        canvas.disc(at + LIGHT * radius * 0.3 * share, radius * (1 - share * 0.92), tint)


def _fan(at: complex, size: float, width: float, height: float) -> list[complex]:
    angles = [math.pi * (0.5 + 2 * step / 96) for step in range(96)]
    return [at + size * complex(width * math.cos(a) * (1 - 0.22 * max(0.0, -math.sin(a))), height * math.sin(a)) for a in angles]


def brachiopod(canvas: Canvas, _random: Random, at: complex, size: float, colour: Colour) -> None:
    """A winged shell with ribs that run from the beak, and a fold in the middle."""
    body(canvas, _fan(at, size, 1.02, 0.66), colour)
    beak = at - complex(0, size * 0.62)
    for rib in range(-13, 14):
        end = at + complex(size * 0.95 * math.sin(rib / 13 * 1.45), size * (0.62 * math.cos(rib / 13 * 1.45)))
        groove(canvas, [beak + (end - beak) * (step / 8) ** 0.9 for step in range(9)], colour, 1.5)
    for line in (0.55, 0.8):
        canvas.stroke(_fan(at, size * line, 1.02, 0.66)[52:], mixed(colour, (30, 24, 18), 0.3), 1.2)
    canvas.polygon(ellipse(beak, size * 0.16, size * 0.1), mixed(colour, (40, 30, 22), 0.25))


def bivalve(canvas: Canvas, random: Random, at: complex, size: float, colour: Colour) -> None:
    """A rounded valve with the lines of its growth."""
    outline = _fan(at, size * 0.9, 0.94, 0.82)
    body(canvas, outline, colour)
    umbo = at - complex(size * random.uniform(-0.12, 0.12), size * 0.7)
    for year in range(3, 14):
        ring = [umbo + (point - umbo) * (year / 14) for point in outline]
        groove(
            canvas, ring[:8] + ring[8:40] if year % 2 else ring[:44], mixed(colour, (60, 50, 40), 0.2), random.uniform(0.8, 1.9)
        )
        canvas.stroke(ring[52:], mixed(colour, (30, 24, 18), 0.24), 1.2)


def scallop(canvas: Canvas, _random: Random, at: complex, size: float, colour: Colour) -> None:
    """A round valve with ears and many fine ribs."""
    hinge = at - complex(0, size * 0.8)
    ears = [hinge + complex(size * x, size * y) for x, y in ((-0.42, -0.06), (0.42, -0.06), (0.34, 0.26), (-0.34, 0.26))]
    canvas.polygon(ears, mixed(colour, (60, 48, 36), 0.3))
    body(canvas, ellipse(at, size * 0.86, size * 0.84), colour)
    for rib in range(-11, 12):
        end = at + size * complex(0.84 * math.sin(rib / 11 * 2.0), 0.82 * math.cos(rib / 11 * 2.0))
        groove(canvas, [hinge + (end - hinge) * step / 8 for step in range(1, 9)], colour, 2.2)


def trilobite(canvas: Canvas, _random: Random, at: complex, size: float, colour: Colour) -> None:
    """A head shield with eyes, eleven segments in three lobes, a tail shield."""
    head = [at + size * complex(x * 0.62, -0.38 + y) for x, y in _arch(0.52)]
    tail = [at + size * complex(x * 0.5, 0.52 - y * 0.8) for x, y in _arch(0.5)]
    body(canvas, tail, colour)
    for segment in range(11):
        width = size * (0.6 - 0.013 * segment)
        spot = at + complex(0, size * (-0.34 + 0.078 * segment))
        body(canvas, ellipse(spot, width, size * 0.055), colour, rings=8)
        body(canvas, ellipse(spot, width * 0.34, size * 0.06), mixed(colour, (255, 246, 226), 0.12), rings=8)
    body(canvas, head, colour)
    body(canvas, ellipse(at - complex(0, size * 0.55), size * 0.26, size * 0.27), mixed(colour, (255, 246, 226), 0.1))
    for side in (-1, 1):
        body(
            canvas,
            ellipse(at + size * complex(0.38 * side, -0.52), size * 0.1, size * 0.13),
            mixed(colour, (20, 16, 12), 0.25),
            rings=10,
        )


def _arch(height: float) -> list[tuple[float, float]]:
    return [(math.cos(math.pi * step / 40), -height * math.sin(math.pi * step / 40)) for step in range(41)]


def coral(canvas: Canvas, random: Random, at: complex, size: float, colour: Colour) -> None:
    """A clump of cups, each with its radiating walls."""
    cups = sorted(((random.gauss(0, 0.33), random.gauss(0, 0.25)) for _ in range(30)), key=lambda cup: cup[1])
    for x, y in cups:
        spot, radius = at + size * complex(x, y), size * random.uniform(0.17, 0.24)
        body(canvas, ellipse(spot, radius, radius * 0.9), colour, rings=10)
        canvas.polygon(ellipse(spot, radius * 0.78, radius * 0.7), mixed(colour, (34, 26, 20), 0.45))
        for wall in range(20):
            end = cmath.rect(radius * 0.74, wall * math.pi / 10)
            canvas.stroke([spot + end * 0.3, spot + end], mixed(colour, (255, 248, 230), 0.25), 1.2)
        body(canvas, ellipse(spot, radius * 0.2, radius * 0.2), colour, rings=6)


def crinoid(canvas: Canvas, random: Random, at: complex, size: float, colour: Colour) -> None:
    """Pieces of stem, as stacks of discs, and single discs with a star."""
    for piece in range(4):
        start = at + size * complex(random.uniform(-0.7, 0.1), -0.5 + 0.34 * piece)
        along = cmath.rect(size * 0.075, random.uniform(-0.35, 0.35))
        for disc in range(random.randint(6, 12)):
            body(canvas, ellipse(start + along * disc, size * 0.055, size * 0.125, cmath.phase(along)), colour, rings=8)
    for _ in range(4):
        spot = at + size * complex(random.uniform(0.35, 0.85), random.uniform(-0.55, 0.55))
        body(canvas, ellipse(spot, size * 0.12, size * 0.12), colour, rings=10)
        for ray in range(5):
            canvas.stroke([spot, spot + cmath.rect(size * 0.075, ray * 1.2566)], mixed(colour, (26, 20, 16), 0.5), 2.4)


def bark(canvas: Canvas, random: Random, at: complex, size: float, colour: Colour) -> None:
    """A slab of shale with the scars of leaves in slanting rows."""
    corners = ((-0.95, -0.6), (-0.2, -0.72), (0.85, -0.6), (0.98, 0.1), (0.8, 0.64), (-0.1, 0.7), (-0.88, 0.55), (-1.0, 0.0))
    slab = [at + size * complex(x + random.uniform(-0.05, 0.05), y) for x, y in corners]
    dark = mixed(colour, (52, 50, 52), 0.75)
    canvas.polygon([point + 8j for point in slab], mixed(dark, (10, 10, 10), 0.5))
    canvas.polygon(slab, dark)
    for row in range(-5, 6):
        for column in range(-6, 7):
            spot = at + size * complex(0.128 * column + 0.064 * (row % 2), 0.108 * row)
            if abs((spot - at).real) < size * 0.8 and abs((spot - at).imag) < size * 0.52:
                diamond = [spot + size * offset for offset in (0.094j, 0.048 + 0j, -0.094j, -0.048 + 0j)]
                body(canvas, diamond, shaded(random, mixed(dark, (120, 112, 104), 0.4)), rings=7)
                canvas.disc(spot, size * 0.011, (26, 24, 24))


def tooth(canvas: Canvas, random: Random, at: complex, size: float, colour: Colour) -> None:
    """A blade of enamel over a forked root."""
    root = [(-0.56, -0.42), (-0.3, -0.66), (0.0, -0.5), (0.3, -0.66), (0.56, -0.42), (0.46, -0.18), (0.0, -0.06), (-0.46, -0.18)]
    lean = random.uniform(-0.16, 0.16)
    edge = [(0.46 * (1 - t) ** 0.72 + lean * t * t, -0.2 + 1.0 * t) for t in (step / 20 for step in range(21))]
    other = [(-0.46 * (1 - t) ** 0.72 + lean * t * t, -0.2 + 1.0 * t) for t in (step / 20 for step in range(21))]
    body(canvas, [at + size * complex(x, y) for x, y in root], mixed(colour, (96, 78, 58), 0.6))
    enamel = [at + size * complex(x, y) for x, y in [*edge, *reversed(other)]]
    body(canvas, enamel, mixed(colour, (74, 84, 96), 0.55), lit=LIGHT * 0.5)
    for share in (-0.5, 0.0, 0.5):
        path = [at + size * complex(x * share + lean * 0.2, y) for x, y in edge[2:17]]
        canvas.stroke(path, mixed(colour, (220, 222, 224), 0.5), 1.4, 0.6)


def belemnite(canvas: Canvas, random: Random, at: complex, size: float, colour: Colour) -> None:
    """Two or three amber bullets."""
    amber = mixed(colour, (150, 96, 44), 0.6)
    for row in range(random.randint(2, 3)):
        turn = cmath.rect(1, random.uniform(-0.28, 0.28))
        spot = at + complex(0, size * (-0.42 + 0.42 * row))
        upper = [complex(0.85 * t - 0.5, -0.115 * min(1.0, (1 - t) ** 0.4 * 1.15)) for t in (step / 24 for step in range(25))]
        outline = [spot + size * point * turn for point in [*upper, *(point.conjugate() for point in reversed(upper))]]
        body(canvas, outline, amber, lit=-0.55j)


def urchin(canvas: Canvas, _random: Random, at: complex, size: float, colour: Colour) -> None:
    """A domed test with five double rows of pores."""
    body(canvas, ellipse(at, size * 0.78, size * 0.7), colour)
    for ray in range(5):
        for side in (-0.09, 0.09):
            angle = -math.pi / 2 + ray * 2 * math.pi / 5 + side
            for pore in range(4, 22):
                reach = size * 0.7 * pore / 22
                bend = angle + side * (1 - pore / 22) * 1.2
                canvas.disc(at - complex(0, size * 0.06) + cmath.rect(reach, bend), 2.0, mixed(colour, (36, 28, 22), 0.55))


def nummulite(canvas: Canvas, random: Random, at: complex, size: float, colour: Colour) -> None:
    """A handful of coins: lens-shaped tests, some split to show the coil of chambers."""
    for number in range(7):
        spot = at + cmath.rect(size * (0.0 if number == 0 else 0.56), number * math.pi / 3)
        radius = size * random.uniform(0.24, 0.3)
        body(canvas, ellipse(spot, radius, radius * 0.94), colour)
        turns = [cmath.rect(radius * step / 110, step * 0.34) for step in range(12, 100)]
        if number % 2:
            groove(canvas, [spot + turn for turn in turns], colour, 1.5)
        else:
            canvas.disc(spot + LIGHT * radius * 0.1, radius * 0.1, mixed(colour, (255, 248, 230), 0.3))


def snail(canvas: Canvas, _random: Random, at: complex, size: float, colour: Colour) -> None:
    """A spired shell, its mouth to the left, whorl over whorl."""
    for whorl in range(6, -1, -1):
        share = 0.68**whorl
        spot = at + size * complex(0.04, 0.34 - 1.05 * (1 - share))
        body(canvas, ellipse(spot, size * 0.5 * share, size * 0.36 * share, -0.16), colour, rings=18)
        for line in (-0.1, 0.02, 0.14):
            path = [
                spot + complex(x * 0.48 * share, (line + 0.1 * x * x) * share) * size
                for x in (step / 8 - 1 for step in range(17))
            ]
            canvas.stroke(path, mixed(colour, (60, 44, 30), 0.35), 1.2)
    canvas.polygon(ellipse(at + size * complex(-0.2, 0.48), size * 0.15, size * 0.3, 0.35), mixed(colour, (70, 46, 32), 0.6))


def fruit(canvas: Canvas, _random: Random, at: complex, size: float, colour: Colour) -> None:
    """An egg-shaped fruit with blunt ridges."""
    brown = mixed(colour, (92, 62, 38), 0.65)
    body(
        canvas, [at + size * complex(0.52 * math.sin(a) * (1 + 0.2 * math.cos(a)), -0.74 * math.cos(a)) for a in _circle()], brown
    )
    for ridge in (-0.66, -0.33, 0.0, 0.33, 0.66):
        path = [
            at + size * complex(0.5 * ridge * math.sin(a) * (1 + 0.2 * math.cos(a)), -0.72 * math.cos(a)) for a in _circle()[2:35]
        ]
        groove(canvas, path, brown, 2.2)


def _circle() -> list[float]:
    return [2 * math.pi * step / 72 for step in range(72)]


SHAPES: dict[str, Shape] = {
    "ammonite": ammonite,
    "brachiopod": brachiopod,
    "bivalve": bivalve,
    "scallop": scallop,
    "trilobite": trilobite,
    "coral": coral,
    "crinoid": crinoid,
    "bark": bark,
    "tooth": tooth,
    "belemnite": belemnite,
    "urchin": urchin,
    "nummulite": nummulite,
    "snail": snail,
    "fruit": fruit,
}
