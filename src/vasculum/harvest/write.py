"""Write: what changed is interpreted and assessed, written aside batch by batch, and committed in one step."""

from __future__ import annotations

from dataclasses import replace

import orjson

from vasculum.engine.distinct import Understanding
from vasculum.formats.dwca import select
from vasculum.harvest.job import Run
from vasculum.harvest.read import Coming
from vasculum.harvest.report import Report
from vasculum.lake import absence, again, compare, extensions, incoming, write
from vasculum.lake.summary import count_remarks, count_updated


def write_and_commit(run: Run, coming: Coming, report: Report) -> Report:
    """Makes the next snapshot of what `changes` and `gone` hold, and reports it; raises Exhausted before anything is written."""
    minted = run.minted + report.new
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
    assessed = run.kind.assessment(run.job.setting, verbatim, run.job.checklists)
    columns = write.columns(verbatim, assessed.columns)
    number = run.ledger.prepare(columns)
    pid = run.kind.pid(run.job.node.mint, run.job.issuer)
    expressions = write.Expressions(pid, assessed.judged, verbatim, only_different=run.reads_again)
    if run.reads_again:
        again.remember_understanding(run.kernel, run.ledger.files(), columns)
    stamp = write.Stamp(number, run.job.now(), run.job.rules)
    understanding = Understanding(run.kernel, verbatim, assessed.interpreters)
    groups = write.batches(run.kernel)
    for at, parts in enumerate(groups):
        run.progress("write", at, len(groups))
        incoming.open_core(run.kernel, select(coming.staged.only(parts)))
        write.open_batch(run.kernel, coming.records, parts, verbatim)
        understanding.learn(write.CHANGED)
        write.write_batch(run.kernel, run.ledger.path_of(number, at), stamp, understanding, expressions, columns)
    write.write_gone(run.kernel, run.ledger.path_of(number, len(groups)), stamp, pid)
    return number


def _notes(run: Run, report: Report, minted: int) -> dict[str, str]:
    return {
        "harvest": str(run.job.harvest),
        "archive": run.archive.digest,
        "rules": run.job.rules,
        "identifier": report.identifier,
        "minted": str(minted),
        "report": orjson.dumps(report).decode(),
    }
