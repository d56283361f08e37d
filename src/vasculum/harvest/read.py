"""Read: an archive becomes staged text that the columnar reader takes, and records made of all its tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from vasculum.formats.dwca import Staged, Table, select, stage
from vasculum.formats.dwca.table import INTERPRETATION
from vasculum.harvest.job import Run
from vasculum.harvest.refusal import Refused
from vasculum.harvest.report import Report
from vasculum.lake import extensions, identifier, incoming
from vasculum.lake.incoming import Incoming
from vasculum.model.rejection import Rejection


@dataclass(frozen=True, slots=True)
class Coming:
    """What an archive says: its core as staged text, the SQL that reads each extension, and the records made of all of them."""

    staged: Staged
    extensions: Mapping[str, str]
    records: Incoming


def read(run: Run, report: Report) -> tuple[Coming, Report]:
    """Stages the archive's tables as text the columnar reader takes, and gathers what belongs to each record."""
    core = run.archive.core
    if core.row_type not in run.kind.row_types:
        raise Refused(f"the core holds {core.row_type} rows: a node harvests specimens (dwc:Occurrence), not these")
    staged = _staged(run, core, 0)
    terms = incoming.open_core(run.kernel, select(staged.only([0])))
    rule = _identifier(run, terms)
    notices = [*report.notices, *staged.notices]
    gathered: dict[str, str] = {}
    rows: dict[str, str] = {}
    staged_by_type = _by_row_type(run, notices)
    for row_type, tables in staged_by_type.items():
        rows[row_type] = extensions.united([select(table) for table in tables])
        gathered[row_type] = extensions.gather(run.kernel, len(gathered), rows[row_type], _surplus(run, tables))
    records = Incoming(terms, gathered, identifier.expression(rule, terms))
    counted = {row_type: sum(table.rows for table in tables) for row_type, tables in staged_by_type.items()}
    return Coming(staged, rows, records), replace(report, identifier=rule, notices=tuple(notices), rows=counted)


def _by_row_type(run: Run, notices: list[str]) -> dict[str, list[Staged]]:
    tables: dict[str, list[Staged]] = {}
    for position, table in enumerate(run.archive.extensions, start=1):
        if table.row_type == INTERPRETATION:
            continue
        staged = _staged(run, table, position)
        notices += staged.notices
        tables.setdefault(table.row_type, []).append(staged)
    return tables


def _staged(run: Run, table: Table, position: int) -> Staged:
    file = run.job.work / f"{run.kind.name}-{position}.txt"
    return stage(run.archive, table, file, run.rejected, lambda done: run.progress(table.row_type, done, 0))


def _surplus(run: Run, tables: Sequence[Staged]) -> Callable[[int], None]:
    def reject(line: int) -> None:
        table, own_line = extensions.of_united(line)
        file, at = tables[table].place(own_line)
        run.rejected(Rejection(file, at, "TOO_MANY_ROWS"))

    return reject


def _identifier(run: Run, terms: tuple[str, ...]) -> str:
    known = run.noted("identifier")
    rule = known if known in identifier.possible(terms) else identifier.choose(run.kernel, terms)
    if rule is None:
        raise Refused("no column tells the records apart: an occurrenceID, a catalogNumber or an id is needed")
    return rule
