"""Insects set for the drawer: beetles and butterflies, the same on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from examples.generator.drawing.canvas import Canvas, Colour, curve, mixed, turned
from examples.generator.drawing.stone import body, ellipse, groove

BLACK: Colour = (38, 32, 30)
BEETLES: dict[str, tuple[Colour, Colour, float, float]] = {
    "Carabus": ((72, 118, 58), (120, 128, 44), 0.30, 0.52),
    "Cicindela": ((62, 128, 72), (70, 120, 80), 0.28, 0.44),
    "Lucanus": ((96, 48, 34), (48, 34, 30), 0.30, 0.50),
    "Cetonia": ((78, 128, 60), (92, 130, 62), 0.36, 0.44),
    "Oryctes": ((104, 54, 32), (86, 44, 30), 0.36, 0.46),
    "Rosalia": ((126, 150, 172), (112, 136, 160), 0.25, 0.54),
    "Goliathus": ((104, 50, 40), (228, 222, 206), 0.42, 0.50),
    "Chelorrhina": ((52, 78, 56), (60, 84, 58), 0.38, 0.50),
    "Sternotomis": ((84, 124, 96), (70, 108, 92), 0.28, 0.48),
}
WINGS: dict[str, tuple[Colour, Colour, Colour]] = {
    "Papilio": ((226, 200, 96), (42, 38, 36), (74, 102, 152)),
    "Aglais": ((150, 64, 44), (58, 40, 36), (96, 116, 170)),
    "Vanessa": ((56, 46, 42), (38, 32, 32), (204, 82, 46)),
    "Pieris": ((238, 234, 216), (62, 58, 56), (214, 208, 170)),
    "Gonepteryx": ((226, 214, 104), (196, 182, 80), (222, 132, 52)),
    "Apatura": ((92, 74, 108), (54, 44, 52), (236, 230, 220)),
    "Phengaris": ((112, 132, 182), (58, 56, 70), (48, 44, 54)),
    "Boloria": ((208, 126, 56), (66, 44, 34), (52, 38, 32)),
    "Graphium": ((58, 50, 44), (40, 36, 34), (122, 186, 150)),
    "Charaxes": ((72, 48, 38), (50, 36, 32), (226, 196, 132)),
}
FORE = (
    (0.02, -0.08),
    (0.24, -0.34),
    (0.56, -0.56),
    (0.88, -0.64),
    (0.97, -0.56),
    (0.93, -0.36),
    (0.86, -0.14),
    (0.7, 0.02),
    (0.36, 0.06),
)
HIND = ((0.04, -0.02), (0.4, 0.03), (0.68, 0.1), (0.74, 0.28), (0.66, 0.48), (0.5, 0.6), (0.36, 0.6), (0.2, 0.48), (0.08, 0.24))
TAIL = (
    (0.04, -0.02),
    (0.4, 0.03),
    (0.68, 0.1),
    (0.72, 0.3),
    (0.6, 0.48),
    (0.5, 0.56),
    (0.5, 0.76),
    (0.43, 0.78),
    (0.4, 0.58),
    (0.2, 0.46),
    (0.08, 0.24),
)


def beetle(canvas: Canvas, random: Random, at: complex, size: float, genus: str) -> None:
    """A beetle seen from above: legs and feelers first, then abdomen, neck shield and head."""
    wing, shield, width, length = BEETLES[genus]
    _legs(canvas, random, at, size)
    _feelers(canvas, at - complex(0, size * (length + 0.16)), size * (0.95 if genus in {"Rosalia", "Sternotomis"} else 0.4))
    if genus == "Lucanus":
        _antlers(canvas, at - complex(0, size * 0.68), size)
    body(
        canvas,
        ellipse(at - complex(0, size * (length * 0.92 + 0.06)), size * width * 0.52, size * 0.13),
        mixed(shield, BLACK, 0.4),
    )
    if genus == "Oryctes":
        canvas.stroke(curve(at - complex(0, size * 0.6), -1j, size * 0.26, 24), mixed(shield, BLACK, 0.4), 13, 4)
    body(canvas, ellipse(at - complex(0, size * length * 0.62), size * width * 0.86, size * 0.2), shield)
    _wing_cases(canvas, at, size, wing, (width, length))
    _markings(canvas, at, size, genus)


def _wing_cases(canvas: Canvas, at: complex, size: float, wing: Colour, form: tuple[float, float]) -> None:
    width, length = form[0] * size, form[1] * size
    middle = at + complex(0, length * 0.5)
    body(canvas, ellipse(middle, width, length * 0.86), wing, rings=40)
    groove(canvas, [middle - complex(0, length * 0.84), middle + complex(0, length * 0.84)], wing, 2.4)
    for stripe in (-0.66, -0.4, 0.4, 0.66):
        path = [middle + complex(width * stripe * (1 - (y / 11) ** 2) ** 0.5, length * 0.84 * y / 11) for y in range(-9, 10)]
        canvas.stroke(path, mixed(wing, BLACK, 0.35), 1.3)


def _markings(canvas: Canvas, at: complex, size: float, genus: str) -> None:
    for side in (-1, 1):
        if genus in {"Rosalia", "Sternotomis"}:
            for y, wide in ((0.02, 0.07), (0.3, 0.1), (0.52, 0.05)):
                canvas.polygon(ellipse(at + size * complex(0.11 * side, y), size * wide, size * 0.05), (34, 34, 40))
        if genus == "Cicindela":
            for y in (0.02, 0.24, 0.44):
                canvas.disc(at + size * complex(0.17 * side, y), size * 0.03, (226, 222, 190))
        if genus == "Goliathus":
            canvas.polygon(ellipse(at + size * complex(0.11 * side, -0.32), size * 0.035, size * 0.16, 0.2 * side), BLACK)
    if genus == "Goliathus":
        canvas.polygon(ellipse(at - complex(0, size * 0.32), size * 0.045, size * 0.18), BLACK)


def _legs(canvas: Canvas, random: Random, at: complex, size: float) -> None:
    for pair, (y, angle) in enumerate(((-0.26, -48), (0.0, 8), (0.2, 52))):
        for side in (-1, 1):
            start = at + complex(side * size * 0.12, size * y)
            out = turned(complex(side, 0), side * (angle + random.uniform(-4, 4)))
            knee = start + out * size * (0.36 + 0.05 * pair)
            foot = knee + turned(out, side * (34 if pair else -30)) * size * (0.26 + 0.06 * pair)
            canvas.stroke([start, knee], BLACK, size * 0.052, size * 0.04)
            canvas.stroke([knee, foot], BLACK, size * 0.034, size * 0.02)
            canvas.stroke(
                curve(foot, turned(out, side * (58 if pair else -12)), size * 0.15, side * 26, 6),
                BLACK,
                size * 0.016,
                size * 0.01,
            )


def _feelers(canvas: Canvas, at: complex, length: float) -> None:
    for side in (-1, 1):
        path = curve(at + complex(side * 10, 0), turned(-1j, side * 42), length, side * 58, 16)
        canvas.stroke(path, BLACK, 4.0, 2.6)
        for point in path[3::2]:
            canvas.disc(point, 3.2, BLACK)


def _antlers(canvas: Canvas, at: complex, size: float) -> None:
    for side in (-1, 1):
        path = curve(at + complex(side * size * 0.1, 0), turned(-1j, side * 30), size * 0.44, -side * 72, 18)
        canvas.stroke(path, (92, 44, 32), size * 0.07, size * 0.03)
        canvas.stroke([path[10], path[10] + turned(-1j, -side * 62) * size * 0.1], (92, 44, 32), size * 0.04, size * 0.02)


def butterfly(canvas: Canvas, random: Random, at: complex, size: float, genus: str, giant: bool = False) -> None:
    """A butterfly with its wings spread: hind wings, fore wings, body, feelers."""
    ground, edge, spot = ((188, 104, 44), (44, 34, 30), (44, 34, 30)) if giant else WINGS[genus]
    tailed = genus in {"Papilio", "Graphium", "Charaxes"} and not giant
    for side in (-1, 1):
        for wing in (TAIL if tailed else HIND, FORE):
            outline = _smooth([at + size * complex(side * x, y * (0.8 if giant else 1.0)) for x, y in wing])
            _wing(canvas, at, outline, ground, edge)
            _pattern(canvas, random, (at, size, side), wing is FORE, genus, spot)
    body(canvas, ellipse(at + complex(0, size * 0.1), size * 0.045, size * 0.32), mixed(edge, BLACK, 0.4), rings=14)
    body(canvas, ellipse(at - complex(0, size * 0.12), size * 0.06, size * 0.12), mixed(edge, (90, 74, 58), 0.4), rings=14)
    for side in (-1, 1):
        path = curve(at - complex(-side * size * 0.015, size * 0.22), turned(-1j, side * 30), size * 0.36, side * 14, 12)
        canvas.stroke(path, BLACK, 2.4)
        canvas.polygon(ellipse(path[-1], 3.5, 7.5, side * 0.5), BLACK)


def _smooth(points: Sequence[complex]) -> list[complex]:
    """A closed curve through the points (Catmull-Rom)."""
    count, outline = len(points), []
    for index in range(count):
        a, b, c, d = (points[(index + shift) % count] for shift in (-1, 0, 1, 2))
        for step in range(8):
            t = step / 8
            outline.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return outline


def _wing(canvas: Canvas, root: complex, outline: Sequence[complex], ground: Colour, edge: Colour) -> None:
    canvas.polygon(outline, edge)
    for layer in range(18):
        share = 0.9 - 0.7 * layer / 18
        tint = mixed(mixed(ground, edge, 0.34), mixed(ground, (255, 246, 224), 0.16), layer / 18)
        canvas.polygon([root + (point - root) * share for point in outline], tint)
    for point in outline[4:-4:7]:
        canvas.stroke([root + (point - root) * 0.12, root + (point - root) * 0.97], mixed(ground, edge, 0.62), 1.6, 0.9)


def _pattern(canvas: Canvas, random: Random, place: tuple[complex, float, int], fore: bool, genus: str, spot: Colour) -> None:
    at, size, side = place
    if genus in {"Aglais", "Apatura"} or (genus == "Papilio" and not fore):
        x, y = (0.76, -0.46) if fore else (0.54, 0.34)
        for radius, tint in ((0.1, BLACK), (0.075, spot), (0.03, (236, 226, 190))):
            canvas.disc(at + size * complex(side * x, y), size * radius, tint)
    elif genus == "Gonepteryx":
        canvas.disc(at + size * complex(side * (0.52 if fore else 0.4), -0.3 if fore else 0.26), size * 0.028, spot)
    else:
        _row_of_spots(canvas, random, place, fore, spot)


def _row_of_spots(canvas: Canvas, random: Random, place: tuple[complex, float, int], fore: bool, spot: Colour) -> None:
    at, size, side = place
    for number in range(6):
        x, y = (0.4 + 0.075 * number, -0.06 - 0.085 * number) if fore else (0.62 - 0.075 * number, 0.16 + 0.06 * number)
        radius = size * random.choice((0.024, 0.032, 0.04))
        canvas.polygon(ellipse(at + size * complex(side * x, y), radius * 1.2, radius, 0.6 * side), spot)
