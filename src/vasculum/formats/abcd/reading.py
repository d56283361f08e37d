"""Reading: the ABCD documents of a source become one archive, whatever they get wrong, and the curator hears what that was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from vasculum.formats.abcd.data_set import metadata_of, terms_for_units
from vasculum.formats.abcd.streaming import Answer, is_abcd, stream
from vasculum.formats.abcd.units import Unit, unit_of
from vasculum.formats.dwca.archive import Archive
from vasculum.formats.dwca.budget import Budget, Readable
from vasculum.formats.dwca.composing import Composing
from vasculum.formats.dwca.metadata import Metadata
from vasculum.formats.dwca.refusal import ArchiveRefused

CORE = "dwc:Occurrence"
HEADINGS = 1_000
REST = "ABCD elements"
_SHOWN = 8

Opener = Callable[[str], AbstractContextManager[Readable]]
Progress = Callable[[int], None]


def holds_abcd(start: bytes) -> bool:
    """Whether a document may hold ABCD units, told from its first bytes.

    >>> holds_abcd(b"<?xml version='1.0'?><biocase:response xmlns:biocase='b'>"), holds_abcd(b"<eml:eml>")
    (True, False)
    """
    text = start.decode("utf-16" if start[:2] in {b"\xff\xfe", b"\xfe\xff"} else "latin-1", "replace")
    return any(word in text for word in ("DataSets", "biocase", "tdwg.org/schemas/abcd"))


def read_abcd(
    names: Sequence[str], opened: Opener, folder: Path, name: str, budget: Budget, progress: Progress = lambda _: None
) -> Archive:
    """The units of some documents as an archive in `folder`, with what was wrong in `notices`.

    `opened` opens a document by its name. Raises ArchiveRefused for a document that is no ABCD, not well-formed or an attack.
    """
    reading = _Reading(Composing(folder, CORE, budget), progress)
    try:
        for document in names:
            with opened(document) as file:
                reading.document(file, document, budget)
        return reading.composing.archive(name, reading.notices(), reading.metadata)
    except BaseException:
        reading.composing.abandon()
        raise


class _Reading:
    """What was told so far, and what was seen on the way."""

    def __init__(self, composing: Composing, progress: Progress) -> None:
        self.composing, self._progress = composing, progress
        self.metadata = Metadata()
        self._of_data_set: Mapping[str, str] = {}
        self._headings: dict[str, None] = {}
        self._unmapped: Counter[str] = Counter()
        self._empty: Counter[str] = Counter()
        self._foreign: Counter[str] = Counter()
        self._versions: set[str] = set()
        self._known: set[int] = set()
        self._told: list[str] = []
        self._undecided = self._units = 0

    def document(self, file: Readable, name: str, budget: Budget) -> None:
        """Tells the units of one document."""
        answer = Answer()
        for element in stream(file, name, budget, answer):
            if element.name == "Metadata":
                metadata = metadata_of(element)
                self.metadata = self.metadata if self.metadata.title else metadata
                self._of_data_set = terms_for_units(metadata)
            else:
                self._tell(unit_of(element, self._of_data_set))
        self._close(answer, name)

    def _tell(self, unit: Unit) -> None:
        self._units += 1
        self._undecided += unit.undecided
        identifier = unit.identifier
        self.composing.add(CORE, identifier, self._bounded(unit.core))
        owner = identifier if self._is_first(identifier) else f"{identifier}#{self._units}"
        for row_type, row in unit.rows:
            self.composing.add(row_type, owner, self._bounded(row))
        self._progress(self._units)

    def _is_first(self, identifier: str) -> bool:
        """Whether no unit before had this identifier: what belongs to a second one must not be laid to the first."""
        mark = hash(identifier)
        if mark in self._known:
            return False
        self._known.add(mark)
        return True

    def _bounded(self, row: Mapping[str, str]) -> dict[str, str]:
        """The row; elements without a term beyond the first thousand kinds share one column."""
        bounded, rest = {}, []
        for term, text in row.items():
            if ":" not in term:
                self._unmapped[term] += 1
                if len(self._headings) >= HEADINGS and term not in self._headings:
                    rest.append(f"{term}: {text}")
                    continue
                self._headings[term] = None
            bounded[term] = text
        return bounded | ({REST: "\n".join(rest)} if rest else {})

    def _close(self, answer: Answer, name: str) -> None:
        if not answer.units and not answer.counts:
            raise ArchiveRefused(f"{name} holds no ABCD units (its root is {answer.root or 'missing'}).")
        expected = answer.counts.get("recordCount", answer.units)
        if expected != answer.units:
            self._told.append(f"{name} announces {expected:,} units and holds {answer.units:,}.")
        if dropped := answer.counts.get("recordDropped", 0):
            self._told.append(f"{name}: the provider dropped {dropped:,} units that it could not write.")
        self._told += [f"{name}: the provider reports {text} ({count:,})" for text, count in answer.diagnostics.items()]
        self._empty.update(answer.empty)
        self._foreign.update({space: count for space, count in answer.namespaces.items() if not _fits(space)})
        self._versions.update(filter(is_abcd, answer.namespaces))

    def notices(self) -> list[str]:
        """What a curator should hear of the documents as a whole."""
        told = [*self._told]
        for namespace, count in self._foreign.most_common(_SHOWN):
            told.append(
                f"{count:,} elements are of the namespace {namespace or '(none)'}, not of ABCD; they were read by their names."
            )
        if len(self._versions) > 1:
            told.append(f"Versions of ABCD are mixed: {', '.join(sorted(self._versions))}.")
        if self._empty:
            told.append(f"Elements without any content: {_listed(self._empty)}.")
        if self._undecided:
            told.append(f"{self._undecided:,} units have several identifications and none is preferred: the first was taken.")
        if self._unmapped:
            told.append(f"Elements that no Darwin Core term stands for are kept under their path: {_listed(self._unmapped)}.")
        return told


def _fits(namespace: str) -> bool:
    return is_abcd(namespace) or any(word in namespace.lower() for word in ("abcdefg", "synthesys", "ggbn", "dna-bank", "hispid"))


def _listed(counted: Counter[str]) -> str:
    shown = ", ".join(f"{name} ({count:,})" for name, count in counted.most_common(_SHOWN))
    more = len(counted) - _SHOWN
    return f"{shown} and {more:,} more" if more > 0 else shown
