"""Adding up: never twice, never across units, and always with what is left out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vasculum.model.measure import Measure
from vasculum.registry.current import Standing, current
from vasculum.registry.totals import Holding, totals
from vasculum.registry.words import figure_in_words, measure_in_words, total_in_words

SIZES = st.integers(0, 10**9)


def held(best: int | None = None, unit: str = "objects", **fields: Any) -> Measure:
    return Measure("held", unit, best=best, **{"qualifier": "plain", **fields})


def holding(key: str, *measures: Measure, **fields: str) -> Holding:
    return Holding(key, "museum", measures, **fields)


def test_units_are_never_added_to_each_other() -> None:
    found = totals([holding("birds", held(9000, "individuals")), holding("bird-species", held(662, "species"))])
    assert {unit: total.best for unit, total in found.by_unit.items()} == {"individuals": 9000, "species": 662}


def test_a_part_is_inside_its_whole() -> None:
    found = totals([holding("all", held(4_000_000)), holding("sheets", held(3_500_000, "sheets"), part_of="all")])
    assert list(found.by_unit) == ["objects"]
    assert [(each.key, each.reason, each.because) for each in found.left_out] == [("sheets", "part", "all")]


def test_parts_are_added_where_nobody_counted_the_whole() -> None:
    found = totals(
        [holding("all", held(qualifier="unknown")), holding("a", held(3), part_of="all"), holding("b", held(4), part_of="all")]
    )
    assert found.by_unit["objects"].best == 7
    assert [(each.key, each.reason) for each in found.left_out] == [("all", "unknown")]


def test_a_part_of_a_part_is_inside_the_whole_although_nobody_counted_the_part_between() -> None:
    found = totals([holding("all", held(10)), holding("middle", part_of="all"), holding("small", held(3), part_of="middle")])
    assert found.by_unit["objects"].best == 10


def test_a_circle_of_parts_ends() -> None:
    found = totals([holding("a", held(1), part_of="b"), holding("b", held(2), part_of="a")])
    assert len(found.left_out) == 2


@pytest.mark.parametrize("field", ["alternate_of", "incorporated_into"])
def test_another_form_or_a_successor_is_counted_once(field: str) -> None:
    found = totals([holding("a", held(5)), holding("b", held(6), **{field: "a"})])
    assert found.by_unit["objects"].best == 5


@pytest.mark.parametrize("qualifier", ["unknown", "pro_memoria", "none"])
def test_unknown_and_not_counted_and_not_stated_are_left_out_by_name_and_are_not_zero(qualifier: str) -> None:
    found = totals([holding("a", held(qualifier=qualifier)), holding("b", held(0))])
    assert found.by_unit["objects"].best == 0
    assert [(each.key, each.reason) for each in found.left_out] == [("a", qualifier)]


def test_a_herbarium_kept_elsewhere_may_be_counted_by_its_keeper_too() -> None:
    guest = Holding("guest", "university", (held(4700),), "botany", hosted_at="garden")
    own = Holding("own", "garden", (held(3_500_000),), "botany")
    (overlap,) = totals([guest, own]).overlaps
    assert (overlap.key, overlap.keeper, overlap.within) == ("guest", "garden", ("own",))


def test_a_sum_with_something_open_above_has_no_ceiling() -> None:
    total = totals([holding("a", held(low=6600, qualifier="more_than")), holding("b", held(high=25, qualifier="up_to"))]).by_unit[
        "objects"
    ]
    assert (total.low, total.best, total.high) == (6600, None, None)


@given(st.lists(st.tuples(SIZES, SIZES, SIZES).map(sorted), min_size=1, max_size=20))
def test_lows_bests_and_highs_are_added_each_by_itself(sizes: list[list[int]]) -> None:
    found = totals([holding(str(n), held(best, low=low, high=high)) for n, (low, best, high) in enumerate(sizes)])
    total = found.by_unit["objects"]
    assert (total.low, total.best, total.high) == tuple(sum(column) for column in zip(*sizes, strict=True))
    assert total.without_margins == 0
    assert total.low <= (total.best or 0) <= (total.high or 0)


@given(st.permutations([("a", ""), ("b", "a"), ("c", "b"), ("d", "")]))
def test_the_order_of_the_collections_does_not_matter(order: list[tuple[str, str]]) -> None:
    sizes = {"a": 10, "b": 4, "c": 2, "d": 5}
    found = totals([holding(key, held(sizes[key]), part_of=whole) for key, whole in order])
    assert found.by_unit["objects"].best == 15


def test_a_superseded_or_reported_figure_never_counts() -> None:
    base = Standing(1, ("collection", 1), "held", "objects", "2012", "", "declared", False)
    others = [base._replace(id=2, as_of="2030", standing="reported"), base._replace(id=3, as_of="2020", is_superseded=True)]
    assert current([base, *others]) == {1}


def test_a_figure_without_a_date_gives_way_to_a_dated_one() -> None:
    base = Standing(1, ("collection", 1), "held", "objects", "", "", "declared", False)
    assert current([base._replace(id=9), base._replace(id=2, as_of="1999")]) == {2}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "about 558,000 objects, between 540,000 and 580,000, estimated in 2023 by sampling"),
        ("nl", "ongeveer 558.000 objecten, tussen 540.000 en 580.000, in 2023 geschat met een steekproef"),
        ("fr", "environ 558\u202f000 objets, entre 540\u202f000 et 580\u202f000, estimé en 2023 par échantillonnage"),
        ("de", "ungefähr 558.000 Objekte, zwischen 540.000 und 580.000, 2023 durch Stichproben geschätzt"),
    ],
)
def test_a_total_says_its_uncertainty_in_every_language(language: str, words: str) -> None:
    parts = [(505_000, 520_000, 530_000), (35_000, 38_000, 50_000)]
    sampled = [held(best, low=low, high=high, qualifier="about", basis="sampled", as_of="2023") for low, best, high in parts]
    total = totals([holding(str(n), measure) for n, measure in enumerate(sampled)]).by_unit["objects"]
    assert total_in_words(total, language) == words
    assert (
        measure_in_words(held(558_000, low=540_000, high=580_000, qualifier="about", basis="sampled", as_of="2023"), language)
        == words
    )


def test_a_total_says_how_many_figures_have_no_margins_and_how_many_collections_it_leaves_out() -> None:
    found = totals([holding("a", held(1000)), holding("b", held(200)), holding("c")])
    said = total_in_words(found.by_unit["objects"], "nl", left_out=len(found.left_out))
    assert said == "ongeveer 1.200 objecten (2 cijfers zonder opgegeven marge; 1 collectie niet meegeteld)"


def test_unknown_present_and_zero_are_said_differently() -> None:
    said = {figure_in_words(held(qualifier=q), "en") for q in ("unknown", "pro_memoria", "none")} | {
        figure_in_words(held(0), "en")
    }
    assert said == {"unknown", "present, not counted", "not stated", "0 objects"}
