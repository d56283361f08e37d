"""What a data set holds, counted over its records: coverage, licences, flags, and what the public does not see of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vasculum.downloads.archive import Rows
from vasculum.engine.kernel import quoted
from vasculum.formats.eml import Area, Coverage

RANKS = ("kingdom", "phylum", "class", "order")
MOST_NAMES = 60
WANTED_BY_GBIF = ("dwc:occurrenceID", "dwc:basisOfRecord", "dwc:scientificName", "dwc:eventDate")
PROTECTED = ("dwc:informationWithheld", "dwc:dataGeneralizations")


@dataclass(frozen=True, slots=True)
class Figures:
    """What the records are; `missing` counts the records without a term that GBIF wants, `licenses` "" those without one."""

    records: int = 0
    placed: int = 0
    coverage: Coverage = field(default_factory=Coverage)
    licenses: Mapping[str, int] = field(default_factory=dict)
    issues: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, int] = field(default_factory=dict)
    withheld: Mapping[str, int] = field(default_factory=dict)
    countries: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The same for a manifest."""
        area = self.coverage.area
        return {
            "records": self.records,
            "placed": self.placed,
            "box": [area.west, area.south, area.east, area.north] if area else None,
            "period": [day.isoformat() if day else None for day in (self.coverage.first, self.coverage.last)],
            "taxa": [list(each) for each in self.coverage.taxa],
            **{name: dict(getattr(self, name)) for name in ("licenses", "issues", "missing", "withheld", "countries")},
        }


def figures_of(rows: Rows) -> Figures:
    """The figures of some records, in a few passes over single columns."""
    return Figures(
        records=rows.kernel.one(f"SELECT count(*) FROM {rows.relation}"),
        placed=_count(rows, "decimal_latitude"),
        coverage=Coverage(_area(rows), *_period(rows), _taxa(rows)),
        licenses=_counted(rows, _license(rows)),
        issues=_counted(rows, "unnest(issues)") if "issues" in rows.columns else {},
        missing=_missing(rows),
        withheld={term: count for term in PROTECTED if (count := _count(rows, term))},
        countries=_counted(rows, "country_code", "WHERE country_code IS NOT NULL") if "country_code" in rows.columns else {},
    )


def _count(rows: Rows, column: str) -> int:
    if column not in rows.columns:
        return 0
    found: int = rows.kernel.one(f"SELECT count({quoted(column)}) FROM {rows.relation}")
    return found


def _counted(rows: Rows, expression: str, where: str = "") -> dict[str, int]:
    told = f"SELECT {expression} AS name FROM {rows.relation} {where}"
    counted = rows.kernel.rows(f"SELECT coalesce(name, ''), count(*) AS found FROM ({told}) GROUP BY 1 ORDER BY found DESC, 1")
    return dict(counted)


def _license(rows: Rows) -> str:
    known = [quoted(column) for column in ("license", "dcterms:license") if column in rows.columns]
    return f"coalesce({', '.join(known)}, '')" if known else "''"


def _missing(rows: Rows) -> dict[str, int]:
    total: int = rows.kernel.one(f"SELECT count(*) FROM {rows.relation}")
    absent = {term: total - _count(rows, term) for term in WANTED_BY_GBIF if term != "dwc:eventDate"}
    absent["dwc:eventDate"] = total - _count(rows, "event_date")
    return {term: count for term, count in absent.items() if count}


def _area(rows: Rows) -> Area | None:
    if "decimal_latitude" not in rows.columns:
        return None
    longitude, latitude = "decimal_longitude", "decimal_latitude"
    asked = f"min({longitude}), max({longitude}), min({latitude}), max({latitude})"
    [(west, east, south, north)] = rows.kernel.rows(f"SELECT {asked} FROM {rows.relation}")
    return None if west is None else Area(west, east, south, north)


def _period(rows: Rows) -> tuple[dt.date | None, dt.date | None]:
    if "event_date_start" not in rows.columns:
        return None, None
    [(first, last)] = rows.kernel.rows(f"SELECT min(event_date_start), max(event_date_end) FROM {rows.relation}")
    return first, last


def _taxa(rows: Rows) -> list[tuple[str, str]]:
    """The names of the highest ranks, as far as they are few."""
    found: list[tuple[str, str]] = []
    for rank in RANKS:
        if f"dwc:{rank}" in rows.columns:
            names = _counted(rows, f"trim({quoted(f'dwc:{rank}')})", f"WHERE trim({quoted(f'dwc:{rank}')}) <> ''")
            if len(found) + len(names) > MOST_NAMES:
                break
            found += [(rank, name) for name in names]
    return found
