"""The problems of one record: which, in which cells, and what stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vasculum.assessment.elements import shortfall, terms_of
from vasculum.model.remark import Remark
from vasculum.model.specimen import Version
from vasculum.quality.assessment import COLUMNS, ORDER
from vasculum.quality.bdq.framework import all_tests
from vasculum.quality.flags_table import issues
from vasculum.quality.mids import mapping_set, mids_of_mask
from vasculum.terms.darwin_core import of_heading
from vasculum.terms.remedies import Problem, problem

BETWEEN = " | "
MOST_TERMS = 8


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem of a record, the terms concerned and their texts; several are written one behind the other."""

    problem: Problem
    term: str
    value: str


def troubles(version: Version) -> Iterator[Trouble]:
    """Every problem of a record: remarks, flags of GBIF, TDWG tests not passed, MIDS elements missing for the next level."""
    yield from (Trouble(problem("remark", remark.code), remark.term, remark.value) for remark in _remarks(version))
    for flag in version.interpreted.get("issues") or ():
        yield _trouble(version, problem("flag", flag), _terms_of_flag(flag))
    for guid, letter in zip(ORDER, _letters(version), strict=False):
        if letter == "N":
            test = all_tests()[guid]
            yield _trouble(version, problem("bdq", test.label), test.acted_upon)
    for element in _missing(version):
        yield Trouble(shortfall(element), BETWEEN.join(terms_of(element)), "")


def _letters(version: Version) -> str:
    """The letters of all tests; none for a version that was written before there were any."""
    letters = [version.interpreted.get(column) or "" for column in COLUMNS]
    return "".join(letters) if all(letters) else ""


def _remarks(version: Version) -> Sequence[Remark]:
    """The remarks, each code and term once."""
    return list({(remark.code, remark.term): remark for remark in version.remarks}.values())


def _trouble(version: Version, found: Problem, terms: Sequence[str]) -> Trouble:
    """A problem with those of its terms that hold something, else with all of them where they are few."""
    filled = [term for term in terms if version.verbatim.get(term)]
    shown = filled or (terms if len(terms) <= MOST_TERMS else ())
    return Trouble(found, BETWEEN.join(shown), BETWEEN.join(version.verbatim[term] for term in filled))


def _terms_of_flag(flag: str) -> list[str]:
    known = issues().get(flag)
    names = [of_heading(name) for name in (known.source if known else ()) if "_" not in name]
    return [name for name in names if ":" in name]


def _missing(version: Version) -> Sequence[str]:
    mask = version.interpreted.get("mids_elements")
    if mask is None:
        return ()
    return mids_of_mask(mask, mapping_set(version.interpreted.get("mids_discipline") or "biology")).missing
