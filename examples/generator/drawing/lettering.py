"""Writing on labels: plain and slanted lines, wrapped text, a code for machines, a colour bar with a scale."""

from __future__ import annotations

from functools import cache

import segno
from PIL import Image, ImageDraw, ImageFont

from examples.generator.drawing.accents import bare, draw_mark, marks
from examples.generator.drawing.canvas import Colour

INK: Colour = (38, 34, 40)
PATCHES: tuple[Colour, ...] = (
    *((20, 20, 20), (70, 70, 70), (120, 120, 120), (170, 170, 170), (215, 215, 215), (250, 250, 250)),
    *((170, 40, 44), (206, 120, 36), (226, 204, 60), (64, 132, 66), (44, 92, 158), (96, 60, 130)),
)


@cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The typeface that Pillow carries, at a size in pixels."""
    return ImageFont.load_default(size)


def written(image: Image.Image, at: tuple[int, int], text: str, size: int, ink: Colour = INK) -> None:
    """Writes one line."""
    _set(ImageDraw.Draw(image), at, text, size, ink)


def _set(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, ink: int | Colour) -> None:
    plain = bare(text)
    draw.text(at, plain, font=font(size), fill=ink)
    for position, letter, mark in marks(text):
        centre = at[0] + width_of(plain[:position], size) + width_of(letter, size) / 2
        draw_mark(draw, centre, at[1], size, (letter, mark), ink)


def slanted(image: Image.Image, at: tuple[int, int], text: str, size: int, ink: Colour = INK) -> None:
    """Writes one line in slanted letters, as names of genera and species are."""
    width, height = round(width_of(text, size)) + size, size * 3 // 2
    line = Image.new("L", (width, height), 0)
    _set(ImageDraw.Draw(line), (0, 0), text, size, 255)
    line = line.transform(line.size, Image.Transform.AFFINE, (1, 0.22, -0.22 * size, 0, 1, 0), Image.Resampling.BICUBIC)
    image.paste(ink, (at[0] - 2, at[1]), line)


def width_of(text: str, size: int) -> float:
    """How wide a line is."""
    return font(size).getlength(bare(text))


def fitting(text: str, size: int, width: int) -> int:
    """The largest letter size, `size` at most and 9 at least, in which the text is no wider than `width`."""
    return next((smaller for smaller in range(size, 9, -1) if width_of(text, smaller) <= width), 9)


def wrapped(text: str, size: int, width: int) -> list[str]:
    """The text in lines no wider than `width` where its words allow."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def machine_code(text: str, side: int) -> Image.Image:
    """A QR code of a text, `side` pixels wide."""
    matrix = [bytes(255 * (1 - module) for module in row) for row in segno.make(text, error="m", micro=False).matrix]
    picture = Image.frombytes("L", (len(matrix[0]), len(matrix)), b"".join(matrix))
    return picture.resize((side, side), Image.Resampling.NEAREST).convert("RGB")


def colour_bar(width: int, height: int) -> Image.Image:
    """Twelve patches over a scale in centimetres."""
    bar = Image.new("RGBA", (width, height), (248, 248, 246, 255))
    draw = ImageDraw.Draw(bar)
    step = (width - 12) / len(PATCHES)
    for index, patch in enumerate(PATCHES):
        draw.rectangle([6 + index * step, 6, 6 + (index + 1) * step - 1, height * 0.52], fill=patch)
    for tick in range(2 * len(PATCHES) + 1):
        reach = 12 if tick % 2 == 0 else 6
        left = 6 + tick * step / 2
        draw.line([left, height * 0.58, left, height * 0.58 + reach], fill=INK)
    written(bar, (width - 30, height - 17), "cm", 11)
    return bar
