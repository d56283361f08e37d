"""How names are set, which form a client prefers, and cells that spreadsheets must not run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vasculum.web.negotiation import HTML, JSON, JSON_LD, TURTLE, accepted
from vasculum.web.scientific_names import pieces
from vasculum.web.tables import csv_lines, neutral

OFFERS = [HTML, JSON, JSON_LD, TURTLE]


@pytest.mark.parametrize(
    ("name", "italic"),
    [
        ("Rosa canina L.", ["Rosa canina"]),
        ("Rosa canina", ["Rosa canina"]),
        ("Rosa", ["Rosa"]),
        ("Rosaceae", []),
        ("Nymphalidae Rafinesque, 1815", []),
        ("Bellis perennis var. hybrida (Ten.) Arcang.", ["Bellis perennis", "hybrida"]),
        ("Carex flava de Candolle", ["Carex flava"]),
        ("Rubus fruticosus agg.", ["Rubus fruticosus"]),
        ("Quercus × rosacea Bechst.", ["Quercus", "rosacea"]),
        ("Carex cf. nigra", ["Carex", "nigra"]),
        ("Phengaris (Maculinea) alcon (Denis & Schiffermüller, 1775)", ["Phengaris (Maculinea) alcon"]),
        ("Actinocrinites sp.", ["Actinocrinites"]),
        ("quartz", []),
        ("", []),
    ],
)
def test_genus_and_epithets_are_italic_and_authors_upright(name: str, italic: list[str]) -> None:
    assert [piece.text for piece in pieces(name) if piece.italic] == italic


@given(st.text(max_size=80))
def test_no_word_of_a_name_is_lost(name: str) -> None:
    assert " ".join(piece.text for piece in pieces(name)).split() == name.split()


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("", HTML),
        ("*/*", HTML),
        ("text/html,application/xhtml+xml,*/*;q=0.8", HTML),
        ("application/json", JSON),
        ("application/ld+json, text/turtle;q=0.9", JSON_LD),
        ("text/*;q=0.3, application/*;q=0.4", JSON),
        ("text/html;q=0, */*", JSON),
        ("image/png", None),
        ("application/json;q=0", None),
        ("application/json;q=nonsense", None),
        (";;;,", None),
    ],
)
def test_the_best_weighted_form_is_chosen(header: str, chosen: str | None) -> None:
    assert accepted(header, OFFERS) == chosen


@given(st.text(max_size=60))
def test_no_accept_header_breaks_the_choice(header: str) -> None:
    assert accepted(header, OFFERS) in {*OFFERS, None}


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-A1", "@x", "\t=1", "\r=1"])
def test_a_cell_that_begins_like_a_formula_is_neutral(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"
    assert list(csv.reader(io.StringIO("".join(csv_lines(["a"], [[cell]])), newline="")))[1] == [f"'{cell}"]
