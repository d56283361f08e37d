"""The table of Latimer Core made from the lists that TDWG publishes: `python -m vasculum.terms.latimer_core.published FOLDER`.

FOLDER is `source/terms` of <https://github.com/tdwg/ltc>.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

COLUMNS = ("class", "term", "datatype", "repeatable", "required")
RENAMED = {("Reference", "resourceIRI"): ("Reference", "resourceURI")}
"""Properties whose datatype is still listed under a former name."""

Row = Mapping[str, str]
Key = tuple[str, str]


def published_table(folder: Path) -> str:
    """The text of `properties.csv`: names and facts of every property; the sentences of the standard stay behind."""
    datatypes = {_key(row): row["datatype"] for row in _rows(folder / "ltc_datatypes.csv")}
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(_line(row, datatypes) for row in _rows(folder / "ltc_terms_source.csv") if _is_property(row))
    return text.getvalue()


def _rows(file: Path) -> Iterable[Row]:
    with file.open(encoding="utf-8-sig", newline="") as table:
        yield from csv.DictReader(table)


def _key(row: Row) -> Key:
    return row["tdwgutility_organizedInClass"].rpartition("/")[2], row["term_localName"]


def _is_property(row: Row) -> bool:
    return row["rdf_type"].endswith("#Property")


def _line(row: Row, datatypes: Mapping[Key, str]) -> tuple[str, ...]:
    key = _key(row)
    datatype = datatypes[key if key in datatypes else RENAMED[key]]
    return key[0], row["namespace"] + key[1], datatype, *(_truth(row[f"tdwgutility_{name}"]) for name in COLUMNS[3:])


def _truth(text: str) -> str:
    return "true" if text == "Yes" else "false"


if __name__ == "__main__":
    sys.stdout.write(published_table(Path(sys.argv[1])))
