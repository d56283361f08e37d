"""How specimens are kept, who has the rights, and how precise coordinates are: texts to values of closed lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vasculum.interpret.coordinates_precision import read_precision
from vasculum.interpret.preservation import read_preservation
from vasculum.interpret.rights import RIGHTS, read_rights
from vasculum.terms import vocabularies

IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/"
KEPT = {row["concept"] for row in vocabularies.rows("preservation")}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ethanol", ["ethanol"]),
        ("alcohol 70%", ["ethanol"]),
        ("70 % alcool", ["ethanol"]),
        ("skin; skeleton; tissue in ethanol 96%", ["ethanol"]),
        ("whole organism (ETOH)", ["ethanol"]),
        ("op alcohol", ["ethanol"]),
        ("formol | gedroogd", ["formalin", "dried"]),
        ("genadeld", ["pinned"]),
        ("dried and pressed", ["pressed"]),
        ("tissue - frozen", ["frozen"]),
        ("microscope slide, Canada balsam", ["slide mounted"]),
        ("skull", None),
        ("the spirit of the place", None),
        ("", None),
    ],
)
def test_the_way_of_keeping_is_told_apart_from_what_was_prepared(text: str, kept: list[str] | None) -> None:
    assert read_preservation(text).values == (kept,)


@given(text=st.text(max_size=60))
def test_any_text_on_keeping_gives_words_of_the_list_which_are_read_again_as_themselves(text: str) -> None:
    (kept,) = read_preservation(text).values
    assert kept is None or (set(kept) <= KEPT and read_preservation("; ".join(kept)).values == (kept,))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("© Museum of Somewhere 2010", IN_COPYRIGHT),
        ("All rights reserved.", IN_COPYRIGHT),
        ("Copyright Museum; all rights reserved", IN_COPYRIGHT),
        ("Tous droits réservés", IN_COPYRIGHT),
        ("https://rightsstatements.org/page/InC/1.0/", IN_COPYRIGHT),
        ("http://rightsstatements.org/vocab/NoC-NC/1.0/", "http://rightsstatements.org/vocab/NoC-NC/1.0/"),
        ("http://rightsstatements.org/vocab/Nonsense/1.0/", None),
        ("No known copyright restrictions", "http://rightsstatements.org/vocab/NKC/1.0/"),
        ("http://creativecommons.org/publicdomain/zero/1.0/legalcode", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("© the museum, CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
        ("ask the curator", None),
        ("not for commercial use", None),
    ],
)
def test_a_text_on_rights_means_a_licence_or_a_statement_or_nothing_sure(text: str, address: str | None) -> None:
    reading = read_rights(text)
    assert reading.values == (address,)
    assert bool(reading.remarks) == (address is None)


@given(text=st.text(max_size=60))
def test_the_address_of_rights_is_read_again_as_itself(text: str) -> None:
    (address,) = read_rights(text).values
    assert address is None or read_rights(address).values == (address,)


@pytest.mark.parametrize("row", vocabularies.rows("rights"), ids=lambda row: row["spelling"])
def test_every_statement_is_known_by_its_spellings_and_its_address(row: dict[str, str]) -> None:
    assert read_rights(row["spelling"]).values == (row["concept"],)
    assert read_rights(row["concept"]).values == (row["concept"],)


def test_the_first_field_on_rights_that_is_filled_is_read() -> None:
    assert RIGHTS.read("", "CC0", "all rights reserved").values == ("https://creativecommons.org/publicdomain/zero/1.0/",)
    assert RIGHTS.read("", "", "").values == (None,)


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("0.0001", 0.0001),
        ("0,01", 0.01),
        ("1e-5", 0.00001),
        ("1", 1.0),
        ("1/60", 0.0166666667),
        ("1'", 0.0166666667),
        ('1"', 0.0002777778),
        ("1 second", 0.0002777778),
        ("nearest minute", 0.0166666667),
        ("0.5 minuten", 0.0083333333),
        ("0", None),
        ("181", None),
        ("100 m", None),
        ("1/0", None),
        ("high", None),
        ("-0.1", None),
        ("1" * 10_000, None),
    ],
)
def test_a_precision_is_read_in_degrees(text: str, degrees: float | None) -> None:
    reading = read_precision(text)
    assert reading.values == (degrees,)
    assert bool(reading.remarks) == (degrees is None)


@given(text=st.one_of(st.text(max_size=20), st.from_regex(r"[0-9]{1,3}[.,/]?[0-9]{0,6} ?(?:'|\"|min|m)?", fullmatch=True)))
def test_a_precision_is_part_of_a_circle_and_read_again_as_itself(text: str) -> None:
    (degrees,) = read_precision(text).values
    assert degrees is None or 0 <= degrees <= 180
    assert not degrees or read_precision(f"{degrees:.10f}").values == (degrees,)
