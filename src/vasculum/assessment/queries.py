"""What the quality pages ask: tallies, the first specimens with a problem, and every one of them for a file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vasculum.assessment.counting import NOT_PASSED, having_any
from vasculum.assessment.kept import LIMITS, tally_of_source
from vasculum.assessment.record import Trouble, troubles
from vasculum.assessment.scopes import Scope
from vasculum.assessment.tally import Found, Tally, merged
from vasculum.engine.kernel import Kernel, Limits
from vasculum.harvest.gate import public_version
from vasculum.lake.ledger import Ledger
from vasculum.lake.present import open_present, present_versions
from vasculum.model.specimen import Version
from vasculum.specimens import queries
from vasculum.terms.remedies import Problem

_ANY = f"len(remarks) > 0 OR len(issues) > 0 OR contains(bdq, '{NOT_PASSED}') OR mids_level < 3"


@dataclass(frozen=True, slots=True)
class Example:
    """A specimen with a problem: its PID and catalogue number, the terms concerned and their texts."""

    pid: str
    catalog_number: str
    term: str
    value: str


def tally(scope: Scope) -> Tally:
    """The tally of a scope; empty while the node holds nothing."""
    node = queries.node()
    return merged([tally_of_source(node, source) for source in scope.sources]) if node else Tally()


def examples(found: Found, problem: Problem) -> list[Example]:
    """The first specimens with a problem, as the public may see them."""
    shown: list[Example] = []
    for pid in found.examples:
        known = queries.specimen(pid)
        version = known.current if known else None
        matching = [each for each in troubles(version) if each.problem.key == problem.key] if version else []
        shown += [_example(version, each) for each in matching[:1] if version]
    return shown


def _example(version: Version, trouble: Trouble) -> Example:
    return Example(version.pid, version.verbatim.get("dwc:catalogNumber", ""), trouble.term, trouble.value)


def every_trouble(scope: Scope, problem: Problem | None = None) -> Iterator[tuple[Version, Trouble]]:
    """Every problem of every specimen of a scope, or one problem alone, as the public may see it; memory stays bounded."""
    node = queries.node()
    for source in scope.sources if node else ():
        files = Ledger(node.lake / source).files() if node else []
        if files:
            yield from _of_source(source, files, problem)


def _of_source(source: str, files: list[Path], problem: Problem | None) -> Iterator[tuple[Version, Trouble]]:
    with tempfile.TemporaryDirectory(prefix="vasculum-") as spill, Kernel(Path(spill), Limits(LIMITS.memory, 1)) as kernel:
        open_present(kernel, files)
        for version in map(public_version, present_versions(kernel, source, _having(problem))):
            yield from ((version, each) for each in troubles(version) if problem is None or each.problem.key == problem.key)


def _having(problem: Problem | None) -> str:
    if problem is None:
        return _ANY
    return "mids_level < 3" if problem.kind == "mids" else having_any([problem])
