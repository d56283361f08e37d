"""A checklist: each name among the records once, with where it was found and its types; the core of the archive is taxa."""

from __future__ import annotations

from pathlib import Path

from vasculum.downloads.archive import Rows, write_sheets
from vasculum.engine.kernel import quoted
from vasculum.formats.dwca.writing import Sheet
from vasculum.formats.eml import Resource

NAME = "dwc:scientificName"
_TERMS = (
    NAME,
    *(
        f"dwc:{name}"
        for name in (
            "scientificNameAuthorship", "taxonRank", "kingdom", "phylum", "class", "order", "family", "genus", "specificEpithet",
            "infraspecificEpithet", "nomenclaturalCode",
        )
    ),
)  # fmt: skip


def write_checklist(rows: Rows, work: Path, target: Path, resource: Resource) -> dict[str, int]:
    """Writes the archive; a taxon is a name as it is written, with its author where that stands apart."""
    return write_sheets(rows.kernel, checklist_sheets(rows), work, target, resource)


def checklist_sheets(rows: Rows) -> list[Sheet]:
    """The tables: taxa, the countries they were found in, and type specimens."""
    terms = [term for term in _TERMS if term in rows.columns]
    if NAME not in terms:
        raise ValueError("no record has a scientific name: there is no checklist to make")
    author = "coalesce(\"dwc:scientificNameAuthorship\", '')" if "dwc:scientificNameAuthorship" in terms else "''"
    key = f"md5({quoted(NAME)} || chr(31) || {author})"
    named = f"(SELECT *, {key} AS taxon FROM {rows.relation} WHERE trim({quoted(NAME)}) <> '')"
    cells = ", ".join(f"mode({quoted(term)})" for term in terms)
    taxa = Sheet("taxon", "dwc:Taxon", ["dwc:taxonID", *terms], f"SELECT taxon, taxon, {cells} FROM {named} GROUP BY taxon")
    sheets = [taxa]
    if "country_code" in rows.columns:
        found = f"SELECT taxon, country_code, 'present' FROM {named} WHERE country_code IS NOT NULL GROUP BY ALL"
        sheets.append(Sheet("distribution", "gbif:Distribution", ["dwc:countryCode", "dwc:occurrenceStatus"], found))
    if "type_status" in rows.columns:
        sheets.append(_types(rows, named))
    return sheets


def _types(rows: Rows, named: str) -> Sheet:
    told = ["dwc:catalogNumber", "dwc:institutionCode", "dwc:collectionCode", "dwc:locality", "dwc:recordedBy"]
    terms = [term for term in told if term in rows.columns]
    cells = "".join(f", {quoted(term)}" for term in terms)
    status = "array_to_string(type_status, ' | ')"
    found = f"SELECT taxon, {status}, record_id{cells} FROM {named} WHERE {status} <> ''"
    return Sheet("type", "gbif:TypesAndSpecimen", ["dwc:typeStatus", "dwc:occurrenceID", *terms], found)
