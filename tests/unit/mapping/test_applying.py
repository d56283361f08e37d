"""Mappings: read with clear errors, applied so that nothing is lost, and never slow."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.formats.workbooks import xlsx
from vasculum.formats.dwca import ArchiveRefused
from vasculum.mapping.applying import Applying, Told
from vasculum.mapping.archiving import mapped_archive
from vasculum.mapping.document import Constant, Mapping, Rule
from vasculum.mapping.patterns import PatternError, pattern
from vasculum.mapping.reading import MappingRefused, mapping_of
from vasculum.mapping.writing import as_sssom, as_yaml


def told(yaml: str, line: dict[str, str]) -> Told:
    return Applying(mapping_of(f"vasculum mapping: 1\n{yaml}"), list(line))(list(line.values()))


def test_a_text_of_two_things_is_taken_apart_and_kept_as_it_was() -> None:
    yaml = 'columns: [{column: Leg. & date, pattern: "{who}, {when}", to: {who: recordedBy, when: verbatimEventDate}}]'
    line = told(yaml, {"Leg. & date": "A. Janssens, 12.VI.1904"})
    assert line.core == {
        "dwc:recordedBy": "A. Janssens",
        "dwc:verbatimEventDate": "12.VI.1904",
        "Leg. & date": "A. Janssens, 12.VI.1904",
    }


def test_a_text_that_no_pattern_fits_keeps_its_heading() -> None:
    assert told('columns: [{column: Leg, pattern: "{a}; {b}", to: {a: recordedBy, b: year}}]', {"Leg": "x"}).core == {"Leg": "x"}


def test_columns_are_joined_values_replaced_units_written_and_constants_added() -> None:
    yaml = """
columns:
- {columns: [Genus, Soort], join: " ", to: scientificName}
- {column: Prep, to: preparations, values: {ex.: specimens}}
- {column: Hoogte (ft), to: verbatimElevation, unit: ft}
- {column: Plaats, split: ";", to: [municipality, locality]}
- {column: Prijs, skip: true}
constants: [{to: basisOfRecord, value: PreservedSpecimen}]
"""
    cells = {
        "Genus": "Rosa",
        "Soort": "canina",
        "Prep": "ex.",
        "Hoogte (ft)": "80",
        "Plaats": "Gent; park",
        "Prijs": "9",
        "Kast": "3",
    }
    assert told(yaml, cells).core == {
        "dwc:basisOfRecord": "PreservedSpecimen",
        "dwc:scientificName": "Rosa canina",
        "dwc:preparations": "specimens",
        "Prep": "ex.",
        "dwc:verbatimElevation": "80 ft",
        "dwc:municipality": "Gent",
        "dwc:locality": "park",
        "Kast": "3",
    }


def test_pictures_and_identifications_become_rows_of_their_own() -> None:
    yaml = """
