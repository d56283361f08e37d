"""Cards found by what is spelled on them, whatever it is."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vasculum.names import Backbone, BackboneUnusable, Usage, build
from vasculum.names.cards import Cards, CardsUnusable, append_cards

TEXT = st.text(st.characters(exclude_characters="\x1f", codec="utf-8"), max_size=6)


@given(st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT), max_size=30), TEXT)
def test_cards_are_found_by_their_first_fields_in_their_order(cards: list[tuple[str, str, str, str]], other: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cards"
        file.write_bytes(b"what stands before")
        append_cards(cards, file)
        index = Cards(file)
        assert [index[number] for number in range(len(index))] == [list(card) for card in cards]
        for field in range(3):
            for text in {other, *(card[field] for card in cards)} - {""}:
                assert index.spelled(field, text) == [list(card) for card in cards if card[field] == text]
        assert index.spelled(0, "") == []
        index.close()


def test_a_file_without_cards_or_with_its_end_torn_off_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cards"
    for content in (b"", b"short", b"long enough to end in a table, but it does not; " * 3):
        file.write_bytes(content)
        with pytest.raises(CardsUnusable):
            Cards(file)
    build([Usage("1", "Abies", "Abies")], file)
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(BackboneUnusable, match="whole"):
        Backbone(file)


def test_a_character_that_separates_fields_is_a_space_in_a_usage(tmp_path: Path) -> None:
    build([Usage("1", "Abies\x1falba", "Abies alba", genus="\x1f")], tmp_path / "backbone")
    found = Backbone(tmp_path / "backbone").usage("1")
    assert found is not None
    assert (found.scientific_name, found.genus) == ("Abies alba", " ")
