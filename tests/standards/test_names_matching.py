"""Usages of the GBIF backbone and of the Belgian register of alien species, found again by their own names."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from vasculum.names import Answer, Backbone, Matcher, MatchType, Query, Usage, build, usages_of_csv

FILES = ("gbif_backbone_subset.csv", "griis_belgium_taxon.csv")
MISREAD_BY_THE_PARSER = {"Inactis (M. Gomont) O. Kirchner in Engler & Prantl, 1898"}
"""The authors in brackets are taken for a subgenus; the name as it is written is found nevertheless."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
Checklist = tuple[list[Usage], Matcher]


@pytest.fixture(scope="module", params=FILES)
def checklist(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checklist]:
    file = shared / "name-authorities" / request.param
    target = tmp_path_factory.mktemp("backbone") / "checklist"
    usages = list(usages_of_csv(file))
    assert build(usages, target).usages == len(usages)
    backbone = Backbone(target)
    yield usages, Matcher(backbone)
    backbone.close()


def is_found(answer: Answer, usage: Usage, *types: MatchType) -> bool:
    """Whether the answer is this usage, or says that nothing decides between it and others."""
    if answer.usage is not None:
        return answer.usage.key == usage.key and answer.match_type in types
    return answer.ambiguous and usage.key in {other.key for other in answer.alternatives}


def test_the_files_hold_what_is_known_of_them(shared: Path) -> None:
    counts = []
    for name in FILES:
        with shared.joinpath("name-authorities", name).open(encoding="utf-8", newline="") as file:
            counts.append(sum(1 for _ in csv.DictReader(file)))
    assert counts == [4262, 3899]


@pytest.mark.parametrize("text", [lambda usage: usage.scientific_name, lambda usage: usage.canonical_name], ids=["own", "bare"])
def test_every_usage_is_found_by_its_name_with_and_without_authorship(checklist: Checklist, text: Callable[[Usage], str]) -> None:
    usages, matcher = checklist
    lost = [usage for usage in usages if not is_found(matcher.match(text(usage)), usage, MatchType.EXACT)]
    assert lost == []


def test_a_name_that_only_one_usage_bears_is_never_called_ambiguous(checklist: Checklist) -> None:
    usages, matcher = checklist
    names = [usage.canonical_name.lower() for usage in usages]
    single = [usage for usage in usages if names.count(usage.canonical_name.lower()) == 1 and usage.canonical_name.isascii()]
    called = [usage.canonical_name for usage in single if matcher.match(usage.canonical_name).ambiguous]
    assert len(called) < 0.002 * len(single)


def test_homonyms_without_anything_else_are_reported_and_never_picked(checklist: Checklist) -> None:
    usages, matcher = checklist
    bearers: dict[str, set[str]] = {}
    for usage in usages:
        bearers.setdefault(usage.canonical_name, set()).add(usage.key)
    for name, keys in bearers.items():
        answer = matcher.match(name)
        if answer.usage is not None and len(keys) > 1:
            assert answer.accepted is not None
            assert keys - {answer.usage.key} <= {other.key for other in answer.alternatives}
            assert all(other.accepted_key == answer.usage.key for other in answer.alternatives)


def test_the_kingdom_decides_between_homonyms_of_plants_and_animals(checklist: Checklist) -> None:
    usages, matcher = checklist
    kingdoms: dict[str, dict[str, list[Usage]]] = {}
    for usage in usages:
        kingdoms.setdefault(usage.canonical_name, {}).setdefault(usage.kingdom, []).append(usage)
    for name, bearers in kingdoms.items():
        if {"Animalia", "Plantae"} == set(bearers):
            for kingdom, found in bearers.items():
                answer = matcher.match(Query(name, classification={"kingdom": kingdom}))
                assert len(found) > 1 or is_found(answer, found[0], MatchType.EXACT)


def test_a_typing_error_in_the_epithet_is_survived_by_95_percent(checklist: Checklist) -> None:
    usages, matcher = checklist
    draw = Random(1)
    names = {usage.canonical_name for usage in usages}
    tried = [(usage, mistyped(usage.canonical_name, draw)) for usage in usages if " " in usage.canonical_name]
    asked = [(usage, text) for usage, text in tried if text not in names]
    found = sum(is_found(matcher.match(text), usage, MatchType.FUZZY) for usage, text in asked)
    assert found >= 0.95 * len(asked)


def mistyped(name: str, draw: Random) -> str:
    """The name with one letter of its last word left out, added, changed, or swapped with the next."""
    before, _, word = name.rpartition(" ")
    at, letter = draw.randrange(len(word)), draw.choice(LETTERS)
    start, here, end = word[:at], word[at], word[at + 1 :]
    return f"{before} {start}{draw.choice((end, letter + here + end, letter + end, end[:1] + here + end[1:]))}"


@pytest.mark.parametrize(
    "text",
    ["", " ", "Xyzzyx qwertyus", "asdf", "12345", "???", "Lorem ipsum dolor", "unidentified beetle", "Nomen nescio", "-", "s.n."],
)
def test_nonsense_has_no_match(checklist: Checklist, text: str) -> None:
    answer = checklist[1].match(text)
    assert (answer.match_type, answer.usage, answer.confidence) == (MatchType.NONE, None, 0)
    assert answer.note


def test_random_words_have_no_match(checklist: Checklist) -> None:
    draw = Random(2)
    words = ["".join(draw.choice(LETTERS) for _ in range(draw.randrange(6, 12))) for _ in range(400)]
    texts = [f"{one.capitalize()} {other}" for one, other in zip(words[::2], words[1::2], strict=True)]
    assert [text for text in texts if checklist[1].match(text).usage is not None] == []


def test_a_name_spelled_as_in_the_checklist_is_answered_as_by_way_of_the_parser(checklist: Checklist) -> None:
    usages, matcher = checklist
    asked = [Query(text) for usage in usages for text in {usage.scientific_name, usage.canonical_name}]
    both = [(matcher.match(query), matcher.match_parsed(query)) for query in asked]
    agreed = sum((one.usage, one.match_type, one.ambiguous) == (two.usage, two.match_type, two.ambiguous) for one, two in both)
    assert agreed >= 0.995 * len(both)
    others = {one.query.name for one, two in both if one.usage and two.usage and one.usage.key != two.usage.key}
    assert others <= MISREAD_BY_THE_PARSER
