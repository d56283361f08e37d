"""The exchange archive of the ICEDIG project: images out to a platform, and what was read back, as Darwin Core Archives.

Source: ICEDIG milestone MS28. On the way out the core is a list of images, known by their address; on the way back it is a list
of occurrences with their identification and images. `n/a` says absent on the label, an empty cell not transcribed, ` [?]` unsure.
Where the text and the archives in use differ, both are read and one is written: `fieldNumber` for the collector's number,
`coordinateUncertaintyInMeters`, `license`.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vasculum.formats.dwca import Archive, Table, open_archive
from vasculum.formats.dwca.budget import Readable
from vasculum.formats.dwca.writing import Sheet, pack
from vasculum.formats.eml import Resource, eml
from vasculum.interpret.agents import people
from vasculum.interpret.dates import readings
from vasculum.interpret.interval import Interval, Point, days_in_month
from vasculum.transcription.exchange.images import images_of
from vasculum.transcription.exchange.replicates import Chosen, Replicates, Transcript, field_of
from vasculum.transcription.reading.answers import State, answer_of, text_of

OCCURRENCE = (
    "dwc:occurrenceID", "dwc:institutionCode", "dwc:catalogNumber", "dwc:recordedBy", "dwc:fieldNumber", "dwc:eventDate",
    "dwc:verbatimEventDate", "dwc:country", "dwc:countryCode", "dwc:stateProvince", "dwc:county", "dwc:municipality",
    "dwc:locality", "dwc:verbatimLocality", "dwc:habitat", "dwc:minimumElevationInMeters", "dwc:maximumElevationInMeters",
    "dwc:verbatimElevation", "dwc:verbatimCoordinates", "dwc:decimalLatitude", "dwc:decimalLongitude", "dwc:geodeticDatum",
    "dwc:coordinateUncertaintyInMeters", "dwc:year", "dwc:month", "dwc:day", "dwc:sex", "dwc:occurrenceRemarks",
)  # fmt: skip
IDENTIFICATION = (
    "dwc:scientificName", "dwc:scientificNameAuthorship", "dwc:identifiedBy", "dwc:dateIdentified", "dwc:typeStatus",
    "dwc:verbatimIdentification", "dwc:identificationQualifier",
)  # fmt: skip
MULTIMEDIA = ("dcterms:identifier", "dcterms:type", "dcterms:format", "dcterms:license", "dcterms:rightsHolder", "dcterms:title")
_SAME: Mapping[str, str] = {
    "dwc:recordNumber": "dwc:fieldNumber",
    "dwc:coordinatePrecision": "dwc:coordinateUncertaintyInMeters",
    "dwc:occurenceRemarks": "dwc:occurrenceRemarks",
    "occurenceRemarks": "dwc:occurrenceRemarks",
    "licence": "dcterms:license",
    "dcterms:licence": "dcterms:license",
    "dwc:accessURI": "dcterms:identifier",
    "ac:accessURI": "dcterms:identifier",
}
_PERSON = ("dwc:recordEnteredBy", "recordEnteredBy", "dcterms:contributor", "contributor")
_IMAGE = frozenset({"gbif:Multimedia", "ac:Multimedia"})


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What an archive tells of one specimen, by term; its images by theirs."""

    key: str
    occurrence: Mapping[str, str]
    identifications: Sequence[Mapping[str, str]] = ()
    images: Sequence[Mapping[str, str]] = field(default_factory=tuple)
    person: str = ""


def read_exchange(path: Path) -> list[Exchanged]:
    """The specimens of an archive, in its order; raises ArchiveRefused.

    Of an archive on its way out each image is a specimen of its own; on the way back they hang on the occurrence.
    """
    if (images := images_of(path)) is not None:
        return [_image(key, {_SAME.get(term, term): text for term, text in row.items()}) for key, row in images]
    with open_archive(path) as archive:
        core = list(_rows(archive, archive.core))
        beside = {table.row_type: _by_key(_rows(archive, table)) for table in archive.extensions}
    shown = {key: rows for kind in sorted(_IMAGE) for key, rows in beside.get(kind, {}).items()}
    names = beside.get("dwc:Identification", {})
    return [Exchanged(key, row, names.get(key, ()), shown.get(key, ()), _person(row)) for key, row in core]


