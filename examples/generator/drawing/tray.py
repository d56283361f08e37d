"""Fossils on grey card and insects in a drawer: the ground, the label, the pin, the scale."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageDraw

from examples.generator.drawing.canvas import Canvas, Colour, shaded
from examples.generator.drawing.insect import beetle, butterfly
from examples.generator.drawing.lettering import INK, fitting, machine_code, slanted, wrapped, written
from examples.generator.drawing.paper import grained, laid, slip
from examples.generator.drawing.stone import SHAPES
from examples.generator.tables import Row

CARD: Colour = (112, 116, 120)
FOAM: Colour = (234, 231, 222)
FOSSIL_SIZE = (1000, 760)
INSECT_SIZE = (820, 820)
STONES: tuple[Colour, ...] = ((168, 146, 112), (150, 138, 122), (140, 112, 84), (178, 162, 132), (128, 120, 112))


def fossil_picture(record: Row, kind: Row) -> Image.Image:
    """A fossil with its label; the same record always looks the same."""
    random = Random(f"fossil {record['dwc:catalogNumber']}")
    ground = grained(random, FOSSIL_SIZE, CARD, 8, 3)
    canvas = Canvas(*FOSSIL_SIZE)
    colour = shaded(random, random.choice(STONES), 12)
    SHAPES[kind["shape"]](canvas, random, complex(500, 310), random.uniform(265, 305), colour)
    laid(ground, _weathered(random, canvas.finished()), depth=12, dark=150)
    lines = (f"{record['dwc:locality']}", f"{kind['formation']}, {kind['stage']}", f"leg. {record['dwc:recordedBy']}")
    laid(ground, _label(random, record, lines, (430, 126)), (36, 606), depth=4)
    laid(ground, _scale("2 cm", 180, (245, 245, 240)), (770, 694), depth=2, dark=60)
    return ground


def insect_picture(record: Row, kind: Row) -> Image.Image:
    """A pinned insect with its label; the same record always looks the same."""
    random = Random(f"insect {record['dwc:catalogNumber']}")
    ground = grained(random, INSECT_SIZE, FOAM, 7, 4)
    canvas = Canvas(*INSECT_SIZE)
    at = complex(410, 330)
    if kind["shape"] == "beetle":
        beetle(canvas, random, at + 34j, 268, kind["genus"])
    else:
        butterfly(canvas, random, at + 20j, 360, kind["genus"], giant=kind["epithet"] == "antimachus")
    laid(ground, canvas.finished(), depth=14, dark=95)
    _pin(ground, at + (54 + 92j if kind["shape"] == "beetle" else 4 + 44j))
    lines = (record["dwc:locality"], record["dwc:verbatimEventDate"], f"{record['dwc:recordedBy']}  {record['dwc:sex']}".strip())
    laid(ground, _label(random, record, lines, (430, 126)), (195, 668), depth=4)
    laid(ground, _scale("1 cm", 110, (250, 250, 246)), (676, 750), depth=2, dark=60)
    return ground


def _weathered(random: Random, layer: Image.Image) -> Image.Image:
    """The same layer with the grain of stone."""
    noise = grained(random, layer.size, (128, 128, 128), 60, 10).convert("L").point([88 + value // 2 for value in range(256)])
    red, green, blue, alpha = layer.split()
    rough = [Image.composite(part, part.point([value * 3 // 4 for value in range(256)]), noise) for part in (red, green, blue)]
    return Image.merge("RGBA", [*rough, alpha])


def _label(random: Random, record: Row, lines: tuple[str, ...], size: tuple[int, int]) -> Image.Image:
    paper = slip(random, size)
    ImageDraw.Draw(paper).rectangle([4, 4, size[0] - 5, size[1] - 5], outline=(130, 116, 96))
    paper.paste(machine_code(record["dwc:occurrenceID"], 88), (size[0] - 98, 10))
    name = record["dwc:scientificName"]
    slanted(paper, (16, 12), name, fitting(name, 17, size[0] - 124))
    for number, line in enumerate(line for line in lines if line):
        written(paper, (16, 38 + 19 * number), wrapped(line, 14, size[0] - 124)[0], 14)
    written(paper, (16, size[1] - 26), record["dwc:catalogNumber"], 13, (110, 96, 84))
    return paper


def _scale(text: str, length: int, tint: Colour) -> Image.Image:
    bar = Image.new("RGBA", (length + 20, 40), (*tint, 255))
    draw = ImageDraw.Draw(bar)
    for part in range(4):
        left = 10 + part * length // 4
        draw.rectangle([left, 7, left + length // 4, 15], fill=INK if part % 2 == 0 else (250, 250, 250), outline=INK)
    written(bar, (10, 19), text, 14)
    return bar


def _pin(ground: Image.Image, at: complex) -> None:
    layer = Canvas(60, 60)
    layer.stroke([30 + 30j, 35 + 48j], (120, 120, 124), 2.0)
    layer.disc(30 + 28j, 8, (60, 58, 62))
    layer.disc(28 + 26j, 3, (226, 226, 230))
    laid(ground, layer.finished(), (round(at.real) - 30, round(at.imag) - 30), depth=6, dark=120)
