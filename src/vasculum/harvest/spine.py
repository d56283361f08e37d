"""The spine: records flow from the museum's archive to a committed snapshot, stage by stage, down this page.

read → compare → guard → interpret → assess → write → commit. Whatever a crash leaves behind lies in the work folder or is
a data file that no snapshot lists; both are removed before the next harvest of the source.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from vasculum.engine.distinct import Understanding
from vasculum.engine.kernel import Kernel
from vasculum.formats.dwca import Archive, Staged, Table, open_archive, select, stage
from vasculum.harvest.assess import mids_columns
from vasculum.harvest.guard import Limits, objection
from vasculum.harvest.node import Node
from vasculum.harvest.progress import Progress
from vasculum.harvest.refusal import Refused
from vasculum.harvest.report import RejectedRows, Report
from vasculum.interpret.record import INTERPRETERS, RULES_VERSION
from vasculum.lake import absence, again, compare, extensions, identifier, incoming, write
from vasculum.lake.incoming import Incoming
from vasculum.lake.ledger import Ledger, Snapshot
from vasculum.lake.summary import count_remarks, count_updated
from vasculum.model.rejection import Rejection

SPECIMEN_ROWS = frozenset(
    f"dwc:{name}"
    for name in ("Occurrence", "MaterialEntity", "MaterialSample", "PreservedSpecimen", "FossilSpecimen", "LivingSpecimen")
)


@dataclass(frozen=True, slots=True)
class Job:
    """One harvest to run: of which source, from which archive, within which limits."""

    node: Node
    source: str
    issuer: int
    harvest: int
    path: Path
    limits: Limits
    now: Callable[[], dt.datetime]
    grace: int = 1
    approved: bool = False
    dry_run: bool = False

    @property
    def work(self) -> Path:
        """The folder this harvest works in."""
        return self.node.work / self.source


@dataclass(frozen=True, slots=True)
class Run:
    """A job under way, with all it has opened."""

    job: Job
    archive: Archive
    ledger: Ledger
    latest: Snapshot | None
    kernel: Kernel
    rejected: RejectedRows
    progress: Progress

    @property
    def snapshot(self) -> int | None:
        """The number of the latest snapshot."""
        return self.latest.number if self.latest else None

    @property
    def reads_again(self) -> bool:
        """Whether the rules of interpretation have changed since the latest snapshot."""
        return self.latest is not None and self.noted("rules") != RULES_VERSION

    def noted(self, name: str, default: str = "") -> str:
        """What the latest snapshot noted under a name."""
        return self.latest.notes.get(name, default) if self.latest else default


@dataclass(frozen=True, slots=True)
class Coming:
    """What an archive says: its core as staged text, and the records made of all its tables."""

    staged: Staged
    records: Incoming


def run(job: Job, progress: Progress) -> Report:
    """Harvests an archive into the ledger of its source and reports.

    Raises Refused or ArchiveRefused when it holds nothing that could be harvested; then nothing was written.
    """
    ledger = Ledger(job.node.lake / job.source)
    latest = ledger.latest()
    job.work.mkdir(parents=True, exist_ok=True)
    with (
        open_archive(job.path) as archive,
        RejectedRows(job.node.rejected_rows(job.harvest)) as rejected,
        Kernel(job.work / "spill") as kernel,
    ):
        return _flow(Run(job, archive, ledger, latest, kernel, rejected, progress))


def _flow(run: Run) -> Report:
    report = Report(run.job.source, run.job.harvest, "running", notices=run.archive.notices)
    if _same_archive(run):
        return _nothing_new(run, report)
    coming, report = _read(run, report)
    report = _compare(run, coming, report)
    if not (report.new or report.updated or report.gone or report.absent or run.reads_again or run.noted("absent")):
        return replace(report, state="unchanged", snapshot=run.snapshot, remarks=_noted_report(run)["remarks"])
    if report.why and not run.job.approved:
        return replace(report, state="held")
    if run.job.dry_run:
        return replace(report, state="held", why=report.why or "dry run: nothing was written")
    return _write(run, coming, report)


def _same_archive(run: Run) -> bool:
    noted = (run.noted("archive"), run.noted("rules"), run.noted("absent"))
    return run.latest is not None and noted == (run.archive.digest, RULES_VERSION, "")


def _nothing_new(run: Run, report: Report) -> Report:
    before = _noted_report(run)
    kept = {name: before[name] for name in ("read", "rejected", "identifier", "orphans", "remarks", "reasons")}
    equal = before["read"] - before["rejected"]
    rejections = tuple(Rejection(**rejection) for rejection in before["rejections"])
    return replace(report, state="unchanged", snapshot=run.snapshot, equal=equal, rejections=rejections, **kept)


def _noted_report(run: Run) -> dict[str, Any]:
    report: dict[str, Any] = orjson.loads(run.noted("report", '{"read": 0, "rejected": 0, "remarks": {}}'))
    return report


def _read(run: Run, report: Report) -> tuple[Coming, Report]:
    """Stages the archive's tables as text the columnar reader takes, and gathers what belongs to each record."""
    core = run.archive.core
    if core.row_type not in SPECIMEN_ROWS:
        raise Refused(f"the core holds {core.row_type} rows: a node harvests specimens (dwc:Occurrence), not these")
    staged = _staged(run, core, 0)
    terms = incoming.open_core(run.kernel, select(staged))
    rule = _identifier(run, terms)
    notices = [*report.notices, *staged.notices]
    gathered: dict[str, str] = {}
    orphans: dict[str, int] = {}
    for row_type, tables in _by_row_type(run, notices).items():
        rows = extensions.united([select(staged) for staged in tables])
        gathered[row_type] = extensions.gather(run.kernel, len(gathered), rows, _surplus(run, tables))
        orphans[row_type] = extensions.count_orphans(run.kernel, rows)
    kept = {row_type: count for row_type, count in orphans.items() if count}
    records = Incoming(terms, gathered, identifier.expression(rule, terms))
    return Coming(staged, records), replace(report, identifier=rule, orphans=kept, notices=tuple(notices))


