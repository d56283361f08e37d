"""Imports of the real inventories: nothing dropped, every figure as printed and as understood, sums right to the last unit."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from vasculum.registry.actions import import_inventory
from vasculum.registry.axis_sums import cells
from vasculum.registry.models import Allocation, Collection, Contact, ImportReport, Institution, Measure
from vasculum.registry.side_by_side import figures_of_collection, figures_of_institution
from vasculum.registry.sums import Chosen, totals_by, totals_of
from vasculum.registry.tables import TableUnusable
from vasculum.registry.words import figure_in_words

pytestmark = pytest.mark.django_db

SURVEY = Chosen(levels=("inventory", "palaeo", "department"))


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.fixture
def partners(shared: Path) -> Path:
    """The facts of the partner page, imported."""
    folder = shared / "dissco-flanders-partners"
    assert import_inventory(folder, "partner-facts").rejections == ()
    return folder


@pytest.fixture
def survey(shared: Path) -> Path:
    """The dump of the survey, imported."""
    folder = shared / "dissco-flanders-inventory"
    assert import_inventory(folder, "survey-dump").rejections == ()
    return folder


def state() -> Iterator[tuple[object, ...]]:
    for kind in (Institution, Collection, Measure, Allocation, Contact):
        yield from kind.objects.order_by("pk").values_list()


def test_every_institution_and_holding_of_the_partner_page_is_there(partners: Path) -> None:
    assert set(Institution.objects.values_list("key", flat=True)) == {row["key"] for row in rows(partners / "institutions.csv")}
    holdings = Collection.objects.filter(level="collection").values_list("key", flat=True)
    assert set(holdings) == {row["collection_key"] for row in rows(partners / "holdings.csv")}
    assert Collection.objects.filter(level="series").count() == len(rows(partners / "series.csv"))
    assert (len(holdings), Institution.objects.count()) == (95, 22)


def test_every_printed_figure_is_kept_as_printed_and_as_understood(partners: Path) -> None:
    for row in rows(partners / "holdings.csv"):
        measure = Measure.objects.get(collection__key=row["collection_key"], counted="held", standing="declared")
        numbers = [str(each) if each is not None else "" for each in (measure.low, measure.best, measure.high)]
        assert numbers == [row["count_low"], row["count_best"], row["count_high"]]
        assert measure.qualifier == row["qualifier"].replace(" ", "_")
        if row["verbatim_count"] and row["source"] != "en page":
            assert measure.verbatim["nl"] == row["verbatim_count"]
        if row["verbatim_en"]:
            assert measure.verbatim["en"] == row["verbatim_en"]


def test_no_row_of_the_partner_facts_is_lost(partners: Path) -> None:
    figures = len(rows(partners / "holdings.csv")) + len(rows(partners / "series.csv")) + len(rows(partners / "conflicts.csv"))
    types = sum(bool(row["type_specimens"]) for row in rows(partners / "holdings.csv"))
    context = rows(partners / "context_figures.csv")
    dated = [row for row in context if row["unit"] in {"year", "year-month"}]
    assert Measure.objects.count() == figures + types + len(context) - len(dated)
    report = ImportReport.objects.get()
    assert Counter(each["reason"] for each in report.remarks) == {"KEPT_AS_TEXT": len(dated)}
    for row in dated:
        assert Institution.objects.get(key=row["institution_key"]).extra[row["what"]] == row["value"]


def independent_sums(partners: Path) -> dict[str, tuple[int, int | None, int | None]]:
    """Low, best and high per unit as the reader's notes of the facts tell to add them, by nothing but the csv module."""
    sums: dict[str, tuple[int, int | None, int | None]] = {}
    for row in rows(partners / "holdings.csv"):
        numbers = [int(row[name]) if row[name] else None for name in ("count_low", "count_best", "count_high")]
        if row["part_of"] or row["alternate_of"] or numbers == [None, None, None]:
            continue
        low, best, high = numbers
        unit = row["unit"].replace(" ", "_").lower()
        floor, bests, ceiling = sums.get(unit, (0, None, 0))
        floor += next((each for each in (low, best) if each is not None), 0)
        bests = bests if best is None else (bests or 0) + best
        top = next((each for each in (high, best) if each is not None), None)
        sums[unit] = (floor, bests, None if ceiling is None or top is None else ceiling + top)
    return sums


