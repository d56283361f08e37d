"""Paper, card and cloth: a tint, a slow unevenness, a grain; and the soft shadow of what lies on it."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageChops, ImageFilter, ImageOps

from examples.generator.drawing.canvas import Colour


def grained(random: Random, size: tuple[int, int], tint: Colour, grain: int = 9, unevenness: int = 5) -> Image.Image:
    """A sheet of this tint with a grain and slow stains."""
    width, height = size
    slow = Image.frombytes("L", (9, 13), random.randbytes(9 * 13)).resize(size, Image.Resampling.BICUBIC)
    fine = Image.frombytes("L", (width // 2, height // 2), random.randbytes((width // 2) * (height // 2)))
    fine = fine.filter(ImageFilter.GaussianBlur(0.7)).resize(size, Image.Resampling.BILINEAR)
    light = ImageChops.add(_around(slow, unevenness), _around(fine, grain), scale=1.0, offset=-128)
    return Image.merge("RGB", [ImageChops.add(Image.new("L", size, part), light, offset=-128) for part in tint])


def _around(noise: Image.Image, spread: int) -> Image.Image:
    """Noise squeezed to `spread` steps around the middle grey."""
    return noise.point([128 + (value - 128) * spread // 128 for value in range(256)])


def laid(ground: Image.Image, layer: Image.Image, at: tuple[int, int] = (0, 0), *, depth: int = 5, dark: int = 110) -> None:
    """Lays a layer on the ground, with the shadow it throws."""
    alpha = layer.getchannel("A")
    shadow = ImageOps.expand(alpha, border=2 * depth, fill=0)
    shadow = shadow.reduce(2).filter(ImageFilter.GaussianBlur(depth / 2)).resize(shadow.size, Image.Resampling.BILINEAR)
    shadow = shadow.point([value * dark // 255 for value in range(256)])
    left, top = at[0] - 2 * depth + depth // 2, at[1] - 2 * depth + depth
    ground.paste((40, 30, 20), (left, top), shadow)
    ground.paste(layer, at, layer)


def slip(random: Random, size: tuple[int, int], tint: Colour = (250, 247, 238)) -> Image.Image:
    """A small piece of paper to write on."""
    return grained(random, size, tint, 4, 5).convert("RGBA")