def _image(key: str, row: Mapping[str, str]) -> Exchanged:
    return Exchanged(row.get("dcterms:identifier") or key, _only(row, OCCURRENCE), (), (_only(row, MULTIMEDIA),))


def _person(row: Mapping[str, str]) -> str:
    return next((row[name] for name in _PERSON if row.get(name)), "")


def _only(row: Mapping[str, str], terms: Sequence[str]) -> dict[str, str]:
    return {term: row[term] for term in terms if row.get(term)}


def _by_key(rows: Iterable[tuple[str, dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for key, row in rows:
        found.setdefault(key, []).append(row)
    return found


def _rows(archive: Archive, table: Table) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a table with their key, cells without the white space around them."""
    how = table.dialect
    for member in table.members:
        with archive.open(member) as stream:
            text = _whole(stream).decode(how.encoding, errors="replace").removeprefix("\ufeff")
        rows = csv.reader(
            io.StringIO(text, newline=""), delimiter=how.delimiter, quotechar=how.quote or None,
            quoting=csv.QUOTE_MINIMAL if how.quote else csv.QUOTE_NONE,
        )  # fmt: skip
        for number, cells in enumerate(rows):
            if number >= how.header_lines and any(cells):
                yield _key(cells, table, number), _told(cells, table)


def _whole(stream: Readable) -> bytes:
    parts = []
    while block := stream.read(1 << 20):
        parts.append(block)
    return b"".join(parts)


def _key(cells: Sequence[str], table: Table, number: int) -> str:
    at = table.id_index
    return cells[at].strip() if at is not None and at < len(cells) else str(number)


def _told(cells: Sequence[str], table: Table) -> dict[str, str]:
    told: dict[str, str] = {}
    for column in table.columns:
        text = cells[column.index].strip() if column.index is not None and column.index < len(cells) else ""
        if text or column.default:
            told.setdefault(_SAME.get(column.term, column.term), text or column.default)
    return told


def replicates_of(specimens: Iterable[Exchanged], chosen: Chosen = Chosen()) -> Replicates:  # noqa: B008 - an immutable value
    """What several people read of the same specimens, known by catalogue number, or else by the key of their row."""
    told = [(_sheet(each), each) for each in specimens]
    terms = list(dict.fromkeys(term for _, each in told for term in (*each.occurrence, *_named(each))))
    left = {"dwc:catalogNumber", "dwc:occurrenceID", "dwc:institutionCode", *_PERSON}
    fields = [term for term in terms if term not in left and not term.startswith("dcterms:")]
    found = Replicates(("catalogNumber",), tuple(field_of(term, chosen.kinds) for term in fields))
    for number, (sheet, each) in enumerate(told, start=1):
        cells = {**each.occurrence, **_named(each)}
        found.add((sheet,), Transcript(each.person or f"row {number}", "", [cells.get(term, "") for term in fields]))
    return found


def _sheet(each: Exchanged) -> str:
    return each.occurrence.get("dwc:catalogNumber") or each.key


def _named(each: Exchanged) -> Mapping[str, str]:
    return each.identifications[0] if each.identifications else {}


def write_exchange(specimens: Sequence[Exchanged], target: Path, about: Resource) -> None:
    """Writes what was read as an archive on its way back: occurrences, identifications, images."""
    occurrences = [(each.key, as_exchanged(each.occurrence)) for each in specimens]
    names = [(each.key, as_exchanged(row)) for each in specimens for row in each.identifications]
    images = [(each.key, row) for each in specimens for row in each.images]
    _write(target, about, {
        Sheet("occurrence", "dwc:Occurrence", OCCURRENCE, ""): occurrences,
        Sheet("identification", "dwc:Identification", IDENTIFICATION, ""): names,
        Sheet("multimedia", "gbif:Multimedia", MULTIMEDIA, ""): images,
    })  # fmt: skip


def write_images(specimens: Iterable[Exchanged], target: Path, about: Resource) -> None:
    """Writes an archive on its way out to a platform: a row an image, known by its address, with what is known already."""
    rows = [
        (image.get("dcterms:identifier", each.key), {**as_exchanged(each.occurrence), **image})
        for each in specimens
        for image in each.images
    ]
    _write(target, about, {Sheet("multimedia", "gbif:Multimedia", (*MULTIMEDIA, *OCCURRENCE), ""): rows})


def _write(target: Path, about: Resource, tables: Mapping[Sheet, Sequence[tuple[str, Mapping[str, str]]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for sheet, rows in tables.items():
            with Path(folder, sheet.file).open("w", encoding="utf-8", newline="") as file:
                table = csv.writer(file, delimiter="\t", lineterminator="\n")
                table.writerow(["id", *(term.rpartition(":")[2] for term in sheet.terms)])
                table.writerows([key, *(row.get(term, "") for term in sheet.terms)] for key, row in rows)
        pack(Path(folder), target, list(tables), eml(about))


def as_exchanged(told: Mapping[str, str]) -> dict[str, str]:
    """Terms and cells as the archive has them: dates as intervals, persons as `Surname, I.` joined by `; `.

    >>> as_exchanged({"dwc:eventDate": "mei 1898 [?]", "dwc:dateIdentified": "mei 1898", "dwc:recordNumber": "12"})
    {'dwc:eventDate': '1898-05-01/1898-05-31 [?]', 'dwc:dateIdentified': '1898-05', 'dwc:fieldNumber': '12'}
    """
    written: dict[str, str] = {}
    for term, text in told.items():
        name = _SAME.get(term, term)
        written.setdefault(name, _cell(name, text))
    return written


def _cell(term: str, text: str) -> str:
    answer = answer_of("", text)
    if answer.state is not State.VALUE:
        return text_of(answer)
    return text_of(answer._replace(text=_WRITERS[term](answer.text) if term in _WRITERS else answer.text))


def _days(text: str) -> str:
    """A date as the days from first to last; a text that is no date stays."""
    found = readings(text)
    if len(found) != 1 or found[0].first is None or found[0].last is None:
        return text
    first, last = _first_day(found[0].first), _last_day(found[0].last)
    return Interval(first, last).iso


def _first_day(point: Point) -> Point:
    return Point(point.year, point.month or 1, point.day or 1)


def _last_day(point: Point) -> Point:
    month = point.month or 12
    return Point(point.year, month, point.day or days_in_month(point.year, month))


def _reduced(text: str) -> str:
    found = readings(text)
    return found[0].iso if len(found) == 1 else text


def inverted(text: str) -> str:
    """Persons with the surname first, joined by `; `; a text in which no persons are understood stays.

    >>> inverted("A. Cogniaux & L. Piré"), inverted("Cogniaux, A.; Piré, L.")
    ('Cogniaux, A.; Piré, L.', 'Cogniaux, A.; Piré, L.')
    """
    named = people(text)
    if not named.persons or named.undivided or named.others:
        return text
    return "; ".join(_surname_first(person.name) for person in named.persons)


def _surname_first(name: str) -> str:
    words = name.split()
    if "," in name or len(words) < 2 or not all("." in word for word in words[:-1]):
        return name
    return f"{words[-1]}, {' '.join(words[:-1])}"


_WRITERS = {
    "dwc:eventDate": _days,
    "dwc:dateIdentified": _reduced,
    "dwc:recordedBy": inverted,
    "dwc:identifiedBy": inverted,
}
