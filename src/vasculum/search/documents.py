"""What the index holds of a specimen: one JSON document, made from the columns of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from vasculum.engine.kernel import Kernel, literal, quoted
from vasculum.pids.issuer import NUMBER_BITS
from vasculum.quality.mids import mapping_set, mids_of_mask
from vasculum.search.cells import FINEST, LEVELS, NORTHMOST
from vasculum.search.schema import BETWEEN, BLOCK, BLOCK_BITS, KEY, together

Public = Callable[[Kernel, str], str]
LONGEST_IN_ORDER = 120
SEARCHED = (
    "dwc:scientificName",
    "dwc:vernacularName",
    "dwc:catalogNumber",
    "dwc:otherCatalogNumbers",
    "dwc:recordNumber",
    "dwc:recordedBy",
    "dwc:identifiedBy",
    "dwc:typeStatus",
    "dwc:institutionCode",
    "dwc:collectionCode",
    "dwc:family",
    "dwc:order",
    "dwc:country",
    "dwc:stateProvince",
    "dwc:county",
    "dwc:municipality",
    "dwc:locality",
    "dwc:verbatimLocality",
    "dwc:waterBody",
    "dwc:habitat",
    "dwc:verbatimEventDate",
    "dwc:eventDate",
    "dwc:formation",
    "dwc:earliestAgeOrLowestStage",
)

UNDERSTOOD = {
    "basis_of_record": "VARCHAR",
    "topic_discipline": "VARCHAR",
    "mids_discipline": "VARCHAR",
    "mids_level": "INTEGER",
    "mids_elements": "INTEGER",
    "event_date": "VARCHAR",
    "event_date_start": "DATE",
    "event_date_end": "DATE",
    "modified": "TIMESTAMP",
    "country_code": "VARCHAR",
    "subdivision_code": "VARCHAR",
    "decimal_latitude": "DOUBLE",
    "decimal_longitude": "DOUBLE",
    "type_status": "VARCHAR[]",
    "recorded_by": "VARCHAR[]",
    "identified_by": "VARCHAR[]",
    "license": "VARCHAR",
    "preservation": "VARCHAR[]",
    "issues": "VARCHAR[]",
}

# How the bits of a number are moved apart: by so many, keeping these.
_STEPS = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


def all_is_public(_kernel: Kernel, relation: str) -> str:
    """The relation itself: where no rule holds anything back."""
    return relation


def documents(
    kernel: Kernel, file: Path, issuer: int, constants: Mapping[str, str], public: Public, batch: int = 2048
) -> Iterator[list[tuple[str, bool, str | None]]]:
    """The documents of one snapshot's file in batches: PID, whether the index may know it already, the document as JSON.

    A specimen that is gone has no document. `constants` are fields every document of the source has; `public` gives the
    relation with what the public may see of another.
    """
    columns = _open_snapshot(kernel, file)
    shown = public(kernel, "snapshot")
    _name_missing_elements(kernel)
    fields = {**{name: literal(value) for name, value in constants.items()}, **_fields(columns, issuer)}
    sql = (
        f"SELECT pid, version > 1, CASE WHEN change <> 'gone' THEN {_json(fields)} END "
        f"FROM ({_placed(shown)}) LEFT JOIN missing_elements USING (mids_discipline, mids_elements)"
    )
    yield from kernel.batches(sql, size=batch)


def _open_snapshot(kernel: Kernel, file: Path) -> Collection[str]:
    """Makes the view `snapshot`; a column that came into use after it was written is empty in it."""
    kernel.run(f"CREATE OR REPLACE VIEW snapshot AS FROM read_parquet({literal(str(file))})")
    columns = kernel.columns("snapshot")
    later = ", ".join(f"NULL::{kind} AS {name}" for name, kind in UNDERSTOOD.items() if name not in columns)
    if later:
        kernel.run(f"CREATE OR REPLACE VIEW snapshot AS SELECT *, {later} FROM read_parquet({literal(str(file))})")
    return columns


def _name_missing_elements(kernel: Kernel) -> None:
    pairs = kernel.rows("SELECT DISTINCT mids_discipline, mids_elements FROM snapshot WHERE mids_elements IS NOT NULL")
    missing = [list(mids_of_mask(mask, mapping_set(discipline)).missing) for discipline, mask in pairs]
    kernel.create_table(
        "missing_elements",
        {
            "mids_discipline": ("VARCHAR", [discipline for discipline, _ in pairs]),
            "mids_elements": ("INTEGER", [mask for _, mask in pairs]),
            "missing": ("VARCHAR[]", missing),
        },
    )


def _placed(shown: str) -> str:
    """The rows of the view `shown` with `place`, their cell by `vasculum.search.cells`, worked out step by step."""
    latitude = f"radians(greatest(-{NORTHMOST}, least({NORTHMOST}, decimal_latitude)))"
    across, down = "(decimal_longitude + 180) / 360", f"0.5 - ln((1 + sin({latitude})) / (1 - sin({latitude}))) / (4 * pi())"
    part = f"greatest(0, least({2**FINEST - 1}, floor(({{}}) * {2**FINEST})))::BIGINT".format
    rows = f"SELECT *, {part(across)} AS across, {part(down)} AS down FROM {shown}"
    for shift, mask in _STEPS:
        apart = ", ".join(f"({bits} | ({bits} << {shift})) & {mask} AS {bits}" for bits in ("across", "down"))
        rows = f"SELECT * REPLACE ({apart}) FROM ({rows})"
    known = "decimal_longitude IS NOT NULL AND decimal_latitude IS NOT NULL"
    return f"SELECT *, CASE WHEN {known} THEN across | (down << 1) END AS place FROM ({rows})"


def _json(fields: Mapping[str, str]) -> str:
    members = ", ".join(f"""'"{name}":' || to_json({expression})""" for name, expression in fields.items())
    return f"'{{' || concat_ws(',', {members}) || '}}'"


def _fields(columns: Collection[str], issuer: int) -> dict[str, str]:
    said = Said(columns)
    words = ", ".join(("pid", "record_id", *(said.cell(term) for term in SEARCHED if term in columns)))
    name, number = said.cell("dwc:scientificName"), said.cell("dwc:catalogNumber")
    key = f"({issuer << NUMBER_BITS} + number)"
    remark = "list_distinct(list_transform(remarks, lambda remark: split_part(remark, ' ', 1)))"
    year, month = "year(event_date_start)", _month()
    cells = ", ".join(f"{1 << 2 * level} | (place >> {2 * (FINEST - level)})" for level in LEVELS)
    return {
        "pid": "pid",
        KEY: key,
        BLOCK: f"({key} >> {BLOCK_BITS})",
        "text": _composed(f"concat_ws(' ', {words})"),
        "discipline": _or_empty("topic_discipline"),
        "country": _or_empty("country_code"),
        "subdivision": _or_empty("subdivision_code"),
        "kingdom": _or_empty(said.cell("dwc:kingdom")),
        "phylum": _or_empty(said.cell("dwc:phylum")),
        "class": _or_empty(said.cell("dwc:class")),
        "order": _or_empty(said.cell("dwc:order")),
        "family": _or_empty(said.cell("dwc:family")),
        "genus": _or_empty(f"coalesce({said.cell('dwc:genus')}, {_genus(name)})"),
        "name": _or_empty(name),
        "collector": "recorded_by",
        "determiner": "identified_by",
        "typeStatus": "CASE WHEN len(type_status) > 0 THEN type_status END",
        "basisOfRecord": _or_empty("basis_of_record"),
        "preservation": "preservation",
        "missing": "missing",
        "remark": remark,
        "issue": "issues",
        "license": _or_empty("license"),
        "year": year,
        "decade": f"({year} // 10 * 10)",
        "month": month,
        "midsLevel": "mids_level",
        together("typeStatus"): _several("type_status"),
        together("preservation"): _several("preservation"),
        together("missing"): _several("missing"),
        together("remark"): _several(remark),
        together("issue"): _several("issues"),
        together("year"): _or_empty(f"{year}::VARCHAR"),
        together("decade"): _or_empty(f"({year} // 10 * 10)::VARCHAR"),
        together("month"): _or_empty(f"({month})::VARCHAR"),
        together("midsLevel"): _or_empty("mids_level::VARCHAR"),
        "hasMedia": f"{_thumbnail(columns)} IS NOT NULL",
        "hasCoordinates": "decimal_latitude IS NOT NULL",
        "latitude": "decimal_latitude + 0.0",
        "longitude": "decimal_longitude + 0.0",
        "place": "place",
        "cells": f"CASE WHEN place IS NOT NULL THEN [{cells}] END",
        "sortName": _in_order(name),
        "catalogNumber": number,
        "sortCatalogNumber": _in_order(number),
        "eventDate": "event_date",
        "locality": said.first("dwc:locality", "dwc:verbatimLocality", "dwc:municipality"),
        "recordedBy": said.cell("dwc:recordedBy"),
        "thumbnail": _thumbnail(columns),
        "modified": "strftime(modified, '%Y-%m-%dT%H:%M:%SZ')",
        "changed": "coalesce(epoch_ms(modified), 0)",
        "levelOrNone": "coalesce(mids_level, -9)",
        "dayOrLast": f"coalesce({_day('event_date_start')}, 99999999)",
        "dayOrFirst": f"coalesce({_day('event_date_start')}, 0)",
        "lastDay": _day("coalesce(event_date_end, event_date_start)"),
    }


class Said:
    """The verbatim cells of a snapshot, as expressions; a term it does not have is NULL."""

    def __init__(self, columns: Collection[str]) -> None:
        self._columns = columns

    def cell(self, term: str) -> str:
        """The text of a term."""
        return quoted(term) if term in self._columns else "NULL::VARCHAR"

    def first(self, *terms: str) -> str:
        """The text of the first of some terms that has one."""
        return f"coalesce({', '.join(self.cell(term) for term in terms)})"


def _or_empty(text: str) -> str:
    return f"coalesce({text}, '')"


def _several(values: str) -> str:
    """All values of a list in one text."""
    return f"coalesce(array_to_string(list_sort(list_distinct({values})), chr({ord(BETWEEN)})), '')"


def _day(date: str) -> str:
    return f"(year({date}) * 10000 + month({date}) * 100 + day({date}))"


def _month() -> str:
    """The month of an event that began and ended in it."""
    one = "date_trunc('month', event_date_start) = date_trunc('month', coalesce(event_date_end, event_date_start))"
    return f"CASE WHEN {one} THEN month(event_date_start) END"


def _genus(name: str) -> str:
    """The first word of a name that goes on with an epithet; a family or an order that does is no genus."""
    first = f"regexp_extract({name}, '^([A-Z][a-zë-]+) (?:×? ?[a-z]|\\([A-Z])', 1)"
    return f"CASE WHEN NOT regexp_matches({first}, '(aceae|idae|inae|ales|formes)$') THEN nullif({first}, '') END"


def _thumbnail(columns: Collection[str]) -> str:
    places = []
    if "ac:Multimedia[]" in columns:
        places.append("""json_extract_string("ac:Multimedia[]", '$[0]."ac:accessURI"')""")
    if "gbif:Multimedia[]" in columns:
        places.append("""json_extract_string("gbif:Multimedia[]", '$[0]."dcterms:identifier"')""")
    if "dwc:associatedMedia" in columns:
        places.append("""nullif(trim(split_part("dwc:associatedMedia", '|', 1)), '')""")
    return f"coalesce({', '.join(places)})" if places else "NULL::VARCHAR"


def _in_order(text: str) -> str:
    """The first signs of a text, without case and accents, as hexadecimal digits: they have its order, and no text comes last."""
    return f"hex(encode(left(coalesce(strip_accents(lower({text})), chr(1114111)), {LONGEST_IN_ORDER})))"


def _composed(text: str) -> str:
    """A text with letter and accent as one sign, composed only where an accent stands alone: composing is dear."""
    alone = f"strlen({text}) > length({text}) AND regexp_matches({text}, '\\pM')"
    return f"CASE WHEN {alone} THEN nfc_normalize({text}) ELSE {text} END"