columns:
- {column: Foto, each: ";", to: ac:accessURI, in: ac:Multimedia}
- {column: Det 1, to: identifiedBy, in: dwc:Identification, row: first}
- {column: Naam 1, to: scientificName, in: dwc:Identification, row: first}
- {column: Det 2, to: identifiedBy, in: dwc:Identification, row: second}
constants: [{to: dcterms:type, value: StillImage, in: ac:Multimedia}]
"""
    line = told(yaml, {"Foto": "a.jpg; b.jpg", "Det 1": "X", "Naam 1": "Rosa", "Det 2": "Y"})
    assert sorted(line.rows, key=str) == [
        ("ac:Multimedia", {"ac:accessURI": "a.jpg", "dcterms:type": "StillImage"}),
        ("ac:Multimedia", {"ac:accessURI": "b.jpg", "dcterms:type": "StillImage"}),
        ("dwc:Identification", {"dwc:identifiedBy": "X", "dwc:scientificName": "Rosa"}),
        ("dwc:Identification", {"dwc:identifiedBy": "Y"}),
    ]


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("columns: []", "begins with 'vasculum mapping: 1'"),
        ("vasculum mapping: 9\ncolumns: []", "line 1: mapping files of form 9"),
        ("vasculum mapping: 1\ncolumns:\n- {colum: x}", "line 3: 'colum' is not one of"),
        ("vasculum mapping: 1\ncolumns:\n- {column: x, to: nowhere}", "line 3: 'nowhere' is no term"),
        ("vasculum mapping: 1\ncolumns:\n- {column: x, to: country}\n- {column: y, to: country}", "both dwc:country"),
        ("vasculum mapping: 1\ncolumns:\n- {column: x, pattern: 'abc', to: {a: country}}", "takes at least one piece"),
        ("vasculum mapping: 1\ncolumns:\n- {column: x, to: [country, county]}", "need a 'split' or a 'pattern'"),
        ("vasculum mapping: 1\ncolumns: [", "this is not YAML"),
        ("vasculum mapping: 1\ncolumns: &a [*a]", "references"),
        ("", "is empty"),
        ("[" * 5000, "not YAML"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_where_and_why(yaml: str, message: str) -> None:
    with pytest.raises(MappingRefused, match=message.replace("[", r"\[")):
        mapping_of(yaml)


RULES = st.builds(
    lambda column, to, values, skip, unit: Rule((column,), to, values=values, skip=skip, unit=unit),
    st.text(min_size=1, max_size=20),
    st.sampled_from([(), ("dwc:country",), ("dwc:locality",)]),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
    st.booleans(),
    st.sampled_from(["", "m", "ft"]),
)


@given(st.lists(RULES, max_size=1), st.text(max_size=20), st.integers(1, 999))
def test_a_mapping_that_was_written_is_read_back_as_it_was(rules: list[Rule], name: str, version: int) -> None:
    mapping = Mapping(name, version, "Data", (1, 2), ("Nr",), tuple(rules), (Constant("dwc:country", "België"),))
    printable = all(sign.isprintable() for sign in as_yaml(mapping).replace("\n", ""))
    assert not printable or mapping_of(as_yaml(mapping)) == mapping


def test_sssom_names_column_term_confidence_and_justification() -> None:
    mapping = Mapping("herbarium", 2, rules=(Rule(("Land",), ("dwc:country",), confidence=0.95, reason="HEADING"),))
    last = as_sssom(mapping, dt.date(2026, 11, 23)).splitlines()[-1].split("\t")
    assert last[:7] == ["column:Land", "Land", "skos:exactMatch", "dwc:country", "country", "semapv:LexicalMatching", "0.95"]


@given(st.text(max_size=300), st.sampled_from(["{a}, {b}", "*{n:digits}*", "{a} - {b:year}", "*{a}*{b}*{c}*", "x{a}"]))
def test_no_text_makes_a_pattern_fail_or_invent_anything(text: str, written: str) -> None:
    found = pattern(written).pieces(text)
    assert found is None or all(piece in text for piece in found.values())


def test_no_text_makes_a_pattern_slow() -> None:
    started = time.process_time()
    for text in ("a" * 2_000, "1" * 2_000, "a1" * 1_000, ", " * 1_000):
        pattern("*{a:digits}*{b:digits}*{c:digits}*{d:digits}z").pieces(text)
        pattern("{a}, {b}, {c}, {d}, {e}!").pieces(text)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("written", ["", "abc", "{a} {a}", "{a:nothing}", "*" * 201, "{a}" * 13])
def test_a_pattern_that_makes_no_sense_is_refused(written: str) -> None:
    with pytest.raises(PatternError):
        pattern(written)


def test_lines_of_one_specimen_are_gathered_wherever_they_stand(tmp_path: Path) -> None:
    rows = [
        ["Nr", "Naam", "Foto"],
        ["1", "Rosa", "a.jpg"],
        ["2", "Poa", "b.jpg"],
        ["1", "", "c.jpg"],
        ["2", "Poa annua", "d.jpg"],
    ]
    mapping = mapping_of(
        "vasculum mapping: 1\nspecimen: Nr\ncolumns: [{column: Nr, to: catalogNumber}, {column: Naam, to: scientificName}, "
        "{column: Foto, to: ac:accessURI, in: ac:Multimedia}]"
    )
    with mapped_archive(xlsx(tmp_path / "a.xlsx", rows), mapping, tmp_path / "work", lambda _: None) as archive:
        core, media = (
            (tmp_path / "work" / "mapped" / table.members[0]).read_text().splitlines()
            for table in (archive.core, *archive.extensions)
        )
    assert core == ["1\t1\tRosa\t", "2\t2\tPoa\tPoa annua"]
    assert media == ["1\ta.jpg", "2\tb.jpg", "1\tc.jpg", "2\td.jpg"]


def test_a_mapping_of_another_sheet_is_refused_with_the_columns_it_misses(tmp_path: Path) -> None:
    mapping = mapping_of("vasculum mapping: 1\nname: beetles\ncolumns: [{column: Land, to: country}, {column: Soort, to: genus}]")
    path = xlsx(tmp_path / "a.xlsx", [["Nr", "Pays"], ["1", "x"]])
    with pytest.raises(ArchiveRefused, match=r"'beetles' is not about the sheet 'Data'.*'Land'"):
        mapped_archive(path, mapping, tmp_path / "work", lambda _: None)
