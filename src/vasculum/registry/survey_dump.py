"""The collection survey of 2021-2022 as its dump gives it: an early Latimer Core in CSV tables, with all its oddities.

Every object group becomes a collection: a department, or a cell of the axes. Nothing is dropped: what has no place in the
registry stays with its group as text, and every such row is named.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vasculum.model.inventory import CollectionDescription, Contact, Identifier, InstitutionDescription, System
from vasculum.model.measure import Measure
from vasculum.model.period import IN_WORDS, NOT_STATED, STATED, UNKNOWN, Period
from vasculum.model.rejection import Rejection
from vasculum.registry.figures import read_figure
from vasculum.registry.identifiers import RULES, is_well_formed
from vasculum.registry.inventory import Inventory, Place
from vasculum.registry.survey_axes import Placed, place_cell, place_stratum
from vasculum.registry.tables import Cells, rows_of

SOURCE = "DiSSCo Flanders collection survey 2021-2022"
AS_OF = "2021/2022"
FILES = {
    "organisationalunit": ("id", "organisationalUnitName"),
    "identifier": ("identifier", "ofOrganisationalUnit"),
    "objectgroup": ("id", "collectionName", "level"),
    "measurementorfact": ("ofObjectGroup", "measurementType", "measurementValue"),
    **dict.fromkeys(("event", "temporalcoverage", "ecologicalcontext", "geologicalcontext", "objectclassification"), ("id",)),
}
LEVELS = {"department": "department", "inventory": "inventory", "paleo": "palaeo", "palaeo": "palaeo"}
COUNTED = {
    "object total": "held",
    "# objects digitized": "recorded",
    "# objects not digitizedn(not documented)": "undocumented",
    "# objects not digitized (not documented)": "undocumented",
    "# objects not digitized (documented)": "documented",
    "# objects with images": "imaged",
    "# types": "types",
    **{f"mids-{level} (# objects)": f"mids_{level}" for level in range(4)},
}
Row = Mapping[str, str]


def read_survey_dump(folder: Path) -> Inventory:
    """The dump in `folder` as an inventory; raises FileNotFoundError without one of its tables, TableUnusable for another."""
    return _Dump(folder).inventory()


class _Dump:
    """The tables of a dump, and the remarks made while they are read."""

    def __init__(self, folder: Path) -> None:
        self.tables = {name: rows_of(folder / f"{name}.csv", needed) for name, needed in FILES.items()}
        self.by_id = {name: {row["id"]: row for _, row in rows} for name, rows in self.tables.items()}
        self.units = {row["id"]: _unit_key(row["organisationalUnitName"]) for _, row in self.tables["organisationalunit"]}
        self.keys = {row["id"]: self._key(row) for _, row in self.tables["objectgroup"]}
        self.remarks: list[Rejection] = []
        self.rejections: list[Rejection] = []

    def _key(self, group: Row) -> str:
        return f"{self.units.get(group['hasOrganisationalUnit'], 'unknown')}-survey-{group['id']}"

    def inventory(self) -> Inventory:
        measures = self._measures()
        groups = self.tables["objectgroup"]
        institutions = tuple(self._institution(row) for _, row in self.tables["organisationalunit"])
        collections = tuple(self._collection(line, row, measures[row["id"]]) for line, row in groups)
        return Inventory(
            SOURCE,
            institutions,
            collections,
            rows={f"{name}.csv": len(rows) for name, rows in self.tables.items()},
            remarks=tuple(self.remarks),
            rejections=tuple(self.rejections),
            places={self.keys[row["id"]]: Place("objectgroup.csv", line) for line, row in groups},
        )

    def _remark(self, file: str, line: int, reason: str, field: str, value: str, key: str = "") -> None:
        self.remarks.append(Rejection(f"{file}.csv", line, reason, field, value[:200], key))

    def _institution(self, unit: Row) -> InstitutionDescription:
        name, acronym = _name_and_acronym(unit["organisationalUnitName"])
        identifiers = []
        for line, row in self.tables["identifier"]:
            scheme = next((scheme for scheme in RULES if is_well_formed(scheme, row["identifier"])), "other")
            if row["ofOrganisationalUnit"] == unit["id"]:
                identifiers.append(Identifier(scheme, row["identifier"]))
                if scheme == "other":
                    self._remark("identifier", line, "ADDRESS_MALFORMED", "identifier", row["identifier"])
        key = self.units[unit["id"]]
        return InstitutionDescription(key, {"en": name}, acronym, identifiers=tuple(identifiers), source=SOURCE)

    def _measures(self) -> defaultdict[str, list[Measure]]:
        found: defaultdict[str, list[Measure]] = defaultdict(list)
        seen: Counter[tuple[str, str]] = Counter()
        for line, row in self.tables["measurementorfact"]:
            group, kind = row["ofObjectGroup"], row["measurementType"]
            seen[group, kind] += 1
            if group not in self.keys:
                self.rejections.append(Rejection("measurementorfact.csv", line, "REFERENCE_UNKNOWN", "ofObjectGroup", group))
                continue
            if seen[group, kind] > 1:
                self._remark("measurementorfact", line, "FIGURE_TWICE", "measurementType", kind, self.keys[group])
            found[group].append(self._measure(line, row, seen[group, kind]))
        return found

    def _measure(self, line: int, row: Row, occurrence: int) -> Measure:
        key, kind, verbatim = self.keys[row["ofObjectGroup"]], row["measurementType"], row["measurementValue"]
        printed = read_figure(verbatim)
        if printed is None:
            self._remark("measurementorfact", line, "FIGURE_NOT_UNDERSTOOD", "measurementValue", verbatim, key)
        counted = COUNTED.get(kind.casefold(), "other")
        if counted == "other" or row["measurementUnit"] != "count":
            self._remark("measurementorfact", line, "KEPT_AS_TEXT", "measurementType", f"{kind} {row['measurementUnit']}", key)
        figure: dict[str, Any] = (
            {name: getattr(printed, name) for name in ("low", "best", "high", "qualifier")} if printed else {}
        )
        return Measure(
            counted,
            "objects" if row["measurementUnit"] == "count" else "unknown",
            **figure,
            as_of=AS_OF,
            source=SOURCE,
            verbatim={"und": verbatim},
            quantity=f"row-{occurrence}" if occurrence > 1 else "",
            what={"en": kind} if counted == "other" else {},
        )

    def _collection(self, line: int, group: Row, measures: list[Measure]) -> CollectionDescription:
        key, level = self.keys[group["id"]], LEVELS.get(group["level"], "inventory")
        placed = self._placed(group, level)
        for reason, field, value in placed.faults if placed else ():
            self._remark("objectgroup", line, reason, field, value, key)
        person = group["hasPersonRole"]
        if person:
            self._remark("objectgroup", line, "PERSON_NOT_GIVEN", "hasPersonRole", person, key)
        self._check_list(line, group, key)
        system = group["collectionManagementSystem"]
        return CollectionDescription(
            key,
            self.units.get(group["hasOrganisationalUnit"], ""),
            {"en": group["collectionName"]},
            level=level,
            description={"en": group["description"]} if group["description"] else {},
            allocations=(placed.allocation,) if placed else (),
            measures=tuple(measures),
            contacts=(Contact(key=person),) if person else (),
            systems=(System(system),) if system and system != "None" else (),
            collecting=self._collecting(line, group, key),
            source=SOURCE,
            extra={f"objectgroup.{name}": text for name, text in group.items() if text},
        )

    def _placed(self, group: Row, level: str) -> Placed | None:
        if level == "palaeo":
            return place_stratum(group, self.by_id["geologicalcontext"].get(group["hasGeologicalContext"], Cells()))
        if level == "department":
            return None
        context = self.by_id["ecologicalcontext"].get(group["hasEcologicalContext"], Cells())
        kind = self.by_id["objectclassification"].get(group["hasObjectClassification"], Cells())
        parent = self.by_id["objectclassification"].get(kind.get("hasObjectClassification", ""), kind)
        return place_cell(group, context, {**kind, "parent": parent.get("objectClassificationName", "")})

    def _check_list(self, line: int, group: Row, key: str) -> None:
        """A list of measures written as JSON-like text says nothing new, and may contradict the measures themselves."""
        named = set(re.findall(r"\d+", group["hasMeasurementOrFact"]))
        told = (
            {row["id"] for _, row in self.tables["measurementorfact"] if row["ofObjectGroup"] == group["id"]} if named else set()
        )
        if named != told:
            self._remark("objectgroup", line, "TABLES_DISAGREE", "hasMeasurementOrFact", group["hasMeasurementOrFact"], key)

    def _collecting(self, line: int, group: Row, key: str) -> Period:
        if not group["hasEvent"]:
            return Period()
        event = self.by_id["event"].get(group["hasEvent"], Cells())
        coverage = self.by_id["temporalcoverage"].get(event.get("hasTemporalCoverage", ""))
        if coverage is None:
            self._remark("objectgroup", line, "REFERENCE_UNKNOWN", "hasEvent", group["hasEvent"], key)
            return Period()
        period = _period(coverage["temporalCoverageStartDate"], coverage["temporalCoverageEndDate"])
        if IN_WORDS in {period.begins_state, period.ends_state}:
            self._remark("objectgroup", line, "DATE_IN_WORDS", "hasEvent", period.verbatim, key)
        return period


def _period(start: str, end: str) -> Period:
    begins, begins_state = _date(start)
    ends, ends_state = _date(end)
    return Period(begins, ends, begins_state, ends_state, f"{start} / {end}" if start or end else "")


def _date(text: str) -> tuple[str, str]:
    """A year of the survey and its state; an empty end is not stated: the survey does not say that collecting goes on."""
    plain = text.strip('"').strip()
    if re.fullmatch(r"[0-9]{4}", plain):
        return plain, STATED
    return "", {"": NOT_STATED, "unknown": UNKNOWN}.get(plain.casefold(), IN_WORDS)


def _unit_key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:60]


def _name_and_acronym(text: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.+?) \(([^()]+)\)", text)
    return (found[1], found[2]) if found else (text, "")
