"""What is prepared of the boundaries at set-up, held against what is made of them anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vasculum.interpret.boundaries_files import boundaries
from vasculum.interpret.boundaries_prepared import read, write


def test_what_was_prepared_comes_back_as_it_was_and_only_for_the_same_sources(tmp_path: Path) -> None:
    known = boundaries()
    if known is None:
        pytest.skip("the boundaries were not fetched")
    made, path = known.prepared(), tmp_path / "prepared.npz"
    write(made, path, "of these")
    found = read(path, "of these")
    assert found is not None
    assert (found.middles, found.cells.grounds) == (made.middles, made.cells.grounds)
    assert np.array_equal(found.cells.table, made.cells.table)
    for one, other in ((found.countries, made.countries), (found.land, made.land)):
        assert np.array_equal(one.owners, other.owners)
        assert [piece.wkb for piece in one.pieces] == [piece.wkb for piece in other.pieces]
    assert read(path, "of others") is None
    assert read(tmp_path / "missing.npz", "of these") is None
