"""Checking: every line of a mapped sheet read as the node will read it; what is not understood is counted by kind and text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from vasculum.formats.sheets import Row
from vasculum.interpret.one_text import READERS
from vasculum.mapping.applying import Applying, Told
from vasculum.mapping.archiving import identifier_of
from vasculum.mapping.seen import Seen

MOST_TEXTS, MOST_ROWS = 200, 5_000
_READ: Mapping[str, str] = {
    "dwc:eventDate": "eventDate", "dwc:verbatimEventDate": "eventDate", "dwc:dateIdentified": "eventDate",
    "dwc:country": "country", "dwc:stateProvince": "stateProvince", "dwc:basisOfRecord": "basisOfRecord",
    "dwc:typeStatus": "typeStatus", "dwc:sex": "sex", "dwc:lifeStage": "lifeStage", "dwc:verbatimCoordinates": "coordinates",
    "dwc:verbatimElevation": "verbatimElevation", "dwc:verbatimDepth": "verbatimDepth", "dcterms:license": "license",
}  # fmt: skip
_DEGREES: Mapping[str, int] = {"dwc:decimalLatitude": 90, "dwc:decimalLongitude": 180}
_CHECKED = frozenset(_READ) | frozenset(_DEGREES)
_FRACTION = re.compile(r"[-+]?\d{1,3}(?:[.,]\d+)?")


@dataclass(slots=True)
class Problem:
    """One kind of problem in one column: the code of the remark or rejection, the texts it is about with their counts, rows."""

    code: str
    column: str
    count: int = 0
    texts: dict[str, int] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)

    def add(self, text: str, row: int) -> None:
        """Counts a cell."""
        self.count += 1
        if text in self.texts or len(self.texts) < MOST_TEXTS:
            self.texts[text] = self.texts.get(text, 0) + 1
        if len(self.rows) < MOST_ROWS:
            self.rows.append(row)


class Checking:
    """The lines of a sheet as they are checked; `problems` holds what was found, by code and column."""

    def __init__(self, applying: Applying, columns: Mapping[str, str], is_gathered: bool) -> None:
        self.problems: dict[tuple[str, str], Problem] = {}
        self.rows = 0
        self._applying, self._columns, self._is_gathered = applying, columns, is_gathered
        self._seen = Seen()

    def __call__(self, row: Row) -> Told:
        """What a line tells, once it is checked."""
        self.rows += 1
        told = self._applying(row.cells)
        for code, column, text in self._faults(row, told):
            self.problems.setdefault((code, column), Problem(code, column)).add(text, row.number)
        return told

    def _faults(self, row: Row, told: Told) -> Iterator[tuple[str, str, str]]:
        yield from self._of_identifier(row, told)
        for term, text in told.core.items():
            if term in _CHECKED:
                for code in faults_of(term, text):
                    yield code, self._columns.get(term, ""), text

    def _of_identifier(self, row: Row, told: Told) -> Iterator[tuple[str, str, str]]:
        identifier = self._applying.specimen_of(row.cells) if self._is_gathered else identifier_of(told)
        column = next((self._columns[term] for term in ("dwc:occurrenceID", "dwc:catalogNumber") if term in self._columns), "")
        if not identifier:
            yield "NO_IDENTIFIER", column, ""
        elif not self._is_gathered and self._seen(identifier):
            yield "DUPLICATE_IDENTIFIER", column, identifier


@lru_cache(maxsize=50_000)
def faults_of(term: str, text: str) -> tuple[str, ...]:
    """The codes of what is wrong with a text of a term, as far as one text can tell.

    >>> faults_of("dwc:eventDate", "31/2/1998"), faults_of("dwc:decimalLatitude", "95.2"), faults_of("dwc:country", "België")
    (('EVENT_DATE_IMPOSSIBLE',), ('COORDINATE_OUT_OF_RANGE',), ())
    """
    if term in _DEGREES:
        return _of_degrees(text, _DEGREES[term])
    name = _READ.get(term)
    if name is None or not text.strip() or len(text) > 1_000:
        return ()
    reading = READERS[name](text)
    understood = reading.values[0] not in (None, [], ())
    codes = dict.fromkeys(remark.partition(" ")[0] for remark in reading.remarks)
    return tuple(code for code in codes if not understood or code in _EVEN_SO)


_EVEN_SO = frozenset({"EVENT_DATE_IMPOSSIBLE", "EVENT_DATE_UNLIKELY", "COUNTRY_AMBIGUOUS", "ELEVATION_UNLIKELY"})


def _of_degrees(text: str, limit: int) -> tuple[str, ...]:
    if not _FRACTION.fullmatch(text.strip()):
        return ("COORDINATE_INVALID",)
    return ("COORDINATE_OUT_OF_RANGE",) if abs(float(text.replace(",", "."))) > limit else ()
