"""Simulated volunteers: they differ as measured people do, and the consensus of three meets its goals."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from benchmarks.reconcile import MOST_WRONG, judged
from examples.volunteers.judging import FREE
from examples.volunteers.replicates import Read, simulated
from vasculum.transcription.consensus import decide_all
from vasculum.transcription.reading.answers import answer_of
from vasculum.transcription.reading.fields import Field, kind_of
from vasculum.transcription.reading.folding import unaccented


@pytest.fixture(scope="module")
def sheets() -> list[Read]:
    return simulated(Random(12), 400, 3)


def fields(sheets: list[Read]) -> list[Field]:
    return [Field(name, kind_of(name)) for name in sheets[0].label]


def test_volunteers_differ_as_measured_people_do(sheets: list[Read], shared: Path) -> None:
    measured = json.loads((shared / "transcriptions" / "calibration.json").read_text())["sets"][0]["fields"]
    for field in fields(sheets):
        texts = [["" if cells[field.name] == "n/a" else cells[field.name] for _, cells in each.transcripts] for each in sheets]
        keys = [[unaccented(text) for text in each] for each in texts]
        told = measured[field.name]
        assert sum(not key for each in keys for key in each) / (3 * len(keys)) == pytest.approx(told["blank_share"], abs=0.05)
        pairs = [one == other for each in keys for one, other in combinations(each, 2)]
        assert sum(pairs) / len(pairs) == pytest.approx(told["pair_normalised"], abs=0.06)
        two = sum(len(set(each)) < 3 for each in keys) / len(keys)
        assert two == pytest.approx(told["two_of_three_normalised"], abs=0.09)


def test_three_readers_decide_most_sheets_and_are_seldom_wrong(sheets: list[Read]) -> None:
    tallies, whole = judged(sheets, fields(sheets))
    assert whole >= 85
    for name, tally in tallies.items():
        assert name in FREE or tally.wrong_share <= MOST_WRONG.get(name, 1.0), name
        assert tally.gain > 0, name


def test_a_hundred_shuffles_change_nothing(sheets: list[Read]) -> None:
    for number, sheet in enumerate(sheets[:100]):
        shuffled = list(sheet.transcripts)
        Random(number).shuffle(shuffled)
        assert decided(sheet.transcripts, fields(sheets)) == decided(shuffled, fields(sheets))


def decided(transcripts: list[tuple[str, dict[str, str]]], known: list[Field]) -> dict[str, object]:
    return {**decide_all(known, {each.name: [answer_of(who, cells[each.name]) for who, cells in transcripts] for each in known})}
