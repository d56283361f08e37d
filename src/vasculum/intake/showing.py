"""What the page of an import shows: its columns with their guesses, the first rows as specimens, problems by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from vasculum.formats.sheets import Row, Sheet
from vasculum.formats.sheets.noticed import Notice
from vasculum.formats.sheets.places import letters_of
from vasculum.intake.models import ImportSession
from vasculum.intake.reading import reading
from vasculum.intake.rules import OFFERED, PREVIEWED, is_special_rule, term_of
from vasculum.intake.workbook import explained
from vasculum.mapping.checking import Problem, faults_of
from vasculum.mapping.document import Mapping, Rule
from vasculum.model.language_map import name_in
from vasculum.specimens.labels import term_label
from vasculum.terms.messages import sheet_notices

_SHOWN = 3
_ASKED_FIRST = 50


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """One column of the file: where it stands, what it is taken for, whether a person must say so, and some of its texts."""

    at: int
    letters: str
    heading: str
    term: str
    perhaps: str
    offered: Sequence[tuple[str, str]]
    texts: Sequence[str]
    is_special: bool


@dataclass(frozen=True, slots=True)
class SpecimenShown:
    """A row as the specimen it becomes: its number, name, facts, and what is beside them."""

    number: int
    title: str
    facts: Sequence[tuple[str, str, bool]]
    pictures: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as its page shows it; of its sheets one, `sheet`, is read."""

    sheets: Sequence[Sheet]
    sheet: str
    columns: Sequence[ColumnShown]
    specimens: Sequence[SpecimenShown]
    notices: Sequence[tuple[str, str, int]]
    kind: str
    several: str


def shown(session: ImportSession, mapping: Mapping, language: str) -> Shown:
    """What is shown of a session's file; raises ArchiveRefused where it cannot be read."""
    with reading(session, "shown") as read:
        checking = read.checking()
        rows = list(islice(read.rows, _ASKED_FIRST))
        columns = [_column(at, name, mapping.rule_of(name), rows) for at, name in enumerate(read.heading.names)]
        specimens = [_specimen(row, checking(row).core, len(checking(row).rows)) for row in rows[:PREVIEWED]]
        notices = [_notice(notice, read.heading.names, language) for notice in read.noticed]
        sheets, sheet = read.sheets, read.sheet
    kind = next((each.value for each in mapping.constants if each.to == "dwc:basisOfRecord"), "")
    several = mapping.specimen[0] if len(mapping.specimen) == 1 else ""
    kept = [each for each in columns if each.texts or each.term]
    return Shown(sheets, sheet, kept, specimens, notices, kind, several)


def _column(at: int, name: str, rule: Rule | None, rows: Sequence[Row]) -> ColumnShown:
    texts = dict.fromkeys(row.cells[at].strip() for row in rows if at < len(row.cells) and row.cells[at].strip())
    term, perhaps = (term_of(rule), rule.perhaps) if rule else ("", "")
    is_special = rule is not None and (is_special_rule(rule) or (bool(rule.to) and not term))
    offered = dict.fromkeys([*([perhaps] if perhaps else []), *([term] if term else []), *OFFERED])
    choices = [(each, label_of(each)) for each in offered]
    return ColumnShown(at, letters_of(at), name, term, perhaps, choices, list(texts)[:_SHOWN], is_special)


def label_of(term: str) -> str:
    """What a term is called in the visitor's language."""
    return str(term_label(term))


def _specimen(row: Row, core: dict[str, str], rows: int) -> SpecimenShown:
    title = core.get("dwc:scientificName") or " ".join(
        core[term] for term in ("dwc:genus", "dwc:specificEpithet") if term in core
    )
    facts = [(label_of(name), text, bool(faults_of(name, text))) for name, text in core.items() if ":" in name]
    return SpecimenShown(row.number, title, facts, rows)


def _notice(notice: Notice, names: Sequence[str], language: str) -> tuple[str, str, int]:
    column = names[notice.column] if 0 <= notice.column < len(names) else ""
    return column, name_in(sheet_notices()[notice.code].texts, language), notice.count


@dataclass(frozen=True, slots=True)
class ProblemShown:
    """A kind of problem: what it says, in which column, how often, and the texts it is about with their counts."""

    at: int
    text: str
    column: str
    count: int
    texts: Sequence[tuple[str, int]]
    is_mendable: bool
    rows: Sequence[int]


def problems_of(session: ImportSession) -> list[Problem]:
    """The problems found when a session was checked."""
    return [Problem(**each) for each in session.problems]


def problems_shown(session: ImportSession, language: str) -> Iterator[ProblemShown]:
    """The problems of a session, the most frequent first."""
    for at, problem in enumerate(problems_of(session)):
        texts = sorted(problem.texts.items(), key=lambda found: -found[1])[:10]
        mendable = bool(problem.column) and problem.code not in ("NO_IDENTIFIER", "DUPLICATE_IDENTIFIER")
        yield ProblemShown(
            at, explained(problem.code, language), problem.column, problem.count, texts, mendable, problem.rows[:8]
        )
