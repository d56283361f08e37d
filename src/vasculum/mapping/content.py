"""What a column holds, told from some of its cells: days, names, countries, coordinates, pictures, numbers that occur once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from vasculum.interpret.coordinates_text import read_coordinates
from vasculum.interpret.countries import read_country
from vasculum.interpret.dates import read_date
from vasculum.interpret.one_text import READERS

SAMPLE = 120
_NAME = re.compile(r"(?:cf\. ?)?[A-ZÉÖ][a-zë-]{2,}(?: \([A-Z][a-z]+\))? (?:cf\.? |aff\.? |x |× )?[a-zë-]{3,}\b.*")
_SINGULAR = re.compile(r"[A-Z][a-zë-]{2,}")
_EPITHET = re.compile(r"[a-zë-]{3,}")
_FAMILY = re.compile(r"[A-Z][a-z]+(?:idae|aceae|inae)")
_PERSON = re.compile(r"(?:[A-Z][\w'’.-]*[ ,.&;-]*|(?:de|van|der|den|von|du|la|le|et|al)\.? )+(?:s\.n\.)?")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_PICTURE = re.compile(r".*\.(?:jpe?g|tiff?|png|gif|webp|jp2|nef|cr2)(?:\?\S*)?", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_CODE = re.compile(r"[A-Za-z]{0,12}[ ._:/-]?\d[\w ./:-]*")


@dataclass(frozen=True, slots=True)
class Column:
    """Some cells of a column: the distinct filled ones, how many cells were looked at, how many of them are filled.

    `kinds` gives the share (0 to 1) of distinct texts that look like each kind.
    """

    texts: tuple[str, ...] = ()
    looked_at: int = 0
    filled: int = 0
    kinds: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_unique(self) -> bool:
        """Whether no text occurs twice, among enough to tell."""
        return self.filled >= 5 and len(self.texts) == self.filled

    @property
    def is_running(self) -> bool:
        """Whether the texts are the numbers 1, 2, 3 and so on."""
        return len(self.texts) >= 5 and list(self.texts) == [str(number) for number in range(1, len(self.texts) + 1)]


def _is_date(text: str) -> bool:
    return (
        not text.isdigit() and len(text) <= 40 and any(sign.isdigit() for sign in text) and read_date(text).values[0] is not None
    )


def _within(text: str, limit: int) -> bool:
    return bool(_NUMBER.fullmatch(text)) and abs(float(text.replace(",", "."))) <= limit


def _understood(term: str) -> Callable[[str], bool]:
    return lambda text: READERS[term](text).values[0] not in (None, [], ())


_KINDS: Mapping[str, Callable[[str], bool]] = {
    "date": _is_date,
    "year": lambda text: bool(_YEAR.fullmatch(text)),
    "number": lambda text: bool(_NUMBER.fullmatch(text)),
    "fraction": lambda text: bool(re.fullmatch(r"-?\d{1,3}[.,]\d{2,}", text)),
    "latitude": lambda text: _within(text, 90),
    "longitude": lambda text: _within(text, 180),
    "name": lambda text: bool(_NAME.fullmatch(text)),
    "capital word": lambda text: bool(_SINGULAR.fullmatch(text)),
    "small word": lambda text: bool(_EPITHET.fullmatch(text)),
    "family": lambda text: bool(_FAMILY.fullmatch(text)),
    "country": lambda text: len(text) > 3 and not text.isdigit() and read_country(text).values[0] is not None,
    "coordinates": lambda text: (
        any(s.isdigit() for s in text) and not text.isdigit() and read_coordinates(text).values[0] is not None
    ),
    "picture": lambda text: bool(_PICTURE.fullmatch(text)),
    "web": lambda text: bool(_WEB.fullmatch(text)),
    "code": lambda text: bool(_CODE.fullmatch(text)) and len(text) <= 30,
    "person": lambda text: len(text) <= 80 and bool(_PERSON.fullmatch(text)),
    "sex": lambda text: len(text) <= 12 and _understood("sex")(text),
    "type": _understood("typeStatus"),
    "basis": _understood("basisOfRecord"),
    "licence": lambda text: "creativecommons" in text.lower() or text.upper().startswith(("CC0", "CC BY", "CC-BY")),
}


def column_of(cells: Sequence[str]) -> Column:
    """What some cells of a column look like."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    texts = tuple(dict.fromkeys(text[:200] for text in filled))
    some = texts[:SAMPLE]
    kinds = {kind: sum(map(test, some)) / len(some) for kind, test in _KINDS.items()} if some else {}
    return Column(texts, len(cells), len(filled), kinds)


EXPECTED: Mapping[str, tuple[str, ...]] = {
    "dwc:eventDate": ("date", "year"), "dwc:dateIdentified": ("date", "year"), "dwc:verbatimEventDate": ("date", "year"),
    "dwc:year": ("year",), "dwc:month": ("number", "small word", "capital word"), "dwc:day": ("number",),
    "dcterms:modified": ("date",),
    "dwc:decimalLatitude": ("latitude",), "dwc:decimalLongitude": ("longitude",),
    "dwc:verbatimCoordinates": ("coordinates", "code"),
    "dwc:scientificName": ("name", "capital word"), "dwc:specificEpithet": ("small word",),
    "dwc:genus": ("capital word",), "dwc:family": ("capital word",), "dwc:sex": ("sex",),
    "dwc:catalogNumber": ("code",), "dwc:country": ("country",), "dwc:typeStatus": ("type",),
    "dcterms:license": ("licence", "web"), "dwc:associatedMedia": ("picture", "web"), "dwc:individualCount": ("number",),
    "dwc:coordinateUncertaintyInMeters": ("number",), "dwc:minimumElevationInMeters": ("number",),
    "dwc:maximumElevationInMeters": ("number",), "dwc:basisOfRecord": ("basis",),
    "dwc:recordedBy": ("person", "name"), "dwc:identifiedBy": ("person", "name"),
}  # fmt: skip
"""The kinds of which most cells of a column of a term are."""

UNNAMED: tuple[tuple[str, str, float], ...] = (
    ("family", "dwc:family", 0.85), ("licence", "dcterms:license", 0.9), ("picture", "dwc:associatedMedia", 0.8),
    ("name", "dwc:scientificName", 0.7), ("coordinates", "dwc:verbatimCoordinates", 0.7), ("date", "dwc:eventDate", 0.65),
    ("country", "dwc:country", 0.85), ("type", "dwc:typeStatus", 0.8), ("basis", "dwc:basisOfRecord", 0.85),
)  # fmt: skip
"""What a column is when only its cells tell, with how sure that is at most."""