def test_the_total_per_unit_is_that_of_an_independent_sum(partners: Path) -> None:
    found = {unit: (total.low, total.best, total.high) for unit, total in totals_of(Chosen()).by_unit.items()}
    assert found == independent_sums(partners)


@pytest.mark.usefixtures("partners")
def test_the_totals_of_the_institutions_make_the_total_of_the_consortium() -> None:
    for unit, total in totals_of(Chosen()).by_unit.items():
        by_institution = totals_by(Chosen(), "institution", unit).values()
        assert sum(each.low for each in by_institution) == total.low
        assert sum(each.figures for each in by_institution) == total.figures


def test_what_a_total_leaves_out_is_listed_with_its_reason(partners: Path) -> None:
    left_out = {each.key: each.reason for each in totals_of(Chosen()).left_out}
    facts = rows(partners / "holdings.csv")
    for row in facts:
        expected = "part" if row["part_of"] else "alternate" if row["alternate_of"] else ""
        expected = expected or {"?": "unknown", "pm": "pro_memoria", "": "none"}.get(row["verbatim_count"], "")
        assert left_out.get(row["collection_key"], "") == expected, row["collection_key"]


@pytest.mark.usefixtures("partners")
def test_a_hosted_herbarium_is_flagged_as_a_possible_overlap() -> None:
    overlaps = {each.key: each for each in totals_of(Chosen()).overlaps}
    assert {key: each.is_counted for key, each in overlaps.items()} == {"uantwerpen-herbarium": True, "vub-herbarium": False}
    assert {each.keeper for each in overlaps.values()} == {"meise"}
    assert "meise-preserved" in overlaps["uantwerpen-herbarium"].within


@pytest.mark.usefixtures("partners")
def test_conflicting_figures_of_other_dates_stand_side_by_side_and_one_counts() -> None:
    beside = figures_of_collection(Collection.objects.get(key="ilvo-otoliths"))
    assert [(each.told.best, each.is_current, each.disagrees) for each in beside] == [
        (10_000, True, False),
        (10_000, False, False),
        (530_000, False, True),
    ]
    vbta = figures_of_institution(Institution.objects.get(key="vbta"))
    assert {each.told.unit for each in vbta["vbta-taxa"]} == {"species", "taxa", "plants"}
    assert set(figures_of_institution(None)) == {"consortium-specimens", "academic-heritage-total", "consortium-members"}


@pytest.mark.usefixtures("partners")
def test_a_figure_is_said_as_cautiously_as_it_was_printed() -> None:
    said = {
        key: figure_in_words(Measure.objects.get(collection__key=key, standing="declared", counted="held").plain, "nl")
        for key in (
            "meise-dna",
            "meise-seed-bank",
            "vbta-herbarium",
            "ugent-garden-herbarium",
            "vub-museum-anatomy",
            "ugent-veterinary",
        )
    }
    assert list(said.values()) == [
        "bijna 10.000 DNA-extracten",
        "meer dan 6.600 accessies",
        "tot 25.000 specimens",
        "ongeveer 410.000 stuks (eenheid niet opgegeven)",
        "aanwezig, niet geteld",
        "onbekend",
    ]


@pytest.mark.parametrize(
    ("folder", "kind"), [("dissco-flanders-partners", "partner-facts"), ("dissco-flanders-inventory", "survey-dump")]
)
def test_the_same_import_twice_changes_nothing(shared: Path, folder: str, kind: str) -> None:
    import_inventory(shared / folder, kind)
    before = list(state())
    import_inventory(shared / folder, kind)
    assert list(state()) == before


