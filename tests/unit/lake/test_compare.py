"""Comparing what is seen with what is known, against the ledger in plain Python: hundreds of histories of a small source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.behaviour.model import LedgerModel, Outcome, Seen, Specimen, examples
from vasculum.engine.kernel import Kernel
from vasculum.lake import compare
from vasculum.lake.incoming import begin_fingerprints
from vasculum.model.rejection import Rejection

SPELLINGS = (
    "http://m.org/{}",
    "https://m.org/{}",
    "https://www.m.org/{}",
    "HTTP://M.org/{}",
    "http://m.org/{}/",
    " http://m.org/{}\u00a0",
)
identifiers = st.one_of(
    st.builds(str.format, st.sampled_from(SPELLINGS), st.sampled_from("ab")),
    st.builds("http://m.org/{}".format, st.sampled_from("cdefg")),
    st.sampled_from(["", " "]),
)
archives = st.lists(st.builds(Seen, identifiers, st.sampled_from(["Rosa", "Salix"])), max_size=7)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    with Kernel(tmp_path_factory.mktemp("spill")) as opened:
        yield opened


def show(kernel: Kernel, known: list[Specimen], rows: list[Seen]) -> None:
    """Puts what is known and what is seen where the comparison looks for it."""
    begin_fingerprints(kernel)
    for line, row in enumerate(rows):
        kernel.run("INSERT INTO seen VALUES (0, ?, NULL, ?, ?)", [line, row.record_id or None, row.said.encode()])
    compare.load_heads(kernel, [])
    for number, each in enumerate(known):
        content = each.versions[-1][1].encode()
        kernel.run(
            "INSERT INTO heads VALUES (?, ?, NULL, ?, ?, ?)", [number, each.record_id, content, len(each.versions), each.gone]
        )


def compared(kernel: Kernel, known: list[Specimen], rows: list[Seen]) -> tuple[Outcome, compare.Counts]:
    """What the comparison makes of them."""
    rejected: list[Rejection] = []
    show(kernel, known, rows)
    compare.set_aside_unusable(kernel, lambda line: ("rows.csv", line), rejected.append)
    counts = compare.compare(
        kernel, lambda line: ("rows.csv", line), len(known), [each.record_id for each in rejected], rejected.append
    )
    changes = Counter(dict(kernel.rows("SELECT change, count(*) FROM changes GROUP BY change")))
    changes += Counter({"equal": counts.equal, "gone": counts.gone})
    return Outcome(changes, Counter(each.reason for each in rejected)), counts


def next_versions(kernel: Kernel) -> dict[int, int]:
    """The number of the version that each changed specimen gets."""
    return dict(kernel.rows("SELECT number, version FROM changes UNION ALL SELECT number, version FROM gone"))


@given(st.lists(archives, min_size=1, max_size=5))
@settings(max_examples=examples(80, 600), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_history_of_a_source_goes_as_in_plain_python(kernel: Kernel, history: list[list[Seen]]) -> None:
    model = LedgerModel()
    for rows in history:
        before = [len(each.versions) for each in model.specimens]
        found, counts = compared(kernel, model.specimens, rows)
        expected = model.harvest(rows)
        assert (found.changes, found.reasons) == (expected.changes, expected.reasons)
        assert found.read == len(rows) == counts.new + counts.updated + counts.equal + sum(found.reasons.values())
        after = {number: len(each.versions) for number, each in enumerate(model.specimens)}
        assert next_versions(kernel) == {number: held for number, held in after.items() if [held] != before[number : number + 1]}


def test_new_specimens_are_numbered_on_in_the_order_of_their_lines(kernel: Kernel) -> None:
    rows = [Seen(name, "Rosa") for name in ("z", "a", "m", "b")]
    compared(kernel, [Specimen("a", [("new", "Salix")])], rows)
    assert kernel.rows("SELECT line, number FROM changes ORDER BY line") == [(0, 1), (1, 0), (2, 2), (3, 3)]


@pytest.mark.parametrize("shown", ["", "sheet 1"])
def test_a_specimen_whose_row_is_broken_today_is_not_gone(kernel: Kernel, shown: str) -> None:
    show(kernel, [Specimen("sheet 1", [("new", "Rosa")])], [])
    rejected_ids, rejections = [shown] if shown else [], list[Rejection]()
    assert compare.compare(kernel, lambda line: ("", line), 1, rejected_ids, rejections.append).gone == (0 if shown else 1)
