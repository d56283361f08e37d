"""Names as lines: as many out as in, each a JSON object."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.names.test_matching import CHECKLIST
from vasculum.names import Backbone, Kind, Matcher, build, parse, usages_of_csv
from vasculum.names.lines import match_lines, parse_lines


@pytest.mark.parametrize(
    ("name", "kind", "canonical", "authorship"),
    [
        ("Abies alba Mill.", "scientific", "Abies alba", "Mill."),
        ("Abies alba subsp. alpina (L.) Mill.", "scientific", "Abies alba subsp. alpina", "(L.) Mill."),
        ("Saxifraga × kayei", "scientific", "Saxifraga × kayei", None),
        ("Carabus sp. 1", "informal", "Carabus", None),
        ("Saxifraga hybrida × S. alba", "hybrid formula", None, None),
        ("Tobacco mosaic virus", "virus", None, None),
        ("BOLD:AAV0432", "identifier", None, None),
        ("incertae sedis", "placeholder", None, None),
        ("PomaTomus", "unparsable", None, None),
    ],
)
def test_what_a_text_is_and_what_it_names(name: str, kind: str, canonical: str | None, authorship: str | None) -> None:
    (line,) = parse_lines([name + "\n"])
    parsed = json.loads(line)
    assert (parsed["kind"], parsed["canonical"], parsed["authorship"]) == (kind, canonical, authorship)
    assert parsed["parsed"] == (canonical is not None)
    assert parsed["scientificName"] == name


def test_a_line_may_be_an_object_with_the_classification(tmp_path: Path) -> None:
    build(usages_of_csv(CHECKLIST), tmp_path / "backbone")
    lines = ['{"scientificName": "Oenanthe", "kingdom": "Plantae"}', "Oenanthe", "", "{broken", "[1]", '{"scientificName": 3}']
    answers = [json.loads(line) for line in match_lines(lines, Matcher(Backbone(tmp_path / "backbone")))]
    assert [answer.get("usageKey") for answer in answers] == ["7", None, None, None, None, None]
    assert [answer["name"] for answer in answers] == ["Oenanthe", "Oenanthe", "", "{broken", "[1]", ""]
    assert {usage["usageKey"] for usage in answers[1]["alternatives"]} == {"6", "7"}


@given(st.text(max_size=200))
def test_no_text_raises_and_the_verbatim_is_kept(text: str) -> None:
    parsed = parse(text)
    assert parsed.name == text
    assert parsed == parse(text)
    assert bool(parsed.canonical) == bool(parsed.canonical_name)


@given(st.text(st.characters(), max_size=60) | st.sampled_from(['{"scientificName": "\\ud800"}', "\ud800", "{" * 5_000]))
def test_every_line_is_answered_by_one_line_of_json(line: str) -> None:
    (answer,) = parse_lines([line])
    assert "\n" not in answer
    assert json.loads(answer)["kind"] in set(Kind)


@pytest.mark.parametrize("piece", ["Abies ", "(", "Abc & ", "1", "×", "ä", "\u202e", "\x00", "漢", "Ж", "'a", "10-"])
def test_a_very_long_text_is_no_name(piece: str) -> None:
    assert parse(piece * 10_000).kind is Kind.UNPARSABLE


@given(
    st.sampled_from(
        ["Abies alba Mill.", "Döringina Ihering, 1929", "Carabus cf. auratus", "Abies alba f. pendula", "× Abies alba"]
    )
)
def test_a_canonical_name_is_its_own_canonical_name(name: str) -> None:
    canonical = parse(name).canonical
    assert parse(canonical).canonical == canonical
