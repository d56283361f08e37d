"""Labels printed to PDF: the number as QR code or Data Matrix, and the words a person wants to read beside the specimen."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import reportlab
import zxingcpp
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "label"
MARGIN = 10.0
GAP = 2.0
_CODES = {"qr": zxingcpp.BarcodeFormat.QRCode, "datamatrix": zxingcpp.BarcodeFormat.DataMatrix}
_LINES = (
    "dwc:scientificName", "dwc:verbatimIdentification", "dwc:catalogNumber", "dwc:recordedBy", "dwc:eventDate", "dwc:country",
    "dwc:locality",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """A label in millimetres, and the height of its letters in points."""

    width: float
    height: float
    letters: float


SIZES: Mapping[str, Size] = {
    "large": Size(90, 50, 10),
    "medium": Size(60, 30, 7),
    "small": Size(30, 12, 4),
}


def modules(text: str, code: str) -> list[list[bool]]:
    """The dark modules of a code, row by row; `code` is qr or datamatrix.

    >>> len(modules("RM-0001", "datamatrix"))
    12
    """
    drawn = zxingcpp.create_barcode(text, _CODES[code]).to_image(scale=1, add_quiet_zones=False)
    image = memoryview(drawn)  # type: ignore[arg-type]
    height, width = (image.shape or (0, 0))[:2]
    cells = image.tobytes()
    return [[cells[row * width + column] < 128 for column in range(width)] for row in range(height)]


def labels_pdf(specimens: Sequence[Mapping[str, str]], institution: str, size: str, code: str) -> bytes:
    """A PDF on A4 with a label for each specimen, given by its texts by term."""
    _font()
    file, label = io.BytesIO(), SIZES[size]
    canvas = Canvas(file, pagesize=A4, invariant=1)
    across = int((A4[0] / mm - 2 * MARGIN + GAP) // (label.width + GAP))
    down = int((A4[1] / mm - 2 * MARGIN + GAP) // (label.height + GAP))
    for number, said in enumerate(specimens):
        place = number % (across * down)
        if number and not place:
            canvas.showPage()
        left = MARGIN + (place % across) * (label.width + GAP)
        top = A4[1] / mm - MARGIN - (place // across) * (label.height + GAP)
        _draw(canvas, said, institution, label, code, left, top)
    canvas.save()
    return file.getvalue()


def _font() -> None:
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))


def _draw(canvas: Canvas, said: Mapping[str, str], institution: str, label: Size, code: str, left: float, top: float) -> None:
    canvas.setLineWidth(0.2)
    canvas.setDash(1, 2)
    canvas.rect(left * mm, (top - label.height) * mm, label.width * mm, label.height * mm)
    canvas.setDash()
    side = min(label.height - 4, label.width / 3)
    _draw_code(canvas, modules(said["dwc:catalogNumber"], code), left + label.width - side - 2, top - 2 - side, side)
    lines = [said[term] for term in _LINES if said.get(term)] + ([institution] if institution else [])
    step = label.letters * 1.25 / mm
    room = int((label.height - 2) // step)
    for number, text in enumerate(lines[:room]):
        canvas.setFont(FONT, label.letters)
        fitted = _fitted(text, label.letters, (label.width - side - 5) * mm)
        canvas.drawString((left + 2) * mm, (top - 1 - step * (number + 1)) * mm, fitted)


def _draw_code(canvas: Canvas, dark: Sequence[Sequence[bool]], left: float, bottom: float, side: float) -> None:
    step = side * mm / max(len(dark), len(dark[0]))
    for row, cells in enumerate(reversed(dark)):
        for column, is_dark in enumerate(cells):
            if is_dark:
                canvas.rect(left * mm + column * step, bottom * mm + row * step, step, step, stroke=0, fill=1)


def _fitted(text: str, letters: float, width: float) -> str:
    """As much of a text as fits in a width, with an ellipsis where something is left out."""
    if pdfmetrics.stringWidth(text, FONT, letters) <= width:
        return text
    while text and pdfmetrics.stringWidth(text + "…", FONT, letters) > width:
        text = text[:-1]
    return text + "…"
