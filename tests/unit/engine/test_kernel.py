"""The column kernel: names and texts are never syntax, Python values come back equal, trouble with the disk is told as such."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vasculum.engine.distinct import Understanding
from vasculum.engine.kernel import Kernel, literal, quoted
from vasculum.interpret.reading import Interpreter, Reading

texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    with Kernel(tmp_path_factory.mktemp("spill")) as opened:
        yield opened


@given(texts, texts.filter(bool))
@settings(deadline=None)
def test_any_text_is_a_value_and_any_name_a_column(kernel: Kernel, text: str, name: str) -> None:
    assert kernel.rows(f"SELECT {quoted(name)} FROM (SELECT {literal(text)} AS {quoted(name)})") == [(text,)]


@given(st.lists(st.tuples(st.none() | texts, st.none() | st.dates(), st.none() | st.lists(texts, max_size=3)), max_size=5))
@settings(deadline=None, max_examples=30)
def test_python_values_come_back_equal(kernel: Kernel, rows: list[tuple[str | None, dt.date | None, list[str] | None]]) -> None:
    columns: dict[str, tuple[str, list[Any]]] = {
        "text": ("VARCHAR", [row[0] for row in rows]),
        "day": ("DATE", [row[1] for row in rows]),
        "list": ("VARCHAR[]", [row[2] for row in rows]),
    }
    kernel.create_table("given", columns)
    assert sorted(kernel.rows("SELECT * FROM given"), key=repr) == sorted(rows, key=repr)


def test_batches_hold_every_row_once(kernel: Kernel) -> None:
    found = [row for batch in kernel.batches("SELECT i FROM range(5000) t(i)", size=700) for row in batch]
    assert sorted(found) == [(number,) for number in range(5000)]


def test_a_file_that_cannot_be_read_is_trouble_with_the_disk(kernel: Kernel, tmp_path: Path) -> None:
    missing = literal(str(tmp_path / "missing.parquet"))
    with pytest.raises(OSError, match=r"missing\.parquet"):
        kernel.run(f"SELECT * FROM read_parquet({missing})")
    with pytest.raises(OSError, match=r"missing\.parquet"):
        list(kernel.batches(f"SELECT * FROM read_parquet({missing})"))


def test_an_interpreter_reads_every_distinct_value_once(kernel: Kernel) -> None:
    read: list[str] = []

    def length(text: str) -> Reading:
        read.append(text)
        return Reading((len(text),), ("LONG dwc:country",) if len(text) > 3 else ())

    interpreter = Interpreter("country", ("dwc:country",), {"length": "INTEGER"}, length)
    understanding = Understanding(kernel, ("dwc:country",), (interpreter,))
    for countries in (["BE", "BE", None, "Congo"], ["BE", "NL", "Congo"]):
        kernel.create_table("seen_now", {"dwc:country": ("VARCHAR", countries)})
        understanding.learn("seen_now")
        asked = f"""SELECT "dwc:country", {understanding.columns[0]}, {understanding.remarks} FROM seen_now r"""
        rows = kernel.rows(f"{asked} {' '.join(understanding.joins)}")
        remarks = {country: ["LONG dwc:country"] if country == "Congo" else [] for country in countries}
        expected = [(country, len(country or ""), remarks[country]) for country in countries]
        assert sorted(rows, key=repr) == sorted(expected, key=repr)
    assert sorted(read) == ["", "BE", "Congo", "NL"]
