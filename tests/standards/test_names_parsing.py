"""Names taken apart, against gnparser's published cases; every difference is listed with its reason."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tests.shared import ROOT
from vasculum.names.parsing import ParsedName, parse

CASES = ROOT / "tests" / "cases" / "names"
HABITS = ((r"\bfil\.", "f."), (r"\(([12]\d{3}\??)\)", r"\1"), (r"([12]\d{3})[a-z]\b", r"\1"), (r"[\s,\[\]]", ""))


@pytest.fixture(scope="module")
def published(shared: Path) -> list[dict[str, str]]:
    with shared.joinpath("gnparser/cases.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def differences() -> dict[str, dict[str, str]]:
    with CASES.joinpath("differences.csv").open(encoding="utf-8", newline="") as table:
        return {row["name"]: row for row in csv.DictReader(table)}


def without_habits(authorship: str) -> str:
    for habit, common in HABITS:
        authorship = re.sub(habit, common, authorship)
    return authorship


def agrees(parsed: ParsedName, case: dict[str, str]) -> bool:
    return parsed.canonical == case["canonical"] and without_habits(parsed.authorship) == without_habits(case["authorship"])


def test_every_published_case_is_answered_as_published_or_listed_with_a_reason(
    published: list[dict[str, str]], differences: dict[str, dict[str, str]]
) -> None:
    differing = [case["name"] for case in published if not agrees(parse(case["name"]), case)]
    assert set(differing) == set(differences)
    assert len(differing) < 0.25 * len(published)


def test_every_listed_difference_is_what_we_answer(differences: dict[str, dict[str, str]]) -> None:
    for name, row in differences.items():
        parsed = parse(name)
        assert (parsed.kind.value, parsed.canonical, parsed.authorship) == (row["kind"], row["canonical"], row["authorship"])


def test_every_reason_is_explained(differences: dict[str, dict[str, str]]) -> None:
    explained = re.findall(r"^\| (\w+) \|", CASES.joinpath("README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {row["reason"] for row in differences.values()} == set(explained) - {"reason"}


def test_what_is_published_as_no_name_gets_no_authorship_by_guessing(
    published: list[dict[str, str]], differences: dict[str, dict[str, str]]
) -> None:
    refused = [case["name"] for case in published if not case["canonical"] and case["name"] not in differences]
    assert len(refused) > 40
    assert all(parse(name) == ParsedName(name, parse(name).kind) for name in refused)
