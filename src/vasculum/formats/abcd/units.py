"""A unit in Darwin Core: a core row, and rows for what is repeated in it.

Every text of the unit arrives exactly once: under its term, or, where no term is known or its place is taken, under its path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vasculum.formats.abcd.elements import Element, leaves
from vasculum.formats.abcd.ggbn import ggbn_rows
from vasculum.formats.abcd.tables import JOIN, groups, term_of_word, terms_of

_METRES = frozenset({"", "m", "m.", "meter", "metre", "meters", "metres", "mètre", "mètres", "m asl", "masl", "m.a.s.l.", "msm"})
_YES = frozenset({"1", "true", "yes"})
_STRATA = "UnitExtension/EarthScienceSpecimen/UnitStratigraphicDetermination/ChronostratigraphicAttributions"

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as rows: `core`, and `rows` with their row types. `undecided`: several identifications, none preferred."""

    core: Row
    rows: tuple[tuple[str, Row], ...]
    undecided: bool

    @property
    def identifier(self) -> str:
        """UnitGUID, else institution, source and UnitID joined by colons; empty when the unit has neither."""
        named = [self.core.get(term, "") for term in ("dwc:institutionCode", "dwc:collectionCode", "dwc:catalogNumber")]
        return self.core.get("dwc:occurrenceID", "") or (":".join(named) if named[-1] else "")


def unit_of(element: Element, of_data_set: Mapping[str, str]) -> Unit:
    """A unit element in Darwin Core; `of_data_set` are texts by term that hold where the unit says nothing itself."""
    _unpack(element)
    rows, told = [], set[int]()
    for group, path, row_type in groups():
        for found in element.all(path):
            told.add(id(found))
            rows.append((row_type, _row(found, group)))
    for row_type, row, container in ggbn_rows(element):
        told.add(id(container))
        rows.append((row_type, row))
    core = _row(element, "unit", told)
    accepted, undecided = _accepted([row for row_type, row in rows if row_type == "dwc:Identification"])
    said = {term: text for term, text in accepted.items() if ":" in term and term != "dwc:isAcceptedIdentification"}
    return Unit({**of_data_set, **said, **core}, tuple(rows), undecided)


def _unpack(unit: Element) -> None:
    """Puts the extensions that ABCD 2.1 gathers in one element where those of 2.06 are."""
    unit.children = [
        inner
        for child in unit.children
        for inner in (child.children if child.name == "UnitExtensions" and child.children else [child])
    ]


def _accepted(identifications: list[Row]) -> tuple[Row, bool]:
    """The identification that is marked as preferred, else the first; and whether that was a choice."""
    preferred = [row for row in identifications if row.get("dwc:isAcceptedIdentification", "").lower() in _YES]
    first = next(iter(preferred or identifications), {})
    return first, len(preferred or identifications) > 1


class _Telling:
    """A row that grows: a text goes under its term while the term has room, else under its path."""

    def __init__(self) -> None:
        self.row: Row = {}
        self.told: set[int] = set()

    def under(self, term: str, *said: Element | None, text: str = "") -> None:
        """Tells whole elements under a term, if it is free: their texts, or `text` that was made of them."""
        elements = [element for element in said if element is not None]
        if term and elements and term not in self.row:
            self.row[term] = text or elements[0].text
            self.told.update(map(id, elements))

    def leaf(self, term: str, joined: bool, place: str, text: str) -> None:
        """Tells one text."""
        if term and term not in self.row:
            self.row[term] = text
        elif term and joined:
            self.row[term] += JOIN + text
        elif not term or self.row[term] != text:
            self.row[place] = text


def _row(element: Element, group: str, told: Iterable[int] = ()) -> Row:
    telling = _Telling()
    _COMPOSED[group](element, telling)
    elsewhere = {*told}
    terms = terms_of(group)
    for leaf in leaves(element, elsewhere):
        if id(leaf.of) in telling.told and "@" not in leaf.path:
            continue
        term, joined = terms.get(leaf.path, ("", False))
        telling.leaf(term, joined, leaf.place, leaf.text)
    return telling.row


def _of_unit(unit: Element, telling: _Telling) -> None:
    _period(unit, "Gathering/DateTime", "dwc:eventDate", telling)
    _range(unit, "Gathering/Altitude", "Elevation", telling)
    _range(unit, "Gathering/Depth", "Depth", telling)
    for area in unit.all("Gathering/NamedAreas/NamedArea"):
        _classed(area, "area", "AreaClass", "AreaName", telling)
    for stratum in unit.all(f"{_STRATA}/ChronostratigraphicAttribution"):
        _classed(stratum, "division", "ChronoStratigraphicDivision", "ChronostratigraphicName", telling)
    if unit.first("Gathering/Agents/GatheringAgentsText") and not list(_named_agents(unit)):
        telling.under("dwc:recordedBy", unit.first("Gathering/Agents/GatheringAgentsText"))


