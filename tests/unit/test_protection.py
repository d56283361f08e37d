"""Rules of protection: names that are the protected ones, places on a grid, and the two forms of the gate that must agree."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import ROOT
from vasculum.engine.kernel import Kernel
from vasculum.lake.columns import column_of_extension, column_of_term
from vasculum.lake.history import version_of
from vasculum.protection.columns import public_rows
from vasculum.protection.record import public_versions
from vasculum.protection.rules import NOWHERE, Box, Category, Rule, Rules, strictest
from vasculum.protection.snapping import snapped, uncertainty
from vasculum.protection.taxa import UNKNOWN, Known, Protected, is_of

with (ROOT / "tests" / "cases" / "protected_names.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))
GRIDS = [category for category in Category if category.cells]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['record']}: {case['why']}")
def test_a_name_is_protected_as_the_table_says(case: dict[str, str]) -> None:
    found = is_of(Protected(case["rule"]), (case["record"],), lambda _: UNKNOWN)
    assert found == (case["is_protected"] == "yes")


def test_a_synonym_and_a_child_are_known_by_the_checklist_and_a_name_it_has_is_no_misspelling() -> None:
    checklist = {
        "Aus niger": Known(frozenset({"Ciconia nigra", "Ciconiidae"}), is_certain=True),
        "Ciconia nigro": Known(frozenset({"Ciconia nigro"}), is_certain=True),
        "Ciconia nigrra": Known(frozenset({"Ciconia"}), is_certain=False),
    }
    stork, family = Protected("Ciconia nigra"), Protected("Ciconiidae")
    asked = {name: [is_of(rule, (name,), checklist.__getitem__) for rule in (stork, family)] for name in checklist}
    assert asked == {"Aus niger": [True, True], "Ciconia nigro": [False, False], "Ciconia nigrra": [True, False]}


@given(st.sampled_from(GRIDS), st.floats(-90, 90), st.floats(-180, 180))
def test_the_middle_of_a_cell_is_on_earth_within_its_uncertainty_and_stays_where_it_is(
    category: Category, latitude: float, longitude: float
) -> None:
    north, east = snapped(latitude, category.cells, 90), snapped(longitude, category.cells, 180)
    assert -90 < north < 90
    assert -180 < east < 180
    half = 0.5 / category.cells + 1e-9
    assert abs(north - latitude) <= half
    assert abs(east - longitude) <= half
    assert uncertainty(category) >= half * 111_320
    assert (snapped(north, category.cells, 90), snapped(east, category.cells, 180)) == (north, east)


def test_the_strictest_rule_decides() -> None:
    assert strictest([Category.HUNDREDTH, Category.COUNTED, Category.DEGREE]) is Category.COUNTED
    assert strictest([]) is None


NAMES = st.sampled_from(["Rosa canina L.", "Salix alba", "Rosa", "", "Carex \x1f nigra", "Rubus idaeus"])
TEXTS = st.sampled_from(["", "Meise", "human remains", "x'y", '"z"'])
RECORDS = st.fixed_dictionaries(
    {
        "dwc:scientificName": NAMES,
        "dwc:locality": TEXTS,
        "dwc:disposition": TEXTS,
        "Vindplaats (m)": TEXTS,
        "dwc:eventDate": st.sampled_from(["", "1898-05-14"]),
        "dwc:decimalLatitude": st.sampled_from(["", "50.929"]),
        "dwc:Identification[]": st.sampled_from(["", '[{"dwc:scientificName":"Salix repens"}]']),
        "country_code": st.sampled_from([None, "BE", "NL"]),
        "place": st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
        "days": st.none() | st.tuples(st.dates(), st.dates()),
    }
)
RULES = Rules(
    (
        Rule("1", Category.TENTH, taxon=Protected("Rosa canina")),
        Rule("2", Category.WITHHELD, taxon=Protected("Salix"), country="BE"),
        Rule("3", Category.COUNTED, term="dwc:disposition", text="Human Remains"),
        Rule("4", Category.DEGREE, box=Box(170, -10, -170, 10)),
        Rule("5", Category.THOUSANDTH, taxon=Protected("Rubus")),
    )
)


@given(st.lists(RECORDS, min_size=1, max_size=8))
def test_rows_and_single_versions_pass_the_gate_alike(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]]
) -> None:
    with Kernel(tmp_path_factory.mktemp("gate")) as kernel:
        kernel.create_table("told", _columns(records))
        kernel.run("CREATE TABLE ledger AS SELECT * REPLACE (modified::TIMESTAMP AS modified) FROM told")
        names = list(kernel.columns("ledger"))
        alone = [version_of("s", dict(zip(names, row, strict=True))) for row in kernel.rows("FROM ledger ORDER BY number")]
        shown = public_rows(kernel, "ledger", RULES, {}, "s")
        names = list(kernel.columns(shown))
        together = [version_of("s", dict(zip(names, row, strict=True))) for row in kernel.rows(f"FROM {shown} ORDER BY number")]
    assert together == [public_versions([version], RULES, NOWHERE)[0] for version in alone]


SAID = (
    "dwc:scientificName", "dwc:locality", "dwc:disposition", "Vindplaats (m)", "dwc:eventDate", "dwc:decimalLatitude",
    "dwc:Identification[]",
)  # fmt: skip


def _column(name: str) -> str:
    return column_of_extension(name[:-2]) if name.endswith("[]") else column_of_term(name)


def _columns(records: list[dict[str, Any]]) -> dict[str, tuple[str, list[Any]]]:
    count = len(records)
    texts = {_column(name): ("VARCHAR", [each[name] or None for each in records]) for name in SAID}
    places, days = [each["place"] or (None, None) for each in records], [each["days"] or (None, None) for each in records]
    return {
        "pid": ("VARCHAR", [f"p{at}" for at in range(count)]),
        "number": ("BIGINT", list(range(count))),
        "record_id": ("VARCHAR", [f"r{at}" for at in range(count)]),
        "version": ("INTEGER", [1] * count),
        "change": ("VARCHAR", ["new"] * count),
        "snapshot": ("INTEGER", [1] * count),
        "modified": ("VARCHAR", ["2026-01-01 00:00:00"] * count),
        "line": ("BIGINT", [1] * count),
        "rules": ("VARCHAR", ["1"] * count),
        "remarks": ("VARCHAR[]", [[]] * count),
        **texts,
        "country_code": ("VARCHAR", [each["country_code"] for each in records]),
        "decimal_latitude": ("DOUBLE", [place[0] for place in places]),
        "decimal_longitude": ("DOUBLE", [place[1] for place in places]),
        "coordinate_uncertainty": ("DOUBLE", [10.0 if place[0] is not None else None for place in places]),
        "event_date": ("VARCHAR", [day[0].isoformat() if day[0] else None for day in days]),
        "event_date_start": ("DATE", [day[0] for day in days]),
        "event_date_end": ("DATE", [day[1] for day in days]),
        "recorded_by": ("VARCHAR[]", [["A"]] * count),
    }