def test_all_groups_and_measures_of_the_survey_come_in_and_none_is_refused(survey: Path) -> None:
    groups, measures = rows(survey / "objectgroup.csv"), rows(survey / "measurementorfact.csv")
    assert (len(groups), len(measures)) == (1071, 228)
    assert Collection.objects.count() == len(groups)
    assert Measure.objects.count() == len(measures)
    levels = Counter(
        {"palaeo" if name == "paleo" else name: count for name, count in Counter(g["level"] for g in groups).items()}
    )
    assert Counter(Collection.objects.values_list("level", flat=True)) == levels
    assert Allocation.objects.count() == levels["inventory"] + levels["palaeo"]


def test_every_cell_of_a_group_is_kept_word_for_word(survey: Path) -> None:
    kept = {each.extra["objectgroup.id"]: each.extra for each in Collection.objects.all()}
    for row in rows(survey / "objectgroup.csv"):
        assert kept[row["id"]] == {f"objectgroup.{name}": text.strip() for name, text in row.items() if text.strip()}


def test_what_the_survey_leaves_dangling_is_named_row_by_row(survey: Path) -> None:
    remarks = ImportReport.objects.get().remarks
    persons = [row["id"] for row in rows(survey / "objectgroup.csv") if row["hasPersonRole"]]
    assert [each["record_id"].rpartition("-")[2] for each in remarks if each["reason"] == "PERSON_NOT_GIVEN"] == persons
    assert {each["value"] for each in remarks if each["reason"] == "DATE_IN_WORDS"} == {
        'late 19th century / "unknown"',
        "late 19th century / 2020",
    }
    assert all(each["line"] > 1 and each["file"].endswith(".csv") for each in remarks)
    assert not Contact.objects.exclude(name="", email="").exists()


def test_the_total_of_the_survey_is_the_sum_of_its_rows(survey: Path) -> None:
    objects = sum(
        int(row["measurementValue"]) for row in rows(survey / "measurementorfact.csv") if row["measurementType"] == "Object total"
    )
    assert totals_of(SURVEY).by_unit["objects"].best == objects == 65_854


@pytest.mark.usefixtures("survey")
def test_an_axis_adds_up_to_the_whole_and_every_level_to_the_one_above() -> None:
    by_code = {cell.code: cell for cell in cells("discipline")}
    top = [cell for cell in by_code.values() if not cell.parent]
    assert sum(cell.totals["objects"].best or 0 for cell in top if cell.totals) == 65_854
    assert sum(cell.parts for cell in top) == 972 + 33
    plants = [
        cell.totals["objects"].best or 0 for cell in by_code.values() if cell.parent == "macroscopic_plants" and cell.totals
    ]
    assert sum(plants) == by_code["macroscopic_plants"].totals["objects"].best


@pytest.mark.usefixtures("survey")
def test_an_unknown_end_is_not_the_same_as_none_stated() -> None:
    periods = {
        each.extra["objectgroup.hasEvent"]: each.period
        for each in Collection.objects.filter(level="department")
        if each.extra.get("objectgroup.hasEvent")
    }
    assert (periods["14"].begins_state, periods["14"].ends_state) == ("unknown", "unknown")
    assert (periods["19"].begins, periods["19"].ends_state) == ("2014", "not_stated")
    assert (periods["3"].begins, periods["3"].ends) == ("1862", "2021")


def test_the_survey_recognises_the_institutions_of_the_partner_page(partners: Path, shared: Path) -> None:
    import_inventory(shared / "dissco-flanders-inventory", "survey-dump")
    new = set(Institution.objects.values_list("key", flat=True)) - {row["key"] for row in rows(partners / "institutions.csv")}
    assert new == {"arboretum-wespelaar"}
    assert Institution.objects.get(key="inbo").acronym == "INBO"
    assert Collection.objects.filter(institution__key="ugent", level="department").count() == 38
    assert totals_of(Chosen()).by_unit["specimens"].best == independent_sums(partners)["specimens"][1]


def test_a_folder_of_something_else_is_refused_in_one_line(tmp_path: Path) -> None:
    for name in ("institutions", "holdings", "series", "context_figures", "conflicts"):
        (tmp_path / f"{name}.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(TableUnusable, match=r"institutions\.csv has no column key"):
        import_inventory(tmp_path, "partner-facts")