def _named_agents(unit: Element) -> Iterator[Element]:
    for path in ("AgentText", "Person/FullName", "Organisation/Name/Representation/Text"):
        yield from (agent for agent in unit.all(f"Gathering/Agents/GatheringAgent/{path}") if agent.text)


def _of_identification(identification: Element, telling: _Telling) -> None:
    _period(identification, "Date", "dwc:dateIdentified", telling)
    telling.under("dwc:dateIdentified", identification.first("Date/DateText"))
    for taxon in identification.all("Result/TaxonIdentified/HigherTaxa/HigherTaxon"):
        _classed(taxon, "rank", "HigherTaxonRank", "HigherTaxonName", telling)
    telling.under("dwc:scientificNameAuthorship", *_authors(identification), text=_authorship(identification))
    if not identification.first("Identifiers/Identifier/PersonName/FullName"):
        telling.under("dwc:identifiedBy", identification.first("Identifiers/IdentifiersText"))


def _authors(identification: Element) -> tuple[Element | None, Element | None]:
    name = "Result/TaxonIdentified/ScientificName/NameAtomised"
    pairs = (
        ("Botanical/AuthorTeamParenthesis", "Botanical/AuthorTeam"),
        ("Bacterial/ParentheticalAuthorTeamAndYear", "Bacterial/AuthorTeamAndYear"),
        ("Zoological/AuthorTeamParenthesisAndYear", "Zoological/CombinationAuthorTeamAndYear"),
        ("Zoological/AuthorTeamParenthesisAndYear", "Zoological/AuthorTeamOriginalAndYear"),
    )
    for basionym, author in pairs:
        found = identification.first(f"{name}/{basionym}"), identification.first(f"{name}/{author}")
        if found[0] or found[1]:
            return found
    return None, None


def _authorship(identification: Element) -> str:
    """The authors as they stand behind a name: those of the basionym in parentheses."""
    basionym, author = _authors(identification)
    first = basionym.text if basionym else ""
    in_parentheses = f"({first})" if first and not first.startswith("(") else first
    return " ".join(filter(None, (in_parentheses, author.text if author else "")))


def _of_measurement(measurement: Element, telling: _Telling) -> None:
    low = measurement.first("MeasurementOrFactAtomised/LowerValue")
    high = measurement.first("MeasurementOrFactAtomised/UpperValue")
    if low and high:
        telling.under("dwc:measurementValue", low, high, text=f"{low.text} - {high.text}")


def _as_it_is(_element: Element, _telling: _Telling) -> None:
    """For groups in which every text has a place of its own."""


_COMPOSED = {
    "unit": _of_unit,
    "identification": _of_identification,
    "measurement": _of_measurement,
    **dict.fromkeys(("multimedia", "association", "permit", "loan", "preservation"), _as_it_is),
}


def _period(element: Element, path: str, term: str, telling: _Telling) -> None:
    """A begin and an end as one ISO 8601 interval, a begin alone as it is."""
    begin, end = element.first(f"{path}/ISODateTimeBegin"), element.first(f"{path}/ISODateTimeEnd")
    if begin and end and begin.text != end.text:
        telling.under(term, begin, end, text=f"{begin.text}/{end.text}")
    else:
        telling.under(term, begin or end, end)


def _range(unit: Element, path: str, what: str, telling: _Telling) -> None:
    """Metres go under the minimum and maximum; in another unit the whole is kept as it was written."""
    for at in (f"{path}/MeasurementOrFactAtomised", path):
        low, high, measure = (unit.first(f"{at}/{name}") for name in ("LowerValue", "UpperValue", "UnitOfMeasurement"))
        if not low:
            continue
        if (measure.text.lower() if measure else "") in _METRES:
            telling.under(f"dwc:minimum{what}InMeters", low, measure)
            telling.under(f"dwc:maximum{what}InMeters", high)
        else:
            numbers = "-".join(part.text for part in (low, high) if part)
            text = f"{numbers} {measure.text if measure else ''}"
            telling.under(f"dwc:verbatim{what}", low, high, measure, text=text)


def _classed(element: Element, kind: str, classed: str, named: str, telling: _Telling) -> None:
    """A name goes under the term that the word beside it stands for."""
    word, name = element.first(classed), element.first(named)
    if word and name:
        telling.under(term_of_word(kind, word.text), name, word)
