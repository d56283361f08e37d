"""The same person written differently: suggested, never where a name fits two persons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vasculum.interpret.same_person import may_be_the_same, person_name, suggested_clusters

SAME = [
    ("Peeters, A.", "A. Peeters"),
    ("Peeters, An", "A. Peeters"),
    ("Peeters A.B.", "Peeters, A. B."),
    ("J.-P. Claes", "Claes, Jean-Paul"),
    ("van Rompaey, E.", "E. Van Rompaey"),
    ("Müller, K.", "MULLER, K"),
    ("Dr. A. Peeters", "A. Peeters"),
    ("Bjerke Gamst, U.R.", "Unni R Bjerke Gamst"),
    ("A.Peeters", "A. Peeters"),
    ("Peeters", "A. Peeters"),
]
DIFFERENT = [
    ("Peeters, A.", "Peeters, B."),
    ("Peeters, A.B.", "Peeters, A.C."),
    ("Peeters, An", "Peeters, Anja"),
    ("Peeters, A.", "Peeters, A., Jr."),
    ("Peeters, A.", "Pieters, A."),
]


@pytest.mark.parametrize("pair", SAME, ids="/".join)
def test_one_person_in_two_spellings_is_suggested(pair: tuple[str, str]) -> None:
    assert suggested_clusters(pair) == (tuple(sorted(pair)),)


@pytest.mark.parametrize("pair", DIFFERENT, ids="/".join)
def test_two_persons_are_kept_apart(pair: tuple[str, str]) -> None:
    assert suggested_clusters(pair) == ()


def test_a_name_that_fits_two_persons_is_put_with_neither() -> None:
    assert suggested_clusters(["Peeters", "Peeters, A.", "Peeters, B.", "A. Peeters"]) == (("A. Peeters", "Peeters, A."),)


def test_a_text_without_surname_is_nobody() -> None:
    assert person_name("A.B.") is None
    assert person_name("") is None


@given(st.lists(st.sampled_from([name for pair in (*SAME, *DIFFERENT) for name in pair]) | st.text(max_size=20)))
def test_every_two_of_a_cluster_agree_and_no_name_is_in_two(texts: list[str]) -> None:
    clusters = suggested_clusters(texts)
    named = [text for cluster in clusters for text in cluster]
    assert len(named) == len(set(named))
    assert set(named) <= set(texts)
    for cluster in clusters:
        names = [name for text in cluster if (name := person_name(text))]
        assert all(may_be_the_same(one, other) for one in names for other in names)
