"""A museum's workbook of any size, the same each time: numbers, names, people, days, places; texts are shared between cells."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from vasculum.formats.sheets.places import letters_of

HEADINGS = (
    "Catalogusnummer", "Genus", "Soort", "Verzamelaar", "Datum", "Land", "Vindplaats", "Breedtegraad", "Lengtegraad",
    "Hoogte (m)",
)  # fmt: skip
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STYLES = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="000000"/></numFmts><cellXfs count="3"><xf numFmtId="0"/>'
    '<xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>'
)
_GENERAL, _DAY, _PADDED = 0, 1, 2


class Workbook:
    """A workbook as it is written: texts are numbered when they first occur."""

    def __init__(self, rows: int, columns: int) -> None:
        self._rows, self._columns = rows, columns
        self._shared: dict[str, int] = {}
        self._random = random.Random(6)

    def write(self, path: Path) -> None:
        """Writes the workbook."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            packed.writestr("[Content_Types].xml", "<Types/>")
            packed.writestr("xl/workbook.xml", f'<workbook xmlns="{_MAIN}"><sheets><sheet name="Data"/></sheets></workbook>')
            packed.writestr("xl/styles.xml", f'<styleSheet xmlns="{_MAIN}">{_STYLES}</styleSheet>')
            with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
                sheet.write(f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}"><sheetData>'.encode())
                for line in self._lines():
                    sheet.write(line.encode())
                sheet.write(b"</sheetData></worksheet>")
            with packed.open("xl/sharedStrings.xml", "w", force_zip64=True) as shared:
                shared.write(f'<sst xmlns="{_MAIN}">'.encode())
                for text in self._shared:
                    shared.write(f"<si><t>{escape(text)}</t></si>".encode())
                shared.write(b"</sst>")

    def _lines(self) -> Iterator[str]:
        letters = [letters_of(column) for column in range(self._columns)]
        groups = -(-self._columns // len(HEADINGS))
        names = [name if not group else f"{name} {group + 1}" for group in range(groups) for name in HEADINGS]
        yield self._line(1, letters, [self._text(name) for name in names])
        for number in range(2, self._rows + 2):
            yield self._line(number, letters, [cell for group in range(groups) for cell in self._ten(number, group)])

    def _line(self, number: int, letters: list[str], cells: list[str]) -> str:
        inside = "".join(
            f'<c r="{letter}{number}"{cell}</c>' if cell else "" for letter, cell in zip(letters, cells, strict=False)
        )
        return f'<row r="{number}">{inside}</row>'

    def _ten(self, number: int, group: int) -> list[str]:
        choose = self._random
        place = (
            f"place {choose.randrange(3_000)}" if choose.random() < 0.8 else f"place {choose.randrange(1_000_000)}, by the road"
        )
        return [
            _value(number * 100 + group, _PADDED),
            self._text("Carabus"),
            self._text(choose.choice(("auratus", "nemoralis", "granulatus"))),
            self._text(f"Collector {choose.randrange(300)}"),
            _value(choose.randrange(100, 40_000), _DAY),
            self._text("België"),
            self._text(place),
            _value(round(49 + 2 * choose.random(), 5), _GENERAL),
            _value(round(3 + 3 * choose.random(), 5), _GENERAL),
            _value(choose.randrange(500), _GENERAL) if choose.random() < 0.5 else "",
        ]

    def _text(self, text: str) -> str:
        return f' t="s"><v>{self._shared.setdefault(text, len(self._shared))}</v>'


def _value(value: float, style: int) -> str:
    told = f' s="{style}"' if style else ""
    return f"{told}><v>{value}</v>"
