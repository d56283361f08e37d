"""Histories of small archives through the whole spine, against the ledger in plain Python; everything is read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.behaviour.archives import Export
from tests.behaviour.model import LedgerModel, Seen, Specimen, examples
from tests.behaviour.state import histories, hits
from vasculum.harvest.actions import harvest
from vasculum.harvest.check import faults
from vasculum.harvest.node import Node
from vasculum.harvest.progress import silent
from vasculum.harvest.report import Report
from vasculum.model.specimen import Version

SPELLINGS = ("http://m.org/{}", "https://m.org/{}", "HTTP://M.org/{}", "http://m.org/{}/", "http://m.org/{} ")
CELLS = ["Rosa", " Rosa ", 'Rosa "alba"', "Rosa\nalba", "Rosa, Salix", "Røsa é"]
SOURCES = count()

known_ids = st.one_of(
    st.builds(str.format, st.sampled_from(SPELLINGS), st.sampled_from("ab")),
    st.builds("http://m.org/{}".format, st.sampled_from("cde")),
)
rows = st.builds(Seen, known_ids | st.sampled_from(["", " "]), st.sampled_from(CELLS))


@dataclass(frozen=True)
class Edition:
    """What a museum says at one time: names of specimens, and opinions on them by their identifiers."""

    names: Sequence[Seen]
    opinions: Sequence[Seen]
    turned: bool

    def export(self) -> Export:
        """The archive that says so; `turned`, its columns stand the other way round."""
        core = [
            {"occurrenceID": each.record_id, "scientificName": each.said, "basisOfRecord": "FossilSpecimen"}
            for each in self.names
        ]
        opinions = [{"id": each.record_id, "scientificName": each.said} for each in self.opinions]
        order = ("occurrenceID", "scientificName", "basisOfRecord")
        return Export(core, {"dwc:Identification": opinions} if opinions else {}, order[::-1] if self.turned else order)

    def seen(self) -> list[Seen]:
        """The same for the model: a specimen says its name and the opinions on it, in any order."""
        return [Seen(each.record_id, str((each.said, self.opinions_on(each.record_id)))) for each in self.names]

    def opinions_on(self, record_id: str) -> list[str]:
        """The opinions on one specimen."""
        return sorted(each.said for each in self.opinions if each.record_id == record_id != "")


editions = st.builds(
    Edition,
    st.lists(rows, min_size=1, max_size=6),
    st.lists(st.builds(Seen, known_ids, st.sampled_from(["Salix", "Salix\talba", "Tilia"])), max_size=3),
    st.booleans(),
)


def as_told(version: Version) -> tuple[str, str]:
    """A version as the model keeps it."""
    if version.change == "gone":
        return "gone", ""
    opinions = sorted(row["dwc:scientificName"] for row in version.extensions.get("dwc:Identification", ()))
    return str(version.change), str((version.verbatim["dwc:scientificName"], opinions))


def check_counts(report: Report, model: LedgerModel, edition: Edition) -> None:
    """The report counts what the model counts, and each row of the file once."""
    expected = model.harvest(edition.seen())
    told = {"new": report.new, "equal": report.equal, "gone": report.gone, "updated": report.updated}
    updated = expected.changes["updated"] + expected.changes["returned"]
    assert told == {name: expected.changes[name] for name in told} | {"updated": updated}
    assert dict(report.reasons) == dict(expected.reasons)
    assert len(edition.names) == report.read == report.new + report.updated + report.equal + report.rejected


def check_histories(found: Sequence[Sequence[Version]], expected: Sequence[Specimen]) -> None:
    """Each specimen has one PID and the versions of the model, numbered from 1."""
    assert [[as_told(version) for version in history] for history in found] == [each.versions for each in expected]
    assert [history[-1].record_id for history in found] == [each.record_id for each in expected]
    assert all([each.version for each in history] == list(range(1, len(history) + 1)) for history in found)
    pids = [{each.pid for each in history} for history in found]
    assert len(set().union(*pids)) == len(pids) == sum(map(len, pids))


@given(st.lists(editions, min_size=2, max_size=4))
@settings(
    max_examples=examples(8, 40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_history_is_reported_and_read_back_as_in_plain_python(node: Node, tmp_path: Path, history: list[Edition]) -> None:
    assume(any(each.record_id.strip() for each in history[0].names))
    model, source = LedgerModel(), f"source-{next(SOURCES)}"
    for at, edition in enumerate(history):
        archive = edition.export().zipped(tmp_path / source / f"{at}.zip")
        check_counts(harvest(node, archive, source, silent, approved=True), model, edition)
    found = histories(node, source)
    check_histories(found, model.specimens)
    present = {versions[-1].pid for versions, each in zip(found, model.specimens, strict=True) if not each.gone}
    assert {card["pid"] for card in hits(node, source=source)} == present
    assert list(faults(node)) == []
