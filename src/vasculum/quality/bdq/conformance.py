"""How many published cases are answered as published: figures by what the tests depend on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vasculum.quality.bdq.authorities import AuthorityKind
from vasculum.quality.bdq.framework import Test, all_tests
from vasculum.quality.bdq.responses import Status
from vasculum.quality.bdq.rows import answered
from vasculum.quality.bdq.running import Setting

_CLASSES: dict[AuthorityKind | None, str] = {
    None: "nothing outside the record",
    AuthorityKind.ANNOTATIONS: "nothing outside the record",
    AuthorityKind.VOCABULARY: "a closed vocabulary",
    AuthorityKind.TAXONOMY: "a taxonomy",
    AuthorityKind.GAZETTEER: "a gazetteer",
}
CLASSES = ("nothing outside the record", "a closed vocabulary", "a taxonomy", "a gazetteer", "geometry")


@dataclass(frozen=True, slots=True)
class Figures:
    """The cases of one class: all of them, those answered as published, and those not answered for want of an authority."""

    tests: int
    cases: int
    exact: int
    unavailable: int

    @property
    def different(self) -> int:
        """The cases that got another answer than the published one."""
        return self.cases - self.exact - self.unavailable


def dependence_class(test: Test) -> str:
    """What a test depends on, in five classes."""
    return _CLASSES.get(test.dependence, "geometry")


def conformance(rows: Iterable[Mapping[str, str]], setting: Setting) -> dict[str, Figures]:
    """The figures by class for rows that hold the published answers as `Response.status` and `Response.result`."""
    tests = all_tests()
    per_class = Counter(map(dependence_class, tests.values()))
    cases, exact, unavailable = Counter[str](), Counter[str](), Counter[str]()
    for row in answered(rows, setting):
        if row["GUID"] in tests:
            belongs = dependence_class(tests[row["GUID"]])
            cases[belongs] += 1
            exact[belongs] += (same := is_exact(row))
            unavailable[belongs] += not same and row["actual.status"] == Status.EXTERNAL_PREREQUISITES_NOT_MET
    return {name: Figures(per_class[name], cases[name], exact[name], unavailable[name]) for name in CLASSES}


def is_exact(row: Mapping[str, str]) -> bool:
    """True when status and result are the published ones; results of amendments are compared as JSON objects."""
    same_status = row["actual.status"] == row["Response.status"]
    return same_status and _value(row["actual.result"]) == _value(row["Response.result"])


def as_table(figures: Mapping[str, Figures]) -> str:
    """The figures as a Markdown table."""
    lines = ["| depends on | tests | cases | exact | authority not available | different |", "|---|---|---|---|---|---|"]
    for name, found in figures.items():
        numbers = (found.tests, found.cases, found.exact, found.unavailable, found.different)
        lines.append(f"| {name} | {' | '.join(map(str, numbers))} |")
    return "\n".join(lines)


def _value(result: str) -> object:
    try:
        return json.loads(result)
    except ValueError:
        return result.strip()
