"""A herbarium sheet: paper, a plant held by strips, the label, a later determination, a code, a colour bar, a stamp."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from PIL import Image, ImageDraw

from examples.generator.drawing.canvas import Colour
from examples.generator.drawing.lettering import INK, colour_bar, fitting, machine_code, slanted, width_of, wrapped, written
from examples.generator.drawing.paper import grained, laid, slip
from examples.generator.drawing.plant import pressed_plant
from examples.generator.herbarium import Sheet
from examples.generator.tables import families

SIZE = (900, 1350)
STAMP: Colour = (96, 84, 132)


def herbarium_sheet(sheet: Sheet) -> Image.Image:
    """The picture of a sheet; the same sheet always looks the same."""
    number = sheet.record["dwc:catalogNumber"]
    random = Random(f"sheet {number}")
    year = int(sheet.determinations[0]["dwc:dateIdentified"])
    tint = (242, 236, 220) if year > 1950 else (236, 226, 202)
    ground = grained(random, SIZE, tint)
    family = families()[sheet.plant.family]
    plant = pressed_plant(random, replace(family, leaf=sheet.plant.leaf or family.leaf), sheet.plant.colour, year)
    lean = random.uniform(-3, 3)
    laid(ground, plant.rotate(lean, Image.Resampling.BICUBIC), (20, 40), depth=6)
    _strips(random, ground, plant)
    _label(random, ground, sheet)
    _determination(random, ground, sheet)
    _code(random, ground, sheet.record["dwc:occurrenceID"], number)
    laid(ground, colour_bar(330, 58), (26, 1272), depth=3, dark=70)
    _stamp(ground, (random.randint(40, 70), random.randint(36, 60)))
    return ground


def _strips(random: Random, ground: Image.Image, plant: Image.Image) -> None:
    """Strips of gummed paper across the stem, where there is one."""
    alpha = plant.getchannel("A")
    for top in range(330, 930, 170):
        middle = _stem(alpha.crop((0, top, alpha.width, top + 1)).tobytes())
        if middle is None:
            continue
        strip = slip(random, (74, 13), (246, 242, 228)).rotate(random.uniform(-24, 24), Image.Resampling.BICUBIC, expand=True)
        laid(ground, strip, (20 + middle - strip.width // 2, 40 + top), depth=2, dark=90)


def _stem(row: bytes) -> int | None:
    """The middle of the narrow run of opaque pixels that lies nearest to the middle of a row."""
    runs: list[list[int]] = []
    for left, alpha in enumerate(row):
        if alpha > 200 and runs and runs[-1][1] == left:
            runs[-1][1] = left + 1
        elif alpha > 200:
            runs.append([left, left + 1])
    narrow = [(start + stop) // 2 for start, stop in runs if 3 <= stop - start <= 26]
    return min(narrow, key=lambda spot: abs(spot - len(row) // 2), default=None)


def _label(random: Random, ground: Image.Image, sheet: Sheet) -> None:
    name, *lines = sheet.record["dwc:verbatimLabel"].split(" | ")
    paper = slip(random, (390, 216))
    ImageDraw.Draw(paper).rectangle([7, 7, 382, 208], outline=(120, 104, 84))
    title = "VASCULUM DEMONSTRATION MUSEUM"
    written(paper, (round(195 - width_of(title, 14) / 2), 15), title, 14)
    top = 46
    for line in wrapped(name, 20, 350)[:2]:
        slanted(paper, (20, top), line, 20)
        top += 24
    top += 6
    for line in (part for text in lines for part in wrapped(text, 15, 350)):
        if top <= 186:
            written(paper, (20, top), line, 15)
            top += 19
    laid(ground, paper.rotate(random.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, expand=True), (484, 1108), depth=4, dark=80)


def _determination(random: Random, ground: Image.Image, sheet: Sheet) -> None:
    if len(sheet.determinations) == 1:
        return
    latest = sheet.determinations[-1]
    paper = slip(random, (270, 78), (252, 250, 244))
    name = latest["dwc:scientificName"]
    slanted(paper, (12, 10), name, fitting(name, 15, 240))
    written(paper, (12, 34), sheet.plant.family, 12, (110, 100, 92))
    written(paper, (12, 53), f"det. {latest['dwc:identifiedBy']}  {latest['dwc:dateIdentified']}", 13)
    laid(ground, paper.rotate(random.uniform(-1.5, 1.5), Image.Resampling.BICUBIC, expand=True), (602, 1020), depth=4, dark=80)


def _code(random: Random, ground: Image.Image, address: str, number: str) -> None:
    sticker = slip(random, (214, 84), (254, 254, 252))
    sticker.paste(machine_code(address, 74), (5, 5))
    written(sticker, (88, 12), "VDM · HERBARIUM", 12)
    written(sticker, (88, 38), number, 19, INK)
    laid(ground, sticker, (30, 1166), depth=3, dark=80)


def _stamp(ground: Image.Image, at: tuple[int, int]) -> None:
    layer = Image.new("RGBA", (108, 108), (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    ink = (*STAMP, 120)
    draw.ellipse([3, 3, 104, 104], outline=ink, width=3)
    draw.ellipse([13, 13, 94, 94], outline=ink, width=1)
    for text, top, size in (("HERBARIUM", 30, 12), ("V · D · M", 46, 16), ("fictum", 68, 12)):
        layer_width = width_of(text, size)
        written(layer, (round(54 - layer_width / 2), top), text, size, STAMP)
    ground.paste(layer, at, layer.getchannel("A").point([value * 3 // 5 for value in range(256)]))