def _by_row_type(run: Run, notices: list[str]) -> dict[str, list[Staged]]:
    tables: dict[str, list[Staged]] = {}
    for position, table in enumerate(run.archive.extensions, start=1):
        staged = _staged(run, table, position)
        notices += staged.notices
        tables.setdefault(table.row_type, []).append(staged)
    return tables


def _staged(run: Run, table: Table, position: int) -> Staged:
    file = run.job.work / f"table-{position}.txt"
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


def _compare(run: Run, coming: Coming, report: Report) -> Report:
    """Counts what is new, updated, equal and gone, and asks the guard."""
    incoming.begin_fingerprints(run.kernel)
    for part, batch in enumerate(coming.staged.batches()):
        run.progress("compare", part, len(coming.staged.parts))
        incoming.open_core(run.kernel, select(batch))
        incoming.fingerprint(run.kernel, coming.records, part)
    compare.load_heads(run.kernel, run.ledger.files())
    compare.set_aside_unusable(run.kernel, coming.staged.place, run.rejected)
    minted = int(run.noted("minted", "0"))
    core = run.archive.core.members
    counts = compare.compare(run.kernel, coming.staged.place, minted, run.rejected.ids_in(*core), run.rejected)
    if run.reads_again:
        again.add_equal_records(run.kernel)
    absent = absence.spare(run.kernel, run.job.grace, run.ledger.beside(run.noted("absent")))
    counts = replace(counts, gone=counts.gone - absent)
    rejected = run.rejected.count_in(*core)
    return replace(
        report,
        read=counts.new + counts.updated + counts.equal + rejected,
        new=counts.new,
        updated=counts.updated,
        equal=counts.equal,
        gone=counts.gone,
        absent=absent,
        rejected=rejected,
        reasons=dict(run.rejected.reasons),
        rejections=tuple(run.rejected.first),
        why=objection(counts, rejected, run.job.limits),
    )


def _write(run: Run, coming: Coming, report: Report) -> Report:
    """Interprets and assesses what changed, writes it aside batch by batch, and commits it in one step."""
    minted = int(run.noted("minted", "0")) + report.new
    run.job.node.mint.require_room(run.job.issuer, minted)
    changed = {row_type: extensions.keep_changed(run.kernel, table) for row_type, table in coming.records.extensions.items()}
    compare.forget(run.kernel)
    records = replace(coming.records, extensions=changed)
    run.ledger.create(run.job.issuer)
    number = _write_aside(run, replace(coming, records=records))
    files = [*run.ledger.files(), *run.ledger.written(number)]
    if run.reads_again:
        report = _recounted(run, report, number)
    report = replace(report, state="committed", snapshot=number, remarks=count_remarks(run.kernel, files))
    run.progress("commit", 0, 0)
    run.rejected.sync()
    run.ledger.commit(number, _notes(run, report, minted) | _absent(run, report, number))
    return report


def _absent(run: Run, report: Report, number: int) -> dict[str, str]:
    if not report.absent:
        return {}
    path = run.ledger.absent_path_of(number)
    absence.write_absent(run.kernel, path)
    return {"absent": path.name}


def _recounted(run: Run, report: Report, number: int) -> Report:
    """The report with the specimens counted as updated of which the new rules understand something else."""
    updated = count_updated(run.kernel, run.ledger.written(number))
    return replace(report, updated=updated, equal=report.equal + report.updated - updated)


def _write_aside(run: Run, coming: Coming) -> int:
    verbatim = write.verbatim_columns(coming.records, run.ledger.columns)
    columns = write.columns(verbatim, INTERPRETERS)
    number = run.ledger.prepare(columns)
    pid = run.job.node.mint.expression(run.job.issuer, "number")
    expressions = write.Expressions(pid, mids_columns(verbatim), verbatim, only_different=run.reads_again)
    if run.reads_again:
        again.remember_understanding(run.kernel, run.ledger.files(), columns)
    stamp = write.Stamp(number, run.job.now(), RULES_VERSION)
    understanding = Understanding(run.kernel, verbatim, INTERPRETERS)
    groups = write.batches(run.kernel)
    for at, parts in enumerate(groups):
        run.progress("write", at, len(groups))
        incoming.open_core(run.kernel, select(coming.staged.only(parts)))
        write.open_batch(run.kernel, coming.records, parts)
        understanding.learn(write.CHANGED)
        write.write_batch(run.kernel, run.ledger.path_of(number, at), stamp, understanding, expressions, columns)
    write.write_gone(run.kernel, run.ledger.path_of(number, len(groups)), stamp, pid)
    return number


def _notes(run: Run, report: Report, minted: int) -> dict[str, str]:
    return {
        "harvest": str(run.job.harvest),
        "archive": run.archive.digest,
        "rules": RULES_VERSION,
        "identifier": report.identifier,
        "minted": str(minted),
        "report": orjson.dumps(report).decode(),
    }
