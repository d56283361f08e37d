"""A pressed plant: the habit of its family, in the colours of dried leaves and faded flowers."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from PIL import Image

from examples.generator.drawing.canvas import Canvas, Colour, curve, heading, mixed, shaded, turned
from examples.generator.drawing.flowers import FADED, flowering
from examples.generator.drawing.leaves import leaf
from examples.generator.tables import Family

UP = -1j
FRESH: Colour = (104, 122, 66)
BROWN: Colour = (124, 98, 56)
ROOT: Colour = (112, 84, 54)
WIDTH, HEIGHT = 860, 1040
FOOT = complex(WIDTH * 0.5, HEIGHT - 90)
TALL = frozenset({"raceme", "panicle"})
WOODY = frozenset({"Betulaceae", "Fagaceae", "Salicaceae", "Rosaceae", "Moraceae", "Sapindaceae", "Combretaceae", "Malvaceae"})
Habit = Callable[[Canvas, Random, Family, tuple[Colour, Colour, Colour]], None]


def pressed_plant(random: Random, family: Family, colour: str, year: int) -> Image.Image:
    """A plant of this family with flowers of this colour, the browner the longer ago it was pressed."""
    canvas = Canvas(WIDTH, HEIGHT)
    age = min(1.0, max(0.0, (2025 - year) / 190))
    green = shaded(random, mixed(FRESH, BROWN, 0.12 + 0.75 * age), 8)
    petal = mixed(FADED[colour], (150, 118, 76), 0.38 * age)
    _habit_of(family)(canvas, random, family, (green, petal, mixed(green, (86, 60, 34), 0.45)))
    return canvas.finished()


def _habit_of(family: Family) -> Habit:
    if family.leaf == "frond":
        return _fern
    if family.placing == "whorled":
        return _horsetail
    if family.name in WOODY:
        return _twig
    return _tuft if family.placing == "basal" else _herb


def _roots(canvas: Canvas, random: Random, at: complex) -> None:
    for _ in range(13):
        path = curve(at, turned(1j, random.uniform(-58, 58)), random.uniform(26, 82), random.uniform(-50, 50), 10)
        canvas.stroke(path, shaded(random, ROOT, 16), random.uniform(1.2, 3.0), 0.6)


def _herb(canvas: Canvas, random: Random, family: Family, colours: tuple[Colour, Colour, Colour]) -> None:
    _roots(canvas, random, FOOT)
    shoots = random.choice(((-9,), (-16, 12), (-20, 0, 19)))
    tallest = 760 if family.flower in TALL else 890
    for lean in shoots:
        length = random.uniform(tallest - 140, tallest) * (1.0 if abs(lean) < 12 else 0.84)
        _shoot(
            canvas,
            random,
            family,
            colours,
            curve(FOOT, turned(UP, lean), length, -lean * 0.9 + random.uniform(-14, 14), 40),
            length,
            2,
        )


def _shoot(
    canvas: Canvas,
    random: Random,
    family: Family,
    colours: tuple[Colour, Colour, Colour],
    path: list[complex],
    length: float,
    depth: int,
) -> None:
    green, petal, stalk = colours
    canvas.stroke(path, stalk, 2.0 + 1.7 * depth, 1.6)
    last = len(path) - 1
    step = 1 if family.leaf == "needle" else 4
    for node, index in enumerate(range(5, last - 3, step)):
        size = length * (0.19 if depth == 2 else 0.24) * (1.15 - 0.75 * index / last)
        for side in _sides(family, node):
            outward = turned(heading(path, index), side * random.uniform(42, 66))
            if depth == 2 and node % 3 == 2 and index > last * 0.35:
                branch = curve(path[index], turned(heading(path, index), side * 36), length * 0.3, -side * 18, 24)
                _shoot(canvas, random, family, colours, branch, length * 0.34, 1)
            leaf(canvas, random, family.leaf, path[index], outward, min(size, 46 if family.leaf == "needle" else 190), green)
    flowering(canvas, random, family.flower, path[-1], heading(path, last), 34 if depth == 2 else 25, (petal, stalk))


def _sides(family: Family, node: int) -> tuple[int, ...]:
    if family.placing == "opposite":
        return (-1, 1)
    return (-1,) if node % 2 else (1,)


def _twig(canvas: Canvas, random: Random, family: Family, colours: tuple[Colour, Colour, Colour]) -> None:
    green, petal, _ = colours
    bark = shaded(random, (92, 70, 48), 10)
    main = curve(FOOT + 60j, turned(UP, random.uniform(-14, 14)), 800, random.uniform(-24, 24), 48)
    canvas.stroke(main, bark, 9, 3)
    for number, index in enumerate(range(9, 46, 6)):
        side = -1 if number % 2 else 1
        branch = curve(
            main[index],
            turned(heading(main, index), side * random.uniform(38, 54)),
            random.uniform(170, 330) * (1.2 - index / 60),
            -side * 22,
            22,
        )
        canvas.stroke(branch, bark, 4.2, 1.8)
        for node, spot in enumerate(range(4, 23, 5)):
            for lean in (-1, 1) if family.placing == "opposite" or node % 2 else (1,):
                outward = turned(heading(branch, spot), lean * random.uniform(36, 60))
                leaf(canvas, random, family.leaf, branch[spot], outward, random.uniform(70, 112), green)
        flowering(canvas, random, family.flower, branch[-1], heading(branch, 22), 26, (petal, bark))
    leaf(canvas, random, family.leaf, main[-1], heading(main, 48), 110, green)


def _tuft(canvas: Canvas, random: Random, family: Family, colours: tuple[Colour, Colour, Colour]) -> None:
    green, petal, stalk = colours
    _roots(canvas, random, FOOT)
    grassy = family.leaf == "strap"
    for _ in range(random.randint(8, 12) if grassy else random.randint(9, 13)):
        lean = random.uniform(-34, 34) if grassy else random.uniform(-78, 78)
        leaf(
            canvas,
            random,
            family.leaf,
            FOOT,
            turned(UP, lean),
            random.uniform(360, 720) if grassy else random.uniform(150, 235),
            green,
        )
    for lean in random.choice(((-4, 11), (-12, 2, 13), (-15, -5, 6, 16))):
        path = curve(FOOT, turned(UP, lean), random.uniform(560, 770), random.uniform(-16, 16), 30)
        canvas.stroke(path, stalk, 4.2, 2.0)
        flowering(canvas, random, family.flower, path[-1], heading(path, 30), 42, (petal, stalk))


def _fern(canvas: Canvas, random: Random, family: Family, colours: tuple[Colour, Colour, Colour]) -> None:
    green = colours[0]
    _roots(canvas, random, FOOT)
    for lean in random.choice(((-24, 4, 27), (-15, 16), (-34, -10, 12, 36))):
        leaf(canvas, random, family.leaf, FOOT, turned(UP, lean), random.uniform(640, 840) * (1 - abs(lean) / 110), green)
    canvas.stroke(curve(FOOT - 46, 1 + 0.12j, 96, 10, 8), (84, 58, 36), 17, 12)


def _horsetail(canvas: Canvas, random: Random, family: Family, colours: tuple[Colour, Colour, Colour]) -> None:
    green, _, stalk = colours
    for lean in (-12, 3, 16):
        path = curve(FOOT, turned(UP, lean), random.uniform(660, 820), random.uniform(-12, 12), 48)
        canvas.stroke(path, green, 6.5, 2.4)
        for index in range(6, 47, 3):
            canvas.disc(path[index], 4.0, stalk)
            for spread in (-62, -48, 48, 62):
                reach = 96 * (1.05 - index / 48)
                leaf(canvas, random, family.leaf, path[index], turned(heading(path, index), spread), reach, green)
