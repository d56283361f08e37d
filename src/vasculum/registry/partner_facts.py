"""The facts of a consortium's partner page: institutions, holdings as printed, long series, and what other sources say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from vasculum.model.inventory import Address, CollectionDescription, Identifier, InstitutionDescription, StatusPeriod, System
from vasculum.model.measure import Measure
from vasculum.model.rejection import Rejection
from vasculum.registry.figures import Printed, read_figure
from vasculum.registry.identifiers import is_well_formed
from vasculum.registry.inventory import Inventory, Place
from vasculum.registry.partner_words import code_for
from vasculum.registry.rules import CellError, count, degrees, language_map
from vasculum.registry.tables import rows_of

SOURCE = "DiSSCo Flanders, project partners page"
FILES = {
    "institutions": ("key", "name_en"),
    "holdings": ("institution_key", "collection_key", "verbatim_count"),
    "series": ("institution_key", "series_key"),
    "context_figures": ("institution_key", "what", "value"),
    "conflicts": ("conflict_key", "institution_key", "figure"),
}
Row = Mapping[str, str]


def read_partner_facts(folder: Path) -> Inventory:
    """The facts in `folder` as an inventory; raises FileNotFoundError without one of its tables, TableUnusable for another."""
    return _Facts(folder).inventory()


class _Facts:
    """The tables of the facts, and the remarks made while they are read."""

    def __init__(self, folder: Path) -> None:
        self.tables = {name: rows_of(folder / f"{name}.csv", needed) for name, needed in FILES.items()}
        self.institutions = {row["key"] for _, row in self.tables["institutions"]}
        self.holdings = {row["collection_key"] for _, row in self.tables["holdings"]}
        self.remarks: list[Rejection] = []
        self.rejections: list[Rejection] = []

    def inventory(self) -> Inventory:
        figures, facts = self._about_institutions()
        compared = self._compared()
        institutions = [
            self._institution(line, row, (*figures[row["key"]], *compared["institution", row["key"]]), facts[row["key"]])
            for line, row in self.tables["institutions"]
        ]
        holdings = [self._holding(line, row, compared) for line, row in self.tables["holdings"]]
        series = [self._series(line, row) for line, row in self.tables["series"]]
        places = {row["collection_key"]: Place("holdings.csv", line) for line, row in self.tables["holdings"]}
        return Inventory(
            SOURCE,
            tuple(institutions),
            (*holdings, *series),
            (*figures[""], *compared["", ""]),
            {f"{name}.csv": len(rows) for name, rows in self.tables.items()},
            tuple(self.remarks),
            tuple(self.rejections),
            places | {row["series_key"]: Place("series.csv", line) for line, row in self.tables["series"]},
        )

    def _remark(self, file: str, line: int, reason: str, field: str, value: str, key: str) -> None:
        self.remarks.append(Rejection(f"{file}.csv", line, reason, field, value[:200], key))

    def _code(self, file: str, line: int, row: Row, field: str, vocabulary: str) -> str:
        code = code_for(vocabulary, row[field])
        if row[field] and not code:
            self._remark(file, line, "KEPT_AS_TEXT", field, row[field], row["key"] or row["collection_key"])
        return code

    def _institution(
        self, line: int, row: Row, measures: tuple[Measure, ...], facts: Mapping[str, str]
    ) -> InstitutionDescription:
        identifiers = [Identifier(scheme, row[scheme]) for scheme in ("ror", "wikidata") if row[scheme]]
        for each in identifiers:
            if not is_well_formed(each.scheme, each.value):
                self._remark("institutions", line, "ADDRESS_MALFORMED", each.scheme, each.value, row["key"])
        is_hidden = row["hidden"] == "true"
        role = (
            ""
            if row["consortium_role"] == "hidden"
            else self._code("institutions", line, row, "consortium_role", "consortium_role")
        )
        return InstitutionDescription(
            row["key"],
            language_map(row, "name"),
            row["acronym"],
            other_acronyms=(row["acronym_en"],) if row["acronym_en"] not in {"", row["acronym"]} else (),
            description={"en": row["note"]} if row["note"] else {},
            consortium_role=role,
            consortium_category=self._code("institutions", line, row, "category", "consortium_category"),
            hidden=is_hidden,
            identifiers=tuple(each for each in identifiers if is_well_formed(each.scheme, each.value)),
            addresses=(Address(city=row["city"], country=row["country"]),) if row["city"] or row["country"] else (),
            region=row["region"],
            latitude=self._degrees(line, row, "latitude", 90),
            longitude=self._degrees(line, row, "longitude", 180),
            homepage=row["homepage_en"] or row["homepage_nl"],
            homepages=language_map(row, "homepage"),
            networks=_list(row["networks"]),
            systems=tuple(System(name, address) for name, _, address in (part.partition("=") for part in _list(row["systems"]))),
            measures=measures,
            source=SOURCE,
            extra={**facts, **({"identifier_source": row["identifier_source"]} if row["identifier_source"] else {})},
        )

    def _degrees(self, line: int, row: Row, field: str, limit: float) -> float | None:
        try:
            found: float | None = degrees(limit)(row[field])
        except CellError as fault:
            self._remark("institutions", line, str(fault), field, row[field], row["key"])
            return None
        return found

    def _holding(self, line: int, row: Row, compared: Mapping[tuple[str, str], list[Measure]]) -> CollectionDescription:
        key = row["collection_key"]
        discipline, kind = (
            self._code("holdings", line, row, "discipline", "discipline"),
            self._code("holdings", line, row, "material_kind", "material_kind"),
        )
        status = self._code("holdings", line, row, "status", "status")
        kept = {name: row[name] for name in ("discipline", "source", "type_specimens") if row[name]}
        texts: dict[str, Any] = {name: {"en": row[name]} for name in ("digitisation", "restrictions", "note") if row[name]}
        return CollectionDescription(
            key,
            row["institution_key"],
            language_map(row, "name"),
            disciplines=(discipline,) if discipline else (),
            material_kinds=(kind,) if kind else (),
            part_of=row["part_of"],
            alternate_of=row["alternate_of"],
            hosted_at=row["hosted_at"],
            statuses=(StatusPeriod(status, source=SOURCE),) if status else (),
            measures=(self._held(line, row), *self._types(line, row), *compared["collection", key]),
            source=SOURCE,
            extra=kept,
            **texts,
        )

    def _held(self, line: int, row: Row) -> Measure:
        key, verbatim = row["collection_key"], _printed(row["verbatim_count"], row["verbatim_en"], row["source"])
        figure = self._numbers("holdings", line, row, ("count_low", "count_best", "count_high"), key)
        qualifier = code_for("qualifier", row["qualifier"]) or "none"
        for text in verbatim.values():
            self._compare(line, key, text, read_figure(text), figure, qualifier)
        inventory = re.fullmatch(r"academic heritage inventory( \d{4})?", row["count_basis"])
        return Measure(
            "held",
            self._code("holdings", line, row, "unit", "unit") or "unknown",
            **figure,
            qualifier=qualifier,
            basis="inherited" if inventory else "unknown",
            as_of=row["as_of"],
            source=f"{SOURCE}, after the {row['count_basis']}" if inventory else SOURCE,
            verbatim=verbatim,
            printed_step=self._whole("holdings", line, row, "printed_step", key),
        )

    def _compare(
        self, line: int, key: str, text: str, read: Printed | None, figure: Mapping[str, int | None], qualifier: str
    ) -> None:
        """Remarks where the print is not what stands in the columns; "about" may have been said elsewhere on the page."""
        if read is None:
            self._remark("holdings", line, "FIGURE_NOT_UNDERSTOOD", "verbatim_count", text, key)
        elif {name: getattr(read, name) for name in figure} != figure or qualifier not in {read.qualifier, "about"}:
            self._remark("holdings", line, "FIGURE_DIFFERS", "verbatim_count", text, key)

    def _types(self, line: int, row: Row) -> tuple[Measure, ...]:
        number = self._whole("holdings", line, row, "type_specimens", row["collection_key"])
        if number is None:
            return ()
        verbatim = {"und": row["type_specimens"]}
        return (Measure("types", "specimens", best=number, qualifier="plain", source=SOURCE, verbatim=verbatim),)

    def _series(self, line: int, row: Row) -> CollectionDescription:
        key = row["series_key"]
        length = self._numbers("series", line, row, ("years_low", "years_best", "years_high"), key)
        read = read_figure(row["verbatim_nl"])
        measure = Measure(
            "length", "years", **length, qualifier=read.qualifier if read else "none", source=SOURCE,
            verbatim=language_map(row, "verbatim"),
        )  # fmt: skip
        return CollectionDescription(
            key,
            row["institution_key"],
            language_map(row, "name"),
            level="series",
            geographic_coverage={"en": row["area"]} if row["area"] else {},
            measures=(measure,),
            note={"en": row["note"]} if row["note"] else {},
            source=SOURCE,
            extra={name: row[name] for name in ("kind", "start_year", "end_year", "status", "source") if row[name]},
        )

    def _about_institutions(self) -> tuple[defaultdict[str, list[Measure]], defaultdict[str, dict[str, str]]]:
        """Figures about institutions; a year or a month is no quantity and stays a fact in words."""
        figures: defaultdict[str, list[Measure]] = defaultdict(list)
        facts: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for line, row in self.tables["context_figures"]:
            key = row["institution_key"]
            if key and key not in self.institutions:
                self.rejections.append(Rejection("context_figures.csv", line, "REFERENCE_UNKNOWN", "institution_key", key, key))
            elif row["unit"] in {"year", "year-month"}:
                facts[key][row["what"]] = row["value"]
                self._remark("context_figures", line, "KEPT_AS_TEXT", "value", f"{row['what']}: {row['value']}", key)
            else:
                figures[key].append(self._context_figure(line, row))
        return figures, facts

    def _context_figure(self, line: int, row: Row) -> Measure:
        qualifier, value = (
            code_for("qualifier", row["qualifier"]),
            self._whole("context_figures", line, row, "value", row["institution_key"]),
        )
        bound = {"more_than": "low", "at_least": "low", "up_to": "high"}.get(qualifier, "best")
        figure: dict[str, Any] = {bound: value}
        return Measure(
            "other", self._code("context_figures", line, row, "unit", "unit") or "unknown", **figure,
            qualifier=qualifier or "plain", source=SOURCE, verbatim=language_map(row, "verbatim"), what={"en": row["what"]},
            note={"en": row["note"]} if row["note"] else {},
        )  # fmt: skip

    def _compared(self) -> defaultdict[tuple[str, str], list[Measure]]:
        """What other sources say: of a collection where the group bears its key, else of the institution or the consortium."""
        found: defaultdict[tuple[str, str], list[Measure]] = defaultdict(list)
        for line, row in self.tables["conflicts"]:
            group, institution = row["conflict_key"], row["institution_key"]
            if institution and institution not in self.institutions:
                fault = Rejection("conflicts.csv", line, "REFERENCE_UNKNOWN", "institution_key", institution, group)
                self.rejections.append(fault)
            else:
                subject = ("collection", group) if group in self.holdings else ("institution" if institution else "", institution)
                found[subject].append(self._reported(line, row, is_of_collection=group in self.holdings))
        return found

    def _reported(self, line: int, row: Row, *, is_of_collection: bool) -> Measure:
        figure = self._numbers("conflicts", line, row, ("value_low", "value_best", "value_high"), row["conflict_key"])
        counted = "recorded" if row["unit"] == "records" else ("held" if is_of_collection else "other")
        return Measure(
            counted, self._code("conflicts", line, row, "unit", "unit") or "unknown", **figure,
            qualifier=_qualifier(figure), as_of=row["date"], source=row["source"], verbatim={"und": row["figure"]},
            standing="reported", quantity=row["conflict_key"], derived=row["derived"] == "yes", what={"en": row["what"]},
            note={"en": row["note"]} if row["note"] else {},
        )  # fmt: skip

    def _numbers(self, file: str, line: int, row: Row, columns: Iterable[str], key: str) -> dict[str, Any]:
        return dict(zip(("low", "best", "high"), (self._whole(file, line, row, name, key) for name in columns), strict=True))

    def _whole(self, file: str, line: int, row: Row, field: str, key: str) -> int | None:
        try:
            return count(row[field])
        except CellError as fault:
            self._remark(file, line, str(fault), field, row[field], key)
            return None


def _printed(nl: str, en: str, source: str) -> dict[str, str]:
    """The print of each language; where a figure stands on the English page alone, its Dutch column repeats the English."""
    prints = {"nl": "" if source == "en page" else nl, "en": en or (nl if source == "en page" else "")}
    return {language: text for language, text in prints.items() if text}


def _qualifier(figure: Mapping[str, int | None]) -> str:
    stated = tuple(name for name in ("low", "best", "high") if figure[name] is not None)
    return {(): "none", ("low",): "more_than", ("high",): "up_to", ("low", "high"): "between"}.get(stated, "about")


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
